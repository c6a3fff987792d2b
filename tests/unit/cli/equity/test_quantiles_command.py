"""``seedbed equity quantiles``: its document, its page, sets, rules, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.equity.group import equity
from seedbed.errors import BadInputError, UserError

INVENTED = "area,region,score,population\n" + "\n".join(
    f"A{place},{'north' if place <= 11 else 'south'},{100 - place},{1000 if place <= 11 else 10 * place}"
    for place in range(1, 22)
)


def answer(*arguments: str | Path) -> Result:
    return CliRunner().invoke(equity, ["quantiles", *map(str, arguments)])


def document(*arguments: str | Path) -> dict[str, Any]:
    done = answer(*arguments, "--json")
    assert done.exit_code == 0, (done.output, done.exception)
    printed: dict[str, Any] = json.loads(done.stdout)
    return printed


def error(*arguments: str | Path) -> UserError:
    done = answer(*arguments)
    assert isinstance(done.exception, UserError), done.output
    return done.exception


@pytest.fixture
def places(tmp_path: Path) -> Path:
    path = tmp_path / "invented.csv"
    path.write_text(INVENTED, encoding="utf-8")
    return path


def groups(made: dict[str, Any]) -> list[int | None]:
    return [row["quantile"] for row in made["rows"]]


def test_rows_keep_their_order_and_name(places: Path) -> None:
    made = document(places, "--groups", "3")
    assert made["schema"] == "seedbed/equity-quantiles/1"
    assert made["rows"][0] == {"name": "A1", "set": "", "value": 99.0, "rank": 1.0, "quantile": 1}
    assert groups(made) == [1] * 7 + [2] * 7 + [3] * 7


def test_sets_are_cut_by_themselves(places: Path) -> None:
    made = document(places, "--groups", "2", "--by", "region")
    assert made["by"] == ["region"]
    assert groups(made) == [1] * 6 + [2] * 5 + [1] * 5 + [2] * 5


def test_rule_is_named_and_changes_borders(places: Path) -> None:
    made = document(places, "--groups", "2", "--by", "region", "--rule", "indices")
    assert "English Indices of Deprivation" in made["method"]
    assert groups(made)[:11] == [1] * 5 + [2] * 6


def test_groups_of_like_numbers_of_people(places: Path) -> None:
    made = document(places, "--groups", "2", "--rule", "population")
    assert groups(made) == [1] * 6 + [2] * 15
    assert [group["population"] for group in made["of_groups"]] == [6000, 6650]


def test_any_column_may_hold_the_values(places: Path) -> None:
    made = document(places, "--value", "population", "--groups", "7", "--first", "lowest")
    assert made["rows"][11]["quantile"] == 1


def test_missing_values_are_counted(places: Path, tmp_path: Path) -> None:
    path = tmp_path / "gap.csv"
    path.write_text(INVENTED + "\nA22,south,,5", encoding="utf-8")
    made = document(path, "--groups", "3")
    assert made["rows"][-1]["quantile"] is None
    assert any("not counted: 1 of 22" in note for note in made["notes"])


def test_set_with_too_few_places_has_no_groups(places: Path) -> None:
    made = document(places, "--groups", "11", "--by", "region")
    assert groups(made) == [*range(1, 12), *[None] * 10]
    assert any(note.startswith("1 of 2 sets have fewer places") for note in made["notes"])


def test_page_shows_groups_and_rule(places: Path, tmp_path: Path) -> None:
    page = tmp_path / "quantiles.html"
    assert answer(places, "--groups", "3", "--out", page).exit_code == 0
    shown = page.read_text(encoding="utf-8")
    assert "21 of 21 rows were put into 3 groups; group 1 has the highest values." in shown
    assert "Groups hold 7 places each." in shown
    assert "Assigning Deprivation Categories" in shown
    assert "Values by group" in shown


def test_files_hold_one_row_a_place(places: Path, tmp_path: Path) -> None:
    path = tmp_path / "quantiles.csv"
    assert answer(places, "--groups", "3", "--out", path).exit_code == 0
    written = path.read_text(encoding="utf-8-sig")
    assert "Place,Set,Value,Rank,Group" in written
    assert "A21,All,79,21,3" in written


def test_one_group_is_refused(places: Path) -> None:
    assert "1 groups" in error(places, "--groups", "1").what


def test_people_are_needed_for_groups_of_people(tmp_path: Path) -> None:
    path = tmp_path / "bare.csv"
    path.write_text("value\n1\n2\n", encoding="utf-8")
    failed = error(path, "--rule", "population", "--groups", "2")
    assert isinstance(failed, BadInputError)
    assert "population" in failed.why


@pytest.mark.parametrize(("cell", "told"), [("high", "'high' is not a number"), ("inf", "is infinite")])
def test_values_that_are_no_numbers_are_refused_by_their_row(tmp_path: Path, cell: str, told: str) -> None:
    path = tmp_path / "odd.csv"
    path.write_text(f"value\n1\n{cell}\n", encoding="utf-8")
    failed = error(path)
    assert told in failed.why
    assert "row 3" in failed.why
