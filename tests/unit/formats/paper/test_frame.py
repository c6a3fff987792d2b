"""Degrees and millimetres of a sheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from seedbed.errors import BadInputError
from seedbed.formats.paper.frame import SheetFrame, metres_a_degree

BOUNDS = (-3.01, 51.57, -2.97, 51.60)


@given(st.floats(-3.2, -2.8), st.floats(51.4, 51.8))
def test_a_place_comes_back_from_the_sheet(longitude: float, latitude: float) -> None:
    frame = SheetFrame.around(BOUNDS, 380, 257, left=20, top=20)
    assert frame.to_degrees(*frame.to_mm(longitude, latitude)) == pytest.approx((longitude, latitude), abs=1e-10)


def test_the_bounds_lie_in_the_middle_of_the_window() -> None:
    frame = SheetFrame.around(BOUNDS, 380, 257, left=20, top=30)
    assert frame.to_mm(-2.99, 51.585) == pytest.approx((20 + 190, 30 + 128.5))


def test_a_scale_holds_on_the_ground() -> None:
    frame = SheetFrame.around(BOUNDS, 380, 257, scale=5000)
    one, other = frame.to_degrees(100, 128.5), frame.to_degrees(200, 128.5)
    assert Geod(ellps="WGS84").inv(*one, *other)[2] == pytest.approx(500, abs=0.01)
    assert frame.scale == pytest.approx(5000)
    assert frame.metres(100) == pytest.approx(500)


@pytest.mark.parametrize("latitude", [0.0, 51.5, -33.0, 70.0])
def test_a_degree_is_as_long_as_on_the_ellipsoid(latitude: float) -> None:
    across, up = metres_a_degree(latitude)
    globe = Geod(ellps="WGS84")
    assert across == pytest.approx(1000 * globe.inv(0, latitude, 0.001, latitude)[2], rel=1e-6)
    assert up == pytest.approx(1000 * globe.inv(0, latitude - 0.0005, 0, latitude + 0.0005)[2], rel=1e-6)


@pytest.mark.parametrize("bounds", [(0, 51, 0, 52), (-60, 10, 60, 50), (0, 89, 1, 90)])
def test_bounds_of_no_neighbourhood_are_refused(bounds: tuple[float, float, float, float]) -> None:
    with pytest.raises(BadInputError, match="cannot be drawn"):
        SheetFrame.around(bounds, 100, 100)
