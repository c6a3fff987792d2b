"""Read the story from its tables (TOML files beside this module)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any

from seedbed.demo.names import code
from seedbed.demo.story.shapes import (
    Marked,
    Merge,
    Person,
    Pinned,
    Said,
    Split,
    Story,
    StoryBead,
    StoryLink,
    UsedFigure,
    Withdrawal,
)
from seedbed.thread.kinds import BeadKind, Relation

SAID = ("tanners_row_doors", "tanners_row_tables", "kestrel_rise_doors", "kestrel_rise_tables")
TABLES = (
    *("events", "themes_tanners_row", "themes_kestrel_rise", "map_tanners_row", "map_kestrel_rise"),
    *("agenda", "decided", "delivery", "replies"),
)
CARD = ("age", "language", "disability")
"""From a decision to the pledge that makes it good."""

USUAL_DAYS = {
    BeadKind.CODE: date(2025, 8, 18),
    BeadKind.THEME: date(2025, 8, 18),
    BeadKind.FACTOR: date(2025, 10, 23),
    BeadKind.CAUSAL_LINK: date(2025, 10, 23),
    BeadKind.ACTION_IDEA: date(2025, 11, 6),
    BeadKind.PRIORITY: date(2025, 12, 10),
    BeadKind.PLEDGE: date(2026, 2, 5),
    BeadKind.ACTION: date(2026, 2, 16),
    BeadKind.THEORY_STEP: date(2026, 3, 16),
    BeadKind.INDICATOR: date(2026, 3, 16),
    BeadKind.FIGURE: date(2025, 2, 20),
}
"""When beads were made that carry no day of their own."""

OWN_DAY = ("held_on", "decided_on", "observed_on", "sent_on")
BY = {
    **dict.fromkeys((BeadKind.DECISION, BeadKind.PLEDGE), Person.NGOZI),
    **dict.fromkeys((BeadKind.FIGURE, BeadKind.THEORY_STEP, BeadKind.INDICATOR, BeadKind.OBSERVATION), Person.SAM),
}
"""Who made beads of a kind; Dev the others."""

_Row = Mapping[str, Any]


@cache
def read_story() -> Story:
    """Return the story."""
    rows = {name: _table(name) for name in (*TABLES, "figures", "lineage")}
    events = rows["events"]["event"]
    pinned = {id_: tuple(_pinned(row) for row in given) for id_, given in _table("marks")["marks"].items()}
    said = tuple(entry for name in SAID for entry in _said(_table(f"said_{name}"), events, pinned))
    merges, splits, withdrawals = _lineage(rows["lineage"])
    replaced = {bead: merge.day for merge in merges for bead in (*merge.beads, merge.into)}
    replaced |= {bead: split.day for split in splits for bead in (split.bead, *split.into)}
    beads = tuple(_beads(rows, replaced))
    figures = tuple(_figures(rows["figures"]["figure"]))
    days = {bead.id: bead.day for bead in beads} | {figure.id: figure.day for figure in figures}
    days |= {part: entry.said_on for entry in said for part in (entry.id, *(marked.id for marked in entry.marked))}
    out_of_use = {bead for merge in merges for bead in merge.beads} | {split.bead for split in splits}
    links = [*_codings(said), *_all_links(rows, days)]
    early = tuple(link for link in links if _is_early(link, out_of_use))
    later = tuple(link for link in links if not _is_early(link, out_of_use))
    return Story(said, beads, figures, early, later, merges, splits, withdrawals)


def _is_early(link: StoryLink, out_of_use: set[str]) -> bool:
    """What was coded and grouped comes before merges and splits."""
    return link.relation in {Relation.CODED_TO, Relation.GROUPED_IN} or bool({link.source, link.target} & out_of_use)


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((resources.files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))


def _said(table: _Row, events: _Row, pinned: Mapping[str, tuple[Pinned, ...]]) -> Iterator[Said]:
    for event, entries in table.items():
        for id_, row in entries.items():
            parts = row.get("parts") or [[row["words"], row["is"], row.get("en", "")]]
            card = dict(zip(CARD, row["card"].split(), strict=True)) if "card" in row else {}
            professional = row.get("origin") == "professional"
            yield Said(
                id=id_,
                event=event,
                said_on=events[event]["held_on"],
                words=row["words"],
                marked=tuple(_marked(id_, number, part) for number, part in enumerate(parts)),
                card=None if professional else {name: group for name, group in card.items() if group != "-"},
                language=row.get("lang", "en"),
                translation=row.get("en", ""),
                mode=row.get("mode", "spoken"),
                origin=row.get("origin", "resident"),
                pinned=pinned.get(id_, ()),
            )


def _pinned(row: _Row) -> Pinned:
    shape = next(name for name in ("point", "line", "area") if name in row)
    return Pinned(shape, tuple((x, y) for x, y in row[shape]), row.get("called", ""), row.get("sticker", ""))


def _marked(id_: str, number: int, part: list[str]) -> Marked:
    words, codes, *translation = part
    prefix = f"{id_[0]}r-code-"
    return Marked(
        id_ + "abcdef"[number],
        words,
        translation[0] if translation else "",
        tuple(prefix + word for word in codes.split()),
    )


def _codings(said: tuple[Said, ...]) -> Iterator[StoryLink]:
    """Words are coded two days after they were said, once there is a codebook."""
    for entry in said:
        day = max(entry.said_on + timedelta(days=2), USUAL_DAYS[BeadKind.CODE])
        for marked in entry.marked:
            for word in marked.codes:
                yield StoryLink(marked.id, Relation.CODED_TO, word, day, Person.DEV)


def _rows(tables: Mapping[str, _Row]) -> Iterator[tuple[BeadKind, str, _Row]]:
    for table in tables.values():
        for kind, rows in table.items():
            if kind in set(BeadKind):
                yield from ((BeadKind(kind), id_, row) for id_, row in rows.items())


def _beads(tables: Mapping[str, _Row], replaced: Mapping[str, date]) -> Iterator[StoryBead]:
    """Give every bead its day; what came of a merge or split is made on that day."""
    for kind, id_, row in _rows(tables):
        if kind is BeadKind.FIGURE:
            continue
        values = {name: _plain(value) for name, value in row.items() if name not in {"to", "from", "evidence"}}
        own = next((row[name] for name in OWN_DAY if name in row), None)
        first = kind is BeadKind.THEME and _has_codes(id_, tables)
        day = own or (USUAL_DAYS[kind] if first else replaced.get(id_, USUAL_DAYS[kind]))
        yield StoryBead(id_, kind, values, day, BY.get(kind, Person.DEV))


def _has_codes(theme: str, tables: Mapping[str, _Row]) -> bool:
    return any(f"grouped_in {theme}" in row.get("to", ()) for kind, _, row in _rows(tables) if kind is BeadKind.CODE)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _figures(rows: _Row) -> Iterator[UsedFigure]:
    for id_, row in rows.items():
        day = USUAL_DAYS[BeadKind.FIGURE]
        yield UsedFigure(id_, f"alderwick.{row['indicator']}", code("small_area", row["area"]), row["period"], day)


def _all_links(tables: Mapping[str, _Row], days: Mapping[str, date]) -> Iterator[StoryLink]:
    for kind, id_, row in _rows(tables):
        joined = [(id_, *entry.split()) for entry in row.get("to", ())]
        joined += [(source, relation, id_) for relation, source in (entry.split() for entry in row.get("from", ()))]
        joined += [(source, "evidences", id_) for source in row.get("evidence", ())]
        for source, relation, target in joined:
            day = max(days[source], days[target])
            yield StoryLink(source, Relation(relation), target, day, BY.get(kind, Person.DEV))


def _lineage(table: _Row) -> tuple[tuple[Merge, ...], tuple[Split, ...], tuple[Withdrawal, ...]]:
    merges = tuple(Merge(tuple(row["beads"]), row["into"], row["day"], row["why"]) for row in table["merge"])
    splits = tuple(
        Split(row["bead"], {part: tuple(codes) for part, codes in row["into"].items()}, row["day"], row["why"])
        for row in table["split"]
    )
    return merges, splits, tuple(Withdrawal(**row) for row in table["withdrawal"])
