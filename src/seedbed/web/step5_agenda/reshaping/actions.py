"""Merging factors, splitting one, and undoing it: on the map, in its rows and on the thread, in one transaction.

The beads of merged factors and joined links go into those that stay, with all who said so; the parts of a factor that
is split both keep who said so. Open editors see the change as they see any other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.thread.kinds import Relation
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.changing import living_links, withdrawn_among
from seedbed.web.golden_thread.models import Bead, Lineage, Link
from seedbed.web.golden_thread.withdrawing import undo_withdrawal
from seedbed.web.people.audit import in_one_entry, record
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapChange, MapFactor, MapLineage, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions.actions import tell_editors
from seedbed.web.step5_agenda.reshaping.planning import Merger, Plan, aim_back, plan_merge, plan_of, plan_split
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.keeping import change, load, locked
from seedbed.web.step5_agenda.shared.patches import play, play_back
from seedbed.web.step5_agenda.shared.projecting import FACTOR_FIELDS, OFF_THE_MAP, begin_factor

MERGED, SPLIT = "Merged on the system map", "Split on the system map"
ORIGINS = (Relation.EXPRESSED_AS.value, Relation.EVIDENCES.value)


@dataclass(frozen=True, slots=True)
class Doing:
    """Who reshapes which map, and when."""

    by: User | None
    map: SystemMap
    at: datetime


@transaction.atomic
def merge_factors(*, by: User | None, of: SystemMap, merger: Merger, at: datetime | None = None) -> MapLineage:
    """Merge factors of a map into one of them.

    Raises
    ------
    UsageError
        If one of them is not on the map any more, there is only one, or the one that stays would have no name.
    NotAllowedError
        If the map is closed.
    """
    if not str(merger.fields.get("name", "")).strip():
        raise UsageError("The factor that stays needs a name.", "None was given.", "Give it one.")
    doing = Doing(by, locked(of), at or timezone.now())
    made = _carry_out(doing, MapLineage.What.MERGE, plan_merge(load(doing.map), merger))
    record(by=by, action="maps.merge", scope=doing.map.scope, subject=f"map:{doing.map.pk}")
    return made


@transaction.atomic
def split_factor(
    *,
    by: User | None,
    of: SystemMap,
    factor: str,
    names: Sequence[str],
    sides: Mapping[str, str],
    at: datetime | None = None,
) -> MapLineage:
    """Split a factor of a map into two.

    Parameters
    ----------
    factor, names
        Its key, and the names of both parts.
    sides
        Of each link at it, by key, where it goes: ``first``, ``second`` or ``both``.

    Raises
    ------
    UsageError
        If it is not on the map any more, or the parts have not two different names.
    NotAllowedError
        If the map is closed.
    """
    if len({each.strip() for each in names} - {""}) != 2:
        raise UsageError("The parts need two different names.", "People could not tell them apart.", "Name both.")
    doing = Doing(by, locked(of), at or timezone.now())
    plan = plan_split(load(doing.map), factor=factor, names=names, sides=sides)
    made = _carry_out(doing, MapLineage.What.SPLIT, plan)
    record(by=by, action="maps.split", scope=doing.map.scope, subject=f"map:{doing.map.pk}")
    return made


@transaction.atomic
def undo_lineage(*, by: User | None, lineage: MapLineage, at: datetime | None = None) -> MapLineage:
    """Undo a merge or split: what it changed is as it was, except where somebody has changed it since.

    Raises
    ------
    UsageError
        If it was undone already, or a later merge or split rests on it and must be undone first.
    NotAllowedError
        If the map is closed.
    """
    doing = Doing(by, locked(lineage.map), at or timezone.now())
    found = MapLineage.objects.select_related("map").get(pk=lineage.pk)
    _check_may_be_undone(found)
    plan = plan_of(found.plan)

    def draw(document: Document) -> None:
        play_back(document, plan.patch)
        if found.what == MapLineage.What.SPLIT:
            aim_back(document, plan)

    with in_one_entry():
        part_on_thread(doing, found, doing.map.last_number + 1)
        change(by=by, of=doing.map, how=draw, at=doing.at)
        withdraw_strays(doing, [plan])
    tell_history(doing, doing.map.last_number + 1, "parted", plan)
    tell_editors(doing.map)
    record(by=by, action="maps.undo_lineage", scope=doing.map.scope, subject=f"map:{doing.map.pk}")
    found.refresh_from_db()
    return found


def join_on_thread(doing: Doing, what: str, plan: Plan, number: int) -> MapLineage:
    """Let beads go into others as a plan says, before the document changes; ``number`` is that of its update."""
    beads: Callable[[Doing, Plan], list[Lineage]] = _merge_beads if what == MapLineage.What.MERGE else _split_bead
    made = MapLineage.objects.create(
        map=doing.map, what=what, number=number, plan=plan.told(), at=doing.at, by=doing.by
    )
    made.on_thread.set(beads(doing, plan))
    if what == MapLineage.What.MERGE:
        stays = MapFactor.objects.get(map=doing.map, key=plan.into[0])
        MapFactor.objects.filter(map=doing.map, key__in=plan.gone).update(went_in=stays)
    return made


def part_on_thread(doing: Doing, lineage: MapLineage, number: int) -> None:
    """Let beads stand for themselves again, before the document changes; ``number`` is that of its update."""
    for each in lineage.on_thread.filter(undone_at=None).order_by("-pk"):
        thread.undo(by=doing.by, lineage=each, at=doing.at)
    plan = plan_of(lineage.plan)
    MapFactor.objects.filter(map=doing.map, key__in=plan.gone).update(went_in=None)
    if lineage.what == MapLineage.What.SPLIT:
        _carry_origins(doing, _beads(MapFactor, doing, plan.into), _beads(MapFactor, doing, plan.gone))
    lineage.undone_number, lineage.undone_at, lineage.undone_by = number, doing.at, doing.by
    lineage.save(update_fields=["undone_number", "undone_at", "undone_by"])


def withdraw_strays(doing: Doing, plans: Sequence[Plan]) -> None:
    """Withdraw beads that stand for themselves again, or still, though what they are of is off the map."""
    keys: dict[type[MapFactor] | type[MapLink], set[str]] = {
        MapFactor: {key for plan in plans for key in (*plan.gone, *plan.into)},
        MapLink: {key for plan in plans for key in (*plan.joined, *plan.joined.values(), *plan.copied)},
    }
    strays: list[Bead] = []
    for model, some in keys.items():
        rows = model.objects.filter(map=doing.map, key__in=some, bead__went_in=None, bead__tombstone=None)
        strays += [row.bead for row in rows.exclude(removed_at=None).select_related("bead") if row.bead]
    thread.withdraw(by=doing.by, beads=strays, why=OFF_THE_MAP, at=doing.at)


def tell_history(doing: Doing, number: int, what: str, plan: Plan) -> None:
    """Tell the map's history of a merge, a split or the undoing of one, with the names of the factors."""
    MapChange.objects.create(
        map=doing.map,
        number=number,
        at=doing.at,
        by=doing.by,
        part="factors",
        key=plan.into[0],
        what=what,
        fields=plan.names(),
    )


