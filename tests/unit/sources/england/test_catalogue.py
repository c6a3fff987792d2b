"""The words of the catalogue of England."""

from __future__ import annotations

from seedbed.sources.england.catalogue.deprivation import (
    UNDERLYING_2019,
    UNDERLYING_2025,
    measure_indicators,
    underlying_indicator,
)

MEANS = "means of their small areas' values weighted by Census 2021 residents"


def test_units_of_the_indices_promise_no_value_for_england() -> None:
    for edition, table in ((2025, UNDERLYING_2025), (2019, UNDERLYING_2019)):
        units = {underlying_indicator(edition, about).unit for about in table.values()}
        units |= {entry.unit for entry in measure_indicators(edition, "crime", {"crime_score"}).values()}
        assert not [unit for unit in units if "England" in unit]


def test_means_of_small_areas_are_said_to_be_means() -> None:
    ratio = underlying_indicator(2025, UNDERLYING_2025["acute_morbidity_indicator"])
    (score,) = measure_indicators(2025, "crime", {"crime_score"}).values()
    assert MEANS in ratio.method
    assert MEANS in score.method


def test_scores_around_nought_are_never_told_as_so_many_times_another() -> None:
    (score,) = measure_indicators(2025, "crime", {"crime_score"}).values()
    assert "around 0" in score.unit
