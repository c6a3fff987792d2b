"""Open OpenStreetMap files (PBF and XML) with libosmium, and say plainly what is wrong with a bad one."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seedbed.formats.osm_swelling import check_packed, check_pbf
from seedbed.formats.outlines import cannot_read, check_size

if TYPE_CHECKING:
    from osmium.geom import WKBFactory

LARGEST_FILE = 8 * 1024**3
"""Bytes. Great Britain's file has about 2 GB; the whole planet's, about 80 GB, is not for one machine."""

AGAIN = "Download it again, or cut your area out of a larger file with 'osmium extract'."
GZIP = b"\x1f\x8b"


def objects(path: Path, *keys: str, kinds: str = "nw", where: bool = True) -> Iterator[Any]:
    """Give the objects of a file that carry one of some keys, in the file's order: nodes, ways, relations.

    Parameters
    ----------
    path
        A ``.osm.pbf`` or ``.osm`` file (XML; also ``.osm.gz``).
    keys
        Keys of tags; other objects are passed over without coming into Python.
    kinds
        ``n``, ``w`` and ``r``: nodes, ways, relations.
    where
        Whether the nodes of ways know where they are.

    Raises
    ------
    BadInputError
        If there is no such file, it is neither PBF nor OSM XML, or it is damaged or cut short.
    """
    import osmium

    wanted = _entities(kinds)
    processor = osmium.FileProcessor(_checked(path), wanted | osmium.osm.NODE if where else wanted)
    if where:
        processor = processor.with_locations()
    processor = processor.with_filter(osmium.filter.EntityFilter(wanted)).with_filter(osmium.filter.KeyFilter(*keys))
    yield from _readable(path, processor)


def with_areas(path: Path, *keys: str) -> Iterator[Any]:
    """Give nodes, ways, relations and the areas made of closed ways and relations that carry one of some keys.

    The file is read twice: relations say which ways they are made of.

    Raises
    ------
    BadInputError
        As `objects`.
    """
    import osmium

    file = _checked(path)
    with _said_plainly(path):
        processor = osmium.FileProcessor(file).with_areas(osmium.filter.KeyFilter(*keys))
    yield from _readable(path, processor.with_filter(osmium.filter.KeyFilter(*keys)))


def factory() -> WKBFactory:
    """Make what turns the shapes of objects into well-known binary."""
    from osmium.geom import WKBFactory

    return WKBFactory()


def _checked(path: Path) -> Any:
    from osmium.io import File

    check_size(path, LARGEST_FILE)
    return File(str(path), _form(path))


def _readable(path: Path, processor: Iterable[Any]) -> Iterator[Any]:
    with _said_plainly(path):
        yield from processor


@contextmanager
def _said_plainly(path: Path) -> Iterator[None]:
    try:
        yield
    except RuntimeError as error:
        raise cannot_read(path, _reason(error), AGAIN) from error


def _entities(kinds: str) -> Any:
    from osmium import osm

    bits = {"n": osm.NODE, "w": osm.WAY, "r": osm.RELATION}
    wanted = osm.NOTHING
    for kind in kinds:
        wanted = wanted | bits[kind]
    return wanted


def _form(path: Path) -> str:
    """Say what the file is by its content, because endings are often wrong."""
    with path.open("rb") as file:
        start = file.read(64)
    if start.startswith(GZIP):
        form = _form_inside(path)
        check_packed(path)
        return form
    if b"OSMHeader" in start:
        check_pbf(path)
        return "pbf"
    if _is_page(start):
        why = (
            "It is neither OpenStreetMap's PBF nor its XML but a web page: what was saved is the page of the download."
        )
        raise cannot_read(path, why, "Download the .osm.pbf itself.")
    if _is_xml(start):
        return "osm"
    raise cannot_read(path, "It is neither OpenStreetMap's PBF nor its XML.", AGAIN)


def _form_inside(path: Path) -> str:
    try:
        with gzip.open(path) as file:
            if _is_xml(file.read(64)):
                return "osm.gz"
    except (OSError, EOFError) as error:
        raise cannot_read(path, "It is packed with gzip, and what is inside is damaged.", AGAIN) from error
    raise cannot_read(path, "It is packed with gzip, and what is inside is not OpenStreetMap's XML.", AGAIN)


def _is_page(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith((b"<!doctype html", b"<html"))


def _is_xml(start: bytes) -> bool:
    return start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<")


def _reason(error: Exception) -> str:
    said = " ".join(str(error).split())[:200]
    if "out of order" in said:
        return f"Its objects are not in the order of their numbers ({said}). 'osmium sort' puts them so."
    if "EOF" in said or "unclosed token" in said or "no element found" in said:
        return f"The file is cut short ({said})."
    return f"The file is damaged ({said or type(error).__name__})."
