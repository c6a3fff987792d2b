"""What journeys on the site may ask for: a site with the story, and windows of the cast on it.

The journeys of a file run on one worker; the story is told once for all of them. Usage::

    def test_something(visit_as: VisitAs) -> None:
        dev = visit_as("dev")
        dev.go("/demo/")
        dev.check_for_everyone()

At the end of each test, anything on the console, any failed request and any request that left the site fails it.
Tests that change something ask for ``own_site`` and give it: ``visit_as("dev", site=own_site)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser

from tests.journeys.visits import WIDE
from tests.journeys.web.site import Site, serve_copy, tell_the_story
from tests.journeys.web.visitors import Visitor, visitor
from tests.once import made_once

HERE = Path(__file__).parent


class VisitAs(Protocol):
    """Opens a window as someone of the cast."""

    def __call__(
        self,
        person: str | None = None,
        *,
        site: Site | None = None,
        size: tuple[int, int] = WIDE,
        scripts: bool = True,
        language: str = "en-GB",
    ) -> Visitor:
        """Open it; see `tests.journeys.web.visitors.visitor`."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is here as journeys, those of a file for one worker."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.xdist_group(f"site-{item.path.stem}"))


@pytest.fixture(scope="session")
def told_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the whole story; copied, never changed."""
    return made_once("told-story", tell_the_story, tmp_path_factory)


@pytest.fixture(scope="session")
def site(told_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site that all journeys share: look, do not change."""
    with serve_copy(told_story, tmp_path_factory.mktemp("site") / "shared") as served:
        yield served


@pytest.fixture
def own_site(told_story: Path, tmp_path: Path) -> Iterator[Site]:
    """A site of this test alone, to change what it likes."""
    with serve_copy(told_story, tmp_path / "site") as served:
        yield served


@pytest.fixture
def visit_as(request: pytest.FixtureRequest, browser: Browser) -> Iterator[VisitAs]:
    """Open windows as people of the cast; at the end nothing may have gone wrong in any of them."""
    seen: list[Visitor] = []
    with ExitStack() as windows:

        def visit(person: str | None = None, *, site: Site | None = None, **how: Any) -> Visitor:
            at = site or request.getfixturevalue("site")
            seen.append(windows.enter_context(visitor(browser, at, person, **how)))
            return seen[-1]

        yield visit
    assert [complaint for each in seen for complaint in each.complaints] == []
