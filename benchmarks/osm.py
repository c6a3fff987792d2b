"""A town's map to a walk network: ours beside pyrosm, its disk cache cleared, by the same rules and edge by edge."""

from __future__ import annotations

import warnings
from collections import Counter
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.newport import MAP
from seedbed.analysis.assets.nearest import nearest
from seedbed.analysis.assets.network import WalkNetwork
from seedbed.analysis.assets.snapping import put_on
from seedbed.analysis.assets.streets import streets_of
from seedbed.formats.osm_assets import read_osm_assets
from seedbed.formats.osm_file import objects
from seedbed.formats.osm_rules import PATHS, ROADS, WalkRules, is_walked
from seedbed.formats.osm_streets import read_streets

BAR = 3.0
PYROSMS_RULES = WalkRules(
    highways=(ROADS | PATHS) - {"cycleway", "platform"},
    areas=False,
    separate_pavements=False,
    locked_gates=False,
)
"""What pyrosm's network for walking leaves out, and ours keeps: cycle tracks, areas, roads with pavements of their own.

It cuts no way at locked gates.
"""

KNOWN_NODES, KNOWN_EDGES, KNOWN_KILOMETRES, KNOWN_SHARE = 13_673, 16_871, 920.0, 0.34
"""Of an earlier reading of the same file, ways cut where they meet, two ways between the same two nodes counted once.

The share is of points of streets within 800 m of a community centre.
"""
NEARBY = 0.02
"""Other tags were read: areas, locked gates, motor roads."""


def run(recorder: Recorder) -> None:
    """Compare on Newport by pyrosm's rules; then read it by ours and look at what is known of it."""
    compile_s = recorder.warm(lambda: read_streets(MAP, rules=PYROSMS_RULES))
    recorder.warm(_pyrosm)
    ours_s, ours = recorder.time(lambda: read_streets(MAP, rules=PYROSMS_RULES), repeats=7)
    peak = peak_mb()
    peer_s, theirs = recorder.time(_pyrosm, repeats=5)
    ratio = peer_s / ours_s
    agree, furthest = _same(ours, theirs)
    note = f"{ours.edge_count:,} edges, both; lengths differ by at most {furthest:.2%}, as pyrosm's earth is a sphere"
    peer = "pyrosm get_network(nodes=True), cache cleared"
    bar = f"at least {BAR:.0f}x"
    size = "Newport, 2.5 MB PBF, by pyrosm's rules"
    recorder.add(Row("osm", size, ours_s, peer, peer_s, ratio, agree, peak, compile_s, bar, ratio >= BAR, note))
    _known(recorder)


def _pyrosm() -> Any:
    from pyrosm import OSM

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        OSM.clear_cache()
        return OSM(str(MAP)).get_network(nodes=True, network_type="walking")[1]


def _same(ours: WalkNetwork, theirs: Any) -> tuple[bool, float]:
    """Say whether both have the same edges, as often, and how far lengths differ as a share."""
    assert ours.nodes is not None
    our_ends = np.column_stack([ours.nodes[ours.start], ours.nodes[ours.end]])
    their_ends = theirs[["u", "v"]].to_numpy()
    our_lengths, their_lengths = _by_ends(our_ends, ours.metres), _by_ends(their_ends, theirs["length"].to_numpy())
    if our_lengths.keys() != their_lengths.keys() or _counted(our_ends) != _counted(their_ends):
        return False, float("nan")
    apart = [abs(our_lengths[pair] - metres) / metres for pair, metres in their_lengths.items() if metres > 5]
    return max(apart) < 0.005, max(apart)


def _counted(ends: NDArray[np.int64]) -> Counter[tuple[int, int]]:
    return Counter(map(tuple, np.sort(ends, axis=1).tolist()))


def _by_ends(ends: NDArray[np.int64], metres: NDArray[np.float64]) -> dict[tuple[int, int], float]:
    return dict(zip(map(tuple, np.sort(ends, axis=1).tolist()), metres.tolist(), strict=True))


def _known(recorder: Recorder) -> None:
    """Read by our own rules, and compare with what an earlier reading found."""
    ours_s, network = recorder.time(lambda: read_streets(MAP), repeats=5)
    nodes, edges = _meetings()
    share = _share_near_a_hall(network)
    close = [
        abs(found / known - 1) < NEARBY
        for found, known in ((nodes, KNOWN_NODES), (edges, KNOWN_EDGES), (network.kilometres, KNOWN_KILOMETRES))
    ]
    note = (
        f"{nodes:,} nodes where ways meet or end, {edges:,} edges, {network.kilometres:,.0f} km "
        f"({KNOWN_NODES:,}, {KNOWN_EDGES:,} and {KNOWN_KILOMETRES:.0f} known); {share:.1%} of points within 800 m of "
        f"a community centre ({KNOWN_SHARE:.0%} known)"
    )
    agree = all(close) and abs(share - KNOWN_SHARE) < NEARBY
    recorder.add(Row("osm", "Newport, by our rules", ours_s, "", None, None, agree, peak_mb(), note=note))


def _meetings() -> tuple[int, int]:
    """Return how many nodes ways share or end at, and how many pairs of them a way joins without another between."""
    ways = [[node.ref for node in way.nodes] for way in objects(MAP, "highway", kinds="w") if is_walked(way.tags)]
    times = Counter(node for way in ways for node in way)
    ends = {node for way in ways for node in (way[0], way[-1])}
    met = {node for node, count in times.items() if count > 1} | ends
    kept = [[node for node in way if node in met] for way in ways]
    pairs = {(min(pair), max(pair)) for way in kept for pair in pairwise(way) if pair[0] != pair[1]}
    return len(met), len(pairs)


def _share_near_a_hall(network: WalkNetwork) -> float:
    halls = read_osm_assets(MAP, types={"community_centre"}).listings
    at = np.array([(hall.longitude, hall.latitude) for hall in halls], np.float64)
    places = put_on(network, at[:, 0], at[:, 1])
    found = nearest(streets_of(network), network.metres, [places], 1, 1_000.0)
    return float((np.asarray(found.seconds)[0, :, 0] <= 800).mean())
