"""Tiles of the maps: pins of what the list shows, anew after every change of the register."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from django.db import connection
from django.test import Client

from seedbed.web.asset_register.actions import show_in_public, verify
from seedbed.web.asset_register.models import Asset, Finding
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.directory import make_directory
from tests.unit.web.conftest import Cast

Browser = Callable[[User | None], Client]
TILE = "tiles/0/0/0.mvt"
PUBLIC, OWN = f"/directory/millbrook/{TILE}", f"/assets/in/millbrook/{TILE}"


@pytest.fixture
def made(neighbourhood: Neighbourhood, cast: Cast) -> dict[str, Asset]:
    return make_directory(neighbourhood, cast.dev)


def marks(client: Client, path: str, folder: Path) -> list[dict[str, Any]]:
    """Return the marks of a tile."""
    answer = client.get(path)
    assert answer.status_code == 200
    if not answer.content:
        return []
    (folder / "0.mvt").write_bytes(answer.content)
    found = pyogrio.read_dataframe(folder / "0.mvt", layer="assets", read_geometry=False)
    return [dict(row) for row in found.to_dict("records")]


def test_a_tile_counts_public_assets_with_a_place(made: dict[str, Asset], as_: Browser, tmp_path: Path) -> None:
    assert [each["count"] for each in marks(as_(None), PUBLIC, tmp_path)] == [2]


def test_the_teams_tile_counts_all(made: dict[str, Asset], cast: Cast, as_: Browser, tmp_path: Path) -> None:
    assert [each["count"] for each in marks(as_(cast.sam), OWN, tmp_path)] == [3]


def test_a_tile_has_the_filters_of_the_list(made: dict[str, Asset], as_: Browser, tmp_path: Path) -> None:
    found = marks(as_(None), f"{PUBLIC}?kind=library", tmp_path)
    assert [(each["name"], each["kind"], each["count"]) for each in found] == [("Book House", "Library", 1)]
    assert found[0]["id"] == str(made["Book House"].identifier)
    assert marks(as_(None), f"{PUBLIC}?q=unicorns", tmp_path) == []


def test_a_tile_is_new_after_a_change(made: dict[str, Asset], cast: Cast, as_: Browser, tmp_path: Path) -> None:
    assert marks(as_(None), PUBLIC, tmp_path)[0]["count"] == 2
    show_in_public(by=cast.dev, assets=[made["Mill Hall"]], public=False)
    assert marks(as_(None), PUBLIC, tmp_path)[0]["name"] == "Book House"


@pytest.mark.parametrize("tile", ["19/0/0", "1/2/0", "0/0/1"])
def test_a_tile_that_is_none_is_not_there(made: dict[str, Asset], as_: Browser, tile: str) -> None:
    assert as_(None).get(f"/directory/millbrook/tiles/{tile}.mvt").status_code == 404


def _tiles_address(as_: Browser) -> str:
    """Return where the map of the directory says that its tiles are."""
    text = as_(None).get("/directory/millbrook/").content.decode()
    found = re.search(r'"tiles": "([^"]+)"', text)
    assert found
    return found[1]


def test_a_change_of_what_is_hidden_changes_nothing_in_public(made: dict[str, Asset], cast: Cast, as_: Browser) -> None:
    before = _tiles_address(as_)
    verify(by=cast.dev, asset=made["Hidden skill"], found=Finding.RIGHT)
    assert _tiles_address(as_) == before


def test_a_change_of_what_is_public_changes_the_address_of_tiles(
    made: dict[str, Asset], cast: Cast, as_: Browser
) -> None:
    before = _tiles_address(as_)
    show_in_public(by=cast.dev, assets=[made["Mill Hall"]], public=False)
    assert _tiles_address(as_) != before


def test_no_number_of_the_audit_trail_is_told(made: dict[str, Asset], as_: Browser) -> None:
    if connection.vendor == "postgresql":  # there entries have no hash before their transaction ends
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    trail = list(AuditEvent.objects.values_list("hash", flat=True))
    address = _tiles_address(as_)
    assert all(trail)
    assert [each for each in trail if each[:12] in address] == []
