"""The map of a place: brought, read before it counts, kept as what is beneath maps in the browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from seedbed.web.jobs.tasks import Stopped, task_of
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places import ground, map_actions
from seedbed.web.places.actions import set_boundary
from seedbed.web.places.models import KeptGround, MapBrought, Neighbourhood, TownMap
from tests.osm_files import OsmFile
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]
WEST, SOUTH = 0.0, 51.0


@pytest.fixture
def town_map(tmp_path: Path) -> bytes:
    """One street with a name in two languages, a park, a library."""
    osm = OsmFile()
    for number, at in enumerate([(0.001, 51.005), (0.009, 51.005), (0.001, 51.002), (0.003, 51.002), (0.003, 51.003)]):
        osm.node(number + 1, at)
    osm.node(9, (0.005, 51.004), {"amenity": "library", "name": "Mill Library"})
    osm.way(1, [1, 2], {"highway": "residential", "name": "Mill Road", "name:cy": "Heol y Felin"})
    osm.way(2, [3, 4, 5, 3], {"leisure": "park", "name": "Mill Park"})
    return osm.write(tmp_path / "town.osm").read_bytes()


def _line_at(here: Neighbourhood, west: float, south: float, side: float = 0.01) -> None:
    east, north = west + side, south + side
    corners = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    outline = {"type": "Polygon", "coordinates": [corners]}
    set_boundary(by=None, neighbourhood=here, shares={"ZS1": 1.0}, outline=outline, origin="drawn", reason="Ours")


@pytest.fixture
def here(neighbourhood: Neighbourhood) -> Neighbourhood:
    _line_at(neighbourhood, WEST, SOUTH)
    return neighbourhood


def _address(here: Neighbourhood) -> str:
    return f"/neighbourhoods/{here.slug}/map/"


def _brought(browser: Client, here: Neighbourhood, content: bytes) -> str:
    """Bring a map and return the page of the job that reads it."""
    return browser.post(_address(here), {"file": SimpleUploadedFile("town.osm", content)}, follow=True).content.decode()


def _in_use(here: Neighbourhood, content: bytes) -> None:
    TownMap.objects.create(neighbourhood=here, name="town.osm", content=content)


@pytest.mark.usefixtures("jobs_at_once")
def test_a_map_that_cannot_be_read_is_not_kept(here: Neighbourhood, cast: Cast, as_: As) -> None:
    page = _brought(as_(cast.dev), here, b"<html>not a map</html>")
    assert "The file town.osm cannot be read." in page
    assert "seedbed-" not in page  # No folder of ours.
    assert f'href="{_address(here)}"' in page
    assert not TownMap.objects.exists()
    assert not MapBrought.objects.exists()


@pytest.mark.usefixtures("jobs_at_once")
def test_a_map_of_another_place_is_not_kept(here: Neighbourhood, cast: Cast, as_: As, town_map: bytes) -> None:
    _line_at(here, 3.0, 52.0)
    page = _brought(as_(cast.dev), here, town_map)
    assert "none of its streets lies where the line around Millbrook is" in page
    assert not TownMap.objects.exists()


def test_reading_a_map_can_be_stopped(here: Neighbourhood, town_map: bytes) -> None:
    brought, job = map_actions.bring_map(by=None, neighbourhood=here, name="town.osm", content=town_map)

    def stopped(_done: float, _total: float, _message: str) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        task_of(job.task)(stopped, **job.arguments)
    assert not MapBrought.objects.filter(pk=brought.pk).exists()
    assert not TownMap.objects.exists()


def test_what_was_stopped_before_its_turn_is_forgotten_after_a_day(here: Neighbourhood) -> None:
    old, _ = map_actions.bring_map(by=None, neighbourhood=here, name="town.osm", content=b"old")
    MapBrought.objects.update(made_at=timezone.now() - timedelta(days=2))
    map_actions.bring_map(by=None, neighbourhood=here, name="town.osm", content=b"new")
    assert not MapBrought.objects.filter(pk=old.pk).exists()


@pytest.mark.usefixtures("jobs_at_once")
def test_a_map_that_was_brought_lies_beneath(here: Neighbourhood, cast: Cast, as_: As, town_map: bytes) -> None:
    dev = as_(cast.dev)
    assert "See the result" in _brought(dev, here, town_map)
    assert not MapBrought.objects.exists()
    assert AuditEvent.objects.filter(action="places.bring_map").exists()
    told = dev.get(f"/neighbourhoods/{here.slug}/map.json").json()
    assert "© OpenStreetMap contributors" in told["credit"]
    features = {each["properties"].get("name"): each for each in told["map"]["features"]}
    assert features["Mill Road"]["properties"] == {
        "layer": "street",
        "code": "way/1",
        "name": "Mill Road",
        "name:cy": "Heol y Felin",
    }
    assert features["Mill Road"]["geometry"]["type"] == "LineString"


def test_what_is_kept_gives_back_what_was_read(here: Neighbourhood, town_map: bytes) -> None:
    _in_use(here, town_map)
    found = ground.ground_of(here)
    assert found is not None
    places = ground.named_places(found.shown())
    assert [(each.kind, each.name, each.names) for each in places] == [
        ("landmark", "Mill Library", {}),
        ("landmark", "Mill Park", {}),
        ("street", "Mill Road", {"cy": "Heol y Felin"}),
    ]
    assert places[2].at == (0.005, 51.005)


def test_a_map_is_read_once_until_the_line_is_drawn_anew(
    here: Neighbourhood, town_map: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    _in_use(here, town_map)
    first = ground.ground_of(here)
    read: list[Neighbourhood] = []

    def nothing(place: Neighbourhood, _line: object) -> str:
        read.append(place)
        return ""

    monkeypatch.setattr(ground, "_read", nothing)
    assert ground.ground_of(here) == first
    assert not read
    _line_at(here, WEST, SOUTH, 0.02)
    assert ground.ground_of(here) is None
    assert ground.ground_of(here) is None
    assert read == [here]
    assert KeptGround.objects.count() == 1


def test_without_a_map_there_is_nothing_beneath(here: Neighbourhood, cast: Cast, as_: As) -> None:
    assert as_(cast.dev).get(f"/neighbourhoods/{here.slug}/map.json").json() == {"map": None}
