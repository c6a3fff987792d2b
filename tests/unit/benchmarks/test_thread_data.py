"""The made threads of the benchmark are threads that people could have made."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.thread_data import KINDS, RELATIONS, ThreadData, make_thread
from benchmarks.trace_walk import PlainLinks
from seedbed.thread.kinds import is_legal
from seedbed.thread.tracing import Way, trace


@pytest.fixture(scope="module")
def data() -> ThreadData:
    return make_thread(2, 3_000)


def test_every_link_is_legal(data: ThreadData) -> None:
    rows = np.stack([data.kinds[data.sources - 1], data.relations, data.kinds[data.targets - 1]], axis=1)
    for source, relation, target in np.unique(rows, axis=0):
        assert is_legal(KINDS[source], RELATIONS[relation], KINDS[target])


def test_no_link_comes_twice(data: ThreadData) -> None:
    rows = np.stack([data.sources, data.relations, data.targets], axis=1)
    assert len(np.unique(rows, axis=0)) == len(rows)


def test_no_link_leaves_its_neighbourhood(data: ThreadData) -> None:
    places = data.neighbourhoods
    assert (places[data.sources - 1] == places[data.targets - 1]).all()


def test_the_plain_walk_and_the_trace_reach_the_same(data: ThreadData) -> None:
    walk = PlainLinks(data)
    start = next(bead for bead in range(1, 3_000) if 0 < len(walk.reached(bead, Way.FORWARD)) <= 15)
    assert set(walk.reached(start, Way.FORWARD).tolist()) == set(trace(walk, start, Way.FORWARD).beads) - {start}
