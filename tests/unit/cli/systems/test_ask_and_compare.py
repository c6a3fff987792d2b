"""``seedbed systems ask`` and ``compare`` from files to answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import BadInputError, UsageError
from seedbed.reports.systems.ask_documents import AskDocument
from seedbed.reports.systems.compare_documents import CompareDocument

STREET = """cause,effect,polarity
Wardens,Safety,+
Lamps,Safety,+
Safety,Footfall,+
Footfall,Trade,+
Wardens,Budget,-
Budget,Lamps,+
"""
SHOPS = """cause,effect,polarity
wardens,safety,-
Safety,Footfall,+
Rent,Trade,-
Lamps,Safety,?
Trade,Safety,+
"""


@pytest.fixture
def street(tmp_path: Path) -> Path:
    path = tmp_path / "street.csv"
    path.write_text(STREET, encoding="utf-8")
    return path


@pytest.fixture
def shops(tmp_path: Path) -> Path:
    path = tmp_path / "shops.csv"
    path.write_text(SHOPS, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["systems", *map(str, arguments)], catch_exceptions=False)


def document(*arguments: object) -> dict[str, Any]:
    answer = run(*arguments, "--json")
    assert answer.exit_code == 0
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


@pytest.mark.parametrize("letter", "abcdefghijklmn")
def test_each_question_has_an_answer_of_its_stated_form(street: Path, letter: str) -> None:
    chosen = ("--factor", "wardens", "--factor", "lamps", "--towards", "Trade")
    found = document("ask", street, letter, *chosen)
    jsonschema.validate(found, AskDocument.model_json_schema(by_alias=True, mode="serialization"))
    assert found["schema"] == "seedbed/systems-ask/1"
    assert found["sentences"]
    assert found["factors"]


def test_an_answer_is_said_and_written(street: Path, tmp_path: Path) -> None:
    said = run("ask", street, "A", "--factor", "wardens").stdout
    assert "'Wardens' reaches 5 of the other 5 factors." in said
    assert "Fewest links to it" in said
    assert (
        run("ask", street, "c", "--factor", "Lamps", "--towards", "Trade", "--out", tmp_path / "c.html").exit_code == 0
    )
    assert "What must hold" in (tmp_path / "c.html").read_text(encoding="utf-8")


def test_a_map_that_marks_nothing_says_what_to_do(street: Path) -> None:
    assert "choose factors to ask about" in run("ask", street, "d").stdout


def test_a_letter_that_is_none_is_refused(street: Path) -> None:
    with pytest.raises(UsageError, match="a to n"):
        run("ask", street, "z")


def test_two_maps_are_put_side_by_side(street: Path, shops: Path, tmp_path: Path) -> None:
    found = document("compare", street, shops)
    jsonschema.validate(found, CompareDocument.model_json_schema(by_alias=True, mode="serialization"))
    assert (found["only_first"], found["only_second"]) == (["Budget"], ["Rent"])
    assert [(each["cause"], each["first"], each["second"]) for each in found["opposite"]] == [
        ("Wardens", "same", "opposite")
    ]
    assert [each["second"] for each in found["unsure"]] == ["uncertain"]
    assert (found["first"]["links_beyond"], found["second"]["links_beyond"]) == (2, 1)
    said = run("compare", street, shops).stdout
    assert "They contradict each other on what 'Wardens' does to 'Safety'." in said
    assert run("compare", street, shops, "--out", tmp_path / "page.html").exit_code == 0


def test_a_link_of_one_map_is_not_there_on_the_other_and_what_is_not_compared_is_counted(
    street: Path, shops: Path
) -> None:
    said = run("compare", street, shops).stdout
    row = next(line for line in said.splitlines() if "second map only" in line)
    assert row.split() == ["Trade", "Safety", "second", "map", "only", "not", "there", "same"]
    assert "not compared: 2 of the first, 1 of the second." in said
    assert "not known" not in said


def test_a_ratio_without_incoming_links_is_undefined(street: Path) -> None:
    line = next(each for each in run("ask", street, "n").stdout.splitlines() if each.startswith("Wardens"))
    assert line.split() == ["Wardens", "undefined"]


def test_before_what_nothing_moves_there_is_nothing(street: Path) -> None:
    groups = document("ask", street, "k", "--factor", "Wardens")["groups"]
    assert [(each["name"], len(each["factors"])) for each in groups] == [
        ("Before 'Wardens'", 0),
        ("After 'Wardens'", 5),
    ]


def test_maps_that_share_nothing_say_so(street: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text("cause,effect\nP,Q\n", encoding="utf-8")
    assert any("share no factor" in note for note in document("compare", street, other)["notes"])


def test_a_map_that_is_not_there_is_refused(street: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInputError):
        run("compare", street, tmp_path / "none.csv")
