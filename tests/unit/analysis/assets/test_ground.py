"""Distances over the ground beside the exact geodesic."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from seedbed.analysis.assets.ground import metres_between


@given(st.floats(-60, 75), st.floats(-0.05, 0.05), st.floats(-0.05, 0.05))
def test_short_ways_are_as_long_as_the_geodesic(latitude: float, across: float, up: float) -> None:
    ours = metres_between(np.array([5.0]), np.array([latitude]), np.array([5.0 + across]), np.array([latitude + up]))
    exact = Geod(ellps="WGS84").inv(5.0, latitude, 5.0 + across, latitude + up)[2]
    assert ours == pytest.approx([exact], rel=2e-6, abs=1e-6)
