"""What analysts' commands must withstand: numbers without measure, draws without end, tables that are all one."""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import BadInputError, UserError
from seedbed.formats.distribution_template import TEMPLATE

RATES = "set,numerator,denominator\nNorth,12,100\nSouth,20,110\nEast,9,90\n"
BANDS = "set,age_band,numerator,denominator\nNorth,1,12,100\nNorth,2,20,110\nSouth,1,9,90\nSouth,2,14,95\n"
FIFTHS = "rank,population,value,se\n1,900,29,1.5\n2,940,24,1.5\n3,980,23,{se}\n4,1000,18,1.5\n5,{many},17,1.5\n"
HEARD = "group,count\nA,30\nB,20\n"
CODED = "unit,coder,value\n1,Rosa,a\n1,Dev,a\n2,Rosa,b\n2,Dev,a\n"


def table(folder: Path, text: str, name: str = "table.csv") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    """Run a command; what numpy warns of fails the test."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        return CliRunner().invoke(app, list(arguments))


def code(answer: Result) -> int:
    """Return the exit code that the person's shell would see."""
    error = answer.exception
    return error.exit_code if isinstance(error, UserError) else answer.exit_code


@pytest.mark.parametrize("multiplier", ["0", "-1", "inf", "nan", "1e308", "1e-300"])
@pytest.mark.parametrize("kind", ["crude", "proportion", "isr", "smr"])
def test_multiplier_of_no_ordinary_size_is_refused(tmp_path: Path, kind: str, multiplier: str) -> None:
    path = table(tmp_path, BANDS if kind in {"isr", "smr"} else RATES)
    assert code(run("equity", "rates", "--kind", kind, path, "--multiplier", multiplier)) == 2


@pytest.mark.parametrize("multiplier", ["0", "inf", "nan", "1e308"])
def test_multiplier_of_a_slope_is_of_ordinary_size(tmp_path: Path, multiplier: str) -> None:
    path = table(tmp_path, FIFTHS.format(se=1.5, many=1100))
    assert code(run("equity", "slope", path, "--multiplier", multiplier)) == 2


@pytest.mark.parametrize("baseline", ["1e308", "inf", "nan"])
def test_figure_to_compare_with_is_of_ordinary_size(tmp_path: Path, baseline: str) -> None:
    assert code(run("equity", "funnel", "--kind", "rate", table(tmp_path, RATES), "--baseline", baseline)) in {2, 3}


def test_count_that_is_nearly_nought_lies_within_its_exact_limits(tmp_path: Path) -> None:
    path = table(tmp_path, RATES + "West,2.4e-13,4400\n")
    figures = json.loads(run("equity", "rates", "--kind", "proportion", "--method", "exact", path, "--json").stdout)
    west = figures["sets"][-1]
    assert west["ci_low"] <= west["value"] <= west["ci_high"]


@pytest.mark.parametrize(
    "options",
    [("--value-type", "rate", "--multiplicative"), ("--method", "who"), ("--method", "who", "--scale", "linear")],
)
@pytest.mark.parametrize(("se", "many"), [("9e18", "1100"), ("1.5", "1e23")])
def test_errors_and_groups_beyond_measure_leave_no_warning_of_numpy(
    tmp_path: Path, options: tuple[str, ...], se: str, many: str
) -> None:
    answer = run(
        "equity", "slope", table(tmp_path, FIFTHS.format(se=se, many=many)), *options, "--draws", "1000", "--json"
    )
    assert code(answer) in {0, 3}
    assert "NaN" not in answer.stdout


def test_people_who_are_all_alike_have_no_index_with_their_own_bounds(tmp_path: Path) -> None:
    path = table(tmp_path, "rank,value\n" + "".join(f"{rank},101.2\n" for rank in range(40)))
    assert code(run("equity", "concentration", path, "--json")) == 0


@pytest.mark.parametrize("aversion", ["1", "nan", "inf", "1e308"])
def test_aversion_beyond_all_sense_is_refused(tmp_path: Path, aversion: str) -> None:
    path = table(tmp_path, FIFTHS.format(se=1.5, many=1100))
    assert code(run("equity", "concentration", path, "--aversion", aversion)) == 2


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (("equity", "concentration"), "--bootstraps"),
        (("equity", "spread"), "--bootstraps"),
        (("voices", "agreement"), "--bootstraps"),
    ],
)
def test_draws_without_end_are_refused_at_once(tmp_path: Path, command: tuple[str, ...], option: str) -> None:
    assert code(run(*command, table(tmp_path, CODED), option, "1000000000")) == 2


