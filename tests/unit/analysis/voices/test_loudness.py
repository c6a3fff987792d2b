"""Reports that few people make: FixMyStreet's published counts."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from seedbed.analysis.voices.loudness import loudness, loudness_of_totals
from seedbed.errors import BadInputError


def test_northampton_has_many_reports_of_few_people(field_data: Path) -> None:
    table = pl.read_csv(field_data / "C" / "fixmystreet_counts" / "LAD__all__SHEF_C__all_time.csv")
    row = table.filter((pl.col("lad") == "E07000154") & (pl.col("SHEF_C_CODE") == "C5")).row(0, named=True)
    found = loudness_of_totals(row["reports"], row["unique_users"])
    assert (found.contributions, found.people) == (3_491, 227)
    assert found.each == pytest.approx(row["average_per_user"], abs=0.001)


def test_somebody_who_said_nothing_is_refused() -> None:
    with pytest.raises(BadInputError, match="who said nothing"):
        loudness([1, 0])


def test_fewer_contributions_than_people_are_refused() -> None:
    with pytest.raises(BadInputError, match="do not go together"):
        loudness_of_totals(3, 5)
