"""A small thread, and programs that ask for it with tokens."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from seedbed.web.api.actions import make_token
from seedbed.web.api.queries import offered_to
from seedbed.web.jobs.models import Job
from seedbed.web.people.models import Scope, User
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder
from tests.unit.web.privacy.every_address import World, make_world


@dataclass
class Program:
    """Asks the API with one token."""

    secret: str

    def get(self, path: str) -> Any:
        return Client().get(f"/api/v1{path}", **self._header())

    def post(self, path: str, sent: object, key: str = "a key of its own") -> Any:
        body = sent if isinstance(sent, str) else json.dumps(sent)
        headers = {**self._header(), "HTTP_IDEMPOTENCY_KEY": key}
        return Client().post(f"/api/v1{path}", body, content_type="application/json", **headers)

    def _header(self) -> dict[str, Any]:
        return {"HTTP_AUTHORIZATION": f"Bearer {self.secret}"}


ProgramOf = Callable[..., Program]


@pytest.fixture
def world(neighbourhood: Neighbourhood, cast: Cast) -> World:
    job = Job.objects.create(task="tests.none", title="Millbrook", scope=neighbourhood.scope, started_by=cast.dev)
    return make_world(Builder(neighbourhood, cast.dev), cast, job)


@pytest.fixture
def program_of(neighbourhood: Neighbourhood) -> ProgramOf:
    """Return a program that acts for someone: with all they may give, or with some of it."""

    def made(person: User, permissions: Collection[Permission] = (), scope: Scope | None = None) -> Program:
        place = scope or neighbourhood.scope
        chosen = permissions or offered_to(person, place)
        _, secret = make_token(by=person, name="report", scope=place, permissions=chosen, days=7)
        return Program(secret)

    return made
