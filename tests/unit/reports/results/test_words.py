"""How sure a number is, said alike everywhere."""

from __future__ import annotations

import pytest

from seedbed.reports.results.words import drawn_note, interval_words, level_text, limit_headings, sure_text, whole


def test_number_stands_before_its_interval() -> None:
    assert sure_text(-14.86, (-19.51, -10.21), 2, 0.95) == "−14.86 (95% interval −19.51 to −10.21)"


def test_unit_follows_every_number() -> None:
    assert sure_text(65.28, (58.2, 71.16), 1, 0.95, "%") == "65.3% (95% interval 58.2% to 71.2%)"


def test_number_that_is_not_known_has_no_interval() -> None:
    assert sure_text(None, (None, None), 1, 0.95) == "not known"


def test_lack_of_an_interval_is_said() -> None:
    assert sure_text(3.0, (None, None), 0, 0.95) == "3 (no interval can be given)"


def test_interval_open_at_one_end_says_so() -> None:
    assert interval_words(None, 4.0, 0, 0.9) == "90% interval no lower limit to 4"


def test_headings_name_the_confidence_and_what_the_limits_are_of() -> None:
    assert limit_headings(0.998) == ("Lower 99.8% limit", "Upper 99.8% limit")
    assert limit_headings(0.95, "SII") == ("Lower 95% limit, SII", "Upper 95% limit, SII")


def test_confidence_is_said_as_per_cent_without_a_space() -> None:
    assert level_text(0.95) == "95%"


def test_only_what_is_left_undrawn_is_told() -> None:
    assert drawn_note(40, 40) == ()
    assert drawn_note(40, 1200, "groups") == ("The first 40 of 1,200 groups are drawn; the table has all.",)


@pytest.mark.parametrize(("value", "expected"), [(12.0, "12"), (12.5, "12.5"), (None, "None")])
def test_whole_counts_are_whole_numbers(value: float | None, expected: str) -> None:
    assert str(whole(value)) == expected
