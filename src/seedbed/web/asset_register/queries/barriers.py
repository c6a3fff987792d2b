"""Barriers as pages show them, with how many voices said so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.payloads.known import BarrierPayload
from seedbed.web.asset_register.models import Asset, Barrier
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.golden_thread.presenting import payload_of
from seedbed.web.places.models import Neighbourhood


@dataclass(frozen=True, slots=True)
class ShownBarrier:
    """A barrier with what its bead carries and how many voices said so."""

    barrier: Barrier
    told: BarrierPayload
    voices: int


def barriers_on(asset: Asset) -> list[ShownBarrier]:
    """Return the barriers on an asset: standing ones first, the hardest first."""
    return _shown(Barrier.objects.filter(asset=asset))


def barriers_of(neighbourhood: Neighbourhood) -> list[ShownBarrier]:
    """Return every barrier of a neighbourhood: standing ones first, the hardest first."""
    return _shown(Barrier.objects.filter(bead__neighbourhood=neighbourhood))


def barrier_counts(assets: Sequence[Asset]) -> Counter[int]:
    """Return how many standing barriers each asset has, by its number."""
    found = Barrier.objects.filter(asset__in=assets, removed_on=None, bead__tombstone=None, bead__went_in=None)
    return Counter(found.values_list("asset_id", flat=True))


def organisations_of(neighbourhood: Neighbourhood) -> list[Bead]:
    """Return the organisations, policies, procedures and contracts on the thread here, by name."""
    found = Bead.objects.filter(
        neighbourhood=neighbourhood, kind=BeadKind.ORGANISATION.value, tombstone=None, went_in=None
    )
    return sorted(found, key=lambda bead: str(bead.payload["name"]).casefold())


def _shown(found: QuerySet[Barrier]) -> list[ShownBarrier]:
    living = found.filter(bead__tombstone=None, bead__went_in=None).select_related(
        "bead__neighbourhood__scope", "asset", "organisation"
    )
    rows = sorted(living, key=lambda each: (each.removed_on is not None, -each.severity, each.pk))
    said = Link.objects.filter(
        target__in=[row.pk for row in rows],
        relation=Relation.EVIDENCES.value,
        retracted_at=None,
        source__kind=BeadKind.VOICE.value,
        source__tombstone=None,
    )
    voices = Counter(said.values_list("target_id", flat=True))
    return [ShownBarrier(row, payload, voices[row.pk]) for row in rows if (payload := _told(row)) is not None]


def _told(row: Barrier) -> BarrierPayload | None:
    payload = payload_of(row.bead)
    return payload if isinstance(payload, BarrierPayload) else None
