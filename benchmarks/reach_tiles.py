"""Reach of a neighbourhood, of a city and of a country's part in tiles, which answer as one process does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.generated_streets import make_places, make_streets
from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.newport import newport
from seedbed.analysis.assets.cleaning import clipped
from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import Places, WalkNetwork
from seedbed.analysis.assets.tiling import MOST_NODES
from seedbed.analysis.assets.walking import WALKERS
from seedbed.workflows.assets.reach_times import HORIZON, Targets, Times, Walkable, targets_of, times
from seedbed.workflows.assets.scale import tile_pieces

CUTOFF = 900.0
NEAREST = 3
NEIGHBOURHOOD_BAR, CITY_BAR = 1.0, 10.0
NODES_OF_ENGLAND = 16_000_000
"""Newport's 45,752 street nodes for 159,600 people (Census 2021), times England's 56.5 million people."""


def run(recorder: Recorder) -> None:
    """Record three sizes; compare tiles with the whole at the largest."""
    compile_s = recorder.warm(lambda: _reach(*_made(12, 0, 20)))
    _neighbourhood(recorder, compile_s)
    _city(recorder)
    _country(recorder)


def _reach(network: WalkNetwork, origins: Places, assets: Sequence[Listing], kinds: Sequence[str]) -> Times:
    """Do what the command does once files are read: streets, assets on them, times."""
    walkable = Walkable(network, WALKERS["adult"])
    targets, _ = targets_of(assets, kinds, walkable)
    return times(walkable, origins, targets, k=NEAREST, cutoff=CUTOFF)


def _neighbourhood(recorder: Recorder, compile_s: float) -> None:
    town = newport()
    west, south = float(np.median(town.network.longitude)) - 0.018, float(np.median(town.network.latitude)) - 0.011
    network = clipped(town.network, (west, south, west + 0.036, south + 0.022))
    assets = _listings(town.network, town.kinds, [each.node[each.node >= 0] for each in town.places])
    origins = _origins(network, 400)
    seconds, found = recorder.time(lambda: _reach(network, origins, assets, town.kinds), repeats=5)
    size = f"a neighbourhood: 2.5 km of Newport, {network.node_count:,} nodes, 400 origins, 12 kinds"
    _record(recorder, size, seconds, NEIGHBOURHOOD_BAR, found, compile_s)


def _city(recorder: Recorder) -> None:
    made = _made(182, 3, 12_000)
    seconds, found = recorder.time(lambda: _reach(*made))
    size = f"a city: {made[0].node_count:,} generated nodes, 12,000 origins, 12 kinds"
    _record(recorder, size, seconds, CITY_BAR, found, None)


def _record(recorder: Recorder, size: str, seconds: float, bar: float, found: Times, compile_s: float | None) -> None:
    ordered = bool((found.seconds[..., :-1] <= found.seconds[..., 1:]).all())
    words = f"under {bar:.0f} CPU s"
    note = "agree: nearest come in order"
    row = Row("reach", size, seconds, "", None, None, ordered, peak_mb(), compile_s, words, seconds < bar, note)
    recorder.add(row)


def _country(recorder: Recorder) -> None:
    """Compare tiles with the whole, and say what all England would take at the same rate."""
    network, origins, assets, kinds = _made(364, 3, 50_000)
    walkable = Walkable(network, WALKERS["adult"])
    targets, _ = targets_of(assets, kinds, walkable)
    whole_s, whole = recorder.time(
        lambda: times(Walkable(network, walkable.walker), origins, targets, k=NEAREST, cutoff=CUTOFF), repeats=1
    )
    tiles_s, same = recorder.time(lambda: _in_tiles(walkable, origins, targets, whole), repeats=1)
    england = tiles_s / network.node_count * NODES_OF_ENGLAND / 60
    note = f"agree: to the last bit; at this rate England's about 16 million nodes take {england:.0f} CPU minutes"
    size = f"part of a country: {network.node_count:,} generated nodes in tiles, 50,000 origins, 12 kinds"
    recorder.add(
        Row("reach", size, tiles_s, "ours, not in tiles", whole_s, whole_s / tiles_s, same, peak_mb(), note=note)
    )


def _in_tiles(walkable: Walkable, origins: Places, targets: Targets, whole: Times) -> bool:
    """Return whether every tile answers as the whole."""
    same = True
    for piece in tile_pieces(walkable, origins, targets, HORIZON, most_nodes=MOST_NODES):
        found = times(piece.walkable, piece.origins, piece.targets, k=NEAREST, cutoff=CUTOFF)
        rows, assets = piece.held
        same &= np.array_equal(found.seconds, whole.seconds[:, rows])
        same &= np.array_equal(np.append(assets, -1)[found.which], whole.which[:, rows])
        same &= np.array_equal(found.within, whole.within[:, rows])
    return same


Made = tuple[WalkNetwork, Places, list[Listing], tuple[str, ...]]


def _made(side: int, bends: int, origins: int) -> Made:
    network = make_streets(side, seed=1, bends=bends)
    places = make_places(network, seed=2)
    kinds = tuple(f"kind {number}" for number in range(len(places)))
    return network, _origins(network, origins), _listings(network, kinds, places), kinds


def _origins(network: WalkNetwork, count: int) -> Places:
    generator = np.random.default_rng(5)
    return Places(generator.integers(0, network.node_count, count).astype(np.int32), np.zeros(count))


def _listings(network: WalkNetwork, kinds: Sequence[str], places: Sequence[NDArray[np.int32]]) -> list[Listing]:
    return [
        Listing(
            identifier=f"{kind} {node}",
            name="",
            asset_type=kind,
            longitude=float(network.longitude[node]),
            latitude=float(network.latitude[node]),
        )
        for kind, nodes in zip(kinds, places, strict=True)
        for node in nodes
    ]
