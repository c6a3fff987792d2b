"""Categories that add up: found in the counts, and attacked by trying every table that would print the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import pytest

from seedbed.analysis.equity.disclosure.adding_up import WHOLE, Sum, sums_of
from seedbed.analysis.equity.disclosure.attack import Mask, attack
from seedbed.analysis.equity.disclosure.families import Family
from seedbed.analysis.equity.disclosure.guard import guard
from seedbed.analysis.equity.disclosure.network import as_network
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import NotAllowedError

THREE = [Sum(WHOLE, (0, 1, 2))]


def family(counts: Floats) -> Family:
    """Return some areas and their total, with wholes that the first three categories add up to."""
    rows = np.vstack([counts, counts.sum(axis=0)])
    areas = tuple(f"area {place}" for place in range(len(counts)))
    names = tuple(f"category {place}" for place in range(counts.shape[1]))
    made_of = {len(counts): range(len(counts))} if len(counts) > 1 else {}
    if len(counts) == 1:
        rows = rows[:1]
    return Family(names, (*areas, "together")[: len(rows)], rows, rows[:, :3].sum(axis=1), made_of)


def hidden(counts: Floats, sums: list[Sum]) -> Mask:
    made = family(counts)
    release = made.release(sums)
    try:
        return made.shaped(guard(release, earlier=[made.known(release)]).hidden)
    except NotAllowedError:
        return np.ones(made.counts.shape, dtype=np.bool_)


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


# ---------------------------------------------------------------- the release


@pytest.mark.parametrize("sums", [THREE, [Sum(3, (0, 1)), Sum(WHOLE, (2, 3))]])
def test_areas_by_categories_are_a_network_also_where_some_categories_are_narrower(sums: list[Sum]) -> None:
    counts = np.array([[3.0, 40.0, 60.0, 43.0], [20.0, 50.0, 70.0, 70.0]])
    assert as_network(family(counts).release(sums).equations) is not None


def test_all_sums_hold_in_the_release() -> None:
    counts = np.array([[3.0, 40.0, 60.0, 43.0], [20.0, 50.0, 70.0, 70.0]])
    release = family(counts).release([Sum(3, (0, 1)), *THREE])
    assert not (release.equations @ release.counts).any()


def test_one_hidden_category_follows_from_the_others() -> None:
    release = family(np.array([[3.0, 40.0, 60.0]])).release(THREE)
    found = attack(release, np.arange(release.size) == 0)
    assert (found.low[0], found.high[0]) == (3.0, 3.0)


def test_narrower_category_follows_from_the_wider_one() -> None:
    release = family(np.array([[2.0, 48.0, 50.0, 50.0]])).release([Sum(2, (0, 1))])
    assert attack(release, np.arange(release.size) == 0).width[0] == 0


def test_count_between_two_squares_of_hidden_counts_follows() -> None:
    """Each line with a hidden count has two, and still one count is fixed: the bridge between two squares."""
    counts = np.arange(10.0, 26.0).reshape(4, 4)
    made = Family(tuple("abcd"), tuple("1234t"), np.vstack([counts, counts.sum(0)]), np.zeros(5), {4: range(4)})
    wholes = made.counts.sum(axis=1)
    made = Family(made.categories, made.places, made.counts, wholes, made.made_of)
    state = np.zeros((5, 4), dtype=np.bool_)
    state[:2, :2] = state[2:4, 2:] = True
    state[0, 2] = True
    release = made.release([Sum(WHOLE, (0, 1, 2, 3))])
    found = attack(release, np.concatenate([state.ravel(), np.zeros(5, dtype=np.bool_)]))
    assert np.argwhere(made.shaped(found.width == 0) & state).tolist() == [[0, 2]]


# ---------------------------------------------------------------- hiding


def test_small_category_takes_another_of_its_area_with_it() -> None:
    counts = np.array([[3.0, 40.0, 60.0], [20.0, 50.0, 70.0], [30.0, 55.0, 75.0]])
    assert hidden(counts, THREE)[0].sum() >= 2


def test_narrower_category_cannot_be_had_from_the_wider_one() -> None:
    sums = [Sum(2, (0, 1)), Sum(WHOLE, (2, 3))]
    counts = np.array([[2.0, 48.0, 50.0, 150.0], [25.0, 35.0, 60.0, 140.0]])
    state = hidden(counts, sums)
    assert state[0, 0]
    assert state[0, 1] or state[0, 2]


def test_nothing_small_hides_nothing() -> None:
    counts = np.array([[30.0, 40.0, 60.0], [20.0, 50.0, 70.0]])
    assert not hidden(counts, THREE).any()


def test_category_that_nobody_is_in_covers_nothing() -> None:
    counts = np.array([[3.0, 40.0, 0.0, 60.0], [20.0, 50.0, 0.0, 70.0]])
    assert not hidden(counts, [Sum(WHOLE, (0, 1, 2, 3))])[:, 2].any()


@pytest.mark.parametrize("wholes", [(16, 20), (14, 14), (9, 30)])
def test_what_is_shown_leaves_many_values_to_every_small_count(wholes: tuple[int, int]) -> None:
    """Of all tables with the counts that are shown, each small count has five values or more, one of them not small."""
    tables = [
        np.array(rows, dtype=np.float64)
        for rows in product(compositions(wholes[0], 3), compositions(wholes[1], 3))
        if all(sum(pair) > 12 or sum(pair) == 0 for pair in zip(*rows, strict=True))
    ]
    full = np.array([np.vstack([table, table.sum(axis=0)]) for table in tables])
    checked = 0
    for table, whole in zip(tables[::37], full[::37], strict=True):
        state = hidden(table, THREE)
        small = family(table).small()
        assert state[small].all()
        if not small.any() or state.all():
            continue
        checked += 1
        fitting = full[(full[:, ~state] == whole[~state]).all(axis=1)][:, small & ((whole > 0) & (whole < 5))]
        if len(fitting) and fitting.shape[1]:
            assert (fitting.max(axis=0) >= 5).all()
            assert all(len(np.unique(column)) >= 5 for column in fitting.T)
    assert checked
