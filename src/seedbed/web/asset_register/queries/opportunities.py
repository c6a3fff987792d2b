"""Opportunities as pages show them, with how many voices said so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from seedbed.web.asset_register.models import STANDING, Asset, Opportunity
from seedbed.web.asset_register.queries.merges import with_merged
from seedbed.web.places.models import Neighbourhood

MOST_USES = 100


@dataclass(frozen=True, slots=True)
class ShownOpportunity:
    """An opportunity, and how many voices said so that nobody took back."""

    opportunity: Opportunity
    voices: int


def opportunities_on(asset: Asset) -> list[ShownOpportunity]:
    """Return the opportunities of an asset and of what was merged into it: those not taken up first."""
    return _shown(Opportunity.objects.filter(asset__in=with_merged(asset)))


def opportunities_of(neighbourhood: Neighbourhood) -> list[ShownOpportunity]:
    """Return every opportunity of a neighbourhood: those not taken up first, the most voices first."""
    return _shown(Opportunity.objects.filter(neighbourhood=neighbourhood))


def potential_uses(neighbourhood: Neighbourhood) -> Sequence[Asset]:
    """Return assets of which someone wrote what they could be used for, by name."""
    known = Asset.objects.filter(STANDING, neighbourhood=neighbourhood, details__has_key="potential_use")
    return list(known.order_by("name", "pk")[:MOST_USES])


def _shown(found: QuerySet[Opportunity]) -> list[ShownOpportunity]:
    living = Q(voices__tombstone=None, voices__isnull=False)
    # What stands on something that was taken back is taken back with it.
    rows = found.filter(organisation__tombstone=None).select_related("asset", "organisation")
    counted = rows.annotate(said=Count("voices", filter=living, distinct=True))
    in_order = sorted(counted, key=lambda each: (each.taken_up_on is not None, -each.said, each.pk))
    return [ShownOpportunity(each, each.said) for each in in_order]
