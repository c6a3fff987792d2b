"""Matched pairs: two alike candidates in one local authority, such as one to work in and one to compare with.

Source of the idea: the trial of Well London drew matched pairs of small areas within boroughs. The pairing is the
one with the least total distance among those that pair the most candidates (Edmonds, Paths, trees, and flowers, 1965).
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

NO_PAIR = -1
SMALLEST_SPREAD = 1e-12
STEPS_OF_DISTANCE = 1_000_000
"""The matching works in whole numbers; a millionth of a standard deviation is close enough."""


def standardise(features: Floats) -> Floats:
    """Return each column minus its mean, over its standard deviation; unknown and never-varying figures become 0."""
    known = np.isfinite(features)
    count = np.maximum(known.sum(axis=0), 1)
    centred = np.where(known, features - np.where(known, features, 0.0).sum(axis=0) / count, 0.0)
    spread = np.sqrt(np.square(centred).sum(axis=0) / count)
    standard: Floats = np.divide(centred, spread, out=np.zeros_like(centred), where=spread > SMALLEST_SPREAD)
    return standard


def matched_pairs(features: Floats, parents: Integers, adjoining: set[tuple[int, int]]) -> tuple[Integers, Floats]:
    """Pair candidates of the same parent so that as many as can be are paired, at the least total distance.

    Parameters
    ----------
    features
        Candidates by features (criteria and population), in any units: each is standardised over all candidates;
        NaN where unknown, which counts as the mean.
    parents
        The larger area of each candidate, as a number; only candidates of the same one are paired.
    adjoining
        Pairs of candidates (smaller number first) that touch; they are never paired, so that what is done in one
        does not spill into the other.

    Returns
    -------
    tuple
        For each candidate the number of its partner (-1 for none), and their distance in standard deviations
        (Euclidean; NaN for none).
    """
    standard = standardise(features)
    partner = np.full(len(features), NO_PAIR, dtype=np.int64)
    distance = np.full(len(features), np.nan)
    for parent in np.unique(parents):
        members = np.flatnonzero(parents == parent)
        for first, second in _match(members, standard, adjoining):
            partner[[first, second]] = second, first
            distance[[first, second]] = np.linalg.norm(standard[first] - standard[second])
    return partner, distance


def _match(members: Integers, standard: Floats, adjoining: set[tuple[int, int]]) -> list[tuple[int, int]]:
    import rustworkx

    candidates = [int(member) for member in members]
    pairs = [pair for pair in combinations(candidates, 2) if pair not in adjoining]
    if not pairs:
        return []
    first, second = np.array(pairs).T
    steps = np.linalg.norm(standard[first] - standard[second], axis=1) * STEPS_OF_DISTANCE
    position = {candidate: number for number, candidate in enumerate(candidates)}
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(candidates)
    graph.add_edges_from(
        [(position[a], position[b], -int(step)) for (a, b), step in zip(pairs, np.rint(steps), strict=True)]
    )
    matching = rustworkx.max_weight_matching(graph, max_cardinality=True, weight_fn=int)
    return sorted((candidates[min(a, b)], candidates[max(a, b)]) for a, b in matching)
