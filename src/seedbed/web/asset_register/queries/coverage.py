"""How many assets of each kind there are for the people who live here, and how far the listings can be trusted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import compress

import shapely
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from seedbed.analysis.assets.types import AssetType
from seedbed.analysis.equity.rates import crude_rate
from seedbed.web.asset_register.models import Check, Finding
from seedbed.web.asset_register.queries.lists import standing
from seedbed.web.asset_register.readying import outline_of
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of

PER = 1_000
"""Residents."""


@dataclass(frozen=True, slots=True)
class Covered:
    """One kind of asset.

    Parameters
    ----------
    many, inside
        How many are listed, and how many of them lie inside the line.
    rate, low, high
        Inside the line per 1,000 residents, with the 95% limits that chance alone would give; None without residents.
    fresh
        How many were verified and are not due.
    oldest, newest
        Days on which they were last verified.
    """

    asset_type: AssetType
    many: int
    inside: int
    rate: float | None
    low: float | None
    high: float | None
    fresh: int
    oldest: date | None
    newest: date | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """All kinds that are here, the most frequent first, and the kinds of which there is none."""

    kinds: tuple[Covered, ...]
    missing: tuple[AssetType, ...]
    residents: float | None
    has_line: bool
    placeless: int


@dataclass(slots=True)
class _Counts:
    """What is counted of one kind."""

    many: int = 0
    placed: int = 0
    fresh: int = 0
    inside: int = 0
    days: list[date] = field(default_factory=list)


def coverage_of(neighbourhood: Neighbourhood) -> Coverage:
    """Return how many assets of each kind there are per 1,000 residents, by Byar's limits of a count."""
    known = types_of(neighbourhood.programme.partnership)
    line = boundary_of(neighbourhood)
    residents = line.residents if line is not None and line.residents else None
    counted = _counted(neighbourhood, known)
    kinds = [_covered(known[code], each, residents) for code, each in counted.items()]
    kinds.sort(key=lambda each: (-each.inside, -each.many, each.asset_type.plural))
    placeless = sum(each.many - each.placed for each in counted.values())
    return Coverage(tuple(kinds), _without(known, counted), residents, line is not None, placeless)


def kinds_missing(neighbourhood: Neighbourhood) -> tuple[AssetType, ...]:
    """Return the kinds of which there is none."""
    known = types_of(neighbourhood.programme.partnership)
    return _without(known, standing(neighbourhood).order_by().values_list("asset_type", flat=True).distinct())


def _without(known: Mapping[str, AssetType], here: Iterable[str]) -> tuple[AssetType, ...]:
    there = {*here, "other"}
    return tuple(each for code, each in known.items() if code not in there)


def _counted(neighbourhood: Neighbourhood, known: Container[str]) -> dict[str, _Counts]:
    """Count assets by kind; what is of no known kind is among the others. The database counts all but who is inside."""
    waiting = Check.objects.filter(settled_at=None, found__in=[Finding.WRONG.value, Finding.CHANGED.value])
    fresh = Q(verify_by__gte=timezone.localdate(), last_verified_on__isnull=False) & ~Q(pk__in=waiting.values("asset"))
    rows = standing(neighbourhood).order_by().values("asset_type")
    found: dict[str, _Counts] = defaultdict(_Counts)
    for row in rows.annotate(
        many=Count("pk"),
        placed=Count("longitude"),
        fresh=Count("pk", filter=fresh),
        oldest=Min("last_verified_on"),
        newest=Max("last_verified_on"),
    ):
        kind = found[row["asset_type"] if row["asset_type"] in known else "other"]
        kind.many += row["many"]
        kind.placed += row["placed"]
        kind.fresh += row["fresh"]
        kind.days += [day for day in (row["oldest"], row["newest"]) if day is not None]
    for code, inside in _inside(neighbourhood).items():
        found[code if code in known else "other"].inside += inside
    return dict(found)


def _inside(neighbourhood: Neighbourhood) -> Mapping[str, int]:
    """Return how many of each kind lie inside the line; of all that have a place where there is no line."""
    placed = standing(neighbourhood).order_by().exclude(longitude=None)
    outline = outline_of(neighbourhood)
    if outline is None:
        return dict(placed.values_list("asset_type").annotate(many=Count("pk")))
    west, south, east, north = outline.bounds
    near = placed.filter(longitude__range=(west, east), latitude__range=(south, north))
    places = list(near.values_list("asset_type", "longitude", "latitude"))
    if not places:
        return {}
    kinds, across, up = zip(*places, strict=True)
    return Counter(compress(kinds, shapely.contains_xy(outline, across, up)))


def _covered(kind: AssetType, counts: _Counts, residents: float | None) -> Covered:
    rate = crude_rate([counts.inside], [residents], PER) if residents else None
    return Covered(
        kind,
        counts.many,
        counts.inside,
        float(rate.value[0]) if rate else None,
        float(rate.low[0]) if rate else None,
        float(rate.high[0]) if rate else None,
        counts.fresh,
        min(counts.days, default=None),
        max(counts.days, default=None),
    )
