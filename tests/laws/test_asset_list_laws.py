"""Whatever a file holds, it is read or refused in words; whatever is read can be written and compared."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.assets.duplicates import duplicates
from seedbed.analysis.assets.listing import Listings
from seedbed.errors import UserError
from seedbed.formats.assets.open_referral import service_document
from seedbed.formats.assets.open_referral_rules import service_problems
from seedbed.formats.assets.reading import Wishes, read_assets
from seedbed.formats.assets.whereabouts import ANYWHERE

KEYS = st.sampled_from(
    (
        *("id", "name", "contents", "content", "status", "schedules", "service_at_locations", "location", "latitude"),
        *("longitude", "addresses", "postal_code", "byday", "opens_at", "interval", "cost_options", "amount", "phones"),
        *("contacts", "number", "attributes", "taxonomy_term", "languages", "eligibilitys", "organization", "seedbed"),
        *(
            "type",
            "features",
            "geometry",
            "coordinates",
            "properties",
            "minimum_age",
            "total_items",
            "extra",
            "opening",
        ),
    )
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS | st.text(max_size=4), inner, max_size=6),
    max_leaves=12,
)
HEADINGS = st.sampled_from(
    (
        "name",
        "id",
        "lat",
        "lon",
        "postcode",
        "type",
        "opening",
        "price",
        "email",
        "identifier",
        "extra",
        "step_free",
        "x",
    )
)
CELLS = st.text(max_size=8) | st.floats().map(str) | st.sampled_from(("Mon 9-5", "51.5", "-0.1", "=1+1", '[{"a"', "£3"))


def outcome(name: str, content: bytes) -> Listings | None:
    """What reading gives; None where the file was refused in words."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            return read_assets(path, Wishes(where=ANYWHERE))
        except UserError as error:
            said = (error.what, error.why, error.next_step)
    assert all(said)
    return None


def check(found: Listings | None) -> None:
    for listing in found.listings if found else ():
        assert listing.name
        assert service_problems(service_document(listing)) == []
        assert service_problems(service_document(listing, public=True)) == []
    assert all(each.path and each.reason for each in (found.rejected if found else ()))


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.geojson", "a.kml", "a.xlsx", "a.gpkg", "a.zip", "a.osm"])
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
@settings(max_examples=25, deadline=None)
def test_any_bytes_are_read_or_refused_in_words(name: str, content: bytes) -> None:
    check(outcome(name, content))


@pytest.mark.parametrize("name", ["a.json", "a.geojson"])
@given(document=VALUES)
@settings(max_examples=150, deadline=None)
def test_any_json_is_read_or_refused_in_words(name: str, document: Any) -> None:
    check(outcome(name, json.dumps(document).encode("utf-8", "surrogatepass")))


@given(service=st.dictionaries(KEYS, VALUES, max_size=10))
@settings(max_examples=200, deadline=None)
def test_any_service_is_read_or_refused_in_words(service: dict[str, Any]) -> None:
    check(outcome("a.json", json.dumps({"contents": [{"id": "1", "name": "Hall"} | service]}).encode()))


@given(headings=st.lists(HEADINGS, min_size=1, max_size=6), rows=st.lists(st.lists(CELLS, max_size=7), max_size=6))
@settings(max_examples=200, deadline=None)
def test_any_table_is_read_or_refused_in_words(headings: list[str], rows: list[list[str]]) -> None:
    lines = [",".join(f'"{cell}"'.replace("\n", " ") for cell in row) for row in (headings, *rows)]
    found = outcome("a.csv", "\n".join(lines).encode("utf-8", "replace"))
    check(found)
    if found:
        duplicates(found.listings)
