"""A system map as numbers: where links begin and end, and which factors hang together in circles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.systems.types import SystemMap
from seedbed.errors import UsageError


def places_of(system: SystemMap, identifiers: Sequence[str]) -> list[int]:
    """Return the places of factors in the map, each once.

    Raises
    ------
    UsageError
        For a factor that is not on the map.
    """
    for identifier in identifiers:
        if identifier not in system.place:
            raise UsageError(
                f'There is no factor "{identifier}" on the map.',
                f"The map has {len(system.factors):,} factors, none of them with this identifier.",
                "Check the spelling, or take it out.",
            )
    return list(dict.fromkeys(system.place[each] for each in identifiers))


def ends(system: SystemMap) -> NDArray[np.int64]:
    """Return the places of each link's cause and effect, shape (links, 2)."""
    place = system.place
    pairs = [(place[link.cause], place[link.effect]) for link in system.links]
    return np.array(pairs, dtype=np.int64).reshape(-1, 2)


def tangles(system: SystemMap) -> NDArray[np.int64]:
    """Return for each factor the number of its tangle: the factors it can reach that reach it in turn.

    A loop stays in one tangle (a strongly connected component).
    """
    import rustworkx

    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(system.factors)))
    graph.add_edges_from_no_data([(int(cause), int(effect)) for cause, effect in ends(system)])
    found = np.zeros(len(system.factors), dtype=np.int64)
    for number, members in enumerate(rustworkx.strongly_connected_components(graph)):
        found[members] = number
    return found
