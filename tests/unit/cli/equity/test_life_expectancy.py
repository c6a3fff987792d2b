"""``seedbed equity life-expectancy``: published values from the command line, files, and what is refused."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.equity.group import equity
from seedbed.errors import BadInputError, UsageError, UserError

TABLE = """set,age_start,deaths,population,health,health_se
Old Mill,0,30,5000,0.95,0.01
Old Mill,1,60,180000,0.93,0.01
Old Mill,40,500,150000,0.85,0.01
Old Mill,80,900,9000,0.6,0.02
Sea View,0,20,5000,0.95,0.01
Sea View,1,40,180000,0.93,0.01
Sea View,40,400,150000,0.85,0.01
Sea View,80,800,9000,0.6,0.02
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "invented.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def answer(*arguments: str | Path) -> Result:
    return CliRunner().invoke(equity, ["life-expectancy", *map(str, arguments)])


def document(*arguments: str | Path) -> dict[str, Any]:
    done = answer(*arguments, "--json")
    assert done.exit_code == 0, done.output
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


def error(*arguments: str | Path) -> UserError:
    done = answer(*arguments)
    assert isinstance(done.exception, UserError)
    return done.exception


def changed(path: Path, old: str, new: str) -> Path:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    return path


def test_published_life_expectancy_from_the_command_line(cases: Path, tmp_path: Path) -> None:
    case = json.loads((cases / "life_expectancy_chiang.json").read_text(encoding="utf-8"))
    path = tmp_path / "deaths.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["age_start", "deaths", "population"])
        rows.writerows([row["startage"], row["deaths"], row["pops"]] for row in case["inputs"])
    for ours, row in zip(document(path)["rows"], case["expected"], strict=True):
        found = [ours["age_start"], ours["value"], ours["ci_low"], ours["ci_high"]]
        wanted = [row["startage"], row["value"], row["lowercl"], row["uppercl"]]
        assert found == pytest.approx(wanted, abs=case["tolerance"])


def test_published_quality_adjusted_years_from_the_command_line(cases: Path, tmp_path: Path) -> None:
    case = json.loads((cases / "dcea_york_qale.json").read_text(encoding="utf-8"))
    path = tmp_path / "england.csv"
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["set", "age_start", "mortality_rate", "population", "hrql"])
        for row in case["inputs"]:
            name = f"{row['REGION']} {row['SES']}"
            rows.writerow([name, row["START_AGE"], row["MORTALITY_RATE"], row["POPULATION"], row["HRQL_SCORE"]])
    printed = document(path, "--quality", "hrql", "--infant-factor", "0.5", "--last-width", "15")
    ours = {row["set"]: row["quality_value"] for row in printed["rows"] if row["age_start"] == 0}
    for row in case["expected"]:
        assert ours[f"{row['REGION']} {row['SES']}"] == pytest.approx(row["QALE"], abs=1e-8)


def test_each_set_and_age_has_a_row_with_its_limits(table: Path) -> None:
    printed = document(table)
    assert printed["schema"] == "seedbed/equity-life-expectancy/1"
    assert [(row["set"], row["age_start"]) for row in printed["rows"][3:5]] == [("Old Mill", 80), ("Sea View", 0)]
    assert all(row["ci_low"] < row["value"] < row["ci_high"] for row in printed["rows"])


def test_the_order_of_rows_does_not_matter(table: Path, tmp_path: Path) -> None:
    lines = TABLE.splitlines()
    mixed = tmp_path / "mixed.csv"
    mixed.write_text("\n".join([lines[0], *lines[4:0:-1], *lines[:4:-1]]) + "\n", encoding="utf-8")
    assert document(mixed)["rows"] == document(table)["rows"]


def test_more_confidence_is_wider(table: Path) -> None:
    usual, surer = document(table), document(table, "--confidence", "0.998")
    assert surer["rows"][0]["ci_low"] < usual["rows"][0]["ci_low"]


def test_quality_has_its_own_limits_from_its_standard_error(table: Path) -> None:
    printed = document(table, "--quality", "health")
    assert printed["quality_error"] is True
    row = printed["rows"][0]
    assert row["quality_ci_low"] < row["quality_value"] < row["quality_ci_high"] < row["value"]


