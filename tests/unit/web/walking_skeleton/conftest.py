"""Forms filled in by the cast."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads import Payload
from seedbed.thread.payloads.heard import ThemePayload
from seedbed.web.golden_thread.actions import add_bead
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import excerpt, record_contribution
from seedbed.web.listening.models import Contribution, Voice
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

Make = Callable[..., Bead]


@pytest.fixture
def dev(cast: Cast, as_: Callable[[Any], Client]) -> Client:
    """Dev's browser: he runs the steps."""
    return as_(cast.dev)


@pytest.fixture
def contribution(cast: Cast, neighbourhood: Neighbourhood) -> Contribution:
    """What Rosa said."""
    return record_contribution(
        by=cast.dev,
        neighbourhood=neighbourhood,
        words="There is nowhere to meet. The hall is locked. Kids hang about.",
        said_on=date(2026, 3, 1),
        participant=cast.rosa,
    )


@pytest.fixture
def voice(cast: Cast, contribution: Contribution) -> Voice:
    """Return “There is nowhere to meet.” as a voice."""
    return excerpt(by=cast.dev, contribution=contribution, start=0, end=25)


@pytest.fixture
def make(cast: Cast, neighbourhood: Neighbourhood) -> Make:
    """Put a bead on Millbrook's thread; a theme unless told otherwise."""

    def made(name: str = "Nowhere to meet", payload: Payload | None = None, **told: Any) -> Bead:
        given = {"programme": neighbourhood.programme, "neighbourhood": neighbourhood, **told}
        return add_bead(by=cast.dev, payload=payload or ThemePayload(name=name), **given)

    return made


def adding(neighbourhood: Neighbourhood, kind: BeadKind | str) -> str:
    """Return the address of a kind's form."""
    return f"/by-hand/in/{neighbourhood.slug}/add/{getattr(kind, 'value', kind)}/"


def page(bead: Bead, part: str = "") -> str:
    """Return the address of a bead's page, or of a page below it."""
    return f"/by-hand/bead/{printed(bead.pk)}/{part and part + '/'}"


def said(response: Any) -> str:
    """Return the page's text."""
    return str(response.content.decode())
