"""Which age bands the European Standard Population can be put to."""

from __future__ import annotations

import pytest

from seedbed.analysis.equity.standard_populations import ESP_2013, FINEST, band_start, european_standard


def test_its_finest_bands_add_up_to_a_hundred_thousand() -> None:
    assert sum(FINEST.values()) == sum(ESP_2013.values()) == 100_000


def test_five_year_bands_have_their_own_people_in_any_order() -> None:
    names = list(ESP_2013)[::-1]
    assert european_standard(names) == [ESP_2013[name] for name in names]


@pytest.mark.parametrize(
    ("bands", "people"),
    [
        (["0", "1-4", "5-14", "15-64", "65-84", "85+"], [1000, 4000, 11_000, 64_500, 17_000, 2500]),
        (["Under 1", "1 to 4", "5 and over"], [1000, 4000, 95_000]),
        (["00-64", "65 years and over"], [80_500, 19_500]),
        (["Aged 0-89", "90-94", "95+"], [99_000, 800, 200]),
    ],
)
def test_its_bands_are_joined(bands: list[str], people: list[int]) -> None:
    assert european_standard(bands) == people


@pytest.mark.parametrize(
    "bands",
    [
        ["young", "old"],
        ["5-9", "10+"],
        ["0-4", "5-64"],
        ["0-17", "18-64", "65+"],
        ["0-4", "00-04", "5+"],
        [],
    ],
    ids=["no ages", "not from birth", "closed at the end", "within a band", "twice", "none"],
)
def test_other_bands_are_not_guessed_at(bands: list[str]) -> None:
    assert european_standard(bands) is None


def test_a_band_starts_where_its_name_says() -> None:
    assert [band_start(name) for name in ("<1", "85+", "age 05-09", "all")] == [0, 85, 5, None]
