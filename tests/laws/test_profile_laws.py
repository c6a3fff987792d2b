"""Laws of putting figures together and of sharing residents out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from seedbed.analysis.profile.apportion import fit, share_by_centre, share_by_ground, share_by_points
from seedbed.analysis.profile.describe import Figures, Floats, Measure, combine, share_in_most_deprived

PROPORTION = Measure("proportion", "sum", 100.0)
RATE = Measure("rate", "sum", 1000.0)
SCORE = Measure("score", "population_mean", 1.0)

counts = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 3000)), min_size=2, max_size=12)
shares = st.floats(0.01, 1.0)


def figures(pairs: list[tuple[int, int]]) -> Figures:
    part = np.array([min(pair) for pair in pairs], dtype=float)
    whole = np.array([max(pair) for pair in pairs], dtype=float)
    none = np.full(len(pairs), np.nan)
    return Figures(100 * part / whole, part, whole, none, none)


def repeated(table: Figures, times: int) -> Figures:
    columns = (table.value, table.numerator, table.denominator, table.low, table.high)
    return Figures(*(np.repeat(column, times) for column in columns))


def people(pairs: list[tuple[int, int]]) -> Floats:
    return np.array([max(pair) for pair in pairs], dtype=float)


@pytest.mark.parametrize("measure", [PROPORTION, RATE])
@given(pairs=counts, data=st.data())
def test_interval_holds_the_value(measure: Measure, pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    part = np.array(data.draw(st.lists(shares, min_size=len(pairs), max_size=len(pairs))))
    combined = combine(measure, figures(pairs), part, people(pairs))
    assert combined.low <= combined.value + 1e-9
    assert combined.value <= combined.high + 1e-9


@pytest.mark.parametrize("measure", [PROPORTION, RATE, SCORE])
@given(pairs=counts)
def test_splitting_every_area_in_two_equal_halves_changes_nothing(
    measure: Measure, pairs: list[tuple[int, int]]
) -> None:
    table, residents = figures(pairs), people(pairs)
    whole = combine(measure, table, np.ones(len(pairs)), residents)
    halves = combine(measure, repeated(table, 2), np.full(2 * len(pairs), 0.5), np.repeat(residents, 2))
    assert halves.value == pytest.approx(whole.value)
    assert halves.low == pytest.approx(whole.low, nan_ok=True)


@pytest.mark.parametrize("measure", [PROPORTION, RATE, SCORE])
@given(pairs=counts, data=st.data())
def test_order_of_areas_does_not_matter(measure: Measure, pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(pairs))
    ones = np.ones(len(pairs))
    first = combine(measure, figures(pairs), ones, people(pairs))
    second = combine(measure, figures(shuffled), ones, people(shuffled))
    assert second.value == pytest.approx(first.value)


@given(pairs=counts, data=st.data())
def test_mean_lies_between_the_lowest_and_the_highest_area(pairs: list[tuple[int, int]], data: st.DataObject) -> None:
    part = np.array(data.draw(st.lists(shares, min_size=len(pairs), max_size=len(pairs))))
    table = figures(pairs)
    mean = combine(SCORE, table, part, people(pairs)).value
    assert table.value.min() - 1e-9 <= mean <= table.value.max() + 1e-9


@given(cut=st.floats(0.0, 1.0), residents=st.lists(st.integers(0, 4000), min_size=3, max_size=3))
def test_two_sides_of_a_line_share_all_the_ground(cut: float, residents: list[int]) -> None:
    areas = np.array([box(0, row, 1, row + 1) for row in range(3)], dtype=object)
    left, right = box(-1, -1, cut, 4), box(cut, -1, 2, 4)
    both = share_by_ground(left, areas) + share_by_ground(right, areas)
    assert both == pytest.approx(np.ones(3))
    total = both @ np.array(residents, dtype=float)
    assert total == pytest.approx(sum(residents))


@given(
    inside=st.lists(st.booleans(), min_size=1, max_size=60),
    data=st.data(),
)
def test_points_inside_and_outside_share_everything(inside: list[bool], data: st.DataObject) -> None:
    area = np.array(data.draw(st.lists(st.integers(0, 4), min_size=len(inside), max_size=len(inside))))
    flags = np.array(inside)
    both = share_by_points(flags, area, 5) + share_by_points(~flags, area, 5)
    assert set(np.round(both, 9)) <= {0.0, 1.0}


@given(x=st.floats(-2, 2), y=st.floats(-2, 2))
def test_a_centre_is_inside_or_not(x: float, y: float) -> None:
    share = share_by_centre(box(-1, -1, 1, 1), np.array([x]), np.array([y]))
    assert share[0] == float(-1 < x < 1 and -1 < y < 1)


@given(
    part=st.lists(st.floats(0, 1), min_size=1, max_size=10),
    data=st.data(),
)
def test_shares_times_population_is_the_population_inside(part: list[float], data: st.DataObject) -> None:
    residents = np.array(data.draw(st.lists(st.integers(0, 5000), min_size=len(part), max_size=len(part))), dtype=float)
    found = fit(residents, {"area": np.array(part)}, "area")
    assert found.population == pytest.approx(float(found.shares @ residents))
    assert 0 <= found.population <= residents.sum() + 1e-9
    if found.population > 0:
        assert -1e-9 <= found.whole_share <= 1 + 1e-9


@given(st.lists(st.tuples(st.integers(1, 10), st.integers(1, 3000)), min_size=1, max_size=12))
def test_share_in_the_most_deprived_fifth_is_a_share(areas: list[tuple[int, int]]) -> None:
    decile = np.array([float(each[0]) for each in areas])
    weights = np.array([float(each[1]) for each in areas])
    share = share_in_most_deprived(decile, weights)
    assert 0 <= share <= 1
    assert share == pytest.approx(sum(w for d, w in areas if d <= 2) / sum(w for _, w in areas))
