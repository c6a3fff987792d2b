"""Reading what changed on a map into its rows and beads.

A factor's bead begins at its first name and a link's once both ends have one. Edits revise them, taking off the map
withdraws them, and coming back undoes that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept_field
from datetime import datetime
from typing import Any

from django.db.models import Q

from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.agenda import CausalLinkPayload, FactorPayload
from seedbed.thread.payloads.base import LONGEST_TITLE
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.golden_thread.withdrawing import undo_withdrawal
from seedbed.web.people.audit import in_one_entry
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapChange, MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.shared.document import Document, Part
from seedbed.web.ui.batches import MOST_AT_ONCE, in_batches

FACTOR_FIELDS = ("name", "role", "controlled_by", "vulnerable", "subsystem", "note", "x", "y")
LINK_FIELDS = ("polarity", "strength", "weight", "delay", "confidence", "because")
OF_FACTORS, OF_LINKS = frozenset({"name", "role", "controlled_by"}), frozenset({"polarity", "confidence", "because"})
"""Fields that beads carry, too."""
MOVES = frozenset({"x", "y"})
"""Fields that say nothing but where something is drawn: the history leaves them out."""
OFF_THE_MAP = "Taken off the system map"

Who = tuple[User | None, int]
"""Who changed something, and with which update."""


@dataclass
class Editing:
    """One keeping of changes: the map, its document after them, and what was noted of it.

    ``factors`` and ``links`` are rows whose changes concern no bead and no other row: they are written together. So are
    ``joins``, which links of the thread come to be, and ``revised``, what beads of links carry now, by who did that;
    and ``new_factors`` and ``new_links``, rows that come to be with who drew them, each group with its beads.
    """

    map: SystemMap
    document: Document
    at: datetime
    changes: list[MapChange] = kept_field(default_factory=list)
    factors: list[MapFactor] = kept_field(default_factory=list)
    links: list[MapLink] = kept_field(default_factory=list)
    joins: dict[User | None, list[tuple[Bead, Relation, Bead]]] = kept_field(default_factory=dict)
    revised: dict[User | None, list[tuple[Bead, CausalLinkPayload]]] = kept_field(default_factory=dict)
    new_factors: list[tuple[User | None, MapFactor]] = kept_field(default_factory=list)
    new_links: list[tuple[User | None, MapLink]] = kept_field(default_factory=list)

    def write(self) -> None:
        """Write what was put off."""
        MapChange.objects.bulk_create(self.changes)
        _bring_up_to_date(MapFactor, self.factors, FACTOR_FIELDS)
        _bring_up_to_date(MapLink, self.links, LINK_FIELDS)

    def tell_thread(self) -> None:
        """Join beads that were to be, and have those of links carry what they say now."""
        for by, joins in self.joins.items():
            thread.link_many(by=by, joins=joins, at=self.at)
        for by, revised in self.revised.items():
            thread.revise_many(by=by, revised=revised, why="Edited on the system map", at=self.at)

    def note(self, who: Who, part: Part, what: str, fields: Mapping[str, Any]) -> None:
        """Note for the history what was done."""
        by, number = who
        self.changes.append(
            MapChange(
                map=self.map,
                number=number,
                at=self.at,
                by=by,
                part=part[0],
                key=part[1],
                what=what,
                fields=dict(fields),
            )
        )


def project(editing: Editing, changed: Sequence[tuple[User | None, int, frozenset[Part]]]) -> None:
    """Bring rows and beads up to what the document holds now; what came together gets its rows in the order of keys."""
    last: dict[Part, Who] = {part: (by, number) for by, number, parts in changed for part in sorted(parts)}
    with in_one_entry():
        turned = _project_factors(editing, {key: who for (name, key), who in last.items() if name == "factors"})
        _project_links(editing, {key: who for (name, key), who in last.items() if name == "links"}, turned)
        editing.tell_thread()
        _project_others(editing, last)
    editing.write()


@dataclass(slots=True)
class Turned:
    """Factors that came, went or were named otherwise, and who did it: links at them change with them.

    ``came`` are those of them that were not on the map before: links may have waited for them.
    """

    who: dict[str, Who] = kept_field(default_factory=dict)
    came: set[str] = kept_field(default_factory=set)

    def at(self, ends: Iterable[str]) -> Who | None:
        """Return who turned the first of the ends that was turned."""
        return next((self.who[end] for end in ends if end in self.who), None)


def _project_factors(editing: Editing, keys: Mapping[str, Who]) -> Turned:
    rows = {str(row.key): row for row in _rows(MapFactor, editing.map, keys)}
    turned = Turned()
    for key, who in keys.items():
        value = editing.document.value(("factors", key))
        row = rows.get(key)
        if value is None:
            if row is not None and row.removed_at is None:
                _take_off(editing, who, ("factors", key), row)
                turned.who[key] = who
            continue
        if row is None or row.removed_at is not None:
            turned.came.add(key)
        if _put_on(editing, who, key, row, value):
            turned.who[key] = who
    _begin_factors(editing)
    return turned


def _put_on(editing: Editing, who: Who, key: str, row: MapFactor | None, value: Mapping[str, Any]) -> bool:
    new = row is None
    row = row or MapFactor(map=editing.map, key=key)
    back = row.removed_at is not None
    fields = _take_over(row, FACTOR_FIELDS, value)
    row.removed_at = None
    named = not new and _bead_of_factor(who[0], row, fields, back=back, at=editing.at)
    if new:
        editing.new_factors.append((who[0], row))
    elif back or named:
        row.save()
    elif fields:
        editing.factors.append(row)
    _note(editing, who, ("factors", key), fields, new=new, back=back)
    return new or back or named


def _bead_of_factor(by: User | None, row: MapFactor, fields: Mapping[str, Any], *, back: bool, at: datetime) -> bool:
    """Begin, revise or bring back the factor's bead; say whether links at it must look again."""
    if not row.name.strip() or (row.bead_id is not None and not back and not fields.keys() & OF_FACTORS):
        return False
    if row.bead is None or row.bead.went_in_id is not None:
        begin_factor(by, row, at)
        row.went_in = None
        return True
    if back:
        undo_withdrawal(by=by, beads=[row.bead])
    if fields.keys() & OF_FACTORS:
        thread.revise(by=by, bead=row.bead, payload=_said(row), why="Edited on the system map", at=at)
    return "name" in fields


