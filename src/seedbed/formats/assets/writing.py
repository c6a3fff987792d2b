"""Write listings in the form that a name's ending says; each reads back the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from seedbed.analysis.assets.listing import Listing
from seedbed.errors import UsageError
from seedbed.formats.assets.cells import Cell, guarded, row_of
from seedbed.formats.assets.entities import write_entities
from seedbed.formats.assets.listing_json import FIELDS
from seedbed.formats.assets.maps import write_geojson_assets, write_geopackage_assets
from seedbed.formats.assets.open_referral import page_document, service_document
from seedbed.formats.files import check_form, write_whole
from seedbed.formats.tables import write_csv
from seedbed.formats.workbooks import LONGEST_CELL, Sheet, write_workbook


def write_table(path: Path, listings: Sequence[Listing]) -> None:
    """Write listings as CSV with a column a field."""
    write_csv(path, FIELDS, ([guarded(cell) for cell in row_of(listing)] for listing in listings))


def write_sheet(path: Path, listings: Sequence[Listing]) -> None:
    """Write listings as a workbook with a column a field.

    Raises
    ------
    UsageError
        If a cell, such as an outline of thousands of corners, is longer than a workbook's cells may be.
    """
    rows: list[list[Cell]] = [row_of(listing) for listing in listings]
    for listing, row in zip(listings, rows, strict=True):
        for name, cell in zip(FIELDS, row, strict=True):
            if isinstance(cell, str) and len(cell) > LONGEST_CELL:
                raise UsageError(
                    f"The listings cannot be written to {path.name}.",
                    f"{name!r} of {listing.name[:80]!r} has {len(cell):,} letters; a cell holds {LONGEST_CELL:,}.",
                    "Give a name that ends in .csv, .geojson or .gpkg.",
                )
    write_workbook(path, [Sheet("Assets", FIELDS, rows)])


def write_services(path: Path, listings: Sequence[Listing]) -> None:
    """Write listings as one page of services of Open Referral UK 3.0."""
    services = [service_document(listing) for listing in listings]
    document = page_document(services, page=1, size=max(len(services), 1), total=len(services))
    with write_whole(path) as temporary:
        temporary.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


WRITERS: dict[str, Callable[[Path, Sequence[Listing]], None]] = {
    ".json": write_services,
    ".geojson": write_geojson_assets,
    ".gpkg": write_geopackage_assets,
    ".csv": write_table,
    ".xlsx": write_sheet,
    ".entities.csv": write_entities,
}
"""Endings and who writes them: Open Referral UK, GeoJSON, GeoPackage, tables, ODK Entities."""


def check_ending(path: Path) -> None:
    """Refuse a name that no form belongs to, before long work starts.

    Raises
    ------
    UsageError
        Saying which endings there are.
    """
    check_form(path, "A list of assets", WRITERS)


def write_assets(path: Path, listings: Sequence[Listing]) -> None:
    """Write listings in the form that the ending says: `WRITERS`.

    Raises
    ------
    UsageError
        If the ending says no form, or the path cannot be written to.
    UserError
        If the disk is full.
    """
    check_ending(path)
    ending = ".entities.csv" if path.name.lower().endswith(".entities.csv") else path.suffix.lower()
    WRITERS[ending](path, listings)
