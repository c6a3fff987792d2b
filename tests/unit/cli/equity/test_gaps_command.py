from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.equity.group import equity
from seedbed.errors import BadInputError, UsageError, UserError

HEAD = "date,group,value,se,population,rank,indicator_scale,favourable_indicator\n"
ROWS = (
    "2015,A,40,1.5,1000,1,100,1\n2015,B,52,1.5,1000,2,100,1\n2015,C,60,1.5,1000,3,100,1\n"
    "2021,A,61,1.5,1000,1,100,1\n2021,B,71,1.5,1000,2,100,1\n2021,C,82,1.5,1000,3,100,1\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "invented.csv"
    path.write_text(HEAD + ROWS, encoding="utf-8")
    return path


def ran(*words: str | Path) -> Result:
    return CliRunner().invoke(equity, ["gaps", *map(str, words)], catch_exceptions=True)


def told(*words: str | Path) -> dict[str, Any]:
    answer = ran(*words, "--json")
    assert answer.exit_code == 0, answer.exception
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def refused(*words: str | Path) -> UserError:
    error = ran(*words).exception
    assert isinstance(error, UserError)
    return error


def by_name(found: dict[str, Any], at: int = 0) -> dict[str, dict[str, Any]]:
    return {measure["measure"]: measure for measure in found["sets"][at]["measures"]}


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_one_table_gives_all_measures_at_once(table: Path) -> None:
    found = told(table)
    assert found["schema"] == "seedbed/equity-gaps/1"
    measures = by_name(found)
    assert len(measures) == 25
    assert measures["d"]["value"] == pytest.approx(20.0)
    assert measures["d"]["ci_low"] == pytest.approx(20 - 1.959964 * 1.5 * 2**0.5)
    assert {"sii", "rii", "aci", "rci"} <= set(measures)


def test_published_table_is_reproduced_from_the_command_line(cases: Path, tmp_path: Path) -> None:
    case = json.loads((cases / "inequality_healthequal_sample.json").read_text(encoding="utf-8"))
    names = {"parisk": "par", "covar": "cov"}
    found = {}
    for part in ("ordered", "nonordered"):
        path = tmp_path / f"{part}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(case[part][0]))
            writer.writeheader()
            writer.writerows(case[part])
        found[part] = by_name(told(path))
    of_order = {"sii", "rii", "aci", "rci", "d", "r", "paf", "parisk"}
    for key, expected in case["expected"].items():
        if key == "sii_linear":
            continue
        measure = found["ordered" if key in of_order else "nonordered"][names.get(key, key)]
        assert measure["value"] == pytest.approx(expected["estimate"], rel=1e-6), key
        if key not in ("paf", "ti", "mld"):
            assert measure["ci_low"] == pytest.approx(expected["lowerci"], rel=0.05), key
            assert measure["ci_high"] == pytest.approx(expected["upperci"], rel=0.05), key


def test_chosen_measures_only(table: Path) -> None:
    assert list(by_name(told(table, "--measure", "mld", "--measure", "D"))) == ["d", "mld"]


def test_change_over_dates_names_absolute_and_relative_and_that_they_disagree(table: Path) -> None:
    verdicts = {each["measure"]: each["verdict"] for each in told(table)["trends"]}
    assert verdicts["d"] == "no clear change"
    assert verdicts["r"] == "narrowed"
    shown = ran(table).output
    assert "the absolute gap (D) shows no clear change" in shown
    assert "the relative gap (R) narrowed" in shown
    assert "The two can disagree" in shown


def test_a_correlation_between_dates_narrows_the_change(table: Path) -> None:
    def width(found: dict[str, Any]) -> float:
        change = next(each for each in found["trends"] if each["measure"] == "d")
        return float(change["ci_high"] - change["ci_low"])

    assert width(told(table, "--correlation", "0.5")) < width(told(table))


def test_contributions_name_each_group(table: Path) -> None:
    groups = told(table)["sets"][0]["contributions"]
    assert [group["group"] for group in groups] == ["A", "B", "C"]
    assert sum(group["shares"]["ti"] for group in groups) == pytest.approx(1.0)
    assert groups[0]["role"] == "worst, most disadvantaged"


def test_a_reference_group_can_be_named(table: Path) -> None:
    found = told(table, "--not-ordered", "--reference", "b")
    assert found["sets"][0]["reference"] == "B"
    assert by_name(found)["d"]["value"] == pytest.approx(12.0)


def test_adverse_turns_the_gap_round(tmp_path: Path) -> None:
    path = written(tmp_path, "group,value,se,population,rank\nA,30,1,10,1\nB,20,1,10,2\n")
    assert by_name(told(path, "--adverse"))["d"]["value"] == pytest.approx(10.0)
    assert by_name(told(path))["d"]["value"] == pytest.approx(-10.0)


def test_slope_of_an_adverse_indicator_is_turned_round_and_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, "group,value,se,population,rank\nA,30,1,10,1\nB,25,1,10,2\nC,21,1,10,3\n")
    adverse, plain = (by_name(told(path, *options))["sii"] for options in (("--adverse",), ()))
    assert adverse["value"] == pytest.approx(-plain["value"])
    assert adverse["value"] > 0
    assert adverse["method"].endswith("turned round, as less is better")
    assert "turned round" not in plain["method"]


