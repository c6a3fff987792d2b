"""The streets around a neighbourhood, for maps on paper."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from seedbed.analysis.assets.network import WalkNetwork
from seedbed.web.places.ground import map_file, map_here
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of

AROUND = (0.01, 0.04)
"""Degrees around the line in which streets are drawn, at least and at most: those of a whole city take long to read."""
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Streets:
    """Streets, and who is to be named for them."""

    network: WalkNetwork
    credit: str


def streets_of(neighbourhood: Neighbourhood) -> Streets | None:
    """Return the streets around a neighbourhood; None where it has no line, or no map shows streets there."""
    line, found = boundary_of(neighbourhood), map_here(neighbourhood)
    if line is None or found is None:
        return None
    from shapely.geometry import shape

    west, south, east, north = shape(line.outline).bounds
    # A map shows assets as far beyond the line as the line is wide.
    across, up = (min(max(AROUND[0], wide), AROUND[1]) for wide in (east - west, north - south))
    box = (west - across, south - up, east + across, north + up)
    network = _read(neighbourhood, found.fingerprint, box)
    return None if network is None else Streets(network, found.credit)


@lru_cache(maxsize=8)
def _read(neighbourhood: Neighbourhood, fingerprint: str, box: Box) -> WalkNetwork | None:  # noqa: ARG001 - a new map is read anew
    """Read the streets inside a box; None where there are none."""
    from seedbed.errors import BadInputError
    from seedbed.formats.osm_streets import read_streets

    try:
        with map_file(neighbourhood) as path:
            return read_streets(path, within=box)
    except BadInputError:
        return None
