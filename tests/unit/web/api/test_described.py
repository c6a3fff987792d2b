"""The description: true to what is asked for, and tried against the API by a machine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from seedbed.web.api.described import api, described
from seedbed.web.config.wsgi import application
from tests.unit.web.api.conftest import ProgramOf
from tests.unit.web.conftest import Cast

SCHEMA = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
OPERATIONS: list[Any] = [found.ok() for found in cast("Any", SCHEMA.get_all_operations())]

CHECKS: Any = schemathesis.checks.CHECKS
ANSWERED_ELSEWHERE = [
    # A number may be well written and have a slip, which its own letter shows: 400, and no description can say which.
    CHECKS.get_one("positive_data_acceptance"),
    # The header here is ours in every case; what opens nothing is tried with every operation by hand.
    CHECKS.get_one("ignored_auth"),
]


def test_the_page_shows_every_operation() -> None:
    told = Client().get("/api/").content.decode()
    assert [each.path for each in described() if each.path not in told] == []


@pytest.mark.django_db
def test_programs_get_the_description() -> None:
    told = Client().get("/api/openapi.json").json()
    assert told["paths"].keys() == {each.path for each in described()}


def test_every_operation_says_what_it_asks_for_and_how_it_fails() -> None:
    schema = api.get_openapi_schema(path_prefix="/api/v1/")
    for operations in schema["paths"].values():
        for operation in operations.values():
            assert operation["x-permission"]
            assert {401, 403, 404, 422} <= set(operation["responses"])


@pytest.fixture
def connection_kept() -> Iterator[None]:
    """The application asks inside the test's own transaction, as Django's test browser does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("connection_kept", "world")
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda each: each.label)
def test_nothing_that_is_sent_makes_an_operation_fail(operation: Any, cast: Cast, program_of: ProgramOf) -> None:
    """What the description allows and what it forbids: never a fault of ours, always as described."""
    secret = program_of(cast.dev).secret

    @settings(
        max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck), database=None
    )
    @given(case=some.data())
    def tried(case: some.DataObject) -> None:
        drawn = case.draw(operation.as_strategy())
        answer = drawn.call(app=application, headers={"Authorization": f"Bearer {secret}"})
        drawn.validate_response(answer, excluded_checks=ANSWERED_ELSEWHERE)

    tried()
