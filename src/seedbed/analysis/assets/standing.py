"""Where places and origins stand on a network, and how long the way is from each to its node."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import Integers, Places
from seedbed.analysis.assets.pacing import BLOCKED, in_ticks
from seedbed.analysis.assets.streets import Numbers, Streets
from seedbed.errors import UsageError

Stands = Places | NDArray[np.integer]
"""Points put onto a network, or the nodes that they are; -1 for those without."""


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Nodes (-1: none) and the ticks from each point to its node, BLOCKED where it has none."""

    node: Integers
    ticks: Numbers


def standing(streets: Streets, points: Stands, metres_per_second: float = math.inf) -> Standing:
    """Return where points stand.

    Parameters
    ----------
    metres_per_second
        Speed on the way from a point to its node; by default that way takes no time.

    Raises
    ------
    UsageError
        If a node is not one of the network, or the speed is not above 0.
    """
    if not metres_per_second > 0:
        raise UsageError(
            f"A speed of {metres_per_second} metres a second cannot be used.",
            "It is the speed on the way from a place to the nearest street.",
            "Give more than 0; leave it out to count that way as no time.",
        )
    node = np.asarray(points.node if isinstance(points, Places) else points, dtype=np.int32).reshape(-1)
    if len(node) and (node.min() < -1 or node.max() >= streets.node_count):
        raise UsageError(
            "A place stands at a node that is not in the network.",
            f"The network has {streets.node_count:,} nodes; the places name {node.min()} to {node.max()}.",
            "Put the places onto this network.",
        )
    seconds = np.zeros(len(node))
    if isinstance(points, Places):
        seconds = np.where(node >= 0, points.metres, 0.0) / metres_per_second
    return Standing(node, np.where(node >= 0, in_ticks(seconds), BLOCKED))
