"""What pages of maps read."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, QuerySet

from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.models import MapChange, MapFactor, MapLink, SystemMap

STANDS = Q(removed_at=None)
HISTORY_PAGE = 50


def maps_of(neighbourhood: Neighbourhood) -> QuerySet[SystemMap]:
    """Return the maps of a neighbourhood, the newest first, with how many factors and links stand on each."""
    found = SystemMap.objects.filter(neighbourhood=neighbourhood, coming_from=None).order_by("-made_at", "-pk")
    return found.annotate(
        factors_there=Count("factors", filter=Q(factors__removed_at=None) & ~Q(factors__name=""), distinct=True),
        links_there=Count("links", filter=Q(links__removed_at=None), distinct=True),
    )


def factors_of(found: SystemMap) -> list[MapFactor]:
    """Return the factors on a map by name."""
    rows = list(found.factors.filter(STANDS))
    return sorted(rows, key=lambda each: (each.name.casefold(), each.key))


def links_of(found: SystemMap, factors: Iterable[MapFactor] | None = None) -> list[MapLink]:
    """Return the links on a map by the names of their ends; ``factors`` are those on it, where they were read before.

    Each end is one row: on large maps links are many times their ends.
    """
    ends = {row.pk: row for row in (found.factors.all() if factors is None else factors)}
    rows = list(found.links.filter(STANDS))
    for row in rows:
        row.cause, row.effect = ends[row.cause_id], ends[row.effect_id]
    return sorted(rows, key=lambda each: (each.cause.name.casefold(), each.effect.name.casefold(), each.key))


def links_at(factor: MapFactor) -> list[MapLink]:
    """Return the links on the map from and to a factor."""
    return [each for each in links_of(factor.map) if factor.pk in (each.cause_id, each.effect_id)]


def history_of(found: SystemMap, before: int | None = None) -> list[MapChange]:
    """Return the newest changes of a map, or the newest before one."""
    changes = found.changes.select_related("by").order_by("-pk")
    return list((changes.filter(pk__lt=before) if before else changes)[:HISTORY_PAGE])