def test_quality_without_standard_error_is_said_to_be_taken_as_known(table: Path) -> None:
    printed = document(changed(table, "health_se", "other"), "--quality", "health")
    assert "health_se" in printed["notes"][0]


def test_a_person_reads_years_with_their_interval(table: Path) -> None:
    done = answer(table)
    assert done.exit_code == 0
    assert "Years of life ahead at birth, Old Mill" in done.stdout.replace("years", "Years")
    assert "95% interval" in done.stdout


def test_a_page_and_a_table_are_written(table: Path, tmp_path: Path) -> None:
    done = answer(table, "--out", tmp_path / "page.html", "--out", tmp_path / "years.csv")
    assert done.exit_code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "<svg" in page
    assert "Silcocks" in page
    assert len((tmp_path / "years.csv").read_text(encoding="utf-8-sig").splitlines()) == 9


def test_no_deaths_in_the_last_band_give_null_and_a_note(table: Path) -> None:
    printed = document(changed(table, "Sea View,80,800", "Sea View,80,0"))
    assert [row["value"] for row in printed["rows"][4:]] == [None] * 4
    assert "1 of 2 sets have no deaths in the open last band" in printed["notes"][0]


def test_a_set_without_a_band_is_refused_by_name(table: Path) -> None:
    told = error(changed(table, "Sea View,40,400,150000,0.85,0.01\n", ""))
    assert isinstance(told, BadInputError)
    assert "'Sea View' has no row for the age 40" in told.why


def test_a_band_given_twice_is_refused_with_its_row(table: Path) -> None:
    assert "row 9" in error(changed(table, "Sea View,80", "Sea View,0,20,5000,0.9,0.1\nSea View,80")).why


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("Old Mill,0,30,", "Old Mill,0,5001,", "row 2, column 'deaths': 5001 is more than the population"),
        ("Old Mill,0,30,", "Old Mill,0,-3,", "row 2, column 'deaths': -3 is below zero"),
        ("Old Mill,0,30,", "Old Mill,0,many,", "'many' is not a number"),
        ("Old Mill,0,30,", "Old Mill,0,inf,", "infinite"),
        ("Old Mill,0,", "Old Mill,,", "row 2, column 'age_start'"),
        ("deaths", "dead", "no column 'deaths'"),
        ("population", "folk", "no column 'population'"),
        ("health,", "mortality_rate,", "both columns"),
    ],
)
def test_bad_cells_are_refused_with_their_row(table: Path, old: str, new: str, why: str) -> None:
    told = error(changed(table, old, new))
    assert told.exit_code == 3
    assert why in told.why


def test_quality_in_per_cent_is_refused_with_its_row(table: Path) -> None:
    assert (
        "row 2, column 'health': 95 is outside 0 to 1"
        in error(changed(table, "5000,0.95", "5000,95"), "--quality", "health").why
    )


def test_a_rate_per_thousand_is_refused(table: Path) -> None:
    path = changed(changed(table, "deaths", "mortality_rate"), "Old Mill,0,30,", "Old Mill,0,6.1,")
    assert "row 2" in error(path).why


def test_a_column_with_a_meaning_of_its_own_is_no_quality(table: Path) -> None:
    assert isinstance(error(table, "--quality", "deaths"), UsageError)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.write_text("", encoding="utf-8")
    assert isinstance(error(path), BadInputError)


def test_one_set_is_drawn_by_age(table: Path, tmp_path: Path) -> None:
    rows = [line for line in TABLE.splitlines() if not line.startswith("Sea View")]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert answer(table, "--out", tmp_path / "page.html").exit_code == 0
    assert "At age 80" in (tmp_path / "page.html").read_text(encoding="utf-8")


def test_only_the_first_forty_of_many_sets_are_drawn(tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    bands = ((0, 30, 50_000), (40, 900, 9_000))
    rows = [f"Place {n},{age},{deaths},{people}" for n in range(60) for age, deaths, people in bands]
    path.write_text("set,age_start,deaths,population\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert answer(path, "--out", tmp_path / "page.html").exit_code == 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "first 40 of 60" in page
    drawing = page[page.index("<svg") : page.index("</svg>")]
    assert "Place 39" in drawing
    assert "Place 40" not in drawing
