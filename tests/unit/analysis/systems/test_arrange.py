"""A map tidied up: every factor has its place, nothing lies on anything, and what is linked is near."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from seedbed.analysis.systems.arrange import arranged
from tests.system_maps import random_map

BOX = (140, 56)


@pytest.mark.parametrize(("factors", "links"), [(1, 0), (2, 1), (40, 0), (60, 400), (150, 300)])
def test_no_two_boxes_overlap(factors: int, links: int) -> None:
    pairs = [(each.cause, each.effect) for each in random_map(max(factors, 3), links).links]
    places = arranged([str(number) for number in range(factors)], pairs)
    assert len(places) == factors
    x, y = np.array(list(places.values())).T
    overlap = (np.abs(x[:, None] - x) < BOX[0]) & (np.abs(y[:, None] - y) < BOX[1])
    assert int(overlap.sum()) == factors
    assert places == arranged([str(number) for number in range(factors)], pairs)


def test_linked_factors_stand_nearer_than_others() -> None:
    names = [str(number) for number in range(12)]
    chain = list(pairwise(names))
    # Turned round, twice, to itself or to what is not there, a link changes nothing.
    links = [*chain, *((b, a) for a, b in chain), ("3", "3"), ("3", "gone")]
    places = arranged(names, links)
    assert places == arranged(names, chain)
    far = [np.hypot(*np.subtract(places["0"], places[name])) for name in names]
    assert far == sorted(far)


def test_an_empty_map_has_no_places() -> None:
    assert arranged([], [("a", "b")]) == {}
