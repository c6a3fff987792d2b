"""The data pack of a programme, as it is installed here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from seedbed.formats.datapackage import Resource
    from seedbed.sources.packs import Pack

STREETS = "streets"
"""Role of a pack's extract of OpenStreetMap."""


def pack_named(name: str) -> Pack | None:
    """Return an installed pack: from the site's own folder first, then from that of the command line."""
    from seedbed.sources.store import data_directory, installed_packs

    folders = [Path(settings.PACKS_FOLDER).parent] if settings.PACKS_FOLDER else []
    packs = (pack for folder in [*folders, data_directory(os.environ)] for pack in installed_packs(folder))
    return next((pack for pack in packs if name and pack.name == name), None)


def streets_in(pack: Pack) -> Resource | None:
    """Return the extract of OpenStreetMap of a pack; None where it has none."""
    return next((each for each in pack.package.resources if each.role == STREETS), None)


def place_of_postcode(pack: Pack, text: str) -> tuple[float, float] | None:
    """Return longitude and latitude of a postcode; None where the pack does not know it."""
    import polars as pl
    from pyproj import Transformer

    from seedbed.formats.postcode_lists import same_form

    if not pack.resources("postcodes"):
        return None
    plain = pl.col("postcode").str.replace_all(" ", "").str.to_uppercase()
    found = pack.scan("postcodes").filter(plain == same_form(text)).select("easting", "northing").head(1).collect()
    if found.is_empty() or None in found.row(0):
        return None
    turn = Transformer.from_crs(pack.package.grid, "EPSG:4326", always_xy=True)
    longitude, latitude = turn.transform(*found.row(0))
    return float(longitude), float(latitude)
