"""A neighbourhood of the invented town with assets in its register."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from seedbed.analysis.assets.listing import Listing, Listings
from seedbed.demo.town import PACK_NAME
from seedbed.sources.packs import Pack
from seedbed.web.asset_register.actions import import_listings
from seedbed.web.places.models import Neighbourhood, Programme


@pytest.fixture(scope="session")
def town_folder(town: Pack, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data") / "packs"
    shutil.copytree(town.folder, folder / PACK_NAME)
    return folder


@pytest.fixture
def here(settings: object, town_folder: Path, programme: Programme, neighbourhood: Neighbourhood) -> Neighbourhood:
    """Millbrook with the invented town's people, streets, and two of its halls in the register."""
    settings.PACKS_FOLDER = town_folder  # type: ignore[attr-defined]
    programme.pack = PACK_NAME
    programme.invented = True
    programme.save()
    sites = Pack.open(town_folder / PACK_NAME).scan("sites").collect()
    halls = [row for row in sites.iter_rows(named=True) if row["kind"] == "community_hall"][:2]
    listings = [
        Listing(
            identifier=row["id"],
            name=row["name"],
            asset_type="community_centre",
            longitude=row["longitude"],
            latitude=row["latitude"],
            source="Invented Register of Places",
        )
        for row in halls
    ]
    neighbourhood.refresh_from_db()
    import_listings(by=None, neighbourhood=neighbourhood, listings=Listings(listings=tuple(listings)))
    return neighbourhood