def _begin_factors(editing: Editing) -> None:
    """Write the rows of factors that are new, and begin the beads of those that have a name."""
    rows = [(by, row) for by, row in editing.new_factors if row.name.strip()]
    _begin(editing, [(by, row, _said(row)) for by, row in rows])
    MapFactor.objects.bulk_create([row for _, row in editing.new_factors], batch_size=MOST_AT_ONCE)


def begin_factor(by: User | None, row: MapFactor, at: datetime) -> Bead:
    """Begin the bead of a factor, whose row is saved by whoever asks."""
    bead = row.bead = _add(by, row.map, _said(row), at)
    return bead


def _said(row: MapFactor) -> FactorPayload:
    return FactorPayload(name=row.name, role=FactorRole(row.role), controlled_by=row.controlled_by)


def _project_links(editing: Editing, keys: Mapping[str, Who], turned: Turned) -> None:
    """Project links that changed, and those at factors that came, went or were renamed."""
    looked_at = dict(keys)
    for row in _links_at(editing.map, turned.who):
        who = turned.at((str(row.cause.key), str(row.effect.key)))
        if who is not None:
            looked_at.setdefault(str(row.key), who)
    if turned.came:
        _add_waiting(editing, looked_at, turned)
    if not looked_at:
        return
    rows = {str(row.key): row for row in _rows(MapLink, editing.map, looked_at)}
    values = {key: editing.document.value(("links", key)) for key in looked_at}
    wanted = {end for value in values.values() if value for end in (value["cause"], value["effect"])}
    ends_by_key = {str(row.key): row for row in _rows(MapFactor, editing.map, wanted)}
    for key, who in looked_at.items():
        found = Found(rows.get(key), values[key], ends_by_key, renamed=key not in keys)
        _project_link(editing, who, key, found)
    _begin_links(editing)


