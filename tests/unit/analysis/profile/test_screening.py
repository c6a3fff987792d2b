"""Scores and ranks against a slow plain twin, and what a screening refuses."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.profile.clustering import getis_ord
from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.analysis.profile.criteria import Criterion
from seedbed.analysis.profile.screening import RegionAreas, ScreenRules, main_parents, screen_region
from seedbed.errors import BadInputError, UsageError

CRITERIA = (
    Criterion("need", "Need", "value", 3, "worse", "need"),
    Criterion("income", "Income", "value", 1, "better", "income"),
    Criterion("clustering", "Clustering", "cluster", 2, "worse", "ill"),
    Criterion("places", "Places", "sites", 1, "better"),
)


def _areas(seed: int = 5, size: int = 60) -> RegionAreas:
    random = np.random.default_rng(seed)
    chain = np.column_stack([np.arange(size - 1), np.arange(1, size)])
    jumps = np.column_stack([np.arange(size - 6), np.arange(6, size)])
    figures = np.array(
        [random.normal(size=size), random.integers(1, 9, size), random.normal(size=size), random.integers(0, 3, size)]
    )
    figures[1, 3] = np.nan
    return RegionAreas(
        population=random.integers(300, 1500, size).astype(float),
        deprivation=figures[0],
        criteria=CRITERIA,
        figures=figures,
        contiguity=Contiguity.from_pairs(size, np.concatenate([chain, jumps])),
        parents=np.arange(size) // 20,
    )


def _plain_need(values: list[float], worse: bool) -> list[float]:
    known = [value for value in values if not math.isnan(value)]
    needs = []
    for value in values:
        if math.isnan(value):
            needs.append(50.0)
            continue
        less = sum((other < value) if worse else (other > value) for other in known)
        equal = sum(other == value for other in known) - 1
        needs.append(100 * (less + equal / 2) / (len(known) - 1))
    return needs


def _plain_values(areas: RegionAreas) -> list[list[float]]:
    around = [[area, *areas.contiguity.of(area).tolist()] for area in range(len(areas.population))]
    places = [
        1000 * sum(areas.figures[3][other] for other in near) / sum(areas.population[other] for other in near)
        for near in around
    ]
    cluster = getis_ord(areas.figures[2], areas.contiguity, draws=1).z_score
    return [areas.figures[0].tolist(), areas.figures[1].tolist(), cluster.tolist(), places]


def test_scores_and_ranks_equal_a_plain_reckoning() -> None:
    areas = _areas()
    screening = screen_region(areas, ScreenRules(percentile=50, population_low=1000, population_high=4000))
    needs = [
        _plain_need([round(value, 9) for value in values], criterion.high_is == "worse")
        for criterion, values in zip(CRITERIA, _plain_values(areas), strict=True)
    ]
    assert screening.count > 3
    scores = []
    for place in range(screening.count):
        members = np.flatnonzero(screening.labels == place).tolist()
        # The one area without an income counts as the middle only where no other member has one.
        known = [[m for m in members if number != 1 or m != 3] or members for number in range(4)]
        means = [
            sum(needs[number][m] * areas.population[m] for m in known[number])
            / sum(areas.population[m] for m in known[number])
            for number in range(4)
        ]
        scores.append((3 * means[0] + means[1] + 2 * means[2] + means[3]) / 7)
    assert screening.score == pytest.approx(scores, abs=1e-9)
    assert screening.rank.tolist() == [1 + sum(other > score + 1e-9 for other in scores) for score in scores]


def test_an_area_without_a_deprivation_figure_is_never_eligible() -> None:
    areas = _areas()
    deprivation = areas.deprivation.copy()
    deprivation[:10] = np.nan
    screening = screen_region(replace(areas, deprivation=deprivation), ScreenRules(percentile=100))
    assert not screening.eligible[:10].any()
    assert screening.eligible[10:].all()


def test_no_eligible_area_gives_no_candidate() -> None:
    areas = _areas()
    unknown = np.full(len(areas.population), np.nan)
    screening = screen_region(replace(areas, deprivation=unknown), ScreenRules(pairs=True))
    assert screening.count == 0
    assert len(screening.rank_low) == len(screening.pair) == len(screening.left_over) == 0


def test_a_candidate_belongs_to_the_parent_of_most_of_its_residents() -> None:
    areas = replace(_areas(size=4), population=np.array([10.0, 30.0, 5.0, 1.0]), parents=np.array([0, 1, 0, 2]))
    assert main_parents(areas, np.array([0, 0, 0, 1])).tolist() == [1, 2]


@pytest.mark.parametrize("percentile", [0, -1, 101, 200, math.nan])
def test_a_percentile_outside_0_to_100_is_refused(percentile: float) -> None:
    with pytest.raises(UsageError, match="percentile"):
        ScreenRules(percentile=percentile)


@pytest.mark.parametrize("bounds", [(5000, 1000), (0, 1000), (-5, 10)])
def test_bounds_the_wrong_way_round_are_refused(bounds: tuple[int, int]) -> None:
    with pytest.raises(UsageError, match="population"):
        ScreenRules(population_low=bounds[0], population_high=bounds[1])


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"population": np.zeros(60)}, "every population is 0"),
        ({"population": np.full(60, np.nan)}, "missing or below 0"),
        ({"population": np.full(60, -1.0)}, "missing or below 0"),
        ({"population": np.ones(59)}, "different numbers"),
    ],
)
def test_populations_that_make_no_sense_are_refused(change: dict[str, Any], why: str) -> None:
    with pytest.raises(BadInputError) as caught:
        replace(_areas(), **change)
    assert why in caught.value.why
