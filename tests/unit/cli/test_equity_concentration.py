"""``seedbed equity concentration`` as a person types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.equity.concentration import concentration_command
from seedbed.errors import BadInputError, UsageError
from seedbed.reports.equity.concentration_documents import ConcentrationDocument

PEOPLE = "rank,value,weight\n" + "".join(
    f"{place},{(place * 7) % 5 + place / 10},{1 + place % 3}\n" for place in range(60)
)
FIFTHS = "rank,value,population,se\n1,10,100,1\n2,12,100,1\n3,11,100,1\n4,15,100,1\n5,16,100,1\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(concentration_command, [str(each) for each in arguments])


def measures(result: Result, place: int = 0) -> dict[str, dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return {each["measure"]: each for each in json.loads(result.stdout)["sets"][place]["measures"]}


def test_json_is_one_document_of_every_index(table: Path) -> None:
    result = run(table, "--json")
    document = ConcentrationDocument.model_validate(json.loads(result.stdout))
    assert document.rows_are == "people"
    assert set(measures(result)) == {"standard", "generalised", "erreygers", "wagstaff", "extended", "achievement"}
    for each in document.sets[0].measures:
        assert each.value is not None
        assert each.ci_low is not None
        assert each.ci_high is not None
        assert each.ci_low < each.value < each.ci_high


def test_one_index_may_be_asked_for(table: Path) -> None:
    assert list(measures(run(table, "--kind", "extended", "--aversion", 4, "--json"))) == ["extended"]


def test_published_numbers_come_out_of_the_command(cases: Path, tmp_path: Path) -> None:
    import csv

    with (cases / "rineq_housing.csv").open(encoding="utf-8") as file:
        rows = [(row["income"], int(row["high.bmi"] == "TRUE")) for row in csv.DictReader(file)]
    path = tmp_path / "housing.csv"
    path.write_text("rank,value\n" + "".join(f"{income},{value}\n" for income, value in rows))
    published = json.loads((cases / "inequality_concentration_rineq.json").read_text())["expected"]
    found = measures(run(path, "--json", "--bounds", 0, 1))
    for name, kind in (("CI", "standard"), ("CIg", "generalised"), ("CIc", "erreygers"), ("CIw", "wagstaff")):
        expected = published[f"high.bmi {name}"]
        assert found[kind]["value"] == pytest.approx(expected["index"], rel=1e-10)
        assert found[kind]["variance"] == pytest.approx(expected["variance"], rel=1e-9)
        assert found[kind]["variance_HC1"] == pytest.approx(expected["variance_HC1"], rel=1e-9)


def test_the_regressions_interval_can_be_put_in_front(table: Path) -> None:
    own, other = measures(run(table, "--json")), measures(run(table, "--json", "--interval", "regression-hc1"))
    shown = other["standard"]
    assert shown["ci_high"] - shown["value"] == pytest.approx(1.959964 * shown["variance_HC1"] ** 0.5, rel=1e-6)
    assert own["standard"]["method"] in [each["method"] for each in shown["other_intervals"]]


def test_bootstraps_give_the_same_limits_each_time(table: Path) -> None:
    first, again = (measures(run(table, "--json", "--bootstraps", 200)) for _ in range(2))
    assert first == again
    assert first["standard"]["method"] == "percentile bootstrap, 200 replicates"


def test_groups_have_limits_from_their_standard_errors_and_from_the_line(tmp_path: Path) -> None:
    path = tmp_path / "fifths.csv"
    path.write_text(FIFTHS)
    found = measures(run(path, "--json", "--kind", "generalised"))["generalised"]
    # Places 0.1, 0.3 ... 0.9: 0.2 * (-0.8 * 10 - 0.4 * 12 + 0.4 * 15 + 0.8 * 16) = 1.2, error 0.2 * sqrt(1.6).
    assert found["value"] == pytest.approx(1.2)
    assert found["standard_error"] == pytest.approx(0.2 * 1.6**0.5)
    assert found["other_intervals"][0]["method"].startswith("from a straight line")


def test_a_deprivation_score_turns_the_order_round(table: Path) -> None:
    better, worse = (measures(run(table, "--json", "--rank-high", each)) for each in ("better", "worse"))
    assert better["standard"]["value"] == pytest.approx(-worse["standard"]["value"])


def test_sets_are_kept_apart_and_their_notes_counted(tmp_path: Path) -> None:
    path = tmp_path / "sets.csv"
    path.write_text(
        "set,rank,value\n" + "".join(f"{name},{place},{place}\n" for name in "abc" for place in range(1, 9))
    )
    document = json.loads(run(path, "--json").stdout)
    assert [each["set"] for each in document["sets"]] == ["a", "b", "c"]
    assert any(note.startswith("In 3 of 3 sets") for note in document["notes"])


def test_rows_without_a_number_are_left_out_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "gaps.csv"
    path.write_text("rank,value\n1,2\n2,\n,4\n3,5\n")
    document = json.loads(run(path, "--json").stdout)
    assert document["sets"][0]["rows"] == 2
    assert document["notes"][0].startswith("2 rows lack a number")


def test_one_living_standard_gives_nulls(tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("rank,value\n1,2\n1,3\n")
    found = measures(run(path, "--json"))
    assert {each["value"] for each in found.values()} == {None}


def test_a_person_reads_sentences_and_the_curve(table: Path) -> None:
    said = run(table).stdout
    assert said.startswith("Standard (relative) concentration index")
    assert "Concentration curve" in said
    assert "Each row was taken as drawn singly." in said


def test_a_page_holds_curve_and_table(table: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    assert run(table, "--out", page).exit_code == 0
    text = page.read_text()
    assert "<svg" in text
    assert "Wagstaff" in text


@pytest.mark.parametrize(
    ("text", "arguments", "told"),
    [
        ("rank,value,weight,population\n1,2,1,1\n", (), "both a weight and a population"),
        ("rank,value\n1,x\n", (), "not a number"),
        ("rank,value\n1,inf\n", (), "infinite"),
        ("rank\n1\n", (), "no column 'value'"),
        ("rank,value\n1,50\n2,60\n", ("--bounds", "0", "1"), "outside the bounds"),
        ("rank,value,weight\n1,2,-1\n", (), "below 0"),
        ("rank,value,weight\n1,2,0\n", (), "nothing to measure"),
        ("rank,value,cluster\n1,2,a\n2,3,a\n", (), "one cluster"),
        ("", (), "empty"),
    ],
)
def test_bad_tables_are_refused(tmp_path: Path, text: str, arguments: tuple[str, ...], told: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text)
    result = run(path, *arguments)
    assert isinstance(result.exception, BadInputError)
    assert told in str(result.exception)


def test_groups_cannot_be_drawn_again(tmp_path: Path) -> None:
    path = tmp_path / "fifths.csv"
    path.write_text(FIFTHS)
    assert isinstance(run(path, "--interval", "percentile").exception, UsageError)
