"""Giving links a weight, and taking it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.thread.payloads.choices import Polarity
from seedbed.web.people.audit import record
from seedbed.web.people.kept_apart import note_gone
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapWeight, SystemMap
from seedbed.web.step5_agenda.opinions.following import following_of
from seedbed.web.step5_agenda.opinions.queries import disputed
from seedbed.web.step5_agenda.queries import STANDS
from seedbed.web.step5_agenda.shared.keeping import locked
from seedbed.web.step5_agenda.weighing.queries import SIZES, given_by

Answer = tuple[str, str]
"""How strong somebody says that a link is, empty to take that back; and the direction that they were shown."""


@transaction.atomic
def give_weights(*, by: User, of: SystemMap, said: Mapping[str, Answer], at: datetime | None = None) -> int:
    """Say of some links of a map how strong they are; each person has one weight of each, a new one replaces the old.

    Returns
    -------
    int
        How many were not kept, since the link is off the map by now, drawn another way, or seen otherwise.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    UsageError
        For a strength that there is not.
    """
    found = locked(of)
    strange = sorted({strength for strength, _ in said.values()} - {"", *SIZES})
    if strange:
        raise UsageError(
            f'"{strange[0]}" says no strength.',
            "A link passes on nothing, or is weak, medium or strong.",
            "Choose one of them.",
        )
    standing, mine = _directions(found), given_by(found, by)
    changed = {key: answer for key, answer in said.items() if answer[0] != mine.get(key, "")}
    kept = {key: answer for key, answer in changed.items() if not answer[0] or standing.get(key) == answer[1]}
    given = {key: answer for key, answer in kept.items() if answer[0]}
    _put(found, by, given, at or timezone.now())
    gone = _erase(found, by, kept.keys() - given.keys())
    if given or gone:
        record(
            by=by,
            action="maps.give_weights",
            scope=found.scope,
            subject=f"map:{found.pk}",
            given=len(given),
            taken_back=gone,
        )
    return len(changed) - len(kept)


@transaction.atomic
def take_back_weights(*, by: User, of: SystemMap) -> int:
    """Erase all weights that somebody gave on a map, those that do not count as well; return how many.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    UserError
        If the list kept apart cannot be written; then nothing has changed.
    """
    found = locked(of)
    gone = _delete(found, list(found.weights.filter(by=by)))
    if gone:
        record(by=by, action="maps.take_back_weights", scope=found.scope, subject=f"map:{found.pk}", taken_back=gone)
    return gone


def _directions(found: SystemMap) -> dict[str, str]:
    """Return which way each link of a map runs, those left out that are not known or that somebody sees otherwise."""
    rows = found.links.filter(STANDS).exclude(polarity=Polarity.UNCERTAIN.value).values_list("key", "polarity")
    otherwise = disputed(found)
    return {str(key): polarity for key, polarity in rows if str(key) not in otherwise}


def _put(found: SystemMap, by: User, given: Mapping[str, Answer], at: datetime) -> None:
    MapWeight.objects.bulk_create(
        [
            MapWeight(map=found, key=key, by=by, strength=strength, polarity=polarity, at=at)
            for key, (strength, polarity) in given.items()
        ],
        update_conflicts=True,
        unique_fields=["map", "key", "by"],
        update_fields=["strength", "polarity", "at"],
    )


def _erase(found: SystemMap, by: User, keys: Iterable[str]) -> int:
    """Erase one's weights of links, with those given of what was joined to them since."""
    wanted = frozenset(keys)
    if not wanted:
        return 0
    following = following_of(found)
    mine = found.weights.filter(by=by)
    return _delete(found, [each for each in mine if not wanted.isdisjoint(following.ends(each.key, each.at))])


def _delete(found: SystemMap, rows: list[MapWeight]) -> int:
    numbers = [each.pk for each in rows]
    found.weights.filter(pk__in=numbers).delete()
    for number in numbers:
        note_gone("map_weight", number)
    return len(numbers)
