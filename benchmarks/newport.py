"""Newport's streets and places, from its map: what the benchmarks of reach read."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np

from benchmarks.inputs import UK_DATA
from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import Places, WalkNetwork
from seedbed.analysis.assets.snapping import put_on
from seedbed.formats.osm_assets import read_osm_assets
from seedbed.formats.osm_streets import read_streets

MAP = UK_DATA.parent / "field" / "A" / "osm" / "newport-2023-06-13.osm.pbf"


class Newport(NamedTuple):
    """The walk network, and the places of its most frequent kinds put onto it."""

    network: WalkNetwork
    kinds: tuple[str, ...]
    places: tuple[Places, ...]


def newport(kinds: int = 12) -> Newport:
    """Return Newport with the places of its most frequent ``kinds``."""
    network = read_streets(MAP)
    placed = [each for each in read_osm_assets(MAP).listings if each.longitude is not None]
    names = tuple(name for name, _ in Counter(each.asset_type for each in placed).most_common(kinds))
    groups = [[each for each in placed if each.asset_type == name] for name in names]
    return Newport(network, names, tuple(_put(network, group) for group in groups))


def _put(network: WalkNetwork, group: list[Listing]) -> Places:
    at = np.array([(each.longitude, each.latitude) for each in group], np.float64)
    return put_on(network, at[:, 0], at[:, 1])
