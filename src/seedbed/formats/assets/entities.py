"""Lists of assets for phones: ODK Entities as CSV out, and what people changed in the field back in.

Columns as the ODK Entities specification (2024.1.0) names them: ``name`` is the UUID, ``label`` what people see,
``__version`` counts changes, ``geometry`` is "latitude longitude altitude accuracy"; all others are properties.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from seedbed.analysis.assets.listing import Listing, Rejected
from seedbed.errors import BadInputError
from seedbed.formats.assets.cells import Cell, cell_of, guarded, value_of
from seedbed.formats.assets.found import Found
from seedbed.formats.assets.listing_json import FIELDS
from seedbed.formats.assets.open_referral_ids import uuid_of
from seedbed.formats.assets.rows import Row, Rows, read_rows
from seedbed.formats.assets.values import number_of
from seedbed.formats.tables import write_csv

PROPERTIES = tuple(name for name in FIELDS if name not in {"name", "longitude", "latitude"})
COLUMNS = ("name", "label", "__version", "geometry", *PROPERTIES)
UUIDS = ("name", "__id", "uuid")
"""Headings under which the UUID stands: in lists for forms, and in exports of a server."""


@dataclass(frozen=True, slots=True)
class Updates:
    """What came back from the field: listings as they are now, how many rows changed nothing, and what is refused."""

    changed: tuple[Listing, ...]
    unchanged: int
    rejected: tuple[Rejected, ...]


def is_entities(headings: Sequence[str]) -> bool:
    """Say whether a table is a list of entities."""
    return "label" in headings and "__version" in headings and any(each in headings for each in UUIDS)


def write_entities(path: Path, listings: Sequence[Listing], versions: Mapping[str, int] | None = None) -> None:
    """Write listings as a list of entities, which a form attaches.

    Parameters
    ----------
    path
        A CSV file.
    listings
        What phones shall know.
    versions
        How often each was changed, by identifier; 1 where it is not said.
    """
    write_csv(path, COLUMNS, ([guarded(cell) for cell in _row(each, versions or {})] for each in listings))


def entities_for_phones(listings: Sequence[Listing], versions: Mapping[str, int] | None = None) -> str:
    """Return listings as the list that phones fetch: the same columns, without the guards that spreadsheets need.

    Parameters
    ----------
    listings
        What phones shall know.
    versions
        How often each was changed, by identifier; a phone takes a row over where its number has grown.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(each, versions or {}) for each in listings)
    return written.getvalue()


def changes_of(listing: Listing, told: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Return what somebody in the field says differently: by field, what is listed and what they say.

    Parameters
    ----------
    listing
        As it is here.
    told
        What came back, by column of `COLUMNS`; an empty text changes nothing, nor do columns that are not known.
    """
    changed = replace(listing, **_values(tuple(told), told))
    names = [name for name in ("name", "latitude", "longitude", *PROPERTIES) if name != "identifier"]
    differing = [name for name in names if getattr(changed, name) != getattr(listing, name)]
    return {name: (_shown(name, listing), _shown(name, changed)) for name in differing}


def _shown(name: str, listing: Listing) -> str:
    cell = cell_of(name, listing)
    return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else cell


def read_entities(path: Path) -> list[Found]:
    """Return the entities of a list as found.

    Raises
    ------
    BadInputError
        If the table is no list of entities.
    """
    rows = _entities(path)
    found = []
    for row, cells in _cells(rows):
        values = _values(rows.headings, cells)
        listing = Listing(**{"identifier": _uuid(cells), "name": "", **values})
        found.append(Found(f"row {row.number}", None if row.odd else listing, row.odd, listing.identifier))
    return found


def read_updates(path: Path, listings: Sequence[Listing], versions: Mapping[str, int] | None = None) -> Updates:
    """Return what people changed in the field.

    A cell left empty changes nothing. A row is refused if nobody knows its entity, if it stands twice, or if it was
    changed here since the phone got it (its ``__version`` is lower than ours).

    Parameters
    ----------
    path
        The list that came back: CSV.
    listings
        What is known here.
    versions
        How often each was changed here, by identifier; 1 where it is not said.

    Raises
    ------
    BadInputError
        If the table is no list of entities.
    """
    rows = _entities(path)
    known = {uuid_of(each.identifier): each for each in listings}
    changed: dict[str, Listing] = {}
    seen: set[str] = set()
    rejected: list[Rejected] = []
    for row, cells in _cells(rows):
        uuid = _uuid(cells)
        listing = known.get(uuid_of(uuid)) if uuid else None
        why = row.odd or _conflict(listing, uuid in seen, cells, versions or {})
        seen.add(uuid)
        if why or listing is None:
            rejected.append(Rejected(path=f"row {row.number}", reason=why, identifier=uuid))
            continue
        values = {key: value for key, value in _values(rows.headings, cells).items() if key != "identifier"}
        now = replace(listing, **values)
        if now != listing:
            changed[uuid] = now
    unchanged = len(seen) - len(changed) - len({each.identifier for each in rejected})
    return Updates(tuple(changed.values()), max(unchanged, 0), tuple(rejected))


def _conflict(listing: Listing | None, again: bool, cells: Mapping[str, str], versions: Mapping[str, int]) -> str:
    if again:
        return "the same entity stands further up"
    if listing is None:
        return "nobody here knows this entity"
    said, ours = number_of(cells.get("__version", "")), versions.get(listing.identifier, 1)
    if said is not None and said < ours:
        return f"it was changed here since: version {ours}, the phone had {said:g}"
    return ""


def _entities(path: Path) -> Rows:
    rows = read_rows(path)
    if not is_entities(rows.headings):
        raise BadInputError(
            "The list cannot be read.",
            f"{path}: it has no columns 'label', '__version' and 'name' (or '__id'), as lists of ODK entities have.",
            "Export the entities from the server as CSV, and give that.",
        )
    return rows


def _cells(rows: Rows) -> list[tuple[Row, dict[str, str]]]:
    return [(row, dict(zip(rows.headings, row.cells, strict=True))) for row in rows.rows]


def _uuid(cells: Mapping[str, str]) -> str:
    said = next((cells[name].strip() for name in UUIDS if cells.get(name, "").strip()), "")
    return said.removeprefix("uuid:")


def _values(headings: Sequence[str], cells: Mapping[str, str]) -> dict[str, Any]:
    values = {name: value_of(name, cells[name]) for name in PROPERTIES if name in headings and cells[name]}
    values = {name: value for name, value in values.items() if value is not None}
    if cells.get("label"):
        values["name"] = cells["label"]
    return values | _point(cells.get("geometry", ""))


def _point(text: str) -> dict[str, float]:
    """Return the position of a geopoint, or of the first corner of a trace or shape."""
    parts = [number_of(part) for part in text.split(";", maxsplit=1)[0].split()]
    if len(parts) < 2 or parts[0] is None or parts[1] is None:
        return {}
    return {"latitude": parts[0], "longitude": parts[1]}


def _row(listing: Listing, versions: Mapping[str, int]) -> list[Cell]:
    placed = listing.longitude is not None and listing.latitude is not None
    geometry = f"{listing.latitude!r} {listing.longitude!r} 0 0" if placed else None
    version = str(versions.get(listing.identifier, 1))
    first: list[Cell] = [uuid_of(listing.identifier), listing.name, version, geometry]
    return [*first, *[cell_of(name, listing) for name in PROPERTIES]]
