"""A shift in the street, with a phone that joined it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from seedbed.web.capture.actions import join
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step2_listen.actions import PlannedShift, let_phones_in, plan_shift
from seedbed.web.step2_listen.models import StreetShift
from tests.unit.web.capture.devices import Phone
from tests.unit.web.conftest import Cast


def planned(**more: object) -> PlannedShift:
    """Return a plan that begins now."""
    begins = timezone.now()
    told: dict[str, object] = {
        "name": "Market, Tuesday",
        "venue": "The square",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=3),
        "pairs": [("Sam", "Ola")],
        "prompts": ["What is good here?", "Whom should we ask?"],
        "categories": ["Bench"],
        "check_in_every": 30,
    }
    return PlannedShift(**{**told, **more})  # type: ignore[arg-type]


@pytest.fixture
def shift(cast: Cast, neighbourhood: Neighbourhood) -> StreetShift:
    return plan_shift(by=cast.dev, neighbourhood=neighbourhood, planned=planned())


@pytest.fixture
def phone(cast: Cast, shift: StreetShift) -> Phone:
    _, token = let_phones_in(by=cast.dev, shift=shift, most=5)
    return Phone(*join(token=token, name="Sam and Ola"))