def _carry_out(doing: Doing, what: str, plan: Plan) -> MapLineage:
    number = doing.map.last_number + 1
    with in_one_entry():
        made = join_on_thread(doing, what, plan, number)
        change(by=doing.by, of=doing.map, how=lambda document: play(document, plan.patch), at=doing.at)
        for copy, link in plan.copied.items():
            _carry_origins(doing, _beads(MapLink, doing, [link]), _beads(MapLink, doing, [copy]))
    tell_history(doing, number, "merged" if what == MapLineage.What.MERGE else "split", plan)
    tell_editors(doing.map)
    return made


def _merge_beads(doing: Doing, plan: Plan) -> list[Lineage]:
    done = [_merge(doing, _beads(MapFactor, doing, plan.gone), _beads(MapFactor, doing, plan.into))]
    for stays in dict.fromkeys(plan.joined.values()):
        gone = [key for key, into in plan.joined.items() if into == stays]
        done.append(_merge(doing, _beads(MapLink, doing, gone), _beads(MapLink, doing, [stays])))
    return [each for each in done if each is not None]


def _merge(doing: Doing, gone: Sequence[Bead], into: Sequence[Bead]) -> Lineage | None:
    """Merge beads, if there are any: what has no name, or waits for an end, has none."""
    if not gone or not into:
        return None
    return thread.merge(by=doing.by, beads=gone, into=into[0], why=MERGED, at=doing.at)


