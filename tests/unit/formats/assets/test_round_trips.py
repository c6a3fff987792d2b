from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.assets.listing import Listing, OpeningTimes, Price
from seedbed.errors import UsageError
from seedbed.formats.assets.cells import guarded, prices_from_words, prices_in_words, unguarded
from seedbed.formats.assets.opening_words import opening_from_words, opening_in_words
from seedbed.formats.assets.reading import Wishes, read_assets
from seedbed.formats.assets.whereabouts import ANYWHERE
from seedbed.formats.assets.writing import WRITERS, write_assets
from tests.unit.formats.assets.listings import HALL, LISTINGS, OPENING, PRICES

POLYGON = {"type": "Polygon", "coordinates": [[[0.0, 51.0], [0.1, 51.0], [0.1, 51.1], [0.0, 51.0]]]}


def again(listings: list[Listing], ending: str) -> tuple[Listing, ...]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"assets{ending}"
        write_assets(path, listings)
        return read_assets(path, Wishes(where=ANYWHERE)).listings


def whole(listing: Listing) -> Listing:
    """A listing as readers take it: with both parts of its position or none."""
    placed = listing.longitude is not None and listing.latitude is not None
    return listing if placed else replace(listing, longitude=None, latitude=None)


@pytest.mark.parametrize("ending", sorted(WRITERS))
@given(listing=LISTINGS.map(whole))
@settings(max_examples=20, deadline=None)
def test_whatever_is_written_reads_as_it_was(ending: str, listing: Listing) -> None:
    assert again([listing], ending) == (listing,)


@pytest.mark.parametrize("ending", sorted(WRITERS))
def test_many_listings_keep_their_order(ending: str, tmp_path: Path) -> None:
    listings = [replace(HALL, identifier=f"hall-{number}", name=f"Hall {number}") for number in range(30)]
    assert again(listings, ending) == tuple(listings)


@pytest.mark.parametrize("ending", [".geojson", ".gpkg"])
def test_a_point_that_was_moved_on_a_map_is_moved(ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"assets{ending}"
    write_assets(path, [HALL])
    moved = read_assets(path).listings[0]
    assert (moved.longitude, moved.latitude) == (HALL.longitude, HALL.latitude)


@given(st.lists(OPENING, max_size=3).map(tuple))
@settings(max_examples=100, deadline=None)
def test_opening_times_in_words_read_as_they_were(opening: tuple[OpeningTimes, ...]) -> None:
    assert opening_from_words(opening_in_words(opening)) == opening


@given(st.lists(PRICES, max_size=3).map(tuple))
@settings(max_examples=100, deadline=None)
def test_prices_in_words_read_as_they_were(prices: tuple[Price, ...]) -> None:
    assert prices_from_words(prices_in_words(prices)) == prices


@given(st.text(max_size=9))
@settings(max_examples=100)
def test_a_guarded_cell_is_no_formula_and_comes_back(cell: str) -> None:
    safe = guarded(cell)
    assert isinstance(safe, str)
    assert not safe.lstrip(" ").startswith(("=", "+", "-", "@"))
    assert unguarded(safe) == cell


@pytest.mark.parametrize("make", [lambda: replace(HALL, outline=POLYGON), lambda: replace(HALL, extra={"a": [1]})])
def test_a_workbook_is_refused_where_a_cell_would_be_cut(make: Callable[[], Listing], tmp_path: Path) -> None:
    long = replace(make(), description="x" * 40_000)
    with pytest.raises(UsageError, match="cannot be written"):
        write_assets(tmp_path / "a.xlsx", [long])


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        write_assets(tmp_path / "a.doc", [HALL])
