"""``seedbed systems simulate`` from the file to the answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import BadInputError, UsageError
from seedbed.reports.systems.simulate_documents import SimulateDocument

STREET = """cause,effect,polarity,strength
Footfall,Shops open,+,strong
Shops open,Footfall,+,medium
Rent,Shops open,-,strong
Shops open,Noise,?,medium
"""


@pytest.fixture
def street(tmp_path: Path) -> Path:
    path = tmp_path / "street.csv"
    path.write_text(STREET, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["systems", "simulate", *arguments], catch_exceptions=False)


def document(path: Path, *arguments: str) -> dict[str, Any]:
    answer = run(str(path), "--json", *arguments)
    assert answer.exit_code == 0
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def test_published_steady_states_from_the_command_line(cases: Path, tmp_path: Path) -> None:
    checked = 0
    for case in json.loads((cases / "fcm_steady_states.json").read_text(encoding="utf-8"))["cases"]:
        weights = np.array(case["W"])
        path = tmp_path / "case.csv"
        rows = [f"C{a},C{b},{weights[a, b]}" for a, b in np.argwhere(weights)]
        path.write_text("\n".join(["cause,effect,strength", *rows]), encoding="utf-8")
        start = [part for place, value in enumerate(case["init"]) for part in ("--start", f"C{place}={value}")]
        for short, expected in case["published"].items():
            rule = {"k": "kosko", "mk": "modified", "r": "rescaled"}[short]
            found = document(path, "--rule", rule, *start)
            assert found["outcome"] == "steady"
            assert [found["steady"][f"C{place}"] for place in range(len(expected))] == pytest.approx(expected, abs=1e-6)
            checked += 1
    assert checked >= 3


def test_what_is_held_changes_others_beside_the_map_left_alone(street: Path) -> None:
    found = document(street, "--set", "rent=1", "--draws", "200")
    jsonschema.validate(found, SimulateDocument.model_json_schema(by_alias=True, mode="serialization"))
    effects = {each["factor"]: each for each in found["effects"]}
    assert effects["Shops open"]["change"] < 0 > effects["Footfall"]["change"]
    assert effects["Shops open"]["low"] < effects["Shops open"]["median"] < effects["Shops open"]["high"] < 0
    assert (effects["Shops open"]["links"][0]["cause"], effects["Shops open"]["down"]) == ("Rent", 1)
    assert effects["Noise"]["change"] == pytest.approx(0, abs=1e-6)
    assert min(effects["Noise"]["up"], effects["Noise"]["down"]) > 0.2
    assert (effects["Rent"]["is_held"], found["held"]) == (True, {"Rent": 1})


def test_the_words_say_that_it_is_no_forecast(street: Path) -> None:
    said = run(str(street), "--set", "Rent=1", "--draws", "200").stdout
    assert "This is not a forecast." in said
    assert "'Shops open' down by" in said
    assert "matters most" in said
    assert document(street)["forecast"] is False
    assert "Nothing is held" in run(str(street)).stdout


def test_a_cycle_is_told_with_what_it_comes_round_to(tmp_path: Path) -> None:
    path = tmp_path / "pulse.csv"
    path.write_text("cause,effect\nA,B\nB,C\nC,A\n", encoding="utf-8")
    settings = ("--start", "A=1", "--rule", "kosko", "--squash", "bivalent")
    found = document(path, *settings)
    assert (found["outcome"], found["period"], found["low"]["A"], found["high"]["A"]) == ("cycle", 3, 0, 1)
    assert "come round again every 3 steps" in run(str(path), *settings).stdout


def test_a_map_that_does_not_settle_left_alone_is_told_of_beside_what_is_held(tmp_path: Path) -> None:
    path = tmp_path / "swing.csv"
    path.write_text("cause,effect,polarity,strength\nA,B,+,1\nB,A,-,1\n", encoding="utf-8")
    settings = ("--set", "B=1", "--start", "A=1", "--rule", "kosko", "--squash", "tanh", "--steepness", "2")
    found = document(path, *settings)
    assert (found["outcome"], found["nothing_held_outcome"]) == ("steady", "cycle")
    assert "Left alone the map never settles" in run(str(path), *settings).stdout


def test_draws_are_told_with_their_seed_and_the_method_of_what_matters(street: Path) -> None:
    said = run(str(street), "--set", "Rent=1", "--draws", "200", "--seed", "7").stdout
    assert "200 draws of all weights, from seed 7" in said
    assert "matters most (rank correlation" in said


PEOPLE = """person,cause,effect,weight
Rosa,Rent,Shops open,-0.9
Dev,Rent,Shops open,-0.5
Sam,rent,shops open,-0.7
Rosa,Footfall,Shops open,0.8
Dev,Footfall,Shops open,-0.2
"""


def test_weights_of_several_people_are_combined_and_their_differences_told(street: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    found = document(street, "--people", str(people), "--set", "Rent=1", "--draws", "100")
    assert found["people"] == 3
    assert [(each["cause"], each["disagree"]) for each in found["weights"]] == [("Footfall", True), ("Rent", False)]
    assert found["weights"][1]["median"] == pytest.approx(-0.7)
    said = run(str(street), "--people", str(people), "--set", "Rent=1").stdout
    assert "Weights of 3 people" in said
    assert "Disagree on direction" in said


@pytest.mark.parametrize(
    "row", ["Rosa,Rent,Noise,0.5", "Rosa,Moon,Noise,0.5", "Rosa,Rent,Shops open,2", "Rosa,Rent,,1"]
)
def test_weights_that_do_not_fit_the_map_are_refused(street: Path, tmp_path: Path, row: str) -> None:
    people = tmp_path / "people.csv"
    people.write_text(f"person,cause,effect,weight\n{row}\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="row 2"):
        run(str(street), "--people", str(people))


def test_the_page_is_written(street: Path, tmp_path: Path) -> None:
    assert run(str(street), "--set", "Rent=1", "--out", str(tmp_path / "page.html")).exit_code == 0
    assert "What-if, not a forecast" in (tmp_path / "page.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "wrong",
    [
        ("--set", "Rent"),
        ("--set", "Rent=much"),
        ("--set", "Rent=2"),
        ("--start", "Moon=1"),
        ("--steepness", "0"),
        ("--set", "Rent=nan"),
        ("--set", "Rent=1", "--set", "rent=0"),
        ("--draws", "200"),
    ],
)
def test_what_cannot_be_played_is_refused(street: Path, wrong: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        run(str(street), *wrong)
