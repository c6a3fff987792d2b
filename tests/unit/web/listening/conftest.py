"""Words said in Millbrook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from seedbed.web.listening.actions import record_contribution
from seedbed.web.listening.models import Contribution
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

Say = Callable[..., Contribution]


@pytest.fixture
def say(cast: Cast, neighbourhood: Neighbourhood) -> Say:
    """Write down what Rosa said, unless told otherwise."""

    def written(words: str = "There is nowhere to meet. The hall is locked.", **told: Any) -> Contribution:
        given = {"said_on": date(2026, 3, 1), "participant": cast.rosa, **told}
        return record_contribution(by=cast.dev, neighbourhood=neighbourhood, words=words, **given)

    return written
