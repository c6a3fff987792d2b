"""Categories that add up: attacked by trying every table of counts that would print the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.families import (
    WHOLE,
    HiddenFamily,
    Sum,
    fixed_counts,
    sums_of,
    suppress_family,
)
from seedbed.analysis.equity.suppression import Mask, suppress_parts

THREE = [Sum(WHOLE, (0, 1, 2))]


def by_category(counts: Floats) -> HiddenFamily:
    """Hide each category by itself, as a list of areas and its total."""
    found = [suppress_parts(column) for column in counts.T]
    return HiddenFamily(
        np.column_stack([each.hidden for each in found]), np.array([each.total_hidden for each in found])
    )


def hidden(counts: Floats, sums: list[Sum]) -> Mask:
    made = suppress_family(counts, by_category(counts), sums, together=True)
    return np.vstack([made.inside, made.total])


def compositions(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, parts - 1):
            yield (first, *rest)


# ---------------------------------------------------------------- which categories add up


def test_categories_that_add_up_to_the_whole_are_found() -> None:
    counts = np.array([[10.0, 20.0, 5.0, 30.0], [7.0, 8.0, 9.0, 15.0]])
    # The last is the first two together.
    found = sums_of(counts, np.array([35.0, 24.0]))
    assert set(found) == {Sum(WHOLE, (0, 1, 2)), Sum(WHOLE, (2, 3)), Sum(3, (0, 1))}


def test_sum_that_only_luck_gives_is_left_out_where_another_area_denies_it() -> None:
    counts = np.array([[3.0, 2.0, 5.0, 10.0], [300.0, 200.0, 507.0, 40.0]])
    assert sums_of(counts[:1], np.array([20.0])) != []
    assert sums_of(counts, np.array([20.0, 1047.0]), areas=1) == [Sum(WHOLE, (0, 1, 2, 3))]


def test_categories_named_as_parts_are_tried_in_large_families() -> None:
    counts = 2.0 ** np.arange(1.0, 13.0)[None, :].repeat(2, axis=0)
    counts[:, 0] = counts[:, 5:9].sum(axis=1)
    assert sums_of(counts, np.array([1e6, 1e6]), {0: (5, 6, 7, 8)}) == [Sum(0, (5, 6, 7, 8))]


# ---------------------------------------------------------------- what follows from what is shown


def test_one_hidden_category_follows_from_the_others() -> None:
    state = np.array([[True, False, False], [False, False, False]])
    assert fixed_counts(state, THREE, together=False).tolist() == state.tolist()


def test_two_hidden_categories_in_two_areas_do_not_follow() -> None:
    state = np.array([[True, True, False], [True, True, False], [False, False, False]])
    assert not fixed_counts(state, THREE, together=True).any()


def test_count_between_two_squares_of_hidden_counts_follows() -> None:
    """Each line with a hidden count has two, and still one count is fixed: the bridge between two squares."""
    state = np.zeros((5, 4), dtype=np.bool_)
    state[:2, :2] = state[2:4, 2:] = True
    state[0, 2] = True
    fixed = fixed_counts(state, [Sum(WHOLE, (0, 1, 2, 3))], together=True)
    assert np.argwhere(fixed).tolist() == [[0, 2]]


# ---------------------------------------------------------------- hiding


def test_small_category_takes_another_of_its_area_with_it() -> None:
    counts = np.array([[3.0, 40.0, 60.0], [20.0, 50.0, 70.0], [30.0, 55.0, 75.0]])
    state = hidden(counts, THREE)
    assert state[0].sum() >= 2
    assert not fixed_counts(state, THREE, together=True).any()


def test_narrower_category_cannot_be_had_from_the_wider_one() -> None:
    sums = [Sum(2, (0, 1)), Sum(WHOLE, (2, 3))]
    counts = np.array([[2.0, 48.0, 50.0, 150.0], [25.0, 35.0, 60.0, 140.0]])
    state = hidden(counts, sums)
    assert state[0, 0]
    assert state[0, 1] or state[0, 2]


def test_nothing_small_hides_nothing() -> None:
    counts = np.array([[30.0, 40.0, 60.0], [20.0, 50.0, 70.0]])
    assert not hidden(counts, THREE).any()


def test_where_a_boundary_cuts_a_category_is_shown_for_all_areas_or_none() -> None:
    counts = np.array([[3.0, 40.0, 60.0], [20.0, 50.0, 70.0]])
    start = HiddenFamily(np.array([[True, False, False], [True, False, False]]), np.zeros(3, dtype=np.bool_))
    made = suppress_family(counts, start, THREE, together=False, cut=True)
    assert made.inside.all(axis=0).tolist() == made.inside.any(axis=0).tolist()
    assert made.inside.any(axis=0).sum() >= 2


@pytest.mark.parametrize("wholes", [(16, 20), (14, 14), (9, 30)])
def test_adding_and_subtracting_gives_no_hidden_count(wholes: tuple[int, int]) -> None:
    """Of all tables with the counts that are shown, each hidden count has two values or more."""
    tables = [
        np.array(rows, dtype=np.float64)
        for rows in product(compositions(wholes[0], 3), compositions(wholes[1], 3))
        if all(sum(pair) > 12 or sum(pair) == 0 for pair in zip(*rows, strict=True))
    ]
    full = np.array([np.vstack([table, table.sum(axis=0)]) for table in tables])
    prints = {}
    for table, whole in zip(tables, full, strict=True):
        state = hidden(table, THREE)
        if state.any():
            prints[state.tobytes(), whole[~state].tobytes()] = (state, whole[~state])
    assert prints
    for state, shown in prints.values():
        fitting = full[(full[:, ~state] == shown).all(axis=1)]
        assert (np.ptp(fitting[:, state], axis=0) > 0).all()
