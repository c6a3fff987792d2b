"""Choosing: from small areas of one region to ranked candidate neighbourhoods.

It proposes; people choose, and ``places choose`` records why. Everything is worked out among the areas given, which
are those of one region: percentiles, needs, clustering and borders. Areas elsewhere change nothing.

Source: site selection of the first phase of Well London (areas among the most deprived 11 % within London) and of the
demonstrators of 2023 (about 1,000 to 5,000 residents; deprivation, clustering of ill health, limited assets).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.quantiles import percentiles_within
from seedbed.analysis.profile.candidates import grow_candidates
from seedbed.analysis.profile.clustering import getis_ord
from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.analysis.profile.criteria import Criterion, shares_of_score
from seedbed.analysis.profile.matched_pairs import NO_PAIR, matched_pairs
from seedbed.analysis.profile.need import (
    MIDDLE,
    means_of_groups,
    percentiles_of_need,
    sites_per_thousand,
)
from seedbed.analysis.profile.region_results import LeftOver
from seedbed.analysis.profile.weightings import SAME_SCORE_DECIMALS, OtherWeightings, Ranks, rank_ranges, ranks_of
from seedbed.errors import BadInputError, UsageError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]

TIE_RULE = "Equal scores share the better rank (1, 2, 2, 4). They are listed in order of their first area code."


@dataclass(frozen=True, slots=True, eq=False)
class RegionAreas:
    """The small areas of one region, in order of code.

    Parameters
    ----------
    population
        Usual residents of each area.
    deprivation
        What the percentile goes by, one figure an area: higher is more deprived; NaN where unknown.
    criteria
        What candidates are chosen by.
    figures
        Criteria by areas. For ``value`` and ``cluster`` the figure in its own unit, NaN where unknown; for ``sites``
        the number of known places in the area.
    contiguity
        Which areas adjoin which.
    parents
        The larger area of each area, as a number from 0, such as its local authority.

    Raises
    ------
    BadInputError
        If the sizes differ, a population is negative or not a number, or nobody lives in the region.
    """

    population: Floats
    deprivation: Floats
    criteria: tuple[Criterion, ...]
    figures: Floats
    contiguity: Contiguity
    parents: Integers

    def __post_init__(self) -> None:
        size = len(self.population)
        sizes = {len(self.deprivation), self.figures.shape[1], self.contiguity.size, len(self.parents)}
        if sizes != {size} or len(self.figures) != len(self.criteria):
            raise BadInputError(
                "The areas cannot be screened.",
                f"The tables speak of different numbers of areas: {sorted(sizes | {size})}.",
                "Give one row an area in every table.",
            )
        if not (np.isfinite(self.population).all() and (self.population >= 0).all()):
            raise BadInputError(
                "The areas cannot be screened.",
                "At least one population is missing or below 0.",
                "Give the number of usual residents of every area.",
            )
        if self.population.sum() <= 0:
            raise BadInputError(
                "The areas cannot be screened.",
                "Nobody lives in any of them: every population is 0.",
                "Give the number of usual residents of every area.",
            )


@dataclass(frozen=True, slots=True)
class ScreenRules:
    """What a candidate must be.

    Parameters
    ----------
    percentile
        Areas at or below this deprivation percentile within the region are eligible; above 0, to 100.
    population_low, population_high
        Fewest and most residents of a candidate.
    other_weightings
        Which other weights the ranks are tried under.
    pairs
        Whether to match candidates in pairs within their parents.

    Raises
    ------
    UsageError
        If the percentile or the bounds make no sense.
    """

    percentile: float = 11.0
    population_low: int = 1_000
    population_high: int = 5_000
    other_weightings: OtherWeightings = field(default_factory=OtherWeightings)
    pairs: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.percentile <= 100:
            raise UsageError(
                f"A percentile of {self.percentile:g} cannot be used.",
                "It is the share of the region's areas, the most deprived first.",
                "Give a number above 0 and at most 100.",
            )
        if not 1 <= self.population_low <= self.population_high:
            raise UsageError(
                f"A population of {self.population_low:,} to {self.population_high:,} cannot be used.",
                "The first number is the fewest residents and the second the most.",
                "Give two numbers of at least 1, the smaller first.",
            )


@dataclass(frozen=True, slots=True, eq=False)
class Screening:
    """Candidates in listed order, and what was worked out for each area.

    Parameters
    ----------
    percentiles
        Deprivation percentile of each area within the region.
    eligible
        Which areas passed the percentile.
    labels
        Candidate of each area by its place in the list, -1 for none.
    needs
        Criteria by areas: need, 0 to 100; NaN where unknown.
    values
        Criteria by areas: the figure, the Gi* score or the known places per 1,000 residents.
    population, percentile, score
        Of each candidate: residents; mean percentile weighted by residents; weighted mean need, 0 to 100.
    candidate_values, candidate_needs
        Candidates by criteria: means weighted by residents; NaN where unknown.
    rank, rank_low, rank_high
        Rank of each candidate, and its 5th and 95th per cent under other weightings.
    left_over, reasons
        Eligible areas in no candidate, and why.
    pair, pair_distance
        Place in the list of the matched candidate (-1 for none), and the distance in standard deviations.
    """

    percentiles: Floats
    eligible: Flags
    labels: Integers
    left_over: Integers
    reasons: tuple[LeftOver, ...]
    needs: Floats
    values: Floats
    population: Floats
    percentile: Floats
    score: Floats
    candidate_values: Floats
    candidate_needs: Floats
    rank: Ranks
    rank_low: Ranks
    rank_high: Ranks
    pair: Integers
    pair_distance: Floats

    @property
    def count(self) -> int:
        """How many candidates there are."""
        return len(self.score)


def screen_region(areas: RegionAreas, rules: ScreenRules) -> Screening:
    """Find contiguous candidates among the eligible areas of a region, score them and rank them.

    The score of an area is the weighted mean of its needs; candidates are grown from high scores; a candidate's need
    on a criterion is the mean over its residents, and its score the weighted mean of these. An area without a figure
    counts as the middle (50) in the score, so that a gap in the data neither helps nor harms.

    Parameters
    ----------
    areas
        The areas of the region and no others.
    rules
        What a candidate must be.

    Raises
    ------
    BadInputError
        If the criteria or their weights cannot be used.
    """
    shares = shares_of_score(areas.criteria)
    percentiles = percentiles_within(areas.deprivation)
    eligible = np.nan_to_num(percentiles, nan=np.inf) <= rules.percentile
    values = np.array([_measured(areas, number) for number in range(len(areas.criteria))])
    needs = np.array([_need(criterion, row) for criterion, row in zip(areas.criteria, values, strict=True)])
    area_scores = np.round(shares @ np.nan_to_num(needs, nan=MIDDLE), SAME_SCORE_DECIMALS)
    regions = grow_candidates(
        areas.contiguity, areas.population, area_scores, eligible, rules.population_low, rules.population_high
    )
    labels = np.asarray(regions.labels, dtype=np.int64)
    found = _listed(areas, labels, values, needs, shares)
    low, high = rank_ranges(np.nan_to_num(found.needs, nan=MIDDLE), shares, rules.other_weightings)
    pair, distance = _pairs(areas, found) if rules.pairs else _no_pairs(found)
    return Screening(
        percentiles=percentiles,
        eligible=eligible,
        labels=found.labels,
        left_over=regions.left_over,
        reasons=tuple(LeftOver(reason) for reason in regions.reasons),
        needs=needs,
        values=values,
        population=found.population,
        percentile=means_of_groups(percentiles, areas.population, found.labels, len(found.scores)),
        score=found.scores,
        candidate_values=found.values,
        candidate_needs=found.needs,
        rank=ranks_of(found.scores),
        rank_low=low,
        rank_high=high,
        pair=pair,
        pair_distance=distance,
    )


def main_parents(areas: RegionAreas, labels: Integers) -> Integers:
    """Return, for each candidate, the parent in which most of its residents live (the first of equals)."""
    parents = int(areas.parents.max(initial=0)) + 1
    residents = np.zeros((int(labels.max(initial=-1)) + 1, parents))
    inside = labels >= 0
    np.add.at(residents, (labels[inside], areas.parents[inside]), areas.population[inside])
    return np.asarray(residents.argmax(axis=1), dtype=np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class _Found:
    """Candidates in listed order, on the way to their ranks."""

    labels: Integers
    population: Floats
    values: Floats
    needs: Floats
    scores: Floats


def _measured(areas: RegionAreas, number: int) -> Floats:
    """Return what a criterion goes by: the figure itself, its clustering, or the known places around."""
    figures: Floats = areas.figures[number]
    match areas.criteria[number].measure:
        case "value":
            return figures
        case "cluster":
            # One draw, because only the closed form is used: a z score needs no draws.
            return getis_ord(figures, areas.contiguity, draws=1).z_score
        case "sites":
            return sites_per_thousand(figures, areas.population, areas.contiguity)


def _need(criterion: Criterion, values: Floats) -> Floats:
    rounded = np.asarray(np.round(values, SAME_SCORE_DECIMALS), dtype=np.float64)
    return percentiles_of_need(rounded if criterion.high_is == "worse" else -rounded)


def _listed(areas: RegionAreas, labels: Integers, values: Floats, needs: Floats, shares: Floats) -> _Found:
    """Score the candidates and number them in listed order: the highest score first, then the first area."""
    count = int(labels.max(initial=-1)) + 1
    scores = np.nan_to_num(_by_candidate(needs, areas.population, labels, count), nan=MIDDLE) @ shares
    members = np.flatnonzero(labels >= 0)
    first = np.full(count, len(labels))
    np.minimum.at(first, labels[members], members)
    order = np.lexsort((first, -np.round(scores, SAME_SCORE_DECIMALS)))
    place = np.full(count + 1, -1)  # the last entry is where -1, no candidate, looks
    place[order] = np.arange(count)
    listed = np.asarray(place[labels], dtype=np.int64)
    people = np.bincount(listed[members], weights=areas.population[members], minlength=count)
    return _Found(
        labels=listed,
        population=np.asarray(people, dtype=np.float64),
        values=_by_candidate(values, areas.population, listed, count),
        needs=_by_candidate(needs, areas.population, listed, count),
        scores=np.asarray(scores[order], dtype=np.float64),
    )


def _by_candidate(rows: Floats, population: Floats, labels: Integers, count: int) -> Floats:
    return np.array([means_of_groups(row, population, labels, count) for row in rows]).T


def _no_pairs(found: _Found) -> tuple[Integers, Floats]:
    count = len(found.scores)
    return np.full(count, NO_PAIR, dtype=np.int64), np.full(count, np.nan)


def _pairs(areas: RegionAreas, found: _Found) -> tuple[Integers, Floats]:
    features = np.column_stack([found.values, found.population])
    return matched_pairs(features, main_parents(areas, found.labels), _touching(areas, found))


def _touching(areas: RegionAreas, found: _Found) -> set[tuple[int, int]]:
    """Return the pairs of candidates that share a border, smaller number first."""
    ends = found.labels[areas.contiguity.pairs]
    across = ends[(ends >= 0).all(axis=1) & (ends[:, 0] != ends[:, 1])]
    return {(int(min(pair)), int(max(pair))) for pair in across}
