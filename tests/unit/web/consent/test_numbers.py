"""Numbers of receipts: a check digit that finds the slips people make."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import UsageError
from seedbed.web.consent.numbers import DIGITS, check_digit, fits, grouped, new_number, read_number

numbers = st.text("0123456789", min_size=DIGITS - 1, max_size=DIGITS - 1).map(lambda told: told + check_digit(told))


@given(numbers, st.integers(0, DIGITS - 1), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(number: str, place: int, by: int) -> None:
    wrong = str((int(number[place]) + by) % 10)
    assert not fits(number[:place] + wrong + number[place + 1 :])


@given(numbers, st.integers(0, DIGITS - 2))
def test_every_swap_of_neighbours_is_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert fits(swapped) == (swapped == number)


def test_the_check_digit_is_that_of_the_published_example() -> None:
    """Damm's own example, in the dissertation and everywhere since."""
    assert check_digit("572") == "4"


@given(numbers)
def test_a_printed_number_is_read_back(number: str) -> None:
    assert read_number(grouped(number)) == number


def test_new_numbers_fit_and_differ() -> None:
    made = {new_number() for _ in range(1000)}
    assert len(made) == 1000
    assert all(fits(number) and len(number) == DIGITS for number in made)


@pytest.mark.parametrize("typed", ["٤٨٢١ ٠٩٣٧ ٥٥٦٧", "4821-0937-5567", "\u202f4821 0937\t5567 "])
def test_a_number_is_read_in_the_digits_and_spaces_of_any_keyboard(typed: str) -> None:
    assert read_number(typed) == "482109375567"


@pytest.mark.parametrize("typed", ["", "482109375", "48210937556x", "4821093755677", "²" * 12, "\x00", "9" * 5000])
def test_what_is_no_number_says_what_one_looks_like(typed: str) -> None:
    with pytest.raises(UsageError, match="not the number"):
        read_number(typed)


def test_a_slip_is_named_as_one() -> None:
    with pytest.raises(UsageError, match="slip"):
        read_number("4821 0937 5568")
