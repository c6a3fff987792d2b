"""Keeping what people changed on a map: stored in one order, checked, and read into rows in the same transaction.

Whoever changes a map comes through here: the rooms of the live process with what editors send, and every form of the
list path. The rooms look for updates that they did not bring themselves and send them on, so both see each other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from seedbed.errors import NotAllowedError
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapSnapshot, MapUpdate, SystemMap
from seedbed.web.step5_agenda.shared.document import LARGEST_DOCUMENT, LARGEST_UPDATE, Document, Part, refused
from seedbed.web.step5_agenda.shared.projecting import Editing, project

SNAPSHOT_EVERY = 500
"""Updates between two snapshots that shorten loading."""
ONE_SITTING = timedelta(minutes=10)
"""Somebody who goes on editing within it has one entry in the audit trail; each change stands in the map's history."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What one person changed at once."""

    data: bytes
    by: User | None


@dataclass
class Copy:
    """A map's document as it is kept, with the number of its last update, for who keeps changes again and again.

    It stays in the thread that uses it. What is not on the disk in the end is never in it: it is taken out for each
    keeping, and given back once the transaction has ended well.
    """

    _held: tuple[int, Document] | None = None
    edited: dict[int | None, datetime] = field(default_factory=dict)
    """When people last changed something, by their numbers."""

    def take(self, of: SystemMap) -> Document:
        """Return the document as it is kept; the map is locked."""
        held, self._held = self._held, None
        if held is None or held[0] > of.last_number:
            return load(of)
        number, document = held
        for data in kept(of, after=number) if number < of.last_number else ():
            document.apply(data)
        return document

    def give_back(self, number: int, document: Document, edited: dict[int | None, datetime]) -> None:
        """Have the document after an update that is on the disk, and who changed it when."""
        self._held, self.edited = (number, document), edited

    def let_go(self) -> None:
        """Forget the document, in the thread that used it."""
        self._held = None


@transaction.atomic
def keep(*, of: SystemMap, sent: Sequence[Sent], at: datetime | None = None, copy: Copy | None = None) -> list[int]:
    """Keep what people sent and return the updates' numbers.

    Parameters
    ----------
    copy
        Where the document is held from one keeping to the next; without it, it is made of what is kept.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    BadInputError
        If one of them may not be kept; then none is.
    """
    found, moment = locked(of), at or timezone.now()
    held = copy or Copy()
    document, edited = held.take(found), dict(held.edited)
    numbers = _keep(found, document, [(each, document.apply(each.data)) for each in sent], moment, edited)
    transaction.on_commit(lambda: held.give_back(numbers[-1], document, edited))
    return numbers


@transaction.atomic
def change(*, by: User | None, of: SystemMap, how: Callable[[Document], None], at: datetime | None = None) -> list[int]:
    """Change a map's document here, as a form of the list path does; return the updates' numbers, none if it is equal.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    BadInputError
        If the change may not be kept.
    """
    found = locked(of)
    document = load(found)
    data, changed = document.change(how)
    return _keep(found, document, [(Sent(data, by), changed)], at or timezone.now()) if changed else []


def locked(of: SystemMap) -> SystemMap:
    """Return a map as it is now; nobody else changes it until the transaction ends.

    Raises
    ------
    NotAllowedError
        If it is closed.
    """
    SystemMap.objects.filter(pk=of.pk).update(last_number=F("last_number"))
    found = SystemMap.objects.select_related("neighbourhood__programme", "neighbourhood__scope").get(pk=of.pk)
    if found.closed_at is not None:
        raise NotAllowedError(
            "This map is closed.",
            f"It was closed on {timezone.localtime(found.closed_at):%-d %B %Y}: it can be looked at and copied.",
            "Open it again, or make a new map from it.",
        )
    return found


def load(of: SystemMap) -> Document:
    """Return a map's document as it is kept."""
    return Document(kept(of))


def kept(of: SystemMap, after: int | None = None) -> Iterable[bytes]:
    """Give the bytes that a map is made of: the last snapshot and what came later; or what came after a number."""
    start = after
    if start is None:
        snapshot = MapSnapshot.objects.filter(map=of).order_by("-number", "-pk").first()
        start = snapshot.number if snapshot else 0
        if snapshot:
            yield bytes(snapshot.data)
    later = MapUpdate.objects.filter(map=of, number__gt=start).order_by("number")
    yield from (bytes(data) for data in later.values_list("data", flat=True))


def _keep(
    found: SystemMap,
    document: Document,
    sent: Sequence[tuple[Sent, frozenset[Part]]],
    at: datetime,
    edited: dict[int | None, datetime] | None = None,
) -> list[int]:
    for each, changed in sent:
        if len(each.data) > LARGEST_UPDATE:
            raise refused("it is too large for one change")
        document.check(changed)
    _tell_the_trail(found, [each.by for each, _ in sent], at, {} if edited is None else edited)
    numbers = list(range(found.last_number + 1, found.last_number + 1 + len(sent)))
    rows = [
        MapUpdate(map=found, number=number, data=each.data, at=at, by=each.by)
        for number, (each, _) in zip(numbers, sent, strict=True)
    ]
    MapUpdate.objects.bulk_create(rows)
    SystemMap.objects.filter(pk=found.pk).update(last_number=numbers[-1])
    project(
        Editing(found, document, at),
        [(each.by, number, changed) for (each, changed), number in zip(sent, numbers, strict=True)],
    )
    _shorten(found, document, numbers, at)
    return numbers


def _tell_the_trail(
    found: SystemMap, people: Sequence[User | None], at: datetime, edited: dict[int | None, datetime]
) -> None:
    """Tell the trail of those who had changed nothing here for a while; ``edited`` saves asking."""
    for person in dict.fromkeys(people):
        number = person.pk if person else None
        last, edited[number] = edited.get(number), at
        if last is not None and last > at - ONE_SITTING:
            continue
        if not MapUpdate.objects.filter(map=found, by=person, at__gt=at - ONE_SITTING).exists():
            record(by=person, action="maps.edit", scope=found.scope, subject=f"map:{found.pk}")


def _shorten(found: SystemMap, document: Document, numbers: Sequence[int], at: datetime) -> None:
    if not any(number % SNAPSHOT_EVERY == 0 for number in numbers):
        return
    whole = document.whole()
    if len(whole) > LARGEST_DOCUMENT:
        raise refused("the map has become too large")
    MapSnapshot.objects.filter(map=found, name="").delete()
    MapSnapshot.objects.create(map=found, number=numbers[-1], data=whole, made_at=at)
