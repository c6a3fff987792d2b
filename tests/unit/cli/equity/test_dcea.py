"""``seedbed equity dcea``: published values from the command line, the example, files, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.equity.group import equity
from seedbed.errors import BadInputError, UserError

RULES = {"given": "", "equal": "equal", "poor": "worst-off", "rich": "best-off"}


def answer(*arguments: str | Path) -> Result:
    return CliRunner().invoke(equity, ["dcea", *map(str, arguments)])


def document(path: Path, *arguments: str | Path) -> dict[str, Any]:
    done = answer(path, *arguments, "--json")
    assert done.exit_code == 0, done.output
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


@pytest.fixture
def example(tmp_path: Path) -> Path:
    path = tmp_path / "example.toml"
    path.write_text(answer("--example").stdout, encoding="utf-8")
    return path


def certain(path: Path) -> Path:
    """Write three invented groups without any standard error."""
    groups = [
        f'[[group]]\nname = "{name}"\npopulation = 1000\nbaseline_health = {health}\nbenefit_per_person = {gain}\n'
        for name, health, gain in (("first", 60, 0.01), ("second", 70, 0.02), ("third", 75, 0.03))
    ]
    head = '[programme]\ncost = 300_000\ncost_per_qaly_elsewhere = 10_000\n[opportunity_cost]\nshares = "equal"\n'
    path.write_text(head + "\n".join(groups), encoding="utf-8")
    return path


def published(cases: Path, path: Path, scenario: str) -> tuple[dict[str, Any], Path]:
    """Write the inputs of a published analysis as the how-to page tells."""
    case: dict[str, Any] = json.loads((cases / "dcea_york_nrt.json").read_text(encoding="utf-8"))
    rule, numbers = RULES[scenario], case["parameters"]
    lines = [
        "[programme]",
        f"cost = {numbers['total_cost']}",
        f"cost_per_qaly_elsewhere = {numbers['marginal_productivity']}",
        *([f'[opportunity_cost]\nshares = "{rule}"'] if rule else []),
        "[aversion]",
        *(
            f"{measure} = [{', '.join(key[1:] for key in case['expected']['swf_given'][measure])}]"
            for measure in ("atkinson", "kolm")
        ),
    ]
    for row in case["inputs"]:
        lines += [
            "[[group]]",
            f'name = "{row["REGION"]} {row["SES"]}"',
            f"population = {row['POPULATION']}",
            f"baseline_health = {row['BASELINE']}",
            f"benefit_per_person = {row['INCREMENTAL_HEALTH_BENEFIT']}",
        ]
        if not rule:
            lines.append(f"opportunity_cost_weight = {row['OPPORTUNITY_COST_WEIGHTS']}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return case, path


@pytest.mark.parametrize("scenario", RULES)
def test_published_net_health_from_the_command_line(cases: Path, tmp_path: Path, scenario: str) -> None:
    case, path = published(cases, tmp_path / "inputs.toml", scenario)
    ours = {row["group"]: row for row in document(path)["net_health"]}
    for row in case["expected"][f"post_{scenario}"]:
        found = ours[f"{row['REGION']} {row['SES']}"]
        told = [found["value"], found["opportunity_cost"], found["health_after"]]
        wanted = [row["NET_HEALTH_BENEFIT"], row["HEALTH_OPPORTUNITY_COST"], row["POST_INTERVENTION"]]
        assert told == pytest.approx(wanted, abs=case["tolerance"])


@pytest.mark.parametrize("scenario", RULES)
def test_published_equivalents_from_the_command_line(cases: Path, tmp_path: Path, scenario: str) -> None:
    case, path = published(cases, tmp_path / "inputs.toml", scenario)
    ours = {(row["measure"], row["aversion"]): row for row in document(path)["ede"]}
    for measure, expected in case["expected"][f"swf_{scenario}"].items():
        for key, row in expected.items():
            found = ours[measure, float(key[1:])]
            assert [found["before"], found["after"]] == pytest.approx([row["base"], row["post"]], abs=case["tolerance"])


def test_published_implicit_weights_from_the_command_line(cases: Path, tmp_path: Path) -> None:
    case = json.loads((cases / "dcea_england_qale_hoc.json").read_text(encoding="utf-8"))
    weights = case["published_implicit_weight_most_vs_least_deprived"]
    lines = ["[programme]\ncost = 1e6\ncost_per_qaly_elsewhere = 2e4", '[opportunity_cost]\nshares = "steep"']
    lines += ["[aversion]", *(f"{measure} = [{', '.join(found)}]" for measure, found in weights.items())]
    for place, health in enumerate(case["baseline_qale_by_imd"]):
        lines.append(f'[[group]]\nname = "{place}"\npopulation = {case["population_each"]}\nbaseline_health = {health}')
        lines.append("benefit = 10")
    path = tmp_path / "england.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for row in document(path)["ede"]:
        published_weight = weights[row["measure"]][f"{row['aversion']:g}"]
        assert row["weight_of_most_disadvantaged"] == pytest.approx(published_weight, rel=case["tolerance"])


def test_the_example_runs_and_says_that_it_is_invented(example: Path) -> None:
    printed = document(example)
    assert printed["schema"] == "seedbed/equity-dcea/1"
    assert printed["invented"] is True
    assert printed["position"] == "more health, wider gap"
    assert printed["total_low"] < printed["total"] < printed["total_high"]
    assert 0 < printed["thresholds"][0]["aversion"] < 50


def test_the_same_seed_gives_the_same_draws_and_another_others(example: Path) -> None:
    first, again = document(example), document(example)
    assert first == again
    example.write_text(example.read_text(encoding="utf-8").replace("seed = 1", "seed = 2"), encoding="utf-8")
    assert document(example)["total_low"] != first["total_low"]


def test_errors_shared_by_all_groups_widen_the_limits_of_the_sum(example: Path) -> None:
    shared = document(example)
    text = example.read_text(encoding="utf-8")
    example.write_text(text.replace('together = ["benefit_per_user"]', ""), encoding="utf-8")
    apart = document(example)
    assert shared["drawn_together"] == ["benefit_per_user"]
    assert shared["total_high"] - shared["total_low"] > 1.5 * (apart["total_high"] - apart["total_low"])
    assert "much too narrow" in apart["notes"][0]


def test_more_confidence_is_wider(example: Path) -> None:
    assert document(example, "--confidence", "0.99")["total_low"] < document(example)["total_low"]


def test_certain_inputs_give_no_limits_and_a_note(tmp_path: Path) -> None:
    printed = document(certain(tmp_path / "inputs.toml"))
    assert [row["value"] for row in printed["net_health"]] == pytest.approx([0, 10, 20])
    assert printed["total_low"] is None
    assert printed["probabilities"] is None
    assert printed["draws"] == 0
    assert "nothing is said about how sure" in printed["notes"][0]


def test_slopes_before_and_after_are_given_with_their_change(tmp_path: Path) -> None:
    printed = document(certain(tmp_path / "inputs.toml"))
    assert printed["slope_after"] - printed["slope_before"] == pytest.approx(printed["slope_change"])
    assert printed["slope_change"] == pytest.approx(0.03)  # 0, 0.01, 0.02 more years at 1/6, 1/2 and 5/6


def test_groups_in_the_wrong_order_are_noted(tmp_path: Path) -> None:
    path = certain(tmp_path / "inputs.toml")
    path.write_text(path.read_text(encoding="utf-8").replace("= 60", "= 90"), encoding="utf-8")
    assert any("most disadvantaged group stands first" in note for note in document(path)["notes"])


@pytest.mark.parametrize(
    ("gains", "position"),
    [
        ((0.06, 0.02, 0.01), "more health, narrower gap"),
        ((0.01, 0.02, 0.06), "more health, wider gap"),
        ((0.02, 0.01, 0.0), "no change in one of the two"),
        ((0.02, 0.001, 0.0), "less health, narrower gap"),
        ((0.0, 0.001, 0.02), "less health, wider gap"),
    ],
)
def test_where_it_stands_is_said_in_words(tmp_path: Path, gains: tuple[float, ...], position: str) -> None:
    path = certain(tmp_path / "inputs.toml")
    text = path.read_text(encoding="utf-8")
    for old, new in zip(("0.01", "0.02", "0.03"), gains, strict=True):
        text = text.replace(f"benefit_per_person = {old}\n", f"benefit_per_person = @{new}\n")
    path.write_text(text.replace("@", ""), encoding="utf-8")
    assert document(path)["position"] == position
    assert position in answer(path).stdout.lower()


def test_a_loss_is_told_as_a_loss(tmp_path: Path) -> None:
    path = certain(tmp_path / "inputs.toml")
    path.write_text(path.read_text(encoding="utf-8").replace("300_000", "900_000"), encoding="utf-8")
    assert "net loss of 30.0 QALYs" in answer(path).stdout


def test_a_page_a_table_and_a_workbook_are_written(example: Path, tmp_path: Path) -> None:
    outs = [part for form in ("html", "csv", "xlsx") for part in ("--out", tmp_path / f"found.{form}")]
    assert answer(example, *outs).exit_code == 0
    page = (tmp_path / "found.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 4
    assert "slope index of inequality" in page
    assert len((tmp_path / "found.csv").read_text(encoding="utf-8-sig").splitlines()) == 6


def test_without_inputs_the_example_is_pointed_to() -> None:
    done = CliRunner().invoke(equity, ["dcea"])
    assert done.exit_code == 2
    assert "--example" in done.output


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("population = 1000\n", "population = 0\n", "population of group 1 is 0"),
        ("population = 1000\n", "population = -5\n", "-5 is below 0"),
        ("population = 1000\n", 'population = "many"\n', "'many' is not a number"),
        ("population = 1000\n", "", "group 1, population: it is missing"),
        ("population = 1000\n", "population = nan\n", "not a number of ordinary size"),
        ("population = 1000\n", f"population = 1{'0' * 400}\n", "not a number of ordinary size"),
        ("population = 1000\n", "population = inf\n", "not a number of ordinary size"),
        ("cost_per_qaly_elsewhere = 10_000", "cost_per_qaly_elsewhere = 0", "said to cost 0"),
        ("cost = 300_000\n", "", "programme, cost: it is missing"),
        ('shares = "equal"', 'shares = "fair"', "'fair' is not known"),
        ('shares = "equal"', 'shares = "steep"', "there are 3 groups"),
        ("name", "nmae", "this key is not known"),
        ('name = "second"', 'name = "first"', "two groups are named 'first'"),
        ("benefit_per_person = 0.02", "benefit = 0.02", "the same for all"),
        ("= 0.01\n", "= { value = 0.01, se = -1 }\n", "-1 is below 0"),
        ("= 0.01\n", "= { value = 0.01, low = 0.02, high = 0.03 }\n", "is not between its limits"),
        ("= 0.01\n", "= { value = 0.01 }\n", "{value, se}"),
        ("= 0.01\n", "= 0.01\nuptake = 0.5\n", "goes with benefit_per_user"),
        ("cost = 300_000\n", "cost_per_user = 30\n", "goes with benefit_per_user"),
        ("cost = 300_000", "cost = 1e13", "'first' would have"),
        ("[programme]", "[programme", "it is not TOML"),
    ],
)
def test_bad_inputs_are_refused_with_file_and_key(tmp_path: Path, old: str, new: str, why: str) -> None:
    path = certain(tmp_path / "inputs.toml")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    done = answer(path)
    assert isinstance(done.exception, UserError)
    assert done.exception.exit_code == 3
    assert str(path) in done.exception.why
    assert why in done.exception.why


def test_one_group_is_refused(tmp_path: Path) -> None:
    path = certain(tmp_path / "inputs.toml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("[[group]]", text.index("[[group]]") + 1)], encoding="utf-8")
    done = answer(path)
    assert isinstance(done.exception, BadInputError)
    assert "there are 1 groups" in done.exception.why


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("value = 0.08, low = 0.06, high = 0.10", "value = 8, low = 6, high = 10", "8 is above 1; it is a share"),
        ("uptake = { value = 0.08, low = 0.06, high = 0.10 }", "uptake = 8", "8 is above 1; it is a share"),
        ("eligible = 2_600", "eligible = 26_000", "more than the population"),
        ("draws = 10_000", "draws = 10", "uncertainty, draws"),
        ('["benefit_per_user"]', '["rank"]', "uncertainty, together"),
        ('["benefit_per_user"]', "[{}]", "uncertainty, together"),
        ("kolm = [0, 0.05, 0.1, 0.15]", "kolm = [-1]", "-1 is below 0"),
        ("invented = true", 'invented = "yes"', "write true or false"),
    ],
)
def test_bad_values_of_the_example_are_refused(example: Path, old: str, new: str, why: str) -> None:
    text = example.read_text(encoding="utf-8")
    assert old in text
    example.write_text(text.replace(old, new), encoding="utf-8")
    done = answer(example)
    assert isinstance(done.exception, BadInputError)
    assert why in done.exception.why


def test_the_how_to_page_prints_the_example_as_the_command_does() -> None:
    page = Path(__file__).parents[4] / "docs/how-to/weigh-who-gains.md"
    assert f"```toml\n{answer('--example').stdout}```" in page.read_text(encoding="utf-8")
