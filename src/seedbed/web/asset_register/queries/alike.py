"""Pairs of listings that look like one thing."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from seedbed.analysis.assets.duplicates import duplicates
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.queries.lists import standing
from seedbed.web.asset_register.queries.merges import told_apart
from seedbed.web.places.models import Neighbourhood


@dataclass(frozen=True, slots=True)
class Alike:
    """Two listings that look alike: the one to keep first; how sure, and why."""

    kept: Asset
    gone: Asset
    score: float
    reason: str

    @property
    def between_sources(self) -> bool:
        """Whether the two come from different sources."""
        return self.kept.source != self.gone.source

    @property
    def both(self) -> tuple[Asset, Asset]:
        """Both listings, the one to keep first."""
        return self.kept, self.gone


MOST_COMPARED = 5_000
"""Listings that are compared while somebody waits for the page."""


def parts_of(neighbourhood: Neighbourhood) -> int:
    """Return in how many parts the listings of a neighbourhood are compared: one, unless there are very many."""
    return max(1, -(-standing(neighbourhood).count() // MOST_COMPARED))


def alike_in(neighbourhood: Neighbourhood, part: int = 1) -> list[Alike]:
    """Return pairs of listings of a neighbourhood that may be one thing, the surest first; none that was told apart.

    The one to keep is the one that residents named, else the one that people looked at last, else the older.

    Parameters
    ----------
    part
        Which `MOST_COMPARED` listings are compared with each other, counted from 1, from south to north: what is one
        thing lies at one place, and so most often in one part. What has no place lies together at one end.
    """
    first = (part - 1) * MOST_COMPARED
    numbers = standing(neighbourhood).order_by("latitude", "pk").values_list("pk", flat=True)
    here = list(numbers[first : first + MOST_COMPARED])
    assets = list(Asset.objects.filter(pk__in=here).defer("search").order_by("name", "pk"))
    apart = told_apart(neighbourhood)
    pairs = duplicates([asset.listing() for asset in assets])
    found = [_alike(assets[pair.first], assets[pair.second], pair.score, "; ".join(pair.reasons)) for pair in pairs]
    return [each for each in found if tuple(sorted((each.kept.pk, each.gone.pk))) not in apart]


CERTAIN = 0.9
"""Score from which pairs of two sources may be merged together."""
MOST_TOGETHER = 500
"""Pairs that are merged together at once."""


def certain_between(neighbourhood: Neighbourhood, stays: str, goes: str) -> list[Alike]:
    """Return the pairs of two sources that are surely one thing, the surest first, at most `MOST_TOGETHER`.

    No listing is in two pairs: what could go into two others is left to a person. What residents named stays, so a
    pair in which only the other side was named is left too.

    Parameters
    ----------
    stays, goes
        The source whose listings stay, and the one whose listings go into them.
    """
    found = standing(neighbourhood).filter(source__in=[stays, goes])
    assets = list(found.defer("search").order_by("name", "pk"))
    apart = told_apart(neighbourhood)
    pairs = duplicates([each.listing() for each in assets], at_least=CERTAIN, between_sources=True)
    times = Counter(place for pair in pairs for place in (pair.first, pair.second))
    sure = []
    for pair in pairs:
        one, other = assets[pair.first], assets[pair.second]
        kept, gone = (one, other) if one.source == stays else (other, one)
        alone = times[pair.first] == times[pair.second] == 1
        known_apart = (min(one.pk, other.pk), max(one.pk, other.pk)) in apart
        loses_named = gone.named_by_residents and not kept.named_by_residents
        if alone and not known_apart and not loses_named and kept.source != gone.source:
            sure.append(Alike(kept, gone, pair.score, "; ".join(pair.reasons)))
    return sure[:MOST_TOGETHER]


def _alike(one: Asset, other: Asset, score: float, reason: str) -> Alike:
    kept, gone = sorted((one, other), key=_order)
    return Alike(kept, gone, score, reason)


def _order(asset: Asset) -> tuple[bool, float, int]:
    looked = asset.last_verified_on.toordinal() if asset.last_verified_on else 0
    return not asset.named_by_residents, -looked, asset.pk
