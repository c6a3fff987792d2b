"""A shift with a phone that was let in."""

from __future__ import annotations

from datetime import date

import pytest

from seedbed.thread.payloads.heard import EventPayload
from seedbed.web.capture.actions import join, make_code
from seedbed.web.golden_thread.actions import add_bead
from seedbed.web.golden_thread.models import Bead
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.capture.devices import Phone, in_hours
from tests.unit.web.conftest import Cast


@pytest.fixture
def event(neighbourhood: Neighbourhood) -> Bead:
    payload = EventPayload(name="Market day", held_on=date(2026, 3, 14))
    return add_bead(by=None, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload)


@pytest.fixture
def phone(cast: Cast, neighbourhood: Neighbourhood, event: Bead) -> Phone:
    _, token = make_code(by=cast.dev, neighbourhood=neighbourhood, event=event, ends_at=in_hours(6))
    return Phone(*join(token=token, name="Pair one"))


@pytest.fixture
def other_phone(cast: Cast, other_neighbourhood: Neighbourhood) -> Phone:
    """One of another neighbourhood."""
    _, token = make_code(by=cast.pat, neighbourhood=other_neighbourhood, ends_at=in_hours(6))
    return Phone(*join(token=token))
