"""Read tabular packages of HSDS: a folder or zip of CSV files, one a kind of object, joined by their identifiers.

Files are known by their names in any of the versions: ``services.csv``, ``services_at_location.csv`` or
``service_at_location.csv``, ``regular_schedules.csv`` or ``schedules.csv``.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from seedbed.errors import BadInputError
from seedbed.formats.assets.found import Found
from seedbed.formats.assets.open_referral_read import read_service
from seedbed.formats.assets.rows import read_rows
from seedbed.formats.assets.values import text_of
from seedbed.formats.safe_zip import unpack

Rows = list[dict[str, Any]]
NAMES: dict[str, tuple[str, ...]] = {
    "services": ("services", "service"),
    "organizations": ("organizations", "organization"),
    "locations": ("locations", "location"),
    "links": ("service_at_location", "services_at_location", "service_at_locations"),
    "addresses": ("addresses", "address", "physical_addresses", "postal_addresses"),
    "schedules": ("schedules", "schedule", "regular_schedules"),
    "phones": ("phones", "phone"),
    "contacts": ("contacts", "contact"),
    "languages": ("languages", "language"),
    "accessibility": ("accessibility", "accessibility_for_disabilities"),
    "cost_options": ("cost_options", "cost_option"),
    "service_areas": ("service_areas", "service_area"),
    "funding": ("funding",),
    "eligibilitys": ("eligibility", "eligibilitys"),
    "attributes": ("attributes", "attribute", "services_taxonomy", "service_taxonomies", "service_taxonomy"),
    "terms": ("taxonomy_terms", "taxonomy_term", "taxonomy"),
}
"""Kinds of objects and the files that may hold them."""
OF_A_SERVICE = ("languages", "cost_options", "service_areas", "funding", "eligibilitys")
WITHOUT_SERVICES = "There is no services.csv in it."


def is_package(names: Sequence[str]) -> bool:
    """Say whether files of these names make a tabular package."""
    return any(Path(name).name.lower() in {"services.csv", "service.csv"} for name in names)


def read_package(path: Path) -> tuple[list[Found], list[str]]:
    """Return the services of a package, as found, and what people should know.

    Parameters
    ----------
    path
        A folder, or a zip of one.

    Raises
    ------
    BadInputError
        If there is no table of services, or one of the tables cannot be read.
    """
    if path.is_dir():
        return _read_folder(path, path)
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        unpack(path, Path(folder), frozenset({".csv"}))
        return _read_folder(Path(folder), path)


def _read_folder(folder: Path, path: Path) -> tuple[list[Found], list[str]]:
    files = {each.stem.lower(): each for each in sorted(folder.rglob("*.csv"))}
    tables = {
        kind: [row for name in names if name in files for row in _table(files[name])] for kind, names in NAMES.items()
    }
    if not tables["services"]:
        raise BadInputError(
            f"The package {path.name} cannot be read.", f"{path}: {WITHOUT_SERVICES}", "Give the whole package."
        )
    package = _Package(tables)
    found = [_found(number, package.service(row)) for number, row in enumerate(tables["services"], 2)]
    used = {name for names in NAMES.values() for name in names}
    unread = sorted(name for name in files if name not in used)
    return found, [f"Not read, because a listing has no place for it: {', '.join(unread)}."] if unread else []


def _table(path: Path) -> Rows:
    if not path.read_bytes().strip():
        return []
    table = read_rows(path)
    return [
        {key: cell for key, cell in zip(table.headings, row.cells, strict=True) if text_of(cell)} for row in table.rows
    ]


def _found(number: int, document: Mapping[str, Any]) -> Found:
    return Found(f"services.csv, row {number}", read_service(document), identifier=text_of(document.get("id")))


class _Package:
    """The tables of a package, and each object found by what it belongs to."""

    def __init__(self, tables: Mapping[str, Rows]) -> None:
        self.organizations = {row.get("id"): row for row in tables["organizations"]}
        self.locations = {row.get("id"): row for row in tables["locations"]}
        self.terms = {row.get("id"): row for row in tables["terms"]}
        keys = ("service_id", "location_id", "service_at_location_id", "organization_id", "contact_id", "link_id")
        self.by: dict[tuple[str, str, str], Rows] = defaultdict(list)
        for kind, rows in tables.items():
            for row in rows:
                for key in keys:
                    if key in row:
                        self.by[(kind, key, row[key])].append(row)

    def service(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return one service as a document of version 3."""
        own = row.get("id", "")
        document = {**row}
        if organization := self.organizations.get(row.get("organization_id")):
            document["organization"] = organization
        links = self.by[("links", "service_id", own)] or list(self._guessed_links(row))
        parts = {kind: self.by[(kind, "service_id", own)] for kind in OF_A_SERVICE}
        parts["schedules"] = self.by[("schedules", "service_id", own)]
        parts["phones"] = self.by[("phones", "service_id", own)] or self._phones(row, links)
        parts["contacts"] = self.by[("contacts", "service_id", own)]
        parts["service_at_locations"] = [self._link(link) for link in links]
        parts["attributes"] = list(self._attributes(own))
        return {**document, **{name: found for name, found in parts.items() if found}}

    def _guessed_links(self, row: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        """Give the one place of an organisation, where a package has no links between services and places."""
        places = self.by[("locations", "organization_id", row.get("organization_id", ""))]
        if len(places) == 1:
            yield {"location_id": places[0].get("id", "")}

    def _phones(self, row: Mapping[str, Any], links: Rows) -> Rows:
        places = [phone for link in links for phone in self.by[("phones", "location_id", link.get("location_id", ""))]]
        return places or self.by[("phones", "organization_id", row.get("organization_id", ""))]

    def _link(self, link: dict[str, Any]) -> dict[str, Any]:
        place = link.get("location_id", "")
        location = {**self.locations.get(place, {})}
        for kind in ("addresses", "accessibility"):
            if found := self.by[(kind, "location_id", place)]:
                location[kind] = found
        schedules = self.by[("schedules", "service_at_location_id", link.get("id", ""))]
        schedules = schedules or self.by[("schedules", "location_id", place)]
        return {
            **link,
            **({"location": location} if location else {}),
            **({"schedules": schedules} if schedules else {}),
        }

    def _attributes(self, service: str) -> Iterator[dict[str, Any]]:
        for row in (*self.by[("attributes", "link_id", service)], *self.by[("attributes", "service_id", service)]):
            term = self.terms.get(row.get("taxonomy_term_id") or row.get("taxonomy_id"))
            yield {**row, **({"taxonomy_term": term} if term else {})}
