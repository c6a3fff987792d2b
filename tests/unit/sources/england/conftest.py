from __future__ import annotations

from datetime import date

import pytest

from seedbed.sources.england.recipe import BuildReport, build_england
from seedbed.sources.packs import Pack
from seedbed.workflows.progress import silent
from tests.unit.sources.england.small_england import write_more

Built = tuple[Pack, BuildReport]


@pytest.fixture(scope="session")
def small_england(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The made-up corner of England as a pack, and what its build told."""
    base = tmp_path_factory.mktemp("small_england")
    report = build_england(write_more(base / "files"), base / "pack", created=date(2026, 1, 1), progress=silent)
    return Pack.open(base / "pack"), report