def test_pages_and_tables_are_written(table: Path, tmp_path: Path) -> None:
    page, sheet, heat = tmp_path / "p.html", tmp_path / "p.csv", tmp_path / "heat.csv"
    assert ran(table, "--out", page, "--out", sheet, "--heat-out", heat).exit_code == 0
    assert "adds most to the variance" in page.read_text(encoding="utf-8")
    assert "Between-group variance (BGV)" in sheet.read_text(encoding="utf-8")
    assert heat.read_text(encoding="utf-8-sig").startswith("setting,date,source,indicator_abbr")


def test_a_heat_table_written_gives_the_same_when_read(table: Path, tmp_path: Path) -> None:
    heat = tmp_path / "heat.csv"
    ran(table, "--heat-out", heat, "--json")
    assert [each["measures"] for each in told(heat)["sets"]] == [each["measures"] for each in told(table)["sets"]]


def test_percentages_given_as_shares_are_remarked_on(tmp_path: Path) -> None:
    path = written(tmp_path, "group,value,se,population,indicator_scale\nA,0.4,0.1,9,100\nB,0.6,0.1,9,100\n")
    assert any("no value above 1" in note for note in told(path)["notes"])


def test_without_errors_there_are_no_limits_and_it_says_so(tmp_path: Path) -> None:
    found = told(written(tmp_path, "group,value,population\nA,40,9\nB,60,9\n"))
    assert by_name(found)["d"]["ci_low"] is None
    assert any("no limits" in note for note in found["notes"])


def test_equal_groups_are_told_without_failing(tmp_path: Path) -> None:
    path = written(tmp_path, "group,value,se,population,rank\nA,50,1,9,1\nB,50,1,9,2\nC,50,1,9,3\n")
    assert by_name(told(path))["bgv"]["value"] == 0.0
    assert ran(path).exit_code == 0


def test_many_sets_leave_out_slow_parts_and_say_so(tmp_path: Path) -> None:
    rows = "".join(f"{at},A,40,2,9\n{at},B,60,2,9\n" for at in range(2001))
    found = told(written(tmp_path, "set,group,value,se,population\n" + rows), "--draws", "200")
    assert len(found["sets"]) == 2001
    assert found["sets"][0]["contributions"] == []
    assert any("--correct" in note for note in found["notes"])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "empty"),
        ("group,value\n", "no rows"),
        ("group,se\nA,1\n", "no column 'estimate'"),
        ("group,value\nA,-4\nB,5\n", "below zero"),
        ("group,value\nA,inf\nB,5\n", "infinite"),
        ("group,value\nA,many\nB,5\n", "'many'"),
        ("group,value\nA,5\n", "two groups"),
        ("group,value\nA,5\nA,6\n", "stands twice"),
        ("group,value,rank\nA,5,1\nB,6,1\n", "place of two groups"),
        ("group,value,ordered_dimension\nA,5,1\nB,6,1\n", "is no place"),
        ("group,value,ordered_dimension\nA,5,yes\nB,6,no\n", "'yes'"),
        ("group,value,ordered_dimension\nA,5,2\nB,6,2\n", "neither 1 nor 0"),
        ("group,value,indicator_scale\nA,5,100\nB,600,100\n", "above the indicator's scale"),
        ("group,value,indicator_scale\nA,5,100\nB,60,1000\n", "not what the first row"),
        ("group,value,ci_low,ci_high\nA,5,6,7\nB,6,5,7\n", "outside its own limits"),
        ("group,value,population\nA,5,-1\nB,6,3\n", "below zero"),
        ("group,value,reference_subgroup\nA,5,1\nB,6,1\n", "two reference groups"),
    ],
)
def test_bad_tables_are_refused_by_name(tmp_path: Path, text: str, told: str) -> None:
    error = refused(written(tmp_path, text))
    assert isinstance(error, BadInputError)
    assert told in str(error)
    assert "t.csv" in error.why


@pytest.mark.parametrize(
    "words",
    [("--measure", "gini"), ("--reference", "Z"), ("--draws", "3"), ("--confidence", "95"), ("--correlation", "2"),
     ("--heat-out", "x.pdf"), ("--seed", "-1")],
)  # fmt: skip
def test_options_that_cannot_be_used_are_refused(table: Path, words: tuple[str, ...]) -> None:
    assert isinstance(refused(table, *words), UsageError)