def _links_at(of: SystemMap, factors: Iterable[str]) -> Iterable[MapLink]:
    for some in in_batches(sorted(factors)):
        rows = MapFactor.objects.filter(map=of, key__in=some).values("pk")
        at_them = Q(cause__in=rows) | Q(effect__in=rows)
        yield from MapLink.objects.filter(at_them, map=of).select_related("cause", "effect")


def _add_waiting(editing: Editing, looked_at: dict[str, Who], turned: Turned) -> None:
    """Add links that stood in the document before both of their ends did."""
    standing = MapLink.objects.filter(map=editing.map, removed_at=None).values_list("key", flat=True)
    for key in set(editing.document.parts["links"].keys()) - set(map(str, standing)):
        value = editing.document.value(("links", key)) or {}
        who = turned.at(end for end in (value.get("cause"), value.get("effect")) if end in turned.came)
        if who is not None:
            looked_at.setdefault(key, who)


@dataclass(frozen=True, slots=True)
class Found:
    """A link's row if it has one, what the document holds of it, and factors of its map by key.

    ``renamed`` where it is looked at because a factor at it came or was named otherwise.
    """

    row: MapLink | None
    value: Mapping[str, Any] | None
    ends: Mapping[str, MapFactor]
    renamed: bool


def _project_link(editing: Editing, who: Who, key: str, found: Found) -> None:
    row, value, ends = found.row, found.value, found.ends
    cause, effect = (ends.get(value[name]) if value else None for name in ("cause", "effect"))
    if value is None or cause is None or effect is None or cause.removed_at or effect.removed_at:
        if row is not None and row.removed_at is None:
            _take_off(editing, who, ("links", key), row)
        return
    new = row is None
    row = row or MapLink(map=editing.map, key=key)
    back = row.removed_at is not None
    fields = _take_over(row, LINK_FIELDS, value)
    moved = not new and (row.cause_id, row.effect_id) != (cause.pk, effect.pk)
    if moved:
        fields["ends"] = [[str(row.cause.key), str(row.effect.key)], [str(cause.key), str(effect.key)]]
    row.cause, row.effect, row.removed_at = cause, effect, None
    if new:
        editing.new_links.append((who[0], row))
    elif back or moved or found.renamed or row.bead_id is None or fields.keys() & OF_LINKS:
        _bead_of_link(editing, who[0], row, back=back, moved=moved, renamed=moved or found.renamed)
        row.save()
    elif fields:
        editing.links.append(row)
    _note(editing, who, ("links", key), fields, new=new, back=back)


def _begin_links(editing: Editing) -> None:
    """Write the rows of links that are new, and begin the beads of those both of whose ends have one."""
    rows = [(by, row) for by, row in editing.new_links if row.cause.bead and row.effect.bead]
    _begin(editing, [(by, row, _said_of_link(row, renamed=True)) for by, row in rows])
    for by, row in rows:
        _join_ends(editing, by, row)
    MapLink.objects.bulk_create([row for _, row in editing.new_links], batch_size=MOST_AT_ONCE)


def _begin(editing: Editing, rows: Sequence[tuple[User | None, Any, FactorPayload | CausalLinkPayload]]) -> None:
    """Begin the beads of rows, which are written by whoever asks: those of each person together."""
    place = editing.map.neighbourhood
    for person in dict.fromkeys(by for by, _, _ in rows):
        mine = [(row, payload) for by, row, payload in rows if by == person]
        payloads = [payload for _, payload in mine]
        beads = thread.add_beads(
            by=person, programme=place.programme, neighbourhood=place, payloads=payloads, at=editing.at
        )
        for (row, _), bead in zip(mine, beads, strict=True):
            row.bead = bead


def _said_of_link(row: MapLink, *, renamed: bool) -> CausalLinkPayload:
    name = f"{_short(row.cause.name)} → {_short(row.effect.name)}"
    return CausalLinkPayload(
        name=str(row.bead.payload["name"]) if row.bead and not renamed else name,
        polarity=Polarity(row.polarity),
        confidence=Confidence(row.confidence),
        because=row.because,
    )


def _join_ends(editing: Editing, by: User | None, row: MapLink) -> None:
    cause, bead, effect = row.cause.bead, row.bead, row.effect.bead
    if cause and bead and effect:
        joins = editing.joins.setdefault(by, [])
        joins += [(cause, Relation.CAUSE_OF, bead), (bead, Relation.EFFECT_ON, effect)]


