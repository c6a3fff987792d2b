"""The generated pages: what they hold, and how --check sees that they are current."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import click
import jsonschema
import pytest

from manual import __main__ as manual
from manual import commands, methods, schemas
from seedbed.reports.documents import Document
from seedbed.reports.screen_documents import ScreenDocument

PAGES = {"reference/methods/rates.md": "# Rates\n", "reference/commands.md": "# Commands\n"}


@click.group()
def town() -> None:
    """Look after a town."""


@town.command()
@click.argument("areas", nargs=-1, required=True)
@click.option("--count", default=3, show_default=True, help="How many | to keep.")
@click.option("--secret", hidden=True)
def plant(areas: tuple[str, ...], count: int, secret: str | None) -> None:
    """Plant trees.

    In the areas given.
    """


@town.command(hidden=True)
def dig() -> None:
    """Dig."""


@pytest.fixture(scope="module")
def page() -> str:
    return commands.page(town, "town")


def test_each_command_has_its_section_help_and_usage(page: str) -> None:
    assert "## town plant\n\nPlant trees.\n\nIn the areas given.\n" in page
    assert "town plant [OPTIONS] AREAS..." in page


def test_each_option_has_a_row(page: str) -> None:
    assert "| <code>--count INTEGER</code> | How many &#124; to keep. [default: 3] |" in page


def test_what_is_hidden_stays_out(page: str) -> None:
    assert "dig" not in page
    assert "secret" not in page


def test_a_group_links_to_its_commands_and_the_exit_codes_follow(page: str) -> None:
    assert "[town plant](#town-plant)" in page
    assert page.index("## town plant") < page.index("## Exit codes")


def test_every_document_has_a_valid_schema() -> None:
    pages = schemas.pages()
    files = [path for path in pages if path.endswith(".json")]
    assert {"reference/schemas/places-screen-1.json", "reference/schemas/data-list-1.json"} <= set(files)
    for path in files:
        jsonschema.Draft202012Validator.check_schema(json.loads(pages[path]))
        assert Path(path).name in pages["reference/schemas.md"]


def test_every_schema_has_its_own_file() -> None:
    found = [path for path in schemas.pages() if path.endswith(".json")]
    forms = [schemas._form(document) for document in schemas._all_documents(Document)]
    assert len(found) == len(set(forms)) == len(forms)


def test_a_schema_refuses_another_form_and_unknown_keys() -> None:
    schema = json.loads(schemas.schema(ScreenDocument))
    assert schema["properties"]["schema"]["const"] == "seedbed/places-screen/1"
    assert schema["additionalProperties"] is False


def test_every_spec_module_is_a_page_of_the_index() -> None:
    pages = methods.pages()
    modules = [path.stem.removeprefix("test_") for path in methods.SPEC.glob("test_*.py")]
    assert len(modules) >= 10
    for name in modules:
        assert f"({name}.md)" in pages["reference/methods/index.md"]
        assert pages[f"reference/methods/{name}.md"].startswith("# ")


def test_a_page_shows_the_words_the_table_and_the_code() -> None:
    text = methods.pages()["reference/methods/proportions.md"]
    assert text.startswith("# Proportions\n\nThe share of people")
    assert "from seedbed.analysis.equity import rates" in text
    assert "| 20 | 100 | 20 | 13.34 | 28.88 |" in text
    assert 'rates.proportion(given["people with it"]' in text


def test_a_module_that_checks_nothing_is_refused() -> None:
    empty = ModuleType("tests.spec.test_empty", "Nothing here.")
    with pytest.raises(ValueError, match="test_empty needs"):
        methods.page(empty)


def test_written_pages_are_current(tmp_path: Path) -> None:
    manual.write(tmp_path, PAGES)
    assert manual.faults(tmp_path, PAGES) == []


def test_a_missing_page_is_named(tmp_path: Path) -> None:
    manual.write(tmp_path, PAGES)
    (tmp_path / "reference/commands.md").unlink()
    assert manual.faults(tmp_path, PAGES) == ["reference/commands.md is missing"]


def test_a_changed_page_is_named(tmp_path: Path) -> None:
    manual.write(tmp_path, PAGES)
    (tmp_path / "reference/commands.md").write_text("# Commands by hand\n", encoding="utf-8")
    assert manual.faults(tmp_path, PAGES) == ["reference/commands.md is not current"]


def test_a_page_that_belongs_to_nothing_is_named_and_then_removed(tmp_path: Path) -> None:
    manual.write(tmp_path, PAGES)
    orphan = tmp_path / "reference/methods/old.md"
    orphan.write_text("# Old\n", encoding="utf-8")
    assert manual.faults(tmp_path, PAGES) == ["reference/methods/old.md belongs to nothing any more"]
    manual.write(tmp_path, PAGES)
    assert not orphan.exists()


def test_pages_written_by_hand_are_left_alone(tmp_path: Path) -> None:
    manual.write(tmp_path, PAGES)
    (tmp_path / "index.md").write_text("# Seedbed\n", encoding="utf-8")
    assert manual.faults(tmp_path, PAGES) == []


def test_checking_ends_with_one_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(manual, "collect", lambda: PAGES)
    assert manual.main(["--check"], tmp_path) == 1
    assert "docs/reference/commands.md is missing" in capsys.readouterr().err
    assert manual.main([], tmp_path) == 0
    assert manual.main(["--check"], tmp_path) == 0
