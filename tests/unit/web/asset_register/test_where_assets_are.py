"""Where an asset is: a pin, a postcode, a landmark or street by its name, or nowhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from seedbed.web.asset_register import spots
from seedbed.web.asset_register.models import Asset
from seedbed.web.people.models import User
from seedbed.web.places.actions import set_boundary
from seedbed.web.places.models import Neighbourhood, TownMap
from tests.osm_files import OsmFile
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]
SENT = {"name": "Mill Hall", "asset_type": "community_centre", "status": "active"}
PIN = {"longitude": "0.002", "latitude": "51.003"}


@pytest.fixture
def here(neighbourhood: Neighbourhood, tmp_path: Path) -> Neighbourhood:
    """Millbrook with a line around it and a map with one street."""
    osm = OsmFile()
    osm.node(1, (0.001, 51.005))
    osm.node(2, (0.009, 51.005))
    osm.way(1, [1, 2], {"highway": "residential", "name": "Mill Road"})
    content = osm.write(tmp_path / "town.osm").read_bytes()
    TownMap.objects.create(neighbourhood=neighbourhood, name="town.osm", content=content)
    corners = [[0, 51], [0.01, 51], [0.01, 51.01], [0, 51.01], [0, 51]]
    outline = {"type": "Polygon", "coordinates": [corners]}
    set_boundary(
        by=None, neighbourhood=neighbourhood, shares={"ZS1": 1.0}, outline=outline, origin="drawn", reason="Ours"
    )
    return neighbourhood


def _sent(browser: Client, here: Neighbourhood, **more: str) -> int:
    return browser.post(f"/assets/in/{here.slug}/add/", {**SENT, **more}).status_code


def _place() -> tuple[float | None, float | None]:
    made = Asset.objects.get()
    return made.longitude, made.latitude


def test_a_street_is_chosen_by_its_name(here: Neighbourhood, cast: Cast, as_: As) -> None:
    assert _sent(as_(cast.dev), here, where="street:Mill Road", **PIN) == 302
    assert _place() == (0.005, 51.005)


def test_a_pin_is_kept_as_exact_as_it_was_put(here: Neighbourhood, cast: Cast, as_: As) -> None:
    assert _sent(as_(cast.dev), here, where="", longitude="0.002135", latitude="51.003021") == 302
    assert _place() == (0.002135, 51.003021)


def test_nowhere_takes_the_pin_away(here: Neighbourhood, cast: Cast, as_: As) -> None:
    assert _sent(as_(cast.dev), here, where="nowhere", **PIN) == 302
    assert _place() == (None, None)


def test_it_stands_in_the_middle_of_a_postcode_that_is_known(
    here: Neighbourhood, cast: Cast, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spots, "pack_named", lambda _name: object())
    monkeypatch.setattr(
        spots, "place_of_postcode", lambda _pack, text: (0.0041, 51.0042) if text == "ZZ1 1AA" else None
    )
    dev = as_(cast.dev)
    assert _sent(dev, here, where="postcode", postcode="ZZ9 9ZZ") == 422
    assert _sent(dev, here, where="postcode") == 422
    assert _sent(dev, here, where="postcode", postcode="ZZ1 1AA") == 302
    assert _place() == (0.0041, 51.0042)


def test_a_persons_skill_has_no_place(here: Neighbourhood, cast: Cast, as_: As) -> None:
    dev = as_(cast.dev)
    assert _sent(dev, here, asset_type="skill", **PIN) == 422
    assert _sent(dev, here, asset_type="skill", where="nowhere", **PIN) == 302
    assert _place() == (None, None)


@pytest.mark.parametrize("where", ["street:Nowhere Road", "postcode\x00"])
def test_a_place_that_was_not_offered_is_refused(here: Neighbourhood, cast: Cast, as_: As, where: str) -> None:
    assert _sent(as_(cast.dev), here, where=where) == 422
