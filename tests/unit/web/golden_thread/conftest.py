"""A thread to work on."""

from __future__ import annotations

import pytest

from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder


@pytest.fixture
def thread(neighbourhood: Neighbourhood, cast: Cast) -> Builder:
    """Dev's thread in Millbrook."""
    return Builder(neighbourhood, cast.dev)
