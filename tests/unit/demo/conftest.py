"""The invented town, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.demo.town import build_town_pack
from seedbed.sources.packs import Pack


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    folder: Path = tmp_path_factory.mktemp("town") / "alderwick"
    return build_town_pack(folder)
