"""Small numbers, and lists of parts with a total, attacked by trying every list that would print the same."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from seedbed.analysis.equity.disclosure.guard import guard
from seedbed.analysis.equity.disclosure.tables import sums
from seedbed.analysis.equity.suppression import Mask, suppress_small
from seedbed.errors import BadInputError, UsageError
from tests.unit.analysis.equity.plain_twins import whole_numbers

TOTAL = "total"


def guarded(parts: tuple[float, ...], wholes: tuple[float, ...] = (), minimum: int = 5) -> tuple[Mask, bool]:
    """Return which parts are hidden, and whether their total is."""
    most: dict[int | str, float] = {place: float(whole) for place, whole in enumerate(wholes)}
    most |= {TOTAL: float(sum(wholes))} if wholes else {}
    release = sums({place: float(count) for place, count in enumerate(parts)}, {TOTAL: range(len(parts))}, most)
    hidden = guard(release, minimum).hidden
    return hidden[:-1], bool(hidden[-1])


@pytest.mark.parametrize(("length", "most", "minimum"), [(1, 40, 3), (2, 16, 3), (2, 20, 5), (3, 7, 4), (4, 3, 3)])
def test_every_small_count_of_a_list_may_be_many_values_and_need_not_be_small(
    length: int, most: int, minimum: int
) -> None:
    attacked = 0
    for parts in whole_numbers(length, most):
        hidden, total_hidden = guarded(parts, minimum=minimum)
        small = [place for place, count in enumerate(parts) if 0 < count < minimum]
        assert hidden[small].all()
        if total_hidden or not small:
            continue
        away = np.flatnonzero(hidden).tolist()
        missing = sum(parts[place] for place in away)
        fills = [fill for fill in product(range(missing + 1), repeat=len(away)) if sum(fill) == missing]
        for place in small:
            values = {fill[away.index(place)] for fill in fills}
            attacked += 1
            assert len(values) >= minimum, (parts, hidden)
            assert max(values) >= minimum, (parts, hidden)
    assert attacked or length == 1


@pytest.mark.parametrize("wholes", [(6, 9), (5, 5, 5), (1, 4, 8), (9, 0, 5), (3, 3, 7)])
def test_with_denominators_subtraction_gives_no_small_count(wholes: tuple[int, ...]) -> None:
    for parts in product(*(range(whole + 1) for whole in wholes)):
        hidden, total_hidden = guarded(parts, wholes, minimum=4)
        if total_hidden or not hidden.any():
            continue
        away = np.flatnonzero(hidden).tolist()
        missing = sum(parts[place] for place in away)
        fills = [fill for fill in product(*(range(wholes[place] + 1) for place in away)) if sum(fill) == missing]
        for place, values in zip(away, zip(*fills, strict=True), strict=True):
            if 0 < parts[place] < 4 or 0 < wholes[place] - parts[place] < 4:
                assert len(set(values)) > 1, (parts, wholes)


def test_counts_below_the_minimum_are_hidden_and_noughts_are_not() -> None:
    assert suppress_small([0, 1, 4, 5, 80]).tolist() == [False, True, True, False, False]


def test_all_but_a_few_is_hidden_too() -> None:
    assert suppress_small([95, 96, 99, 100], 100).tolist() == [False, True, True, False]


def test_part_of_a_person_is_a_small_count_and_rounding_is_not() -> None:
    assert suppress_small([0.4, 1e-15, 4.9999999999, 4.9]).tolist() == [True, False, False, True]


def test_missing_counts_have_nothing_to_hide() -> None:
    assert suppress_small([np.nan, 3]).tolist() == [False, True]


@pytest.mark.parametrize(
    ("parts", "hidden"),
    [
        ((3, 60, 20, 0), [True, False, True, False]),
        ((3, 4, 20, 60), [True, True, False, False]),
        ((1, 1, 20, 60), [True, True, True, False]),
        ((3, 0, 7), [True, False, True]),
        ((5, 9, 0), [False, False, False]),
    ],
    ids=["the next smallest goes too", "two hide each other", "two ones take a third", "noughts last", "nothing small"],
)
def test_list_of_parts(parts: tuple[int, ...], hidden: list[bool]) -> None:
    assert guarded(parts)[0].tolist() == hidden
    assert not guarded(parts)[1]


@pytest.mark.parametrize("parts", [(1, 0, 2), (4, 4), (4,)])
def test_total_goes_where_nothing_else_helps(parts: tuple[int, ...]) -> None:
    hidden, total_hidden = guarded(parts)
    assert hidden[np.array(parts) > 0].all()
    assert total_hidden


def test_the_order_of_parts_changes_nothing() -> None:
    parts = np.array([1, 1, 8, 9, 30, 0])
    hidden = guarded(tuple(parts.tolist()))[0]
    for order in np.random.default_rng(4).permuted(np.tile(np.arange(6), (20, 1)), axis=1):
        np.testing.assert_array_equal(guarded(tuple(parts[order].tolist()))[0], hidden[order])


def test_a_part_of_nobody_cannot_cover_another() -> None:
    assert guarded((3, 0, 40), (50, 0, 90))[0].tolist() == [True, False, True]


def test_a_minimum_of_two_is_refused() -> None:
    with pytest.raises(UsageError, match="minimum of 2"):
        suppress_small([1, 2, 3], minimum=2)


@pytest.mark.parametrize(("counts", "wholes"), [([-1, 2], None), ([5, 7], [6, 6]), (["few", 2], None)])
def test_bad_counts_are_refused(counts: list[object], wholes: list[int] | None) -> None:
    with pytest.raises(BadInputError):
        suppress_small(counts, wholes)  # type: ignore[arg-type]
