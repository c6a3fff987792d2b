"""How many hours a week places are open."""

from __future__ import annotations

from datetime import date, time

import pytest

from seedbed.analysis.assets.listing import OpeningTimes
from seedbed.analysis.assets.opening import hours_a_week


def _times(days: str, opens: int, closes: int, **other: object) -> OpeningTimes:
    return OpeningTimes(days=tuple(days.split()), opens=time(opens), closes=time(closes % 24), **other)  # type: ignore[arg-type]


OFFICE = _times("MO TU WE TH FR", 9, 17)
SATURDAY = _times("SA", 10, 14)


def test_hours_add_up_over_days() -> None:
    assert hours_a_week([OFFICE, SATURDAY]) == 44


def test_overlapping_times_count_once() -> None:
    assert hours_a_week([OFFICE, _times("MO", 15, 19)]) == 42


def test_closing_after_midnight_goes_on_into_the_next_day() -> None:
    assert hours_a_week([_times("SU", 22, 2), _times("MO", 0, 1)]) == 4


def test_every_second_week_counts_half() -> None:
    assert hours_a_week([_times("MO", 9, 17, every=2)]) == 4


def test_once_a_month_counts_twelve_times_a_year() -> None:
    assert hours_a_week([_times("MO", 9, 17, repeats="MONTHLY")]) == pytest.approx(8 * 12 / (365.2425 / 7))


def test_a_seldom_hour_within_a_weekly_one_adds_nothing() -> None:
    assert hours_a_week([OFFICE, _times("MO", 10, 12, repeats="MONTHLY")]) == 40


def test_times_no_longer_valid_are_not_counted() -> None:
    past = _times("MO", 9, 17, valid_to=date(2020, 1, 1))
    assert hours_a_week([past, SATURDAY], on=date(2026, 1, 1)) == 4


def test_hours_not_said_are_not_known() -> None:
    assert hours_a_week([OpeningTimes(notes="by appointment")]) is None