def _bead_of_link(editing: Editing, by: User | None, row: MapLink, *, back: bool, moved: bool, renamed: bool) -> None:
    if row.cause.bead is None or row.effect.bead is None:
        return
    payload = _said_of_link(row, renamed=renamed)
    new = row.bead is None or row.bead.went_in_id is not None
    if row.bead is None or row.bead.went_in_id is not None:
        row.bead = _add(by, row.map, payload, editing.at)
    elif back:
        undo_withdrawal(by=by, beads=[row.bead])
    if not new:
        editing.revised.setdefault(by, []).append((row.bead, payload))
    if moved or back:
        _leave_ends(by, row.bead, {row.cause.bead.pk, row.effect.bead.pk}, editing.at)
    if new or moved or back:
        _join_ends(editing, by, row)


def _short(name: str) -> str:
    """Return a factor's name cut so that two of them fit into the name of a link."""
    most = LONGEST_TITLE // 2 - 2
    return name if len(name) <= most else f"{name[: most - 1]}…"


def _leave_ends(by: User | None, bead: Bead, stay: set[int], at: datetime) -> None:
    """Take a link off factors that it no longer joins."""
    came = Link.objects.filter(target=bead, relation=Relation.CAUSE_OF.value, retracted_at=None)
    went = Link.objects.filter(source=bead, relation=Relation.EFFECT_ON.value, retracted_at=None)
    for each in [*came.exclude(source__in=stay), *went.exclude(target__in=stay)]:
        thread.retract(by=by, link=each, why="Drawn anew on the system map", at=at)


def _take_off(editing: Editing, who: Who, part: Part, row: MapFactor | MapLink) -> None:
    row.removed_at = editing.at
    row.save(update_fields=["removed_at"])
    if row.bead is not None and row.bead.went_in_id is None:
        thread.withdraw(by=who[0], beads=[row.bead], why=OFF_THE_MAP, at=editing.at)
    editing.note(who, part, "removed", {})


def _project_others(editing: Editing, last: Mapping[Part, Who]) -> None:
    about = [who for (name, _), who in last.items() if name == "about"]
    if about:
        held = editing.document.value(("about", "")) or {}
        fields = {"name": held.get("name") or editing.map.name, "description": held.get("description", "")}
        SystemMap.objects.filter(pk=editing.map.pk).update(**fields)
        editing.note(about[-1], ("about", ""), "changed", {})
    for part, who in last.items():
        if part[0] in {"subsystems", "submaps", "layouts"}:
            gone = editing.document.value(part) is None
            editing.note(who, part, "removed" if gone else "changed", {})


def _add(by: User | None, of: SystemMap, payload: FactorPayload | CausalLinkPayload, at: datetime) -> Bead:
    place = of.neighbourhood
    return thread.add_bead(by=by, programme=place.programme, neighbourhood=place, payload=payload, at=at)


def _take_over(row: MapFactor | MapLink, names: Iterable[str], value: Mapping[str, Any]) -> dict[str, Any]:
    """Set a row's fields and return what each was before and is now, of those that changed."""
    changed: dict[str, Any] = {}
    for name in names:
        field: Any = row._meta.get_field(name)  # noqa: SLF001
        before, now = getattr(row, name), value.get(name, field.get_default())
        if before != now:
            changed[name] = [before, now]
            setattr(row, name, now)
    return changed


def _note(editing: Editing, who: Who, part: Part, fields: Mapping[str, Any], *, new: bool, back: bool) -> None:
    told = {name: pair for name, pair in fields.items() if name not in MOVES}
    if new or back or told:
        editing.note(who, part, "added" if new else "restored" if back else "changed", told)


def _rows(model: type[Any], of: SystemMap, keys: Iterable[str]) -> list[Any]:
    rows = model.objects.filter(map=of).select_related("bead")
    return [row for some in in_batches(sorted(keys)) for row in rows.filter(key__in=some)]


def _bring_up_to_date(model: type[Any], rows: Sequence[Any], fields: Sequence[str]) -> None:
    """Write fields of rows that are there in one statement."""
    model.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)
