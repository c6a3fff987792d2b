"""The three nearest places of twelve kinds from every street node: ours beside pandana, and growth to a country."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.generated_streets import make_places, make_streets
from benchmarks.harness import Recorder, Row, peak_mb
from benchmarks.newport import newport
from seedbed.analysis.assets.nearest import Nearest, nearest
from seedbed.analysis.assets.network import WalkNetwork
from seedbed.analysis.assets.streets import streets_of

NEAREST = 3
CUTOFF = 3_200.0
"""Metres, about 40 minutes on foot: times are metres here, as pandana is given them."""
QUERY_BAR, WHOLE_BAR = 20, 25
SECONDS_BAR, MEGABYTES_BAR = 20.0, 2_048
SIDES = (258, 515, 1_030)
"""Crossings a side of the generated networks: 66,564, 265,225 and 1,060,900 nodes."""

Nodes = Sequence[NDArray[np.int32]]
Asked = Callable[[], NDArray[np.float64]]


def run(recorder: Recorder) -> None:
    """Compare on Newport, then record growth."""
    compile_s = recorder.warm(lambda: _whole(make_streets(10, 1), [np.array([1], np.int32)]))
    _newport(recorder, compile_s)
    for side in SIDES:
        _generated(recorder, side)
    _seldom_a_junction(recorder)


def _whole(network: WalkNetwork, places: Nodes) -> Nearest:
    return nearest(streets_of(network), network.metres, places, NEAREST, CUTOFF)


def _newport(recorder: Recorder, compile_s: float) -> None:
    town = newport()
    network = town.network
    places = [each.node[each.node >= 0] for each in town.places]
    streets = streets_of(network)
    size = f"Newport, {network.node_count:,} nodes, 12 kinds, k=3"
    asked_s, found = recorder.time(lambda: nearest(streets, network.metres, places, NEAREST, CUTOFF), repeats=7)
    built_s, _ = recorder.time(lambda: _whole(network, places), repeats=7)
    peak = peak_mb()
    peer_built_s, ask = _pandana(recorder, network, places)
    peer_s, theirs = recorder.time(ask, repeats=3)
    apart = float(np.abs(np.minimum(found.seconds, CUTOFF) - theirs).max())
    note = f"furthest apart {apart:.2f} m, as pandana rounds edges; {streets.junction_count:,} junctions"
    for name, ours_s, other_s, bar in (
        ("query", asked_s, peer_s, QUERY_BAR),
        ("build and query", built_s, peer_s + peer_built_s, WHOLE_BAR),
    ):
        ratio = other_s / ours_s
        recorder.add(
            Row(
                "nearest",
                f"{size}, {name}",
                ours_s,
                f"pandana {name}",
                other_s,
                ratio,
                apart < 1,
                peak,
                compile_s,
                f"at least {bar}x",
                ratio >= bar,
                note,
            )
        )


def _pandana(recorder: Recorder, network: WalkNetwork, places: Nodes) -> tuple[float, Asked]:
    """Return the seconds of pandana's build, and a function that asks it for metres, shape (kinds, nodes, 3)."""
    import pandana
    import pandas as pd

    def build() -> Any:
        ends = pd.Series(network.start.astype(int)), pd.Series(network.end.astype(int))
        at = pd.Series(network.longitude), pd.Series(network.latitude)
        return pandana.Network(*at, *ends, pd.DataFrame({"metres": network.metres}), twoway=True)

    def ask() -> NDArray[np.float64]:
        answers = []
        for nodes in places:
            at = pd.Series(network.longitude[nodes]), pd.Series(network.latitude[nodes])
            built.set_pois("kind", CUTOFF, NEAREST, *at)
            answers.append(built.nearest_pois(CUTOFF, "kind", num_pois=NEAREST).to_numpy())
        return np.array(answers)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        seconds, built = recorder.time(build, repeats=2)
        ask()
    return seconds, ask


def _generated(recorder: Recorder, side: int) -> None:
    """Record one network whose nodes are nearly all junctions, the hardest."""
    network = make_streets(side, seed=1)
    largest = side == SIDES[-1]
    _record(recorder, network, f"{network.node_count:,} generated nodes, 12 kinds, k=3", bar=largest)


def _seldom_a_junction(recorder: Recorder) -> None:
    """Record a network like a real one, in which most nodes only bend a street."""
    network = make_streets(364, seed=1, bends=3)
    _record(recorder, network, f"{network.node_count:,} generated nodes with bends, 12 kinds, k=3")


def _record(recorder: Recorder, network: WalkNetwork, size: str, *, bar: bool = False) -> None:
    places = make_places(network, seed=2)
    ours_s, found = recorder.time(lambda: _whole(network, places), repeats=3)
    met = not bar or (ours_s < SECONDS_BAR and peak_mb() < MEGABYTES_BAR)
    each = ours_s / network.node_count * 1e6
    recorder.add(
        Row(
            "nearest",
            size,
            ours_s,
            "",
            None,
            None,
            _equals_scipy(network, places, found),
            peak_mb(),
            bar=f"under {SECONDS_BAR:.0f} CPU s and {MEGABYTES_BAR:,} MB" if bar else "",
            met=met,
            note=f"build and query; {each:.2f} s a million nodes; agree: the nearest of one kind is scipy's",
        )
    )


def _equals_scipy(network: WalkNetwork, places: Nodes, found: Nearest) -> bool:
    """Return whether the nearest of the rarest kind is that of scipy's Dijkstra search, to a millimetre."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    ends = (np.concatenate([network.start, network.end]), np.concatenate([network.end, network.start]))
    graph = csr_array((np.tile(network.metres, 2), ends), shape=(network.node_count, network.node_count))
    exact = dijkstra(graph, indices=places[-1], min_only=True, limit=CUTOFF)
    return bool(np.allclose(found.seconds[-1, :, 0], exact, atol=1e-3))
