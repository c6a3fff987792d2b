"""``seedbed equity spread`` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.equity.spread import spread_command
from seedbed.errors import BadInputError, UsageError
from seedbed.reports.equity.spread_documents import SpreadDocument

PEOPLE = "value,weight,group,stratum,cluster\n" + "".join(
    f"{(place * 37) % 101 + 5},{1 + place % 3},{'owners' if place % 4 else 'renters'},{place % 2},{place // 4}\n"
    for place in range(240)
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(spread_command, [str(each) for each in arguments])


def document(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def measures(result: Result) -> dict[tuple[str, float | None], dict[str, Any]]:
    return {(each["measure"], each["parameter"]): each for each in document(result)["sets"][0]["measures"]}


def test_json_is_one_document(table: Path) -> None:
    found = SpreadDocument.model_validate(document(run(table, "--json")))
    assert found.by == "group"
    assert found.design == "The sample's strata and clusters are counted in."
    for each in found.sets[0].measures:
        assert each.value is not None
        assert each.ci_low is not None
        assert each.ci_low < each.value


def test_published_measures_come_out_of_the_command(cases: Path, tmp_path: Path) -> None:
    case = json.loads((cases / "inequality_gini_theil_atkinson.json").read_text())["cases"][0]
    path = tmp_path / "five.csv"
    path.write_text("value\n" + "".join(f"{value}\n" for value in case["x"]))
    found = measures(run(path, "--json"))
    assert found["gini", None]["value"] == pytest.approx(case["gini"])
    assert found["theil", None]["value"] == pytest.approx(case["theil"])
    assert found["atkinson", 0.5]["value"] == pytest.approx(case["atkinson_0.5"])


def test_options_of_numbers_take_several_at_once(table: Path) -> None:
    found = measures(run(table, "--aversion", 0.3, 3, "--kolm", 0.1, "--kolm", 0.2, "--order", -1, 0.5, "--json"))
    assert {("atkinson", 0.3), ("atkinson", 3.0), ("kolm", 0.1), ("kolm", 0.2)} <= set(found)
    assert {("generalised_entropy", -1.0), ("generalised_entropy", 0.5)} <= set(found)
    assert ("atkinson", 1.0) not in found


def test_a_table_may_stand_after_several_numbers(table: Path) -> None:
    assert ("atkinson", 2.0) in measures(run("--aversion", 1, 2, table, "--json"))


def test_parts_add_up_and_groups_add_up_to_parts(table: Path) -> None:
    found = document(run(table, "--json"))["sets"][0]
    for part in found["parts"]:
        own = [each for each in found["contributions"] if each["measure"] == part["measure"]]
        assert sum(each["within"] for each in own) == pytest.approx(part["within"])
        assert sum(each["between"] for each in own) == pytest.approx(part["between"])
        assert part["within"] + part["between"] == pytest.approx(part["total"])
        assert sum(each["share_of_people"] for each in own) == pytest.approx(1)
        assert sum(each["share_of_amount"] for each in own) == pytest.approx(1)


def test_groups_may_stand_in_another_column(table: Path) -> None:
    found = document(run(table, "--by", "stratum", "--json"))
    assert {each["group"] for each in found["sets"][0]["contributions"]} == {"0", "1"}


def test_rows_with_a_population_have_no_interval_and_say_why(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_text("value,population\n10,100\n20,300\n")
    found = document(run(path, "--json"))
    assert found["sets"][0]["measures"][0]["ci_low"] is None
    assert "Rows are groups" in found["notes"][0]
    assert isinstance(run(path, "--bootstraps", 200).exception, UsageError)


def test_noughts_leave_nulls_with_their_reason(tmp_path: Path) -> None:
    path = tmp_path / "noughts.csv"
    path.write_text("value\n0\n1\n5\n")
    result = run(path, "--json")
    found = measures(result)
    assert found["mean_log_deviation", None]["value"] is None
    assert "0 or less" in found["mean_log_deviation", None]["method"]
    assert any("mean log deviation" in note for note in document(result)["notes"])


def test_bootstraps_give_bias_corrected_limits(table: Path) -> None:
    found = measures(run(table, "--bootstraps", 150, "--json"))
    assert found["gini", None]["method"] == "bias-corrected bootstrap, 150 replicates"
    assert found["gini", None]["ci_low"] < found["gini", None]["value"] < found["gini", None]["ci_high"]


def test_a_person_reads_sentences_groups_and_the_curve(table: Path) -> None:
    said = run(table).stdout
    assert said.startswith("Gini coefficient 0.")
    assert "lies between the groups" in said
    assert "Lorenz curve" in said


def test_a_page_and_a_csv_are_written(table: Path, tmp_path: Path) -> None:
    page, rows = tmp_path / "page.html", tmp_path / "rows.csv"
    assert run(table, "--out", page, "--out", rows).exit_code == 0
    assert "<svg" in page.read_text()
    assert rows.read_text(encoding="utf-8-sig").startswith("Set,Measure,Parameter,Value")


@pytest.mark.parametrize(
    ("text", "arguments", "told"),
    [
        ("value\nx\n", (), "not a number"),
        ("value\n", (), "no rows"),
        ("worth\n1\n", (), "no column 'value'"),
        ("value\n1\n2\n", ("--by", "tenure"), "no column 'tenure'"),
        ("value,weight\n1,-2\n", (), "below 0"),
        ("value\n\n", (), "no rows"),
    ],
)
def test_bad_tables_are_refused(tmp_path: Path, text: str, arguments: tuple[str, ...], told: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text)
    result = run(path, *arguments)
    assert isinstance(result.exception, BadInputError)
    assert told in str(result.exception)


def test_an_aversion_of_nought_is_refused(table: Path) -> None:
    assert isinstance(run(table, "--aversion", 0).exception, UsageError)
