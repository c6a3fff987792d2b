"""Laws of street networks: what is written is read, cleaning settles, nothing on wheels is quicker than on foot."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seedbed.analysis.assets.cleaning import cleaned, clipped, parts
from seedbed.analysis.assets.network import WalkNetwork, Way
from seedbed.analysis.assets.walking import WALKERS, seconds_of, step_free
from seedbed.formats.osm_streets import read_streets
from tests.osm_files import OsmFile
from tests.unit.analysis.assets.small_networks import network

NODES = 12
WAYS = st.lists(st.lists(st.integers(1, NODES), min_size=2, max_size=6), min_size=1, max_size=8)
EDGES = st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), min_size=1, max_size=20)
POINTS = st.lists(st.tuples(st.floats(0, 5_000), st.floats(0, 5_000)), min_size=NODES, max_size=NODES)


def pairs(ways: list[list[int]]) -> list[tuple[int, int]]:
    return [(one, two) for way in ways for one, two in pairwise(way) if one != two]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(WAYS.filter(pairs))
def test_every_stretch_of_every_way_is_read_once(ways: list[list[int]]) -> None:
    osm = OsmFile()
    osm.row_of_nodes(NODES)
    for number, way in enumerate(ways, start=1):
        osm.way(number, way, {"highway": "residential"})
    with tempfile.TemporaryDirectory() as folder:
        found = read_streets(osm.write(Path(folder) / "town.osm"))
    assert found.nodes is not None
    assert list(zip(found.nodes[found.start], found.nodes[found.end], strict=True)) == pairs(ways)


@given(POINTS, EDGES, st.floats(0, 8_000))
def test_a_clean_network_stays_as_it_is(
    points: list[tuple[float, float]], edges: list[tuple[int, int]], smallest: float
) -> None:
    once, _ = cleaned(network(points, edges), smallest_part_metres=smallest, far_off_times=np.inf)
    twice, left_out = cleaned(once, smallest_part_metres=smallest, far_off_times=np.inf)
    assert twice.start.tolist() == once.start.tolist()
    assert (left_out.nodes_left_out, left_out.parts_left_out) == (0, 0)


@given(POINTS, EDGES)
def test_what_stays_and_what_is_left_out_make_up_the_whole(
    points: list[tuple[float, float]], edges: list[tuple[int, int]]
) -> None:
    whole = network(points, edges)
    kept, left_out = cleaned(whole)
    assert kept.edge_count + left_out.edges_left_out == whole.edge_count
    assert np.isclose(kept.metres.sum() + left_out.metres_left_out, whole.metres.sum())


@given(POINTS, EDGES)
def test_what_hangs_together_after_clipping_did_so_before(
    points: list[tuple[float, float]], edges: list[tuple[int, int]]
) -> None:
    whole = network(points, edges)
    kept = clipped(whole, (0.0, 0.0, 0.025, 0.05))
    assert whole.nodes is not None
    assert kept.nodes is not None
    before = parts(whole)[np.searchsorted(whole.nodes, kept.nodes)]
    assert all(len(set(before[parts(kept) == part].tolist())) == 1 for part in set(parts(kept).tolist()))


def hilly(points: list[tuple[float, float]], edges: list[tuple[int, int]], seed: int) -> WalkNetwork:
    rng = np.random.default_rng(seed)
    ways = rng.choice([0, *(int(way) for way in Way)], len(edges))
    flat = network(points, edges, [int(way) for way in ways])
    return replace(flat, climb=rng.normal(0, 0.1, len(edges)) * flat.metres)


@given(POINTS, EDGES, st.integers(0, 99), st.sampled_from(sorted(WALKERS)))
def test_nobody_is_quicker_for_needing_a_way_without_steps(
    points: list[tuple[float, float]], edges: list[tuple[int, int]], seed: int, code: str
) -> None:
    hill = hilly(points, edges, seed)
    on_foot = replace(WALKERS[code], wheels=False)
    assert (seconds_of(hill, step_free(on_foot)) >= seconds_of(hill, on_foot)).all()


@given(POINTS, EDGES, st.integers(0, 99))
def test_turned_round_an_edge_takes_as_long_the_other_way(
    points: list[tuple[float, float]], edges: list[tuple[int, int]], seed: int
) -> None:
    hill = hilly(points, edges, seed)
    assert hill.climb is not None
    turned = replace(hill, start=hill.end, end=hill.start, climb=-hill.climb)
    adult = WALKERS["adult"]
    assert seconds_of(turned, adult).tolist() == seconds_of(hill, adult)[:, ::-1].tolist()
