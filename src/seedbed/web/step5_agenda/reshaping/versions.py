"""Earlier states of a map: naming them, looking at them, what differs from now, and going back to one.

Every update is kept, so that each state can be made again. Going back is itself an update: it changes the map to what
it was, history keeps all that lay between, and one can go back from it in turn.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.thread.kinds import Relation
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.changing import withdrawn_among
from seedbed.web.people.audit import in_one_entry, record
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapChange, MapLineage, MapSnapshot, MapUpdate, SystemMap
from seedbed.web.step5_agenda.opinions.actions import tell_editors
from seedbed.web.step5_agenda.opinions.following import Then
from seedbed.web.step5_agenda.opinions.since import taken_off_since
from seedbed.web.step5_agenda.reshaping.actions import Doing, join_on_thread, part_on_thread, withdraw_strays
from seedbed.web.step5_agenda.reshaping.planning import Plan, plan_of
from seedbed.web.step5_agenda.reshaping.version_queries import then_of
from seedbed.web.step5_agenda.shared.document import LARGEST_UPDATE, LONGEST_NAME, Document
from seedbed.web.step5_agenda.shared.keeping import change, load, locked
from seedbed.web.step5_agenda.shared.patches import difference, in_pieces, play

AT_ONCE = LARGEST_UPDATE // 8
"""Characters that one update of going back holds at most: each takes up to four bytes, and each field some more."""


@transaction.atomic
def name_version(*, by: User | None, of: SystemMap, name: str, at: datetime | None = None) -> MapSnapshot:
    """Give the state that a map is in now a name, to find it again.

    Raises
    ------
    UsageError
        If the name is empty or too long, or the map has a version of this name.
    NotAllowedError
        If the map is closed.
    """
    found = locked(of)
    called = " ".join(name.split())
    if not called or len(called) > LONGEST_NAME:
        raise UsageError("A version needs a name.", f"It has 1 to {LONGEST_NAME} characters.", "Give it one.")
    if MapSnapshot.objects.filter(map=found, name__iexact=called).exists():
        raise UsageError("There is a version of this name.", "People could not tell them apart.", "Choose another.")
    made = MapSnapshot.objects.create(
        map=found,
        number=found.last_number,
        data=load(found).whole(),
        name=called,
        made_at=at or timezone.now(),
        made_by=by,
    )
    record(by=by, action="maps.name_version", scope=found.scope, subject=f"map:{found.pk}")
    return made


def as_it_was(of: SystemMap, number: int) -> Document:
    """Return a map's document as it was after the update of a number; empty before the first."""
    snapshot = MapSnapshot.objects.filter(map=of, number__lte=number).order_by("-number", "-pk").first()
    start = snapshot.number if snapshot else 0
    later = MapUpdate.objects.filter(map=of, number__gt=start, number__lte=number).order_by("number")
    first = [bytes(snapshot.data)] if snapshot else []
    return Document([*first, *(bytes(data) for data in later.values_list("data", flat=True))])


@transaction.atomic
def go_back(*, by: User | None, of: SystemMap, to: int, at: datetime | None = None) -> None:
    """Change a map to what it was after the update of a number.

    Merges and splits made since are undone, and those undone since hold again, on the thread too. What was taken off
    since from behind factors and links is behind them again; what was put there since stays.

    Raises
    ------
    UsageError
        If the map is like this already, or something on the thread rests on what was done since.
    NotAllowedError
        If the map is closed.
    """
    doing = Doing(by, locked(of), at or timezone.now())
    was = as_it_was(doing.map, to)
    patch, then = difference(load(doing.map), was), then_of(doing.map, to, was)
    if not patch and not taken_off_since(doing.map, then):
        raise UsageError("The map is like this already.", "Nothing differs.", "Choose an earlier state.")
    number = doing.map.last_number + bool(patch)
    with in_one_entry():
        turned = _turn_lineages(doing, to, number) if patch else []
        for piece in in_pieces(patch, AT_ONCE):
            change(by=by, of=doing.map, how=partial(play, patch=piece), at=doing.at)
        withdraw_strays(doing, turned)
        _join_again(doing, then)
    MapChange.objects.create(
        map=doing.map, number=number, at=doing.at, by=by, part="about", key="", what="went_back", fields={"to": to}
    )
    tell_editors(doing.map)
    record(by=by, action="maps.go_back", scope=doing.map.scope, subject=f"map:{doing.map.pk}", to=to)


def _join_again(doing: Doing, then: Then) -> None:
    """Put behind factors and links what stood there then and was taken off since."""
    gone = taken_off_since(doing.map, then)
    withdrawn = withdrawn_among({link.target_id for link in gone})
    standing = [link for link in gone if link.target.went_in_id is None and link.target_id not in withdrawn]
    joins = [(link.source, Relation(link.relation), link.target) for link in standing]
    thread.link_many(by=doing.by, joins=joins, at=doing.at)


def _turn_lineages(doing: Doing, to: int, number: int) -> list[Plan]:
    """Undo what did not hold then, and have hold again what did; return what each had done."""
    found = list(MapLineage.objects.filter(map=doing.map).order_by("pk"))
    undo = [each for each in reversed(found) if each.undone_at is None and not each.held_at(to)]
    redo = [each for each in found if each.undone_at is not None and each.held_at(to)]
    for each in undo:
        part_on_thread(doing, each, number)
    for each in redo:
        join_on_thread(doing, each.what, plan_of(each.plan), number)
    return [plan_of(each.plan) for each in (*undo, *redo)]
