"""Who is not counted: people of areas off the map, without an origin, or with no street near."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import WalkNetwork
from seedbed.analysis.equity.estimates import Floats

Truths = NDArray[np.bool_]
MARGIN = 0.01
"""Degrees around the map in which origins are looked at; further ones are another town's."""
NEARBY = 0.03
"""Degrees of latitude (3.3 km) around the map in which people count as those of its place where areas have no names."""
SMALL_AREA = re.compile(r"^(?P<place>.+) \d{3}[A-Z]?$")
"""How the statistics office names small areas: the local authority, then a number."""
FEWEST_HERE = 0.25
"""Share of an authority's areas that are counted from which the map is taken to be of it."""
OFF = "off the map of the streets"
PARTLY = "in the part of an area that lies off the map"
NO_STREET = "where no street is near"


@dataclass(frozen=True)
class Missed:
    """Areas of which people are not counted.

    Parameters
    ----------
    why
        Where they live, for a sentence: "off the map of the streets".
    codes
        Of the areas.
    people
        Not counted, of each.
    """

    why: str
    codes: tuple[str, ...]
    people: Floats


def missed(why: str, codes: Sequence[str], people: Floats, lost: Truths) -> tuple[Missed, ...]:
    """Return those that are lost and have people; nothing where there are none."""
    rows = np.flatnonzero(lost & (np.nan_to_num(people) > 0))
    return (Missed(why, tuple(codes[row] for row in rows.tolist()), people[rows]),) if len(rows) else ()


def of_this_place(
    longitude: Floats, latitude: Floats, network: WalkNetwork, counted: Truths, names: Sequence[str] = ()
) -> Truths:
    """Say which areas belong to the place of the map, of a table that may hold a whole country.

    All do where half of them are counted. Else those of authorities of which a quarter is, where names tell; and where
    none do, those within 3.3 km of the map.
    """
    if 2 * counted.sum() >= len(counted):
        return np.ones(len(counted), np.bool_)
    matches = [SMALL_AREA.match(name) for name in names]
    places = [match["place"] if match else "" for match in matches]
    all_of, here = Counter(places), Counter(place for place, inside in zip(places, counted, strict=False) if inside)
    ours = {place for place, many in here.items() if place and many >= FEWEST_HERE * all_of[place]}
    if ours:
        return np.array([place in ours for place in places], dtype=np.bool_)
    return near_the_map(longitude, latitude, network)


def on_the_map(longitude: Floats, latitude: Floats, network: WalkNetwork) -> NDArray[np.bool_]:
    """Say which points lie in the box around the streets or just outside."""
    inside = np.isfinite(longitude) & np.isfinite(latitude)
    for values, nodes in ((longitude, network.longitude), (latitude, network.latitude)):
        inside &= (values >= nodes.min() - MARGIN) & (values <= nodes.max() + MARGIN)
    return np.asarray(inside, dtype=np.bool_)


def near_the_map(longitude: Floats, latitude: Floats, network: WalkNetwork) -> Truths:
    """Say which points lie within 3.3 km of the box around the streets."""
    west, south, east, north = edges_of(network)
    wider = NEARBY / np.cos(np.radians(float(network.latitude.mean())))
    across = (longitude >= west - wider) & (longitude <= east + wider)
    return np.asarray(across & (latitude >= south - NEARBY) & (latitude <= north + NEARBY), dtype=np.bool_)


def edges_of(network: WalkNetwork) -> tuple[float, float, float, float]:
    """Return west, south, east and north of the map: of 998 in 1,000 nodes, as extracts hold some ways beyond it."""
    west, east = np.quantile(network.longitude, (0.001, 0.999))
    south, north = np.quantile(network.latitude, (0.001, 0.999))
    return float(west), float(south), float(east), float(north)
