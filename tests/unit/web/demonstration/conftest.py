"""The story, loaded once for all tests of this room; what a test changes is taken back after it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from seedbed.demo.story.shapes import Person
from seedbed.web.config.environment import Environment
from seedbed.web.demonstration.load import Loaded, load_story
from seedbed.web.people.models import User

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what needs the story on one worker, so that it is loaded once and not once a worker."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("story"))


class Story:
    """The story in a transaction that lasts while one module after the other asks for it."""

    def __init__(self) -> None:
        self.loaded: Loaded | None = None
        self.kept = ExitStack()

    def load(self, blocker: Any) -> Loaded:
        """Load the story, unless it is there."""
        from django.db import transaction

        if self.loaded is None:
            self.kept.enter_context(blocker.unblock())
            self.kept.enter_context(transaction.atomic())
            self.kept.callback(transaction.set_rollback, True)
            self.loaded = load_story()
        return self.loaded

    def forget(self) -> None:
        """Roll the story back."""
        self.loaded = None
        self.kept.close()


STORY = Story()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Forget the story before a module whose first test does not ask for it."""
    same = nextitem is not None and nextitem.path == item.path
    if not same and "loaded_once" not in getattr(nextitem, "fixturenames", ()):
        STORY.forget()


@pytest.fixture(scope="module")
def loaded_once(django_db_setup: None, django_db_blocker: Any) -> Loaded:
    """Load the story in a transaction that goes on for the next module, and is rolled back in the end."""
    return STORY.load(django_db_blocker)


@pytest.fixture
def loaded(loaded_once: Loaded, db: None) -> Loaded:
    return loaded_once


@pytest.fixture
def demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make this a demonstration site."""
    known = {name: getattr(settings.ENVIRONMENT, name) for name in Environment.__slots__}
    monkeypatch.setattr(settings, "ENVIRONMENT", Environment(**(known | {"demonstration": True})))


def browser(user: User) -> Client:
    """Return a browser in which someone is signed in."""
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def dev(loaded: Loaded) -> Client:
    return browser(loaded.people[Person.DEV])


@pytest.fixture
def ngozi(loaded: Loaded) -> Client:
    return browser(loaded.people[Person.NGOZI])


@pytest.fixture
def lee(loaded: Loaded) -> Client:
    return browser(loaded.people[Person.LEE])
