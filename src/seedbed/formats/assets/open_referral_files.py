"""Services in JSON files: a page of a feed, many pages in one list, one service; version 3 and version 1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from seedbed.errors import BadInputError
from seedbed.formats.assets.found import Found
from seedbed.formats.assets.open_referral_read import nests_too_deep, read_service
from seedbed.formats.assets.rows import LARGEST_FILE
from seedbed.formats.assets.values import number_of, text_of
from seedbed.formats.outlines import check_size
from seedbed.formats.outlines_geojson import load_json

LISTS = ("contents", "content", "services", "service_at_locations", "items", "results", "data")
"""Keys under which feeds put the services of a page."""


def read_services(path: Path) -> tuple[list[Found], list[str]]:
    """Return the services of a JSON file as found, and what people should know of it.

    Raises
    ------
    BadInputError
        If the file is no JSON, or holds nothing that looks like services.
    """
    check_size(path, LARGEST_FILE)
    document = load_json(path)
    services = list(services_of(document))
    if not services and not is_page(document):
        raise BadInputError(
            f"The file {path.name} cannot be read.",
            f"{path}: it is JSON, but holds no services of Open Referral UK (no 'contents', no 'id' and 'name').",
            "Give the answer of the address that ends in /services.",
        )
    return [found_service(where, each) for where, each in services], counted(document)


def is_page(document: Any) -> bool:
    """Say whether a document is a page of a list."""
    return isinstance(document, Mapping) and any(isinstance(document.get(key), list) for key in LISTS)


def services_of(document: Any, where: str = "") -> Iterator[tuple[str, Any]]:
    """Give each service of a document with where it stands: ``contents[3]``."""
    if isinstance(document, list):
        for place, each in enumerate(document):
            if is_page(each) and "name" not in each:
                yield from services_of(each, f"{where}[{place}].")
            else:
                yield f"{where}[{place}]", each
    elif isinstance(document, Mapping):
        key = next((key for key in LISTS if isinstance(document.get(key), list)), "")
        if key and not ("name" in document and "id" in document):
            yield from services_of(document[key], f"{where}{key}")
        elif (
            (isinstance(document.get("service"), Mapping) and "name" not in document)
            or "id" in document
            or "name" in document
        ):
            yield where or "service", document


def found_service(where: str, document: Any) -> Found:
    """Return one service as found."""
    if not isinstance(document, Mapping):
        return Found(where, None, "it is not an object")
    if nests_too_deep(document):
        return Found(where, None, "its lists and objects nest too deep")
    service = document.get("service")
    if isinstance(service, Mapping):  # a service at a location: the place stands around the service
        link = {key: value for key, value in document.items() if key != "service"}
        document = {**service, "service_at_locations": [link]}
    listing = read_service(document)
    return Found(where, listing, identifier=listing.identifier)


def counted(document: Any) -> list[str]:
    """Return in words what is odd about the counts that pages give of themselves."""
    pages: Sequence[Any] = document if isinstance(document, list) else [document]
    notes = []
    for page in pages:
        if not is_page(page):
            continue
        held = next(len(page[key]) for key in LISTS if isinstance(page.get(key), list))
        total = number_of(page.get("total_items", page.get("totalElements")))
        only = text_of(page.get("total_pages", page.get("totalPages"))) == "1"
        if total is not None and only and total != held:
            notes.append(f"The page says that there are {total:g} services in all; it holds {held}.")
    return notes