def test_resamples_without_end_are_refused_at_once(tmp_path: Path) -> None:
    paths = table(tmp_path, HEARD), table(tmp_path, HEARD, "other.csv")
    assert code(run("voices", "survival", *paths, "--resamples", "1000000000")) == 2


def test_more_people_than_there_are_is_refused_with_its_row(tmp_path: Path) -> None:
    paths = table(tmp_path, HEARD), table(tmp_path, "group,count\nA,300\nB,1e23\n", "residents.csv")
    refused = run("voices", "representation", *paths, "--finite").exception
    assert isinstance(refused, BadInputError)
    assert "residents.csv: row 3, column 'count': 1e+23 is more people than there are" in refused.why


@pytest.mark.parametrize("population", ["inf", "nan", "1e308", "0", "-1"])
def test_population_that_cannot_be_is_refused(tmp_path: Path, population: str) -> None:
    paths = table(tmp_path, HEARD), table(tmp_path, HEARD, "residents.csv")
    assert code(run("voices", "representation", *paths, "--population", population)) == 2


@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * 50_000) + " = 1",
        "a = { " + ".".join(["'b'"] * 50_000) + " = 1 }",
        "[" + " . ".join(["a"] * 9_000) + "]",
    ],
    ids=["key", "key within braces", "heading"],
)
def test_key_of_endless_parts_is_refused_before_it_fills_memory(tmp_path: Path, text: str) -> None:
    refused = run("equity", "dcea", table(tmp_path, text, "inputs.toml")).exception
    assert isinstance(refused, BadInputError)
    assert "too many parts" in refused.why


def test_pipe_or_device_is_no_inputs_file(tmp_path: Path) -> None:
    path = tmp_path / "inputs.toml"
    os.mkfifo(path)
    refused = run("equity", "dcea", str(path)).exception
    assert isinstance(refused, BadInputError)
    assert "it is not a file" in refused.why


def test_sampled_benchmark_of_nobody_is_refused(tmp_path: Path) -> None:
    paths = table(tmp_path, HEARD), table(tmp_path, "group,share\nA,0.03\nB,0.04\n", "survey.csv")
    assert code(run("voices", "representation", *paths, "--benchmark-is", "sample")) == 2


def test_count_beyond_all_people_is_refused_without_showing_it(tmp_path: Path) -> None:
    refused = run("equity", "suppress", table(tmp_path, "area,count\nNorth,12\nSouth,7e300\n")).exception
    assert isinstance(refused, BadInputError)
    assert "row 3, column 'count' is not a count of 0 or more" in refused.why
    assert "7" not in refused.why.replace(str(tmp_path), "")


def test_repeated_combination_is_refused_with_the_file(tmp_path: Path) -> None:
    refused = run("equity", "suppress", table(tmp_path, "area,count\nNorth,12\nNorth,12\n")).exception
    assert isinstance(refused, BadInputError)
    assert "table.csv" in refused.why


@pytest.mark.parametrize("number", ["5e-324", "1e308", "nan", "inf"])
def test_input_of_no_ordinary_size_is_refused_with_its_key(tmp_path: Path, number: str) -> None:
    text = TEMPLATE.replace("cost_per_qaly_elsewhere = 15_000", f"cost_per_qaly_elsewhere = {number}")
    refused = run("equity", "dcea", table(tmp_path, text, "inputs.toml")).exception
    assert isinstance(refused, BadInputError)
    assert "cost_per_qaly_elsewhere, value: it is not a number of ordinary size" in refused.why


def test_ratio_over_almost_nothing_knows_no_end(tmp_path: Path) -> None:
    path = table(tmp_path, "group,rank,population,value,se\na,1,900,1e-9,1.5\nb,2,940,24,1.5\nc,3,980,23,1.5\n")
    assert code(run("equity", "gaps", path, "--ordered", "--draws", "200", "--json")) == 0
