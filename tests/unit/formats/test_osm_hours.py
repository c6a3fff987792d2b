"""OpenStreetMap's opening hours as days and times."""

from __future__ import annotations

from datetime import time

import pytest

from seedbed.analysis.assets.listing import OpeningTimes
from seedbed.formats.osm_hours import opening_times

WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Read = list[tuple[tuple[str, ...], int, int]]


def in_hours(found: tuple[OpeningTimes, ...]) -> Read:
    return [(each.days, (each.opens or time()).hour, (each.closes or time()).hour) for each in found]


@pytest.mark.parametrize(
    ("said", "read"),
    [
        ("Mo-We 09:00-17:00", [(("MO", "TU", "WE"), 9, 17)]),
        ("Mo,Th 9:00-17:00", [(("MO", "TH"), 9, 17)]),
        ("Sa-Mo 09:00-17:00", [(("MO", "SA", "SU"), 9, 17)]),
        ("09:00-17:00", [(WEEK, 9, 17)]),
        ("24/7", [(WEEK, 0, 0)]),
        ("Mo 09:00-12:00,13:00-17:00", [(("MO",), 9, 12), (("MO",), 13, 17)]),
        ("Mo 09:00-12:00; Tu 10:00-11:00", [(("MO",), 9, 12), (("TU",), 10, 11)]),
        ("Mo 09:00-12:00, Tu 10:00-11:00", [(("MO",), 9, 12), (("TU",), 10, 11)]),
        ("Mo-We 09:00-17:00; Tu 10:00-11:00", [(("MO", "WE"), 9, 17), (("TU",), 10, 11)]),
        ("Mo-We 09:00-17:00; Tu Off", [(("MO", "WE"), 9, 17)]),
        ("Mo 09:00-17:00; PH off", [(("MO",), 9, 17)]),
        ("Mo 18:00-26:00", [(("MO",), 18, 2)]),
    ],
)
def test_days_and_times_are_read(said: str, read: Read) -> None:
    assert in_hours(opening_times(said)) == read


@pytest.mark.parametrize("said", ["sunrise-sunset", "Mar-Oct Mo 09:00-12:00", 'Tu "by appointment"', "Mo 29:99-30:00"])
def test_what_says_more_is_kept_as_words(said: str) -> None:
    assert opening_times(said) == (OpeningTimes(notes=said),)
