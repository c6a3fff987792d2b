"""Opening times and prices in words."""

from __future__ import annotations

from datetime import date, time

import pytest

from seedbed.analysis.assets.listing import OpeningTimes, Price
from seedbed.reports.asset_map.words import DAYS, opening_words, price_words

NINE, FIVE = time(9), time(17)


@pytest.mark.parametrize(
    ("times", "words"),
    [
        (OpeningTimes(days=("MO", "TU", "WE", "TH", "FR"), opens=NINE, closes=FIVE), "Monday to Friday 09:00 to 17:00"),
        (OpeningTimes(days=("TH", "MO"), opens=NINE, closes=FIVE), "Monday, Thursday 09:00 to 17:00"),
        (OpeningTimes(days=("MO", "TU"), opens=NINE), "Monday, Tuesday from 09:00"),
        (OpeningTimes(days=tuple(DAYS), closes=FIVE), "every day until 17:00"),
        (OpeningTimes(days=("SU",), repeats="MONTHLY", opens=NINE, closes=FIVE), "monthly Sunday 09:00 to 17:00"),
        (OpeningTimes(days=("SU",), every=2), "every 2 weeks Sunday"),
        (OpeningTimes(days=("SU",), repeats="MONTHLY", every=3), "every 3 months Sunday"),
        (OpeningTimes(days=("SA",), valid_to=date(2026, 6, 3), notes="ring"), "Saturday until 3 June 2026, ring"),
        (OpeningTimes(notes="term time"), "term time"),
    ],
)  # fmt: skip
def test_times_in_words(times: OpeningTimes, words: str) -> None:
    assert opening_words([times]) == [words]


def test_the_same_time_is_said_once() -> None:
    times = OpeningTimes(days=("SU",), opens=NINE)
    assert opening_words([times, times, OpeningTimes()]) == ["Sunday from 09:00"]


@pytest.mark.parametrize(
    ("price", "words"),
    [
        (Price(amount=0), "free"),
        (Price(amount=3.5, words="under 16s"), "£3.50, under 16s"),
        (Price(amount=1200, currency="EUR"), "€1,200"),
        (Price(amount=2, currency="SEK"), "SEK 2"),
        (Price(words="pay what you can"), "pay what you can"),
    ],
)
def test_prices_in_words(price: Price, words: str) -> None:
    assert price_words([price]) == [words]


def test_no_price_is_no_words() -> None:
    assert price_words([Price()]) == []
