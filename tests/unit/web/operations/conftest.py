"""A data folder of each test's own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    before = settings.ENVIRONMENT
    settings.ENVIRONMENT = replace(before, data_folder=folder, withdrawals=folder / "withdrawals.jsonl")
    settings.PACKS_FOLDER = folder / "packs"
    return folder
