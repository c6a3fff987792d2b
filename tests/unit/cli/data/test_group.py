from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.data.group import data
from seedbed.errors import BadInputError, MissingDataError
from tests.unit.sources.england.small_england import write_more


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of our own, and files to build from."""
    monkeypatch.setenv("SEEDBED_DATA_DIR", str(tmp_path / "data"))
    write_more(tmp_path / "files")
    return tmp_path


def ask(*arguments: str) -> Result:
    return CliRunner().invoke(data, list(arguments))


def answer(*arguments: str) -> dict[str, object]:
    """Run a command that succeeds and read the one document on stdout."""
    result = ask(*arguments, "--json")
    assert result.exception is None, result.exception
    document: dict[str, object] = json.loads(result.stdout)
    return document


def test_build_add_list_and_verify_answer_with_one_document_each(folders: Path) -> None:
    pack = str(folders / "pack")
    built = answer("build", "england", "--from", str(folders / "files"), "--out", pack)
    assert built["schema"] == "seedbed/data-build/1"
    assert built["small_areas"] == 8
    assert answer("add", pack)["schema"] == "seedbed/data-add/1"
    listed = answer("list")
    assert isinstance(listed["packs"], list)
    assert [each["name"] for each in listed["packs"]] == ["england"]
    assert answer("verify")["whole"] is True


def test_sources_answer_without_any_data(folders: Path) -> None:
    document = answer("sources")
    assert document["schema"] == "seedbed/data-sources/1"


def test_a_fault_ends_with_bad_input_and_still_prints_the_document(folders: Path) -> None:
    answer("build", "england", "--from", str(folders / "files"), "--out", str(folders / "pack"))
    path = folders / "pack" / "figures_iod2025.parquet"
    path.write_bytes(path.read_bytes()[:-50])
    result = ask("verify", str(folders / "pack"), "--json")
    assert isinstance(result.exception, BadInputError)
    assert json.loads(result.stdout)["packs"][0]["faults"][0]["file"] == "figures_iod2025.parquet"


def test_a_missing_file_ends_with_missing_data(folders: Path) -> None:
    (folders / "files" / "lookup_lsoa21.parquet").unlink()
    result = ask("build", "england", "--from", str(folders / "files"), "--out", str(folders / "pack"), "--json")
    assert isinstance(result.exception, MissingDataError)
    assert result.stdout == ""


def test_without_json_nothing_goes_to_stdout(folders: Path) -> None:
    result = ask("list")
    assert result.stdout == ""
    assert "No pack is installed" in result.stderr


def test_the_folder_of_a_site_is_told_apart_from_that_of_packs(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SEEDBED_DATA_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(folders / "own"))
    monkeypatch.setenv("SEEDBED_HOME", str(folders / "site"))
    said = ask("list").stderr
    assert f"No pack is installed in {folders / 'own' / 'seedbed' / 'packs'}." in said
    assert f"set SEEDBED_DATA_DIR to {folders / 'site'} too" in said
