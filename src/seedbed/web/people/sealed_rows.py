"""Tables whose rows hold a key's number and a sealed text, and sealing them anew once there is a newer key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, cast
from uuid import uuid4

from django.apps import apps
from django.db import models, transaction

from seedbed.web.people.sealing import CannotBeOpenedError, KeyRing, key_ring

AT_ONCE = 200
"""Rows that are sealed anew before anyone looks whether to go on."""


class SealedRow(models.Model):
    """A row of which the database alone tells nothing. Its number is random: it does not tell who came before whom."""

    PURPOSE: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    key_id = models.CharField(max_length=12, db_index=True)
    sealed = models.BinaryField()

    class Meta:
        abstract = True

    @classmethod
    def ring(cls) -> KeyRing:
        """Return the keys for rows of this table."""
        return key_ring(cls.PURPOSE)

    @property
    def about(self) -> str:
        """What the sealed text is bound to."""
        return f"{self.PURPOSE}:{self.pk}"

    def seal(self, told: Mapping[str, Any]) -> None:
        """Put what is told into this row, sealed with the newest key; save it yourself."""
        self.key_id, self.sealed = self.ring().seal(told, self.about)

    def opened(self) -> dict[str, Any]:
        """Return what was sealed.

        Raises
        ------
        CannotBeOpenedError
            If its key is not here, or it was changed.
        """
        return self.ring().open(self.key_id, bytes(self.sealed), self.about)


@dataclass(frozen=True, slots=True)
class Resealed:
    """How far sealing anew came: rows done in this round, rows that wait, rows whose key is not here."""

    done: int
    waiting: int
    lost: int


def sealed_tables() -> Iterator[type[SealedRow]]:
    """Yield every table of sealed rows."""
    for model in apps.get_models():
        if issubclass(model, SealedRow):
            yield model


def reseal_some(most: int = AT_ONCE) -> Resealed:
    """Seal rows anew that lie under older keys, each in a transaction of its own; it goes on where it was stopped.

    A row that was changed and so does not open waits, and holds up no other.
    """
    done = waiting = lost = 0
    for model in sealed_tables():
        rows = cast("Any", model).objects
        ring = key_ring(model.PURPOSE, make=False)
        older, newest = ring.ids[1:], ring.ids[:1]
        numbers = list(rows.filter(key_id__in=older).values_list("pk", flat=True)[: most - done])
        done += sum(_tried(model, number) for number in numbers)
        waiting += rows.filter(key_id__in=older).count()
        lost += rows.exclude(key_id__in=[*newest, *older]).count()
    return Resealed(done, waiting, lost)


def _tried(model: type[SealedRow], number: object) -> bool:
    try:
        return _resealed(model, number)
    except CannotBeOpenedError:
        return False


@transaction.atomic
def _resealed(model: type[SealedRow], number: object) -> bool:
    """Seal one row anew, unless somebody did or erased it in between."""
    rows = cast("Any", model).objects
    row: SealedRow | None = rows.select_for_update().filter(pk=number).first()
    if row is None or row.key_id == row.ring().newest.id:
        return False
    row.seal(row.opened())
    row.save()
    return True


def rows_by_key() -> dict[str, dict[str, int]]:
    """Return how many rows lie under each key, by purpose and number of the key."""
    found: dict[str, Counter[str]] = {}
    for model in sealed_tables():
        keys = cast("Any", model).objects.values_list("key_id", flat=True)
        found.setdefault(model.PURPOSE, Counter()).update(keys)
    return {purpose: dict(counted) for purpose, counted in found.items()}
