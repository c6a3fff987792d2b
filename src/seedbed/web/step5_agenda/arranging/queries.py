"""Subsystems, submaps and layouts of a map, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from seedbed.reports.systems.parts import Part
from seedbed.web.step5_agenda.arranging.looks import marked, name_of
from seedbed.web.step5_agenda.models import MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.keeping import load


@dataclass(frozen=True, slots=True)
class Entry:
    """One of them: what it is called, and how many factors belong to it."""

    key: str
    name: str
    factors: int


@dataclass(frozen=True, slots=True)
class Arrangement:
    """All of them."""

    subsystems: list[Entry]
    submaps: list[Entry]
    layouts: list[Entry]

    @property
    def any(self) -> bool:
        """Whether there is one."""
        return bool(self.subsystems or self.submaps or self.layouts)


def arrangement_of(found: SystemMap, factors: list[MapFactor]) -> Arrangement:
    """Return the subsystems, submaps and layouts of a map by name."""
    document = load(found)
    there = {str(each.key) for each in factors}
    members: dict[str, int] = {}
    for each in factors:
        members[each.subsystem] = members.get(each.subsystem, 0) + 1
    return Arrangement(
        subsystems=_entries(document, "subsystems", lambda key, held: (marked(held), members.get(key, 0))),
        submaps=_entries(document, "submaps", lambda _key, held: (_named(held), len(there & set(_many(held))))),
        layouts=_entries(document, "layouts", lambda _key, held: (_named(held), len(held.get("places", {})))),
    )


def subsystems_of(found: SystemMap) -> dict[str, str]:
    """Return the names of a map's subsystems, each with its mark, by key."""
    return {each.key: each.name for each in _entries(load(found), "subsystems", lambda _key, held: (marked(held), 0))}


def parts_on_drawings(found: SystemMap) -> dict[str, Part]:
    """Return a map's subsystems as drawings take them, by key."""
    held = load(found).values("subsystems")
    return {key: Part(name_of(each), int(each.get("colour", 0))) for key, each in held.items()}


def members_of(found: SystemMap, submap: str) -> set[str]:
    """Return the keys of the factors of a submap, none where there is none of that key."""
    return set(_many(load(found).value(("submaps", submap)) or {}))


def _many(held: dict[str, Any]) -> list[str]:
    return list(held.get("factors", {}))


def _named(held: dict[str, Any]) -> str:
    return str(held.get("name", "")).strip() or "…"


def _entries(document: Document, part: str, told: Any) -> list[Entry]:
    found = [Entry(key, *told(key, held)) for key, held in document.values(part).items()]
    return sorted(found, key=lambda each: (each.name.casefold(), each.key))


def narrowed(found: SystemMap, asked: str, factors: list[MapFactor], links: list[MapLink]) -> dict[str, Any]:
    """Return what the page of a map shows: the submap that is asked for, or all; each factor with its ``part``."""
    there = arrangement_of(found, factors)
    parts = {each.key: each.name for each in there.subsystems}
    for row in factors:
        row.part = parts.get(row.subsystem, "")  # type: ignore[attr-defined] # for the page
    chosen = next((each for each in there.submaps if each.key == asked), None)
    shown = {"there": there, "submap": chosen, "factors": factors, "links": links}
    if chosen is None:
        return shown
    members = members_of(found, chosen.key)
    keep = {row.pk for row in factors if str(row.key) in members}
    shown["factors"] = [row for row in factors if row.pk in keep]
    return shown | {"links": [row for row in links if row.cause_id in keep and row.effect_id in keep]}
