"""A card holds bands, whatever a form asked."""

from __future__ import annotations

import pytest

from seedbed.web.consent.card_questions import PREFER_NOT_TO_SAY, kept_of


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("65_plus", "65 and over"),
        ("0", "0 to 15"),
        ("15", "0 to 15"),
        (" 16 ", "16 to 24"),
        ("64", "50 to 64"),
        ("101", "65 and over"),
        ("\u0663\u0664", "25 to 34"),
    ],
)
def test_an_age_is_kept_as_its_band(told: str, kept: str) -> None:
    assert kept_of("age", told) == kept


@pytest.mark.parametrize("told", ["1990-05-01", "01/05/1990", "1990"])
def test_nothing_is_kept_of_when_somebody_was_born(told: str) -> None:
    assert kept_of("age", told) == ""


@pytest.mark.parametrize("told", [PREFER_NOT_TO_SAY, "25-44"])
def test_what_is_neither_band_nor_years_stays_as_it_is(told: str) -> None:
    assert kept_of("age", told) == told


def test_years_mean_nothing_where_no_age_was_asked() -> None:
    assert kept_of("disability", "34") == "34"
    assert kept_of("shoes", "34") == "34"
