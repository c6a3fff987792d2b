"""Which assets someone can use."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from seedbed.analysis.assets.fitting import Fit, Needs, fit
from seedbed.analysis.assets.listing import Listing, ListingStatus, OpeningTimes, Price, StepFree

HALL = Listing(identifier="1", name="Quay Hall")


def opening(opens: time | None, closes: time | None, *days: str) -> Listing:
    return replace(HALL, opening=(OpeningTimes(days=days, opens=opens, closes=closes),))


@pytest.mark.parametrize(
    ("prices", "answer"),
    [
        ((Price(amount=0.0),), Fit.YES),
        ((Price(words="Free for under-fives"),), Fit.YES),
        ((Price(amount=3.5), Price(amount=0.0, words="under 18")), Fit.YES),
        ((Price(amount=3.5),), Fit.NO),
        ((Price(words="ask at the desk"),), Fit.UNKNOWN),
        ((), Fit.UNKNOWN),
    ],
)
def test_cost(prices: tuple[Price, ...], answer: Fit) -> None:
    assert fit(replace(HALL, prices=prices), Needs(free=True)) is answer


@pytest.mark.parametrize(
    ("languages", "answer"),
    [(("English", "Welsh"), Fit.YES), (("en",), Fit.NO), (("WELSH",), Fit.YES), ((), Fit.UNKNOWN)],
)
def test_language(languages: tuple[str, ...], answer: Fit) -> None:
    assert fit(replace(HALL, languages=languages), Needs(language="welsh")) is answer


def test_a_code_of_a_language_stands_for_its_countries() -> None:
    assert fit(replace(HALL, languages=("cy-GB",)), Needs(language="cy")) is Fit.YES


@pytest.mark.parametrize(
    ("step_free", "answer"),
    [(StepFree.YES, Fit.YES), (StepFree.NO, Fit.NO), (StepFree.PARTLY, Fit.UNKNOWN), (StepFree.UNKNOWN, Fit.UNKNOWN)],
)
def test_steps(step_free: StepFree, answer: Fit) -> None:
    assert fit(replace(HALL, step_free=step_free), Needs(step_free=True)) is answer


@pytest.mark.parametrize(("age", "answer"), [(4, Fit.NO), (5, Fit.YES), (11.5, Fit.YES), (12, Fit.NO)])
def test_age_counts_to_the_last_day_of_the_last_year(age: float, answer: Fit) -> None:
    assert fit(replace(HALL, minimum_age=5.0, maximum_age=11.0), Needs(age=age)) is answer


def test_without_limits_every_age_fits() -> None:
    assert fit(HALL, Needs(age=80)) is Fit.YES


@pytest.mark.parametrize(("at", "answer"), [(time(9), Fit.YES), (time(17), Fit.NO), (time(8, 59), Fit.NO)])
def test_hours_of_the_day(at: time, answer: Fit) -> None:
    assert fit(opening(time(9), time(17), "MO"), Needs(day="MO", at=at)) is answer


def test_another_day_is_shut() -> None:
    assert fit(opening(time(9), time(17), "MO"), Needs(day="TU", at=time(10))) is Fit.NO


def test_what_closes_after_midnight_is_open_late() -> None:
    assert fit(opening(time(18), time(2), "FR"), Needs(day="FR", at=time(23))) is Fit.YES


def test_a_day_without_hours_is_not_known() -> None:
    assert fit(opening(None, None, "SA"), Needs(day="SA", at=time(10))) is Fit.UNKNOWN


def test_hours_that_are_not_listed_are_not_known() -> None:
    assert fit(HALL, Needs(day="SA")) is Fit.UNKNOWN


def test_one_thing_that_does_not_fit_is_enough() -> None:
    assert fit(replace(HALL, prices=(Price(amount=2.0),)), Needs(free=True, language="Welsh")) is Fit.NO


def test_what_is_closed_fits_nobody() -> None:
    assert fit(replace(HALL, status=ListingStatus.DEFUNCT), Needs()) is Fit.NO


def test_needs_are_said_in_words() -> None:
    needs = Needs(free=True, language="Welsh", step_free=True, age=70, day="MO", at=time(18))
    assert needs.words() == [
        "free of charge", "in Welsh", "without steps", "for someone aged 70", "open on MO at 18:00",
    ]  # fmt: skip
