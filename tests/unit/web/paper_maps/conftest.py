"""A neighbourhood with a line, a small map of it, and a pack that is printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from shapely.geometry import box, mapping

from seedbed.web.jobs.models import Job, JobState
from seedbed.web.paper_maps.models import PrintedPack
from seedbed.web.people.models import User
from seedbed.web.places.actions import set_boundary
from seedbed.web.places.models import Neighbourhood, TownMap
from tests.osm_files import OsmFile
from tests.unit.web.conftest import Cast

WEST, SOUTH = -2.0, 52.0
STEP = 0.001


@pytest.fixture
def files(settings: Any, tmp_path: Path) -> Path:
    """The folder in which this test's files lie."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def town_map(tmp_path: Path) -> bytes:
    """Streets in a bent grid, with names."""
    osm = OsmFile()
    for row in range(10):
        for column in range(10):
            bend = 0.3 * STEP * ((row * 7 + column * 3) % 4 - 1.5) / 1.5
            osm.node(100 + 10 * row + column, (WEST + column * STEP * 1.6 + bend, SOUTH + row * STEP + bend))
    for number in range(10):
        across = [100 + 10 * number + each for each in range(10)]
        osm.way(1000 + number, across, {"highway": "residential", "name": f"Weir Street {number}"})
    for number in range(10):
        up = [100 + 10 * each + number for each in range(10)]
        osm.way(2000 + number, up, {"highway": "residential", "name": f"Mill Lane {number}"})
    return osm.write(tmp_path / "town.osm").read_bytes()


@pytest.fixture
def here(neighbourhood: Neighbourhood, files: Path) -> Neighbourhood:
    """The neighbourhood with a line around it."""
    outline = mapping(box(WEST + 2 * STEP, SOUTH + 2 * STEP, WEST + 12 * STEP, SOUTH + 7 * STEP))
    set_boundary(
        by=None, neighbourhood=neighbourhood, shares={"ZS1": 1.0}, outline=outline, origin="drawn", reason="Ours"
    )
    return neighbourhood


@pytest.fixture
def printed_pack(
    here: Neighbourhood, town_map: bytes, cast: Cast, as_: Callable[[User | None], Client], jobs_at_once: None
) -> PrintedPack:
    """A pack on A4, asked for on its page."""
    asked = {"size": "A4", "language": "en-gb", "question": ""}
    TownMap.objects.create(neighbourhood=here, name="town.osm", content=town_map)
    answer = as_(cast.dev).post(f"/paper/in/{here.slug}/", asked)
    assert answer.status_code == 302
    job = Job.objects.get()
    assert job.state == JobState.DONE, job.error
    return PrintedPack.objects.get()
