"""What every test may ask for."""

from __future__ import annotations

import gc
import os
from datetime import date
from pathlib import Path
from typing import Any, cast

import hypothesis
import pytest
from pytest_django import Settings

from seedbed.sources.packs import Pack
from tests.once import made_once

if not os.environ.get("CI"):
    # No test asserts on time, and a busy machine makes no failure. In CI Hypothesis takes its own profile, as patient.
    patient = hypothesis.settings(deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
    hypothesis.settings.register_profile("patient", patient)
    hypothesis.settings.load_profile("patient")

pytest_plugins = ["tests.rerun", "tests.audit_trail", "tests.postgres_choice"]
HERE = Path(__file__).parent
SHARED = HERE.parents[1] / "shared"
SHARED = Path(os.environ.get("SEEDBED_SHARED", SHARED))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give tests that share something made once for their file to one worker, so that it is not made by each."""
    for item in items:
        if item.get_closest_marker("xdist_group") is None and _shares(item):
            item.add_marker(pytest.mark.xdist_group(str(item.path.relative_to(HERE))))


def _shares(item: pytest.Item) -> bool:
    """Say whether a test uses something of its module's own."""
    used = cast("Any", item)._fixtureinfo.name2fixturedefs if isinstance(item, pytest.Function) else {}
    return any(each[-1].scope == "module" for each in used.values())


def pytest_collection_finish() -> None:
    """Leave the ten thousand tests and what they imported out of every search for garbage."""
    gc.freeze()


def _shared(part: str) -> Path:
    folder = SHARED / part
    if not folder.exists():
        message = f"SKIPPED: {folder} is absent. Set SEEDBED_SHARED to the folder that holds data/ and cases/."
        if os.environ.get("CI"):
            pytest.fail(message + " In CI this is a failure.")
        pytest.skip(message)
    return folder


@pytest.fixture(scope="session")
def uk_data() -> Path:
    """Real open data for England, read in place."""
    return _shared("data/uk")


@pytest.fixture(scope="session")
def field_data() -> Path:
    """Real files from the field, read in place."""
    return _shared("data/field")


@pytest.fixture(scope="session")
def cases() -> Path:
    """Published reference values, read in place."""
    return _shared("cases")


@pytest.fixture(scope="session")
def england_pack(uk_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """England's pack built from the real tables: once, whichever worker comes first (about 20 seconds)."""
    from seedbed.sources.england.recipe import build_england
    from seedbed.workflows.progress import silent

    def build(folder: Path) -> None:
        build_england(uk_data, folder, created=date(2026, 1, 1), progress=silent)

    return Pack.open(made_once("england-pack", build, tmp_path_factory))


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The pack of the invented town, built once a run: read, never changed."""
    from seedbed.demo.town import PACK_NAME, build_town_pack

    def build(folder: Path) -> None:
        build_town_pack(folder / PACK_NAME)

    return Pack.open(made_once("town", build, tmp_path_factory) / PACK_NAME)


@pytest.fixture
def jobs_at_once(settings: Settings) -> None:
    """Long work is done as soon as it is started, in the test itself."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
