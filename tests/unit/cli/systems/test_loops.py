"""``seedbed systems loops`` from the file to the answer."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import BadInputError, UsageError
from seedbed.reports.systems.loops_documents import LoopsDocument

STREET = """cause,effect,polarity,strength
Footfall,Shops open,+,strong
Shops open,Footfall,+,medium
Shops open,Noise,+,weak
Noise,Footfall,-,weak
Shops open,Rent,?,
Rent,Shops open,-,strong
"""


@pytest.fixture
def street(tmp_path: Path) -> Path:
    path = tmp_path / "street.csv"
    path.write_text(STREET, encoding="utf-8")
    return path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["systems", "loops", *arguments], catch_exceptions=False)


def document(path: Path, *arguments: str) -> dict[str, Any]:
    answer = run(str(path), "--json", *arguments)
    assert answer.exit_code == 0
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def test_the_document_is_of_its_stated_form(street: Path) -> None:
    found = document(street)
    jsonschema.validate(found, LoopsDocument.model_json_schema(by_alias=True, mode="serialization"))
    assert found["schema"] == "seedbed/systems-loops/1"
    assert (found["count"], found["truncated"], found["factors_on_map"], found["links_on_map"]) == (3, False, 4, 6)


def test_loops_are_named_signed_and_told(street: Path) -> None:
    loops = {each["label"]: each for each in document(street)["loops"]}
    assert {label: set(each["factors"]) for label, each in loops.items()} == {
        "R1": {"Footfall", "Shops open"},
        "U1": {"Shops open", "Rent"},
        "B1": {"Footfall", "Shops open", "Noise"},
    }
    assert loops["R1"]["strength"] == pytest.approx(0.375)
    assert loops["R1"]["story"] == ("When Shops open goes up, Footfall goes up, which pushes Shops open further up.")
    assert loops["B1"]["polarity"] == "balancing"


def test_loops_are_filtered_and_ranked(street: Path) -> None:
    through = document(street, "--through", "NOISE")
    assert (through["count"], through["loops"][0]["factors"][0]) == (1, "Noise")
    assert [each["label"] for each in document(street, "--polarity", "balancing")["loops"]] == ["B1"]
    assert [len(each["links"]) for each in document(street, "--rank", "strongest")["loops"]] == [2, 2, 3]


def test_a_cap_is_said_aloud(street: Path) -> None:
    found = document(street, "--most", "1")
    assert (found["count"], found["listed"], found["truncated"]) == (3, 1, True)
    assert any("3 loops" in note and "the 1 shortest" in note for note in found["notes"])
    assert "the 1 shortest" in run(str(street), "--most", "1").stdout


def test_loops_in_order_of_strength_are_only_those_listed_and_it_is_said(street: Path) -> None:
    told = "in order among those listed alone"
    assert [told in run(str(street), "--most", "1", "--rank", rank).stdout for rank in ("strongest", "shortest")] == [
        True,
        False,
    ]


def test_loops_of_one_kind_are_told_as_such(street: Path) -> None:
    said = run(str(street), "--polarity", "balancing").stdout
    assert "Only those that are balancing are listed: 1." in said
    assert "and 2 more are each on 100% of the loops listed (1)" in said


def test_a_person_reads_sentences_and_files_hold_all(street: Path, tmp_path: Path) -> None:
    said = run(str(street)).stdout
    assert "The map has 3 feedback loops of up to 12 links: 1 reinforcing, 1 balancing and 1 undetermined." in said
    assert "Noise → Footfall → Shops open → Noise" in said or "Shops open → Noise → Footfall → Shops open" in said
    assert run(str(street), "--out", str(tmp_path / "loops.html"), "--out", str(tmp_path / "loops.csv")).exit_code == 0
    assert "Feedback loops" in (tmp_path / "loops.html").read_text(encoding="utf-8")
    assert "undetermined" in (tmp_path / "loops.csv").read_text(encoding="utf-8-sig")


def test_a_map_without_loops_says_so(tmp_path: Path) -> None:
    path = tmp_path / "line.csv"
    path.write_text("cause,effect\nA,B\n", encoding="utf-8")
    assert "no feedback loops of up to 12 links" in run(str(path)).stdout


def test_rows_left_out_are_told_of(tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("cause,effect,polarity\nA,B,+\nB,A,sideways\n", encoding="utf-8")
    found = document(path)
    assert found["refused"][0]["where"] == "row 3"
    assert any("not on the map" in note for note in found["notes"])


@pytest.mark.parametrize(
    "wrong", [("--through", "Footfal"), ("--max-length", "0"), ("--most", "0"), ("--format", "odd")]
)
def test_what_cannot_be_asked_is_refused(street: Path, wrong: tuple[str, str]) -> None:
    with pytest.raises(UsageError):
        run(str(street), *wrong)


def test_a_name_nearly_right_is_answered_with_those_near_it(street: Path) -> None:
    with pytest.raises(UsageError) as caught:
        run(str(street), "--through", "Footfal")
    assert "Footfall" in caught.value.why


def test_a_file_that_is_no_map_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        run(str(tmp_path / "none.csv"))
