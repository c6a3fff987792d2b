"""``seedbed equity slope`` end to end: from a table to a document, a page and a table."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import BadInputError, UserError

HEADING = "rank,population,value,se"
MEANS = "1,100,70,1\n2,100,72,1\n3,100,74,1\n4,100,76,1\n5,100,78,1"
SHARES = "1,1000,0.32,0.0148\n2,1000,0.27,0.014\n3,1000,0.24,0.0135\n4,1000,0.2,0.0126\n5,1000,0.15,0.0113"


def table(tmp_path: Path, rows: str, heading: str = HEADING) -> Path:
    path = tmp_path / "groups.csv"
    path.write_text(f"{heading}\n{rows}\n", encoding="utf-8")
    return path


def run(path: Path, *options: str | Path) -> Result:
    return CliRunner().invoke(app, ["equity", "slope", str(path), *map(str, options)])


def document(path: Path, *options: str | Path) -> dict[str, Any]:
    answer = run(path, "--json", *options)
    assert answer.exception is None, answer.exception
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def refused(path: Path, *options: str) -> UserError:
    error = run(path, "--json", *options).exception
    assert isinstance(error, UserError)
    return error


def test_the_hand_worked_example_from_the_command_line(tmp_path: Path) -> None:
    found = document(table(tmp_path, MEANS))
    assert found["schema"] == "seedbed/equity-slope/1"
    (only,) = found["sets"]
    assert only["method"].startswith("PHE convention")
    assert only["sii"] == pytest.approx(10)
    assert (only["sii_low"], only["sii_high"]) == pytest.approx((6.901, 13.099), abs=0.001)
    assert (only["rii"], only["rii_low"], only["rii_high"]) == pytest.approx((1.1449, 1.0978, 1.1943), abs=0.0001)


def test_published_phe_cases_from_the_command_line(cases: Path, tmp_path: Path) -> None:
    published = json.loads((cases / "inequality_phe_sii.json").read_text(encoding="utf-8"))["cases"]
    chosen = [case for case in published if isinstance(case["confidence"], int) and "98" not in case["description"]]
    for case in chosen:
        kind = ("mean", "rate", "proportion")[case["value_type"]]
        columns = ("Quantile", "Population", "Value", "LowerCL", "UpperCL")
        rows = "\n".join(",".join(str(row[name]) for name in columns) for row in case["quantiles"])
        told = case["description"]
        options = ["--value-type", kind, "--confidence", str(case["confidence"] / 100)]
        options += ["--multiplicative"] if "transform" in told else []
        options += ["--multiplier", "-100"] if "x -100" in told else ["--multiplier", "100"] if "x 100" in told else []
        options += ["--negative-polarity"] if "negative multiplier" in told else []
        found = document(table(tmp_path, rows, "rank,population,value,ci_low,ci_high"), *options)["sets"][0]
        expected = case["expected"]
        assert found["sii"] == pytest.approx(expected["sii"], rel=1e-6), told
        for ours, theirs in (("rii", "rii"), ("intercept", "Intercept")):
            if theirs in expected:
                assert found[ours] == pytest.approx(expected[theirs], rel=1e-6), told
        for name in ("sii", "rii"):
            for ours, theirs in (("low", "lowercl"), ("high", "uppercl")):
                if f"{name}_{theirs}_1" in expected:
                    assert found[f"{name}_{ours}"] == pytest.approx(expected[f"{name}_{theirs}_1"], rel=0.05), told


def test_published_who_case_from_the_command_line(cases: Path, tmp_path: Path) -> None:
    sample = json.loads((cases / "inequality_healthequal_sample.json").read_text(encoding="utf-8"))
    rows = "\n".join(
        f"{row['subgroup_order']},{row['population']},{row['estimate']},{row['se']}" for row in sample["ordered"]
    )
    path = table(tmp_path, rows)
    (found,) = document(path, "--method", "who", "--value-type", "proportion")["sets"]
    assert found["method"].startswith("WHO convention: logit")
    for name in ("sii", "rii"):
        expected = sample["expected"][name]
        assert found[name] == pytest.approx(expected["estimate"], rel=1e-6)
        assert (found[f"{name}_low"], found[f"{name}_high"]) == pytest.approx(
            (expected["lowerci"], expected["upperci"]), rel=1e-6
        )
    (line,) = document(path, "--value-type", "proportion")["sets"]
    assert line["sii"] == pytest.approx(26.9, abs=0.05)


def test_each_set_has_its_own_index(tmp_path: Path) -> None:
    rows = "\n".join(
        f"{name},{row}" for name, rows in (("Old Mill", MEANS), ("Sea View", SHARES)) for row in rows.split("\n")
    )
    found = document(table(tmp_path, rows, f"set,{HEADING}"))
    assert [each["set"] for each in found["sets"]] == ["Old Mill", "Sea View"]
    assert found["sets"][0]["sii"] == pytest.approx(10)
    assert found["sets"][1]["sii"] < 0


def test_rows_out_of_order_are_sorted_and_said(tmp_path: Path) -> None:
    found = document(table(tmp_path, "\n".join(reversed(MEANS.split("\n")))))
    assert found["sets"][0]["sii"] == pytest.approx(10)
    assert any("put in order" in note for note in found["notes"])


def test_ranks_with_gaps_are_said(tmp_path: Path) -> None:
    found = document(table(tmp_path, MEANS.replace("5,100", "9,100")))
    assert found["sets"][0]["sii"] == pytest.approx(10)
    assert any("without gaps" in note for note in found["notes"])


def test_percentages_are_recognised_and_said(tmp_path: Path) -> None:
    percent = "\n".join(f"{rank},1000,{value},1.3" for rank, value in enumerate((32, 27, 24, 20, 15), start=1))
    of_percent = document(table(tmp_path, percent), "--value-type", "proportion")
    of_shares = document(table(tmp_path, SHARES), "--value-type", "proportion")
    assert of_percent["unit"] == "per cent"
    assert of_percent["sets"][0]["sii"] == pytest.approx(100 * of_shares["sets"][0]["sii"])
    assert any("taken for per cent" in note for note in of_percent["notes"])
    assert any("taken for shares" in note for note in of_shares["notes"])


def test_small_percentages_can_be_named_as_such(tmp_path: Path) -> None:
    rows = "\n".join(f"{rank},1000,{value},0.1" for rank, value in enumerate((0.9, 0.8, 0.7, 0.6, 0.5), start=1))
    found = document(table(tmp_path, rows), "--value-type", "proportion", "--unit", "percent")
    assert found["sets"][0]["intercept"] == pytest.approx(0.95)


def test_which_standard_error_was_taken_is_said(tmp_path: Path) -> None:
    judged = document(table(tmp_path, SHARES), "--value-type", "proportion")
    named = document(table(tmp_path, SHARES), "--value-type", "proportion", "--se-scale", "transformed")
    assert any("proportions themselves, judged" in note for note in judged["notes"])
    assert named["sets"][0]["sii_high"] - named["sets"][0]["sii_low"] < 0.5 * (
        judged["sets"][0]["sii_high"] - judged["sets"][0]["sii_low"]
    )


def test_negative_polarity_turns_the_index_round(tmp_path: Path) -> None:
    path = table(tmp_path, SHARES)
    plain = document(path, "--value-type", "proportion")["sets"][0]
    turned = document(path, "--value-type", "proportion", "--negative-polarity")["sets"][0]
    assert turned["sii"] == pytest.approx(-plain["sii"])
    assert turned["rii_low"] == pytest.approx(1 / plain["rii_high"])


def test_without_errors_there_are_no_limits_and_a_note(tmp_path: Path) -> None:
    found = document(table(tmp_path, "1,100,70\n2,100,72\n3,100,74\n4,90,76\n5,90,78", "rank,population,value"))
    assert found["sets"][0]["sii_low"] is None
    assert any("no standard errors" in note for note in found["notes"])


def test_a_set_with_a_nought_population_has_nulls_and_a_note(tmp_path: Path) -> None:
    rows = "\n".join(f"A,{row}" for row in MEANS.split("\n")) + "\nB,1,0,70,1\nB,2,100,71,1"
    found = document(table(tmp_path, rows, f"set,{HEADING}"))
    assert found["sets"][1]["sii"] is None
    assert found["sets"][1]["population"] is None
    assert any("1 of 2 sets" in note for note in found["notes"])


def test_robust_limits_of_five_groups_are_noted(tmp_path: Path) -> None:
    found = document(table(tmp_path, SHARES), "--method", "who", "--value-type", "proportion")
    assert any("too narrow" in note for note in found["notes"])


def test_sampling_limits_use_standard_errors(tmp_path: Path) -> None:
    path = table(tmp_path, SHARES)
    options = ("--method", "who", "--value-type", "proportion", "--limits", "sampling")
    found = document(path, *options)
    assert "standard errors" in found["method"]
    assert found["sets"][0]["sii_low"] < found["sets"][0]["sii"] < found["sets"][0]["sii_high"]


@pytest.mark.parametrize(
    ("rows", "options", "why"),
    [
        ("1,100,70,1", (), "one group only"),
        ("1,0,70,1\n2,100,71,1", (), "population of 0"),
        ("1,100,,1\n2,100,71,1", (), "no value"),
        ("1,100,70,1\n1,100,71,1", (), "twice"),
        (",100,70,1\n2,100,71,1", (), "missing"),
        ("1,-5,70,1\n2,100,71,1", (), "below zero"),
        ("1,100,70,-1\n2,100,71,1", (), "below zero"),
        ("1,100,-70,1\n2,100,71,1", ("--value-type", "rate"), "rate cannot be"),
        ("1,100,170,1\n2,100,71,1", ("--value-type", "proportion"), "above 100"),
        ("1,100,1.7,1\n2,100,0.7,1", ("--value-type", "proportion", "--unit", "share"), "above 1"),
        ("1,100,seventy,1\n2,100,71,1", (), "'seventy'"),
        ("1,100,inf,1\n2,100,71,1", (), "infinite"),
    ],
)
def test_bad_tables_are_refused_with_file_and_row(
    tmp_path: Path, rows: str, options: tuple[str, ...], why: str
) -> None:
    error = refused(table(tmp_path, rows), *options)
    assert isinstance(error, BadInputError)
    assert "groups.csv" in error.why
    assert why in error.why
    assert error.next_step


def test_limits_the_wrong_way_round_are_refused(tmp_path: Path) -> None:
    path = table(tmp_path, "1,100,70,72,68\n2,100,71,70,72", "rank,population,value,ci_low,ci_high")
    assert "above ci_high" in refused(path).why


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    assert "'population'" in refused(table(tmp_path, "1,70\n2,71", "rank,value")).why


def test_people_one_by_one_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.parquet"
    pl.DataFrame({"rank": range(1001), "population": [1] * 1001, "value": [1.0] * 1001}).write_parquet(path)
    assert "1,001 groups" in refused(path).why


@pytest.mark.parametrize(
    "options",
    [
        ("--method", "who", "--multiplicative"),
        ("--scale", "log"),
        ("--limits", "sampling"),
        ("--negative-polarity", "--multiplier", "-1"),
        ("--multiplicative",),
    ],
)
def test_options_that_do_not_go_together_are_refused(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert refused(table(tmp_path, MEANS), *options).exit_code == 2


def test_a_person_reads_the_index_with_its_convention(tmp_path: Path) -> None:
    shown = run(table(tmp_path, MEANS)).stdout
    assert "SII (PHE) 10.00 (95% interval 6.90 to 13.10)" in shown
    assert "Low and Low 2004" in shown


def test_a_page_holds_one_drawing_a_set_up_to_forty(tmp_path: Path) -> None:
    rows = "\n".join(f"place {place},{row}" for place in range(45) for row in MEANS.split("\n"))
    page = tmp_path / "slopes.html"
    answer = run(table(tmp_path, rows, f"set,{HEADING}"), "--out", page)
    assert answer.exception is None
    text = page.read_text(encoding="utf-8")
    assert text.count("<svg") == 40
    assert "The first 40 of 45 sets are drawn" in text


def test_a_table_names_the_convention_in_every_row(tmp_path: Path) -> None:
    out = tmp_path / "slopes.csv"
    run(table(tmp_path, MEANS), "--out", out)
    (row,) = pl.read_csv(out).to_dicts()
    assert row["Convention"] == "PHE convention"
    assert row["SII"] == pytest.approx(10)


def test_the_drawn_line_ends_where_the_index_says(tmp_path: Path) -> None:
    for options in ((), ("--method", "who"), ("--multiplicative",)):
        found = document(table(tmp_path, SHARES), "--value-type", "proportion", *options)
        line, only = found["lines"][0], found["sets"][0]
        assert line["curve"][0] == pytest.approx(only["intercept"])
        assert line["curve"][-1] - line["curve"][0] == pytest.approx(only["sii"])


COUNTED = "rank,population,count,ci_low,ci_high"


def test_proportions_may_be_given_as_counts(tmp_path: Path) -> None:
    rows = [(1, 1000, 300, 0.27, 0.33), (2, 1200, 300, 0.22, 0.28), (3, 800, 160, 0.17, 0.23)]
    counts = "\n".join(",".join(map(str, row)) for row in rows)
    shares = "\n".join(f"{rank},{people},{count / people!r},{low},{high}" for rank, people, count, low, high in rows)
    options = ("--value-type", "proportion", "--draws", "2000")
    ours = document(table(tmp_path, counts, COUNTED), *options)["sets"]
    assert ours == document(table(tmp_path, shares, COUNTED.replace("count", "value")), *options)["sets"]


def test_counts_beside_limits_in_per_cent_are_turned_into_per_cent(tmp_path: Path) -> None:
    path = table(tmp_path, "1,1000,300,27,33\n2,1200,300,22,28\n3,800,160,17,23", COUNTED)
    made = document(path, "--value-type", "proportion", "--draws", "2000")
    assert made["lines"][0]["groups"][0]["value"] == pytest.approx(30)


def test_more_people_counted_than_there_are_is_refused(tmp_path: Path) -> None:
    path = table(tmp_path, "1,1000,300,,\n2,100,300,,", COUNTED)
    assert "row 3, column 'count': 300 is more than the population" in refused(path, "--value-type", "proportion").why


def test_counts_are_no_values_of_other_kinds(tmp_path: Path) -> None:
    path = table(tmp_path, "1,1000,300,,\n2,1000,300,,", COUNTED)
    assert "no column 'value'" in refused(path).why


RATES = "1,1000,80,4\n2,1100,65,4\n3,1200,60,4\n4,1000,45,3\n5,900,30,3"


def test_rates_per_thousand_are_regressed_on_the_logit_scale(tmp_path: Path) -> None:
    rates = document(table(tmp_path, RATES), "--method", "who", "--value-type", "rate", "--per", "1000")
    shares = "\n".join(
        f"{rank},{people},{float(value) / 1000!r},{float(se) / 1000!r}"
        for rank, people, value, se in (row.split(",") for row in RATES.splitlines())
    )
    plain = document(table(tmp_path, shares), "--method", "who", "--value-type", "proportion")
    for key in ("sii", "sii_low", "sii_high"):
        assert rates["sets"][0][key] == pytest.approx(1000 * plain["sets"][0][key])
    for key in ("rii", "rii_low", "rii_high"):
        assert rates["sets"][0][key] == pytest.approx(plain["sets"][0][key])
    assert rates["scale"] == "logit"
    assert rates["lines"][0]["groups"][0]["value"] == pytest.approx(80)
    assert rates["lines"][0]["curve"][-1] == pytest.approx(rates["lines"][0]["curve"][0] + rates["sets"][0]["sii"])
    assert any("shares of 1,000" in note for note in rates["notes"])


def test_slope_of_rates_is_that_of_the_gaps_command(tmp_path: Path) -> None:
    heat = tmp_path / "heat.csv"
    rows = [f"{row},1,{rank},1000" for rank, row in enumerate(RATES.splitlines(), 1)]
    heading = "subgroup,population,estimate,se,ordered_dimension,subgroup_order,indicator_scale"
    heat.write_text("\n".join([heading, *rows]), encoding="utf-8")
    answer = CliRunner().invoke(app, ["equity", "gaps", str(heat), "--json"])
    gaps = {each["measure"]: each["value"] for each in json.loads(answer.stdout)["sets"][0]["measures"]}
    slope = document(table(tmp_path, RATES), "--method", "who", "--value-type", "rate", "--per", "1000")["sets"][0]
    assert (gaps["sii"], gaps["rii"]) == pytest.approx((slope["sii"], slope["rii"]))


def test_rate_above_what_it_is_per_is_refused(tmp_path: Path) -> None:
    failed = refused(table(tmp_path, RATES), "--method", "who", "--value-type", "rate", "--per", "50")
    assert "above 50" in failed.why


@pytest.mark.parametrize(
    "options",
    [
        ("--per", "1000"),
        ("--method", "who", "--per", "1000"),
        ("--method", "who", "--value-type", "rate", "--per", "-1"),
        ("--method", "who", "--value-type", "rate", "--scale", "log", "--per", "1000"),
    ],
)
def test_per_is_of_rates_on_the_logit_scale_alone(tmp_path: Path, options: tuple[str, ...]) -> None:
    assert "--per" in refused(table(tmp_path, RATES), *options).what
