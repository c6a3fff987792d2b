"""The story, loaded once for all tests of this room; what a test changes is taken back after it."""

from __future__ import annotations

from collections.abc import Iterator
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
    """Keep what needs the story on one worker, so that each module loads it once and not once a worker."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("story"))


@pytest.fixture(scope="module")
def loaded_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """Load the story in a transaction that lasts as long as the module, and roll it back."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        yield load_story()
        transaction.set_rollback(True)


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