def _split_bead(doing: Doing, plan: Plan) -> list[Lineage]:
    parts = [_part(doing, key, plan) for key in plan.into]
    beads = _beads(MapFactor, doing, plan.gone)
    if not beads:
        return []
    links = _links_by_bead(plan)
    into: dict[Bead, list[int]] = {part: [] for part in parts}
    keys = {
        row.bead_id: str(row.key) for row in MapLink.objects.filter(map=doing.map, key__in={key for key, _ in links})
    }
    by_key = dict(zip(plan.into, parts, strict=True))
    for link in living_links([beads[0].pk]):
        end, name = (link.target_id, "cause") if link.relation == Relation.CAUSE_OF else (link.source_id, "effect")
        goes = links.get((keys.get(end, ""), name))
        for part in [by_key[goes]] if goes in by_key else parts:
            into[part].append(link.pk)
    return [thread.split(by=doing.by, bead=beads[0], into=into, why=SPLIT, at=doing.at)]


def _links_by_bead(plan: Plan) -> dict[tuple[str, str], str]:
    """Return at which part each end of a link is after a split, by the link's key and the end's name."""
    return {
        (key, end): after[end]
        for (name, key), (before, after) in plan.patch.items()
        if name == "links" and before and after
        for end in ("cause", "effect")
        if before[end] != after[end]
    }


def _part(doing: Doing, key: str, plan: Plan) -> Bead:
    """Return the living bead of a part of a factor, begun before the map shows it, so that links have where to go."""
    row = MapFactor.objects.select_related("bead").filter(map=doing.map, key=key).first()
    if row is None:
        row = MapFactor(map=doing.map, key=key)
        told = plan.patch["factors", key][1] or {}
        for field in FACTOR_FIELDS:
            setattr(row, field, told.get(field, getattr(row, field)))
    bead = row.bead
    if bead is None or bead.went_in_id is not None:
        bead = begin_factor(doing.by, row, doing.at)
        row.save()
    else:
        undo_withdrawal(by=doing.by, beads=[bead])
    return bead


def _beads(model: type[MapFactor] | type[MapLink], doing: Doing, keys: Collection[str]) -> list[Bead]:
    """Return the beads of factors or links that stand for themselves; those that the map took off are back first."""
    rows = model.objects.filter(map=doing.map, key__in=keys).exclude(bead=None).select_related("bead").order_by("pk")
    standing = [row for row in rows if row.bead is not None and row.bead.went_in_id is None]
    undo_withdrawal(by=doing.by, beads=[row.bead for row in standing if row.bead and row.removed_at])
    withdrawn = withdrawn_among({row.bead_id for row in standing if row.bead_id})
    return [row.bead for row in standing if row.bead and row.bead_id not in withdrawn]


def _carry_origins(doing: Doing, sources: Sequence[Bead], targets: Sequence[Bead]) -> None:
    """Let beads come from all that others come from."""
    found = Link.objects.filter(target__in=sources, relation__in=ORIGINS, retracted_at=None, source__tombstone=None)
    for link in found.select_related("source").order_by("pk"):
        for target in targets:
            thread.link(by=doing.by, source=link.source, relation=Relation(link.relation), target=target, at=doing.at)


def _check_may_be_undone(lineage: MapLineage) -> None:
    if lineage.undone_at is not None:
        raise UsageError("It was undone already.", "Each merge or split is undone once.", "Look at the map's history.")
    mine = _touched(lineage)
    later = MapLineage.objects.filter(map=lineage.map_id, pk__gt=lineage.pk, undone_at=None).order_by("-pk")
    if any(mine & _touched(each) for each in later):
        raise UsageError(
            "It cannot be undone yet.",
            "A later merge or split was made with the same factors or links.",
            "Undo the later one first.",
        )


def _touched(lineage: MapLineage) -> set[str]:
    plan = plan_of(lineage.plan)
    return {*plan.gone, *plan.into, *plan.joined, *plan.joined.values()}
