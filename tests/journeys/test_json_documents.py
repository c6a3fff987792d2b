"""Sam's scripts: with ``--json`` a command prints one document to stdout, of the form the reference states."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from seedbed.sources.packs import Pack
from seedbed.sources.store import VARIABLE

pytestmark = pytest.mark.journey

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "schemas"


@pytest.fixture(scope="module")
def workplace(town: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sam")
    shutil.copytree(town.folder, folder / "alderwick")
    _run(folder, "data", "add", "alderwick", "--json")
    _run(folder, "places", "screen", "--within", "alderwick", "--percentile", "25", "--out", "candidates.json")
    return folder


def _run(folder: Path, *arguments: str) -> str:
    answer = subprocess.run(
        [sys.executable, "-m", "seedbed.cli.main", *arguments],
        cwd=folder,
        env={**os.environ, VARIABLE: str(folder / "data")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout


COMMANDS = {
    "data-add": ("data", "add", "alderwick"),
    "data-list": ("data", "list"),
    "data-verify": ("data", "verify"),
    "data-sources": ("data", "sources"),
    "places-screen": ("places", "screen", "--within", "alderwick", "--percentile", "25", "--pairs"),
    "places-profile": ("places", "profile", "--demo", "kestrel-rise"),
    "places-choose": (
        *("places", "choose", "candidates.json", "--rank", "1"),
        *("--by", "Ngozi", "--reason", "Residents asked for it"),
    ),
    "assets-reach": ("assets", "reach", "--origins", "oa", "--type", "library"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_prints_one_document_of_its_stated_form(workplace: Path, name: str) -> None:
    document: dict[str, Any] = json.loads(_run(workplace, *COMMANDS[name], "--json"))
    schema = json.loads((SCHEMAS / f"{name}-1.json").read_text(encoding="utf-8"))
    jsonschema.validate(document, schema)
    assert document["schema"] == f"seedbed/{name}/1"
