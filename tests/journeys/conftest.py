"""A real browser, and the pages of the invented town it visits."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from seedbed.web.config.processes import prepare
from seedbed.workflows.demo.run import make_town_demo
from seedbed.workflows.progress import silent
from tests.once import made_once
from tests.postgres import PostgresAbsentError, start_postgres

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--font-render-hinting=none",
)


@pytest.fixture(scope="module", autouse=True)
def _nothing_left_open() -> Iterator[None]:
    """What a file of journeys leaves open is found at its end, not by whichever test collects garbage next."""
    yield
    gc.collect()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser of this machine, without a window."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        message = "SKIPPED: no Chromium is installed. Run: sh tests/system_packages.sh"
        if os.environ.get("CI"):
            pytest.fail(message + ". In CI this is a failure.")
        pytest.skip(message)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def demo_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of pages that the demo shows."""
    return make_town_demo(tmp_path_factory.mktemp("demo") / "town")


@pytest.fixture
def started_home(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as a site's first start leaves it, for tests of what comes later: its tables take long to make."""

    def start(folder: Path) -> None:
        theirs = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "SEEDBED_"))}
        prepare({**theirs, "SEEDBED_HOME": str(folder)}, silent)

    return Path(shutil.copytree(made_once("started-home", start, tmp_path_factory), tmp_path / "home"))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test; empty for SQLite."""
    if request.param == "sqlite":
        yield ""
        return
    try:
        with start_postgres() as address:
            yield address
    except PostgresAbsentError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"SKIPPED: {error}")
