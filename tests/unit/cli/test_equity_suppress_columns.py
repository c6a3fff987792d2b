"""``seedbed equity suppress``: a column of figures is no category, as it may tell hidden counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.equity.group import equity
from seedbed.errors import BadInputError

SHARES = "ward,sex,count,pct\nCastle,F,2,10%\nCastle,M,18,90%\nPark,F,21,30%\nPark,M,49,70%\n"
NAMED = ("--by", "ward", "--by", "sex")


def run(folder: Path, text: str, *options: str) -> Result:
    path = folder / "people.csv"
    path.write_text(text)
    return CliRunner().invoke(equity, ["suppress", str(path), *options])


def refusal(folder: Path, text: str, *options: str) -> BadInputError:
    error = run(folder, text, *options).exception
    assert isinstance(error, BadInputError)
    return error


def with_column(name: str, *cells: str) -> str:
    rows = ("Castle,F,30", "Castle,M,18", "Park,F,21", "Park,M,49")
    return f"ward,sex,count,{name}\n" + "".join(f"{row},{cell}\n" for row, cell in zip(rows, cells, strict=True))


def test_per_cent_is_refused_by_name(tmp_path: Path) -> None:
    error = refusal(tmp_path, SHARES)
    assert "people.csv" in error.why
    assert "column 'pct' looks like per cent: shown as a category, it may tell hidden counts" in error.why
    assert "--by" in error.next_step


def test_per_cent_is_refused_in_an_audit(tmp_path: Path) -> None:
    text = "ward,sex,pct,count\nCastle,F,10%,hidden\nCastle,M,90%,18\n"
    assert "'pct'" in refusal(tmp_path, text, "--audit-only").why


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("figure", ("10.5", "89.5", "30.0", "70.0")),
        ("figure", ("10 %", "hidden", "30 %", "70 %")),
        ("figure", ("", "89.5", "", "70.5")),
        ("figure", ("10", "90", "30", "70")),
        ("figure", ("10", "90", "90", "10")),
        ("pct", ("40", "60", "40", "60")),
        ("% of ward", ("40", "60", "40", "60")),
    ],
)
def test_a_column_that_may_tell_counts_is_refused(tmp_path: Path, name: str, cells: tuple[str, ...]) -> None:
    assert f"column '{name}'" in refusal(tmp_path, with_column(name, *cells)).why


def test_whole_per_cent_in_a_table_of_one_ward_are_refused(tmp_path: Path) -> None:
    text = "ward,sex,figure,count\nCastle,F,10,hidden\nCastle,M,90,18\n"
    assert "'figure'" in refusal(tmp_path, text, "--audit-only").why


def test_many_whole_numbers_that_tell_no_rows_apart_are_refused(tmp_path: Path) -> None:
    rows = "".join(f"{ward},{sex},{7 * ward + (sex == 'F')},20\n" for ward in range(13) for sex in "FM")
    assert "'number'" in refusal(tmp_path, "ward,sex,number,count\n" + rows).why


def test_no_cell_is_told(tmp_path: Path) -> None:
    error = refusal(tmp_path, with_column("figure", "10.5", "73.11", "30.0", "70.0"))
    assert "73.11" not in f"{error} {error.why} {error.next_step}"


@pytest.mark.parametrize(
    "text",
    [
        "year,sex,count\n2021,F,20\n2021,M,30\n2022,F,25\n2022,M,40\n",
        "age,count\n" + "".join(f"{age},20\n" for age in range(30)),
        "district,ward,count\nNorth,Castle,20\nNorth,Mill,30\nSouth,Quay,25\n",
        "ward,year,count\nCastle,2021,20\nCastle,2022,30\n",
        "ward,sex,count\nCastle,F,20\nCastle,M,30\n",
        "code,ward,sex,count\n1,Castle,F,20\n1,Castle,M,30\n2,Park,F,20\n2,Park,M,30\n",
        "band,count\n0,20\n15,30\nTotal,50\n",
    ],
)
def test_codes_and_categories_are_taken(tmp_path: Path, text: str) -> None:
    assert run(tmp_path, text).exit_code == 0


def test_a_known_denominator_is_no_category(tmp_path: Path) -> None:
    text = with_column("people", "101", "102", "103", "104")
    assert json.loads(run(tmp_path, text, "--denominator", "people", "--json").stdout)["columns"] == ["ward", "sex"]


def test_a_column_that_has_levels_is_a_category(tmp_path: Path) -> None:
    rows = "".join(f"{number},d{number % 3},20\n" for number in range(20))
    assert run(tmp_path, "ward,district,count\n" + rows, "--within", "ward=district").exit_code == 0


@pytest.mark.parametrize("option", ["--linked", "--published"])
def test_figures_in_another_table_are_refused(tmp_path: Path, option: str) -> None:
    other = tmp_path / "other.csv"
    other.write_text(SHARES)
    error = refusal(tmp_path, SHARES, *NAMED, option, str(other))
    assert "other.csv" in error.why
    assert "first table only" in error.next_step


def test_columns_not_named_are_left_out_of_all_that_is_written(tmp_path: Path) -> None:
    files = [tmp_path / f"out.{ending}" for ending in ("csv", "html", "json")]
    shown = run(
        tmp_path, SHARES.replace("10%", "10.3071%"), *NAMED, *(part for each in files for part in ("--out", str(each)))
    )
    assert shown.exit_code == 0
    assert not any("10.3071" in text for text in (shown.output, *(each.read_text() for each in files)))
    assert files[0].read_text(encoding="utf-8-sig").splitlines()[0].split(",")[:3] == ["ward", "sex", "count"]


def test_the_answer_says_what_was_taken_as_categories(tmp_path: Path) -> None:
    shown = " ".join(run(tmp_path, SHARES, *NAMED).output.split())
    assert "Columns taken as categories: ward, sex." in shown
    assert "Left out of what is written, as --by does not name them: 'pct'." in shown


def test_an_audit_says_what_it_did_not_attack(tmp_path: Path) -> None:
    notes = json.loads(run(tmp_path, SHARES, *NAMED, "--audit-only", "--json").stdout)["notes"]
    assert any("Not attacked, as --by does not name them: 'pct'." in note for note in notes)
