"""An analyst runs the commands of the page on published values; each answer must be what was published."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from seedbed.cli.main import app
from tests.journeys.published_answers import COMPARE, compare
from tests.published_tables import read_case, slope_name, write_tables

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "check-against-published-values.md"
COMMANDS = re.findall(r"^\s+(seedbed .+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)


def table_of(command: str) -> str:
    """Return the name of the first table a command reads."""
    return next(Path(word).stem for word in shlex.split(command) if word.endswith((".csv", ".toml")))


@pytest.fixture(scope="module")
def tables(cases: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published")
    write_tables(cases, folder)
    return folder


@pytest.mark.parametrize("command", COMMANDS)
def test_a_published_value_comes_back(command: str, tables: Path, cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tables)
    done = CliRunner().invoke(app, [*shlex.split(command)[1:], "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    compare(json.loads(done.stdout), cases, table_of(command))


def test_the_page_leaves_no_table_out(tables: Path, cases: Path) -> None:
    named = {table_of(command) for command in COMMANDS}
    named |= {Path(word).stem for command in COMMANDS for word in shlex.split(command) if word.endswith(".csv")}
    slopes = {slope_name(each) for each in read_case(cases, "inequality_phe_sii")["cases"]}
    assert {path.stem for path in tables.iterdir()} - slopes == named - slopes


def test_every_comparison_is_used() -> None:
    tables = [table_of(command) for command in COMMANDS]
    assert [start for start in COMPARE if not any(table.startswith(start) for table in tables)] == []
