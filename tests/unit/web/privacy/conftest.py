"""A small thread with words to look for."""

from __future__ import annotations

import pytest

from seedbed.web.jobs.models import Job
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder
from tests.unit.web.privacy.every_address import NAMES, World, make_world


@pytest.fixture
def world(neighbourhood: Neighbourhood, cast: Cast) -> World:
    """Dev's thread in Millbrook, with what Rosa said, and a job of Dev's."""
    job = Job.objects.create(
        task="tests.none", title=f"Profile of {NAMES[0]}", scope=neighbourhood.scope, started_by=cast.dev
    )
    return make_world(Builder(neighbourhood, cast.dev), cast, job)
