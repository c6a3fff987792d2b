"""The streets and paths on which people walk: nodes, edges between them, and what each edge is like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int32]
Flags = NDArray[np.uint16]


class Way(IntFlag):
    """What an edge is like, as the map says; nothing set where it says nothing."""

    STEPS = 1
    """Steps without a ramp."""
    KERB = 2
    """A kerb that is not lowered."""
    ROUGH = 4
    """A surface that wheels do not manage: sand, grass, mud, cobbles, stepping stones."""
    NOT_FOR_WHEELS = 8
    """The map says wheelchair=no."""
    FOR_WHEELS = 16
    """The map says wheelchair=yes, or a ramp beside the steps: overrides the others."""
    UNLIT = 32
    """The map says lit=no."""


@dataclass(frozen=True, slots=True)
class WalkNetwork:
    """Streets as a graph whose edges are walked both ways.

    Parameters
    ----------
    longitude, latitude
        Degrees of WGS84, one a node.
    start, end
        Numbers of the nodes at both ends, one a edge; parallel edges and loops may occur.
    metres
        Length of each edge along its way.
    ways
        What each edge is like: bits of `Way`.
    climb
        Metres gained from start to end (negative: lost), one an edge; None where heights are not known.
    nodes
        The map's own number of each node, for tracing back.
    """

    longitude: Floats
    latitude: Floats
    start: Integers
    end: Integers
    metres: Floats
    ways: Flags
    climb: Floats | None = None
    nodes: NDArray[np.int64] | None = None

    @property
    def node_count(self) -> int:
        """How many nodes."""
        return len(self.longitude)

    @property
    def edge_count(self) -> int:
        """How many edges."""
        return len(self.start)

    @property
    def kilometres(self) -> float:
        """Length of all edges."""
        return float(self.metres.sum()) / 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Walker:
    """How someone walks.

    Parameters
    ----------
    metres_per_second
        Speed on the flat.
    wheels
        Whether they need a way without steps, raised kerbs and rough ground.
    """

    name: str
    metres_per_second: float
    wheels: bool = False


@dataclass(frozen=True, slots=True)
class Places:
    """Points put onto a network.

    Parameters
    ----------
    node
        Number of the node each stands at; -1 where none is near enough.
    metres
        From the point to that node, as the crow flies.
    """

    node: Integers
    metres: Floats
