"""Laws of choosing, on grids of squares with generated figures."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.analysis.profile.criteria import Criterion
from seedbed.analysis.profile.screening import RegionAreas, Screening, ScreenRules, screen_region
from seedbed.workflows.places.screen import screen_pack
from seedbed.workflows.places.screen_file import AreasFile, screen_areas
from seedbed.workflows.places.screen_region import ScreenRequest
from tests.squares import BOTH, EAST, NEED, PEOPLE, WEST, Squares

SIDE = 5
CRITERIA = (
    Criterion("need", "Need", "value", 2, "worse", "need"),
    Criterion("clustering", "Clustering", "cluster", 1, "worse", "ill"),
    Criterion("places", "Places", "sites", 1, "better"),
)


def _grid() -> Contiguity:
    number = np.arange(SIDE * SIDE).reshape(SIDE, SIDE)
    across = np.column_stack([number[:, :-1].ravel(), number[:, 1:].ravel()])
    down = np.column_stack([number[:-1].ravel(), number[1:].ravel()])
    return Contiguity.from_pairs(SIDE * SIDE, np.concatenate([across, down]))


@st.composite
def regions(draw: st.DrawFn) -> RegionAreas:
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = SIDE * SIDE
    levels = draw(st.sampled_from([3, 50]))
    figures = np.array(
        [random.integers(0, levels, size), random.integers(0, levels, size), random.integers(0, 4, size)], dtype=float
    )
    figures[:2][random.random((2, size)) < draw(st.sampled_from([0.0, 0.2]))] = np.nan
    return RegionAreas(
        population=random.integers(0, 1800, size).astype(float) + (np.arange(size) == 0),
        deprivation=figures[0],
        criteria=CRITERIA,
        figures=figures,
        contiguity=_grid(),
        parents=random.integers(0, 2, size),
    )


RULES = ScreenRules(percentile=60, population_low=1000, population_high=4000, pairs=True)


def _members(screening: Screening) -> list[NDArray[np.int64]]:
    return [np.flatnonzero(screening.labels == place) for place in range(screening.count)]


@settings(max_examples=25, deadline=None)
@given(regions())
def test_candidates_are_contiguous_eligible_and_within_bounds(areas: RegionAreas) -> None:
    screening = screen_region(areas, RULES)
    for members in _members(screening):
        assert screening.eligible[members].all()
        assert 1000 <= areas.population[members].sum() <= 4000
        inside = np.isin(np.arange(SIDE * SIDE), members)
        assert len(np.unique(areas.contiguity.components(inside)[members])) == 1


@settings(max_examples=25, deadline=None)
@given(regions())
def test_every_eligible_area_is_in_a_candidate_or_listed_as_left_out(areas: RegionAreas) -> None:
    screening = screen_region(areas, RULES)
    placed = set(np.flatnonzero(screening.labels >= 0)) | set(screening.left_over)
    assert placed == set(np.flatnonzero(screening.eligible))
    assert len(screening.reasons) == len(screening.left_over)


@settings(max_examples=25, deadline=None)
@given(regions())
def test_the_rank_lies_in_its_range_and_the_list_in_order(areas: RegionAreas) -> None:
    screening = screen_region(areas, RULES)
    assert (screening.rank_low <= screening.rank).all()
    assert (screening.rank <= screening.rank_high).all()
    assert (np.diff(screening.rank) >= 0).all()
    assert ((screening.score >= 0) & (screening.score <= 100)).all()


@settings(max_examples=25, deadline=None)
@given(regions(), st.sampled_from([0.1, 3.0, 7.0, 1000.0]))
def test_only_the_proportions_of_the_weights_matter(areas: RegionAreas, times: float) -> None:
    scaled = replace(
        areas, criteria=tuple(replace(criterion, weight=criterion.weight * times) for criterion in CRITERIA)
    )
    first, second = screen_region(areas, RULES), screen_region(scaled, RULES)
    assert np.array_equal(first.labels, second.labels)
    assert np.array_equal(first.rank, second.rank)
    assert first.score == pytest.approx(second.score, abs=1e-9)


@settings(max_examples=25, deadline=None)
@given(regions())
def test_need_follows_order_only_so_any_rising_scale_gives_the_same_answer(areas: RegionAreas) -> None:
    figures = areas.figures.copy()
    figures[0] = np.exp(figures[0] / 10)
    first = screen_region(areas, RULES)
    second = screen_region(replace(areas, figures=figures), RULES)
    assert np.array_equal(first.labels, second.labels)
    assert np.array_equal(first.score, second.score)


@settings(max_examples=25, deadline=None)
@given(regions())
def test_pairs_are_mutual_never_adjoin_and_share_a_parent(areas: RegionAreas) -> None:
    screening = screen_region(areas, RULES)
    members = _members(screening)
    for place, partner in enumerate(screening.pair):
        if partner < 0:
            continue
        assert screening.pair[partner] == place
        assert not any(np.isin(areas.contiguity.of(area), members[partner]).any() for area in members[place])


ELSEWHERE = (
    Squares(codes=WEST),
    Squares(population={**PEOPLE, **dict.fromkeys(EAST, 9_999)}),
    Squares(need={**NEED, **dict.fromkeys(EAST, 1e6)}),
    Squares(need={**NEED, **dict.fromkeys(EAST)}),
    Squares(sites={"ZW1": 1, "ZW6": 3, "ZE1": 500, "ZE2": 20}),
    Squares(codes=BOTH[::-1]),
)


@pytest.mark.parametrize("changed", ELSEWHERE)
def test_rows_of_other_regions_change_nothing(tmp_path: Path, changed: Squares) -> None:
    cluster = {"id": "ill", "name": "Ill health", "measure": "cluster", "indicator": "squares.need.score"}
    request = ScreenRequest(within="ZTW", percentile=67, population_low=600, population_high=1700, pairs=True)
    answers = []
    for number, squares in enumerate([Squares(), changed]):
        pack = replace(squares, criteria=[*squares.criteria, cluster]).write(tmp_path / str(number))
        answers.append(screen_pack(pack, request).document.model_dump())
    assert answers[0] == answers[1]
    assert answers[0]["candidates"]


@given(gap=st.floats(0.05, 1.9), seed=st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_closing_a_gap_gives_the_candidates_there_are_without_one(
    gap: float, seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    criteria = tmp_path_factory.mktemp("near") / "criteria.toml"
    criteria.write_text('[[criterion]]\nid = "need"\ncolumn = "need"\nhigh_is = "worse"\n')
    request = ScreenRequest("squares", 60, 1000, 4000, criteria=criteria)
    whole, apart = (_two_halves(width, seed) for width in (0.0, gap))
    own = AreasFile(Path("squares.gpkg"))
    closed = screen_areas(apart, own, replace(request, near=2.0)).document
    assert closed.candidates == screen_areas(whole, own, request).document.candidates
    assert [pair.areas for pair in closed.near_borders] == [[f"Z{at}C", f"Z{at}D"] for at in range(4)]


def _two_halves(gap: float, seed: int) -> gpd.GeoDataFrame:
    """Four rows of six squares of 400 m; the right half begins ``gap`` metres further east."""
    random = np.random.default_rng(seed)
    places = [(column, row) for row in range(4) for column in range(6)]
    corners = [(500_000 + 400 * column + gap * (column > 2), 300_000 + 400 * row) for column, row in places]
    return gpd.GeoDataFrame(
        {
            "code": [f"Z{row}{'ABCDEF'[column]}" for column, row in places],
            "population": random.integers(100, 1800, len(places)),
            "need": random.integers(0, 9, len(places)).astype(float),
        },
        geometry=[shapely.box(x, y, x + 400, y + 400) for x, y in corners],
        crs="EPSG:27700",
    )
