"""Times to assets that have several ways in."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import shape

from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import Places
from seedbed.analysis.assets.travel import Travel
from seedbed.workflows.assets.reach_times import Targets, Walkable, by_asset, once_each, points_along, targets_of, times
from tests.unit.workflows.assets.test_reach_transit import PACE, WHEELS, _street


def ways_in(owner: list[int]) -> Targets:
    assets = tuple(Listing(identifier=str(at), name="", asset_type="park") for at in range(max(owner) + 1))
    stands = Places(np.zeros(len(owner), np.int32), np.zeros(len(owner)))
    kind = np.zeros(len(assets), np.int32)
    return Targets(assets, ("park",), kind, np.array(owner, np.int32), stands)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000))
def test_the_nearest_way_into_each_asset_counts(seed: int) -> None:
    random = np.random.default_rng(seed)
    owner = [0, 0, 1, 2, 2, 2, 3]
    table = np.where(random.random((6, 7)) < 0.5, np.inf, random.integers(0, 900, (6, 7)).astype(float))
    origin, way = np.nonzero(np.isfinite(table))
    found = by_asset(Travel.from_pairs(origin, way, table[origin, way], shape=table.shape), ways_in(owner))
    expected = {
        (row, asset): least
        for row in range(6)
        for asset in range(4)
        if np.isfinite(least := min(table[row, each] for each in range(7) if owner[each] == asset))
    }
    pairs = zip(found.origin.tolist(), found.destination.tolist(), strict=True)
    assert dict(zip(pairs, found.seconds.tolist(), strict=True)) == expected


def test_each_asset_is_told_once() -> None:
    seconds = np.array([[10.0, 20, 30, 40], [5, np.inf, np.inf, np.inf]])
    owners = np.array([[3, 3, 1, 3], [2, -1, -1, -1]], np.int32)
    kept, which = once_each(seconds, owners, 3)
    assert kept.tolist() == [[10, 30, np.inf], [5, np.inf, np.inf]]
    assert which.tolist() == [[3, 1, -1], [2, -1, -1]]


def test_entrances_are_where_people_get_in() -> None:
    park = Listing(
        identifier="p", name="Park", asset_type="park", longitude=-3.0, latitude=51.53,
        entrances=((-3.0, 51.52), (-3.0, 51.53)),
    )  # fmt: skip
    walkable = Walkable(_street(), PACE)
    targets, lost = targets_of([park], ["park"], walkable)
    found = times(walkable, Places(np.array([0], np.int32), np.zeros(1)), targets, k=2, cutoff=3600.0)
    assert found.seconds[0, 0].tolist() == [2 * 1112.0, np.inf]
    assert found.within.tolist() == [[1]]
    assert lost == []


def test_a_green_space_is_got_into_along_its_edge() -> None:
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 4], [4, 4], [4, 0], [0, 0]]]}
    park = Listing(identifier="p", name="Park", asset_type="park", longitude=2.0, latitude=2.0, outline=square)
    points = points_along(shape(dict(park.outline or {})))
    assert len(points) == 8
    assert all(0 in point or 4 in point for point in points)


def test_an_asset_without_a_place_is_off_the_map() -> None:
    nowhere = Listing(identifier="n", name="By telephone", asset_type="advice")
    targets, lost = targets_of([nowhere], ["advice"], Walkable(_street(), PACE))
    assert targets.assets == ()
    assert lost == [nowhere]


def test_on_wheels_nobody_is_put_onto_steps() -> None:
    walkable = Walkable(_street(steps=True), WHEELS)
    assert walkable.put(np.array([-3.0]), np.array([51.51])).node.tolist() == [-1]
