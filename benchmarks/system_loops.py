"""Feedback loops of system maps: ours beside networkx on the same maps, every loop the same.

The peer lists loops of factors; ours also gives each its polarity and its links, and counts by length.
"""

from __future__ import annotations

from functools import partial
from itertools import pairwise

from benchmarks.harness import Recorder, Row, peak_mb
from seedbed.analysis.systems.loops import Loops, count_loops, find_loops
from seedbed.analysis.systems.types import SystemMap
from tests.system_maps import random_map

SIZES = ((108, 430, 12), (500, 2_500, 7))
LEAST_RATIO = 100.0


def run(recorder: Recorder) -> None:
    """Compare on a dense workshop map, then on a large map with shorter loops."""
    compile_s = recorder.warm(lambda: find_loops(random_map(12, 30), max_length=5))
    for factors, links, longest in SIZES:
        system = random_map(factors, links)
        ours_s, found = recorder.time(partial(find_loops, system, max_length=longest), 5)
        peak = peak_mb()
        peer_s, expected = recorder.time(partial(_networkx, system, longest), repeats=1)
        agree = _canonical(found) == {_turned(loop) for loop in expected}
        ratio = peer_s / ours_s
        size = f"{factors:,} factors, {links:,} links, up to {longest}"
        note = f"{found.count:,} loops, with polarity and links; the peer gives factors alone"
        bar = f"at least {LEAST_RATIO:g}x"
        met = ratio >= LEAST_RATIO
        row = Row("loops", size, ours_s, "networkx", peer_s, ratio, agree, peak, compile_s, bar, met, note)
        recorder.add(row)
        count_s, counted = recorder.time(partial(count_loops, system, max_length=longest), 5)
        alike = counted.count == found.count == len(expected)
        recorder.add(
            Row("loops", f"{size}, counted", count_s, "", None, None, alike, peak, note="counted, none listed")
        )


def _networkx(system: SystemMap, longest: int) -> list[list[int]]:
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from((int(link.cause), int(link.effect)) for link in system.links)
    return list(nx.simple_cycles(graph, length_bound=longest))


def _turned(loop: list[int]) -> tuple[int, ...]:
    """Return a loop from its lowest factor on."""
    first = loop.index(min(loop))
    return (*loop[first:], *loop[:first])


def _canonical(found: Loops) -> set[tuple[int, ...]]:
    causes = [int(link.cause) for link in found.system.links]
    bounds = found.offsets.tolist()
    factors = [causes[at] for at in found.links.tolist()]
    loops = {_turned(factors[first:last]) for first, last in pairwise(bounds)}
    assert len(loops) == len(bounds) - 1
    return loops
