"""How many assets of each kind there are for the people who live here, and how far the listings can be trusted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import shapely
from django.db.models import Exists
from django.utils import timezone

from seedbed.analysis.assets.types import AssetType
from seedbed.analysis.equity.rates import crude_rate
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.queries.lists import Freshness, freshness_of, standing, waiting_checks
from seedbed.web.asset_register.readying import outline_of
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of

COUNTED = ("pk", "asset_type", "longitude", "latitude", "last_verified_on", "verify_by")
"""Columns that are looked at."""
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


def coverage_of(neighbourhood: Neighbourhood) -> Coverage:
    """Return how many assets of each kind there are per 1,000 residents, by Byar's limits of a count."""
    known = types_of(neighbourhood.programme.partnership)
    line = boundary_of(neighbourhood)
    residents = line.residents if line is not None and line.residents else None
    # Of a hundred thousand, no more than is counted: their other words weigh ten times as much.
    counted = standing(neighbourhood).order_by().only(*COUNTED)
    assets = list(counted.annotate(doubted=Exists(waiting_checks())))
    inside = _inside(neighbourhood, assets)
    by_kind: dict[str, list[Asset]] = defaultdict(list)
    for asset in assets:
        by_kind[asset.asset_type if asset.asset_type in known else "other"].append(asset)
    kinds = [_covered(known[code], some, inside, residents) for code, some in by_kind.items()]
    kinds.sort(key=lambda each: (-each.inside, -each.many, each.asset_type.plural))
    return Coverage(
        tuple(kinds),
        tuple(each for code, each in known.items() if code not in by_kind and code != "other"),
        residents,
        line is not None,
        sum(each.longitude is None for each in assets),
    )


def _inside(neighbourhood: Neighbourhood, assets: Sequence[Asset]) -> set[int]:
    """Return the numbers of those inside the line; of all that have a place where there is no line."""
    placed = [
        (each.pk, each.longitude, each.latitude)
        for each in assets
        if each.longitude is not None and each.latitude is not None
    ]
    outline = outline_of(neighbourhood)
    if outline is None or not placed:
        return {number for number, _, _ in placed}
    numbers, east, north = zip(*placed, strict=True)
    held = shapely.contains_xy(outline, east, north)
    return {number for number, inside in zip(numbers, held, strict=True) if inside}


def _covered(kind: AssetType, assets: list[Asset], inside: set[int], residents: float | None) -> Covered:
    here = sum(each.pk in inside for each in assets)
    rate = crude_rate([here], [residents], PER) if residents else None
    today = timezone.localdate()
    days = [each.last_verified_on for each in assets if each.last_verified_on is not None]
    return Covered(
        kind,
        len(assets),
        here,
        float(rate.value[0]) if rate else None,
        float(rate.low[0]) if rate else None,
        float(rate.high[0]) if rate else None,
        sum(freshness_of(each, today) is Freshness.FRESH for each in assets),
        min(days, default=None),
        max(days, default=None),
    )
