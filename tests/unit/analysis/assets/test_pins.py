"""Marks on tiles: they equal the plain twin's, none is lost, and what is not chosen does not count."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.analysis.assets.pins import ALONE, EXTENT, LAST_ZOOM, NORTHMOST, Pins, marks_on, pins_at
from seedbed.errors import UsageError
from tests.unit.analysis.assets.plain_pins import plain_marks

HERE = (-2.99, 51.58)
places = st.lists(st.tuples(st.floats(-3.1, -2.9), st.floats(51.5, 51.7)), min_size=1, max_size=60)


def tile_of(longitude: float, latitude: float, zoom: int) -> tuple[int, int]:
    south = 0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)
    return int((longitude / 360 + 0.5) * 2**zoom), int(south * 2**zoom)


def pins_of(given: list[tuple[float, float]]) -> Pins:
    return pins_at([each[0] for each in given], [each[1] for each in given])


@given(given=places, zoom=st.integers(0, LAST_ZOOM))
def test_marks_equal_those_of_loops(given: list[tuple[float, float]], zoom: int) -> None:
    x, y = tile_of(*given[0], zoom)
    marks = marks_on(pins_of(given), zoom, x, y)
    found = sorted(zip(marks.x.tolist(), marks.y.tolist(), marks.count.tolist(), strict=True))
    wanted = plain_marks(given, zoom, x, y)
    assert [each[2] for each in found] == [each[2] for each in wanted]
    assert np.abs(np.array(found) - np.array(wanted)).max() <= 1  # a unit: roundings differ


@given(given=places, zoom=st.integers(1, LAST_ZOOM))
def test_four_tiles_hold_what_the_one_above_them_holds(given: list[tuple[float, float]], zoom: int) -> None:
    pins = pins_of(given)
    x, y = tile_of(*given[0], zoom - 1)
    below = [marks_on(pins, zoom, 2 * x + right, 2 * y + down).count.sum() for right in (0, 1) for down in (0, 1)]
    assert sum(below) == marks_on(pins, zoom - 1, x, y).count.sum()


def test_a_place_alone_keeps_its_number() -> None:
    pins = pins_of([(10.0, 10.0), HERE, (-60.0, -30.0)])
    marks = marks_on(pins, 12, *tile_of(*HERE, 12))
    assert marks.number.tolist() == [1]


def test_places_at_one_spot_stay_together_at_every_zoom() -> None:
    marks = marks_on(pins_of([HERE, HERE]), LAST_ZOOM, *tile_of(*HERE, LAST_ZOOM))
    assert (marks.count.tolist(), marks.number.tolist()) == ([2], [ALONE])


def test_what_is_not_chosen_does_not_count() -> None:
    pins = pins_of([HERE, HERE, (10.0, 10.0), HERE])
    marks = marks_on(pins, 5, *tile_of(*HERE, 5), chosen=np.array([False, False, True, True]))
    assert (marks.count.tolist(), marks.number.tolist()) == ([1], [3])


def test_a_tile_without_places_has_no_marks() -> None:
    assert marks_on(pins_of([HERE]), 4, 0, 0).count.size == 0


def test_nothing_at_all_has_no_marks() -> None:
    assert marks_on(pins_at([], []), 0, 0, 0).count.size == 0


def test_a_pole_stands_at_the_edge_of_the_map() -> None:
    marks = marks_on(pins_of([(180.0, 90.0), (-180.0, -NORTHMOST)]), 0, 0, 0)
    assert sorted(zip(marks.x.tolist(), marks.y.tolist(), strict=True)) == [(0, EXTENT), (EXTENT, 0)]


@pytest.mark.parametrize("tile", [(-1, 0, 0), (LAST_ZOOM + 1, 0, 0), (3, 8, 0), (3, 0, -1)])
def test_a_tile_outside_the_world_is_refused(tile: tuple[int, int, int]) -> None:
    with pytest.raises(UsageError, match="There is no tile"):
        marks_on(pins_of([HERE]), *tile)


def test_what_has_no_place_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be put on a map"):
        pins_at([1.0, float("nan")], [1.0, 2.0])
