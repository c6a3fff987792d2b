"""That a session was seen cannot be noted on a full disk; pages can be read all the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.usersessions.models import UserSession
from django.db import OperationalError
from django.test import Client
from psycopg.errors import DiskFull

from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db
NOTE = "allauth.usersessions.models.UserSessionManager.create_from_request"


def _refuses(error: OperationalError) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise error

    return refuse


def test_pages_are_read_on_a_full_disk_and_the_session_is_noted_once_there_is_room(
    cast: Cast, as_: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    dev = as_(cast.dev)
    full = OperationalError()
    full.__cause__ = DiskFull()
    with monkeypatch.context() as without_room:
        without_room.setattr(NOTE, _refuses(full))
        assert dev.get("/").status_code == 200
    assert UserSession.objects.count() == 0
    assert dev.get("/").status_code == 200
    assert UserSession.objects.count() == 1


def test_another_fault_of_the_database_is_not_hidden(
    cast: Cast, as_: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NOTE, _refuses(OperationalError("no such table")))
    with pytest.raises(OperationalError):
        as_(cast.dev).get("/")
