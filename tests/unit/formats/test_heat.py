from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from seedbed.errors import BadInputError, UsageError
from seedbed.formats.heat import OUT, HeatTable, read_heat_table, write_heat_table

WHO = (
    "setting,date,source,indicator_name,dimension,subgroup,estimate,ci_lb,ci_ub,population,"
    "ordered_dimension,subgroup_order,reference_subgroup,indicator_scale,favourable_indicator\n"
    "Riverside,2019,Survey,Seen by a dentist,Sex,Women,50,48.04,51.96,10,0,0,1,100,1\n"
    "Riverside,2019,Survey,Seen by a dentist,Sex,Men,40,38.04,41.96,10,0,0,0,100,1\n"
    "Riverside,2020,Survey,Seen by a dentist,Sex,Women,55,53.04,56.96,10,0,0,1,100,1\n"
    "Riverside,2020,Survey,Seen by a dentist,Sex,Men,41,39.04,42.96,10,0,0,0,100,1\n"
)


def read(tmp_path: Path, text: str) -> HeatTable:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    return read_heat_table(path)


def test_dates_make_sets_of_one_series(tmp_path: Path) -> None:
    found = read(tmp_path, WHO)
    assert found.series == ["Riverside, Survey, Seen by a dentist, Sex"] * 2
    assert found.dates == ["2019", "2020"]
    assert found.index.tolist() == [0, 0, 1, 1]


def test_standard_errors_come_from_limits(tmp_path: Path) -> None:
    np.testing.assert_allclose(read(tmp_path, WHO).error, 1.0, rtol=1e-4)


def test_given_standard_errors_go_before_limits(tmp_path: Path) -> None:
    found = read(tmp_path, "group,value,se,ci_low,ci_high\nA,5,2,4,6\nB,6,2,5,7\n")
    assert found.error.tolist() == [2.0, 2.0]


def test_a_place_of_nought_is_none(tmp_path: Path) -> None:
    assert np.isnan(read(tmp_path, WHO).order).all()


def test_the_reference_group_is_marked(tmp_path: Path) -> None:
    assert read(tmp_path, WHO).reference.tolist() == [True, False, True, False]


def test_what_a_table_does_not_say_is_not_known(tmp_path: Path) -> None:
    found = read(tmp_path, "group,value\nA,5\nB,6\n")
    assert np.isnan([found.favourable[0], found.scale[0], found.ordered[0], found.average[0]]).all()
    assert found.sets == [""]


def test_the_same_group_may_stand_in_sets_of_different_dates(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be used"):
        read(tmp_path, WHO.replace(",2020,", ",2019,"))


def test_parquet_is_read_as_csv_is(tmp_path: Path) -> None:
    path = tmp_path / "t.parquet"
    pl.DataFrame({"subgroup": ["A", "B"], "estimate": [1.0, 2.0], "year": [2019, 2019]}).write_parquet(path)
    found = read_heat_table(path)
    assert found.groups == ["A", "B"]
    assert found.dates == ["2019"]


@pytest.mark.parametrize("form", [".csv", ".xlsx"])
def test_what_is_written_is_read_again(tmp_path: Path, form: str) -> None:
    found = read(tmp_path, WHO)
    path = tmp_path / f"out{form}"
    write_heat_table(path, found, np.array([45.0, 48.0]))
    again = read_heat_table(path)
    assert again.sets == found.sets
    assert again.groups == found.groups
    assert again.average.tolist() == [45.0, 48.0]
    np.testing.assert_allclose(again.error, found.error)


def test_written_tables_have_the_columns_of_the_toolkit_in_order(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_heat_table(path, read(tmp_path, "set,group,value,se\nx,A,5,1\nx,B,99,1\n"), np.array([np.nan]))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == ",".join(OUT)
    assert lines[1].startswith("x,,,,,,A,5.0,1.0,3.04")


def test_limits_written_stay_on_the_scale(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_heat_table(path, read(tmp_path, "group,value,se,indicator_scale\nA,1,5,100\nB,99,5,100\n"), np.array([50.0]))
    found = pl.read_csv(path)
    assert found["ci_lb"][0] == 0.0
    assert found["ci_ub"][1] == 100.0


def test_text_that_would_run_is_made_safe(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_heat_table(path, read(tmp_path, "group,value\n=1+1,5\nB,6\n"), np.array([np.nan]))
    assert "'=1+1" in path.read_text(encoding="utf-8-sig")


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        write_heat_table(tmp_path / "out.docx", read(tmp_path, WHO), np.array([1.0, 1.0]))
