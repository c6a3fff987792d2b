"""A map to work on."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.actions import start_map
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.shared.keeping import change
from tests.unit.web.conftest import Cast

Draw = Callable[..., str]


def key() -> str:
    """Return a new key of a factor or link."""
    return str(uuid4())


@pytest.fixture
def damp(neighbourhood: Neighbourhood, cast: Cast) -> SystemMap:
    """Dev's empty map of Millbrook."""
    return start_map(by=cast.dev, neighbourhood=neighbourhood, name="Damp homes")


@pytest.fixture
def factor(damp: SystemMap, cast: Cast) -> Draw:
    """Draw a factor and return its key."""

    def draw(name: str, **fields: object) -> str:
        made = key()
        change(by=cast.dev, of=damp, how=lambda document: document.put("factors", made, name=name, **fields))
        return made

    return draw


@pytest.fixture
def joined(damp: SystemMap, cast: Cast) -> Draw:
    """Draw a link between two factors and return its key."""

    def draw(cause: str, effect: str, **fields: object) -> str:
        made = key()
        change(
            by=cast.dev,
            of=damp,
            how=lambda document: document.put("links", made, cause=cause, effect=effect, **fields),
        )
        return made

    return draw
