"""Kiosks: who lets them in, what they are told, and the map that they keep."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from seedbed.web.asset_register.models import Asset
from seedbed.web.capture.about import about
from seedbed.web.capture.actions import join, make_code
from seedbed.web.capture.models import Device, JoinCode
from seedbed.web.kiosk import ground
from seedbed.web.kiosk.lock import DIGITS, code_of
from seedbed.web.people.models import User
from seedbed.web.places import theme
from seedbed.web.places.actions import set_boundary
from seedbed.web.places.models import Neighbourhood, TownMap
from tests.osm_files import OsmFile
from tests.unit.web.conftest import Cast

OUTLINE = {"type": "Polygon", "coordinates": [[[0, 51], [0.01, 51], [0.01, 51.01], [0, 51.01], [0, 51]]]}


@pytest.fixture
def code(cast: Cast, neighbourhood: Neighbourhood) -> tuple[JoinCode, str]:
    ends = timezone.now() + timedelta(hours=6)
    return make_code(by=cast.dev, neighbourhood=neighbourhood, kind="kiosk", ends_at=ends)


@pytest.fixture
def kiosk(code: tuple[JoinCode, str]) -> tuple[Device, str]:
    return join(token=code[1], name="Library")


def test_a_facilitator_makes_a_code_and_sees_how_to_open_the_menu(
    as_: Callable[[User | None], Client], cast: Cast, neighbourhood: Neighbourhood
) -> None:
    page = as_(cast.dev).post(f"/kiosk/in/{neighbourhood.slug}/", {"days": 1, "most": 2}, follow=True)
    made = JoinCode.objects.get()
    assert (made.kind, made.most_devices) == ("kiosk", 2)
    assert code_of(made) in page.content.decode()


def test_each_join_code_has_a_lock_of_its_own(cast: Cast, neighbourhood: Neighbourhood) -> None:
    ends = timezone.now() + timedelta(hours=6)
    made = [make_code(by=cast.dev, neighbourhood=neighbourhood, kind="kiosk", ends_at=ends)[0] for _ in range(4)]
    locks = {code_of(each) for each in made}
    assert len(locks) == 4
    assert {len(each) for each in locks} == {DIGITS}


def test_a_kiosk_is_told_how_to_know_its_code_but_not_the_code(
    code: tuple[JoinCode, str], kiosk: tuple[Device, str]
) -> None:
    told = about(Device.objects.select_related("joined_with", "neighbourhood__programme").get(pk=kiosk[0].pk))
    wanted = hashlib.sha256(f"{kiosk[0].pk} {code_of(code[0])}".encode()).hexdigest()
    assert told["kiosk"]["lock"] == wanted
    assert told["kiosk"]["timeToGoOn"] >= 20
    assert code_of(code[0]) not in json.dumps(told)


def test_phones_are_told_nothing_of_kiosks(cast: Cast, neighbourhood: Neighbourhood) -> None:
    _, token = make_code(by=cast.dev, neighbourhood=neighbourhood, ends_at=timezone.now() + timedelta(hours=6))
    assert "kiosk" not in about(join(token=token)[0])


def test_the_map_is_for_devices_alone(client: Client, kiosk: tuple[Device, str]) -> None:
    device, token = kiosk
    assert client.get("/kiosk/map/").status_code == 401
    answer = client.get("/kiosk/map/", headers={"Authorization": f"Device {device.pk}:{token}"})
    assert answer.json() == {"map": None, "places": [], "credit": ""}


def test_only_public_assets_are_on_the_list(neighbourhood: Neighbourhood) -> None:
    for name, public in (("Mill Hall", True), ("Ola's kitchen", False)):
        Asset.objects.create(
            neighbourhood=neighbourhood,
            name=name,
            asset_type="other",
            longitude=0.005,
            latitude=51.005,
            public=public,
            made_at=timezone.now(),
        )
    assert [each["name"] for each in ground.map_for(neighbourhood)["places"]] == ["Mill Hall"]


def test_the_map_has_its_names(neighbourhood: Neighbourhood, tmp_path: Path) -> None:
    osm = OsmFile()
    osm.node(1, (0.001, 51.005))
    osm.node(2, (0.009, 51.005))
    osm.way(1, [1, 2], {"highway": "residential", "name": "Mill Road", "name:cy": "Heol y Felin"})
    content = osm.write(tmp_path / "town.osm").read_bytes()
    TownMap.objects.create(neighbourhood=neighbourhood, name="town.osm", content=content)
    set_boundary(
        by=None, neighbourhood=neighbourhood, shares={"ZS1": 1.0}, outline=OUTLINE, origin="drawn", reason="Ours"
    )
    told = ground.map_for(neighbourhood)
    assert set(told["map"]["names"]) == {"", "cy"}
    assert [each["name"] for each in told["places"]] == ["Mill Road"]
    assert "© OpenStreetMap contributors" in told["credit"]


def test_a_sites_own_theme_colours_its_maps(settings: Any, tmp_path: Path) -> None:
    settings.PACKS_FOLDER = tmp_path / "packs"
    (tmp_path / theme.OWN_THEME).write_text('name = "Ours"\npaper = "#ffffff"\nink = "#000000"\n', encoding="utf-8")
    assert theme.theme_here()[0].name == "Ours"


def test_a_theme_that_cannot_be_read_is_told_to_the_team(
    settings: Any, tmp_path: Path, as_: Callable[[User | None], Client], cast: Cast, neighbourhood: Neighbourhood
) -> None:
    settings.PACKS_FOLDER = tmp_path / "packs"
    (tmp_path / theme.OWN_THEME).write_text('paper = "white"\n', encoding="utf-8")
    page = as_(cast.dev).get(f"/kiosk/in/{neighbourhood.slug}/").content.decode()
    assert "poster-theme.toml: paper" in page
    assert theme.theme_here()[0].name == "Market day"
