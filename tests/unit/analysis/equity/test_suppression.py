"""Small numbers: every small table there is, attacked by someone who knows the rule."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import numpy as np
import pytest

from seedbed.analysis.equity.suppression import suppress_parts, suppress_small
from seedbed.errors import BadInputError, UsageError
from tests.unit.analysis.equity.plain_twins import whole_numbers

Published = tuple[int | None, tuple[int | None, ...]]


def published(parts: tuple[int, ...], minimum: int) -> Published:
    """Return what a reader sees: the total and the parts, None where hidden."""
    answer = suppress_parts(parts, minimum=minimum)
    shown = tuple(None if hide else count for count, hide in zip(parts, answer.hidden.tolist(), strict=True))
    return (None if answer.total_hidden else sum(parts)), shown


@pytest.mark.parametrize(
    ("length", "most", "minimum"), [(1, 60, 3), (2, 40, 3), (2, 40, 5), (3, 24, 4), (3, 30, 5), (4, 16, 4), (5, 9, 3)]
)
def test_nobody_who_knows_the_rule_can_work_out_a_hidden_count(length: int, most: int, minimum: int) -> None:
    worlds: dict[Published, list[tuple[int, ...]]] = defaultdict(list)
    for parts in whole_numbers(length, most):
        # Every list with a total up to `most` is here, so a published total up to it has all its worlds.
        if sum(parts) <= most:
            worlds[published(parts, minimum)].append(parts)
    assert any(None in shown for _, shown in worlds)
    for (_, shown), possible in worlds.items():
        for place, count in enumerate(shown):
            if count is None:
                assert len({parts[place] for parts in possible}) > 1, (shown, possible)


@pytest.mark.parametrize("wholes", [(6, 9), (5, 5, 5), (1, 4, 12), (9, 0, 7), (3, 3, 10)])
def test_with_denominators_subtraction_gives_no_hidden_count(wholes: tuple[int, ...]) -> None:
    for parts in product(*(range(whole + 1) for whole in wholes)):
        answer = suppress_parts(parts, wholes, minimum=4)
        if answer.total_hidden or not answer.hidden.any():
            continue
        hidden = np.flatnonzero(answer.hidden).tolist()
        missing = sum(parts[place] for place in hidden)
        fills = [fill for fill in product(*(range(wholes[place] + 1) for place in hidden)) if sum(fill) == missing]
        assert all(len(set(values)) > 1 for values in zip(*fills, strict=True)), (parts, wholes)


def test_counts_below_the_minimum_are_hidden_and_noughts_are_not() -> None:
    assert suppress_small([0, 1, 4, 5, 80]).tolist() == [False, True, True, False, False]


def test_all_but_a_few_is_hidden_too() -> None:
    assert suppress_small([95, 96, 99, 100], 100).tolist() == [False, True, True, False]


def test_part_of_a_person_is_a_small_count_and_rounding_is_not() -> None:
    assert suppress_small([0.4, 1e-15, 4.9999999999, 4.9]).tolist() == [True, False, False, True]


def test_missing_counts_have_nothing_to_hide() -> None:
    assert suppress_small([np.nan, 3]).tolist() == [False, True]
    assert suppress_parts([np.nan, 3, 20, 60]).hidden.tolist() == [False, True, True, False]


def test_one_hidden_part_takes_the_next_smallest_with_it() -> None:
    answer = suppress_parts([3, 60, 20, 0])
    assert answer.hidden.tolist() == [True, False, True, False]
    assert not answer.total_hidden


def test_two_different_small_parts_hide_each_other() -> None:
    assert suppress_parts([3, 2, 20, 60]).hidden.tolist() == [True, True, False, False]


def test_two_equal_small_parts_take_a_third_as_their_mean_would_tell() -> None:
    assert suppress_parts([1, 1, 20, 60]).hidden.tolist() == [True, True, True, False]


def test_parts_tied_for_the_next_smallest_are_hidden_together() -> None:
    assert suppress_parts([20, 20, 3, 60]).hidden.tolist() == [True, True, True, False]


def test_noughts_are_hidden_last() -> None:
    assert suppress_parts([3, 0, 7]).hidden.tolist() == [True, False, True]
    assert suppress_parts([4, 4, 0]).hidden.tolist() == [True, True, True]


def test_a_small_total_hides_itself_and_all_parts() -> None:
    answer = suppress_parts([1, 0, 2])
    assert answer.hidden.all()
    assert answer.total_hidden


def test_where_nothing_is_left_to_hide_the_total_goes() -> None:
    answer = suppress_parts([4, 4])
    assert answer.hidden.all()
    assert answer.total_hidden


def test_nothing_small_hides_nothing() -> None:
    answer = suppress_parts([5, 9, 0])
    assert not answer.hidden.any()
    assert not answer.total_hidden


def test_the_order_of_parts_changes_nothing() -> None:
    parts = np.array([1, 1, 8, 8, 30, 0])
    hidden = suppress_parts(parts).hidden
    for order in np.random.default_rng(4).permuted(np.tile(np.arange(6), (50, 1)), axis=1):
        np.testing.assert_array_equal(suppress_parts(parts[order]).hidden, hidden[order])


def test_a_part_of_nobody_cannot_cover_another() -> None:
    answer = suppress_parts([3, 0, 40], [50, 0, 90])
    assert answer.hidden.tolist() == [True, False, True]


def test_a_minimum_of_two_is_refused() -> None:
    with pytest.raises(UsageError, match="minimum of 2"):
        suppress_parts([1, 2, 3], minimum=2)


@pytest.mark.parametrize(("counts", "wholes"), [([-1, 2], None), ([5, 7], [6, 6]), (["few", 2], None)])
def test_bad_counts_are_refused(counts: list[object], wholes: list[int] | None) -> None:
    with pytest.raises(BadInputError):
        suppress_parts(counts, wholes)  # type: ignore[arg-type]
