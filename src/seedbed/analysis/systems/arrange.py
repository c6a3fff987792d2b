"""Where the factors of a map stand so that links are short and nothing lies on anything: its drawing tidied up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import pi, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import coo_array
from scipy.sparse.csgraph import shortest_path
from scipy.spatial import cKDTree
from scipy.spatial.distance import cdist

ACROSS, DOWN = 180.0, 96.0
"""Pixels that one box takes with the space around it."""
LINK = 240.0
"""Pixels that a link is long at best."""
ROUNDS, LEAST_ROUNDS, PUSHES = 30_000, 15, 200
"""Rounds are fewer on large maps: so many divided by the factors, and never less."""
ROOM = 1.6
"""How much room the drawing has for each box it holds."""
CLOSE = 1e-3
"""Share of a box by which two may come too close."""
STILL = 1e-4
"""A round that moves everything by less than this share of a link is the last."""
Points = NDArray[np.float64]


def arranged(factors: Sequence[str], links: Iterable[tuple[str, str]]) -> dict[str, tuple[float, float]]:
    """Return where each factor stands: as far from each other as links lie between them, and never overlapping.

    Stress majorization (Gansner, Koren and North 2005, "Graph drawing by stress majorization") from a fixed start, so
    that the same map always looks the same; then boxes that overlap are pushed apart.

    Parameters
    ----------
    factors
        Identifiers, each once.
    links
        Cause and effect of each link; those whose ends are not among the factors are passed over.

    Returns
    -------
    dict
        Pixels across and down from the middle of the drawing, whole numbers, by identifier.
    """
    if not factors:
        return {}
    place = {identifier: number for number, identifier in enumerate(factors)}
    pairs = [(place[a], place[b]) for a, b in links if a in place and b in place and a != b]
    points = _apart(_settled(_distances(len(factors), pairs)) * LINK)
    points = np.round(points - np.round(points.mean(axis=0)))
    return {identifier: (float(x), float(y)) for identifier, (x, y) in zip(factors, points, strict=True)}


def _distances(many: int, pairs: Sequence[tuple[int, int]]) -> Points:
    """Return links between each two factors; those that nothing joins stand a little further than the farthest."""
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    joined = coo_array((np.ones(len(rows)), (rows, columns)), shape=(many, many)).tocsr()
    far = np.asarray(shortest_path(joined, directed=False, unweighted=True), dtype=np.float64)
    reached = far[np.isfinite(far)]
    far[~np.isfinite(far)] = max(float(reached.max()) + 1.0, sqrt(many) / 2)
    return far


def _settled(far: Points) -> Points:
    """Return points whose distances are as near as can be to those wanted, near ones counting most."""
    many = len(far)
    turns = np.arange(many) * pi * (3.0 - sqrt(5.0))
    points = np.column_stack((np.cos(turns), np.sin(turns))) * np.sqrt(np.arange(many))[:, None] / 2
    if many < 3:
        return np.array([[0.0, 0.0], [float(far.max()), 0.0]])[:many]
    weights = 1.0 / (far + np.eye(many)) ** 2
    np.fill_diagonal(weights, 0.0)
    # The first factor is held, else the whole drawing could drift.
    laplacian = np.diag(weights.sum(axis=1)) - weights
    solver = cho_factor(laplacian[1:, 1:])
    for _ in range(max(LEAST_ROUNDS, min(ROUNDS // many, 60))):
        now = cdist(points, points)
        pull = -weights * far / np.where(now > 0, now, 1.0)
        np.fill_diagonal(pull, 0.0)
        np.fill_diagonal(pull, -pull.sum(axis=1))
        moved = np.zeros_like(points)
        moved[1:] = cho_solve(solver, (pull @ points)[1:])
        step = float(np.abs((moved - moved.mean(axis=0)) - (points - points.mean(axis=0))).max())
        points = moved
        if step < STILL:
            break
    return points


def _apart(points: Points) -> Points:
    """Return points moved so that no two boxes overlap: drawn larger where there is no room, then pushed."""
    box: Points = np.array([ACROSS, DOWN])
    moved = points / box
    spread = float(np.prod(np.ptp(moved, axis=0)))
    if spread > 0:
        moved *= max(1.0, sqrt(ROOM * len(moved) / spread))
    for _ in range(PUSHES):
        pairs = cKDTree(moved).query_pairs(1.0 - CLOSE, p=np.inf, output_type="ndarray")
        if len(pairs) == 0:
            break
        first, second = pairs.T
        gap = moved[second] - moved[first]
        # Each pair goes apart along the shorter way, both by half; of two at one place the later goes right.
        side = np.argmax(np.abs(gap), axis=1)
        lacks = np.take_along_axis(gap, side[:, None], axis=1)[:, 0]
        push = np.where(lacks < 0, -1.0, 1.0) * (1.0 - np.abs(lacks)) / 2
        np.add.at(moved, (second, side), push)
        np.add.at(moved, (first, side), -push)
    return _below(moved * box)


def _below(points: Points) -> Points:
    """Return points of which each lies below what stood in its way: nothing overlaps, whatever it was."""
    order = np.lexsort((points[:, 0], points[:, 1]))
    moved = points.copy()
    apart = (1.0 - 2 * CLOSE) * np.array([ACROSS, DOWN])
    for number, each in enumerate(order):
        done = moved[order[:number]]
        in_column = np.sort(done[np.abs(done[:, 0] - moved[each, 0]) < apart[0], 1])
        for y in in_column:
            if abs(y - moved[each, 1]) < apart[1]:
                moved[each, 1] = y + DOWN
    return moved
