"""How long people of different pace take along each edge of a walk network, and where wheels cannot go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import Flags, Floats, Integers, Walker, WalkNetwork, Way

WALKERS: Mapping[str, Walker] = MappingProxyType(
    {
        "adult": Walker(name="An adult", metres_per_second=4.8 / 3.6),
        "sixties": Walker(name="Someone in their sixties", metres_per_second=1.24),
        "seventies": Walker(name="Someone in their seventies", metres_per_second=1.13),
        "eighties": Walker(name="Someone of eighty or over", metres_per_second=0.94),
        "slow": Walker(name="Someone who walks slowly", metres_per_second=0.8),
        "pram": Walker(name="Someone with a pram", metres_per_second=1.2, wheels=True),
        "wheelchair": Walker(name="Someone who pushes their own wheelchair", metres_per_second=0.79, wheels=True),
    }
)
"""How people walk, by code.

- adult: 4.8 km/h, the pace of the Department for Transport's journey time statistics.
- sixties, seventies, eighties: the usual pace of women of these ages, the slower of the two sexes, in the joint
  analysis of 41 studies by Bohannon and Williams Andrews 2011 (Physiotherapy 97: 182-189).
- slow: the mean pace of women of 65 and over in the Health Survey for England 2005 (Asher, Aresu, Falaschetti and
  Mindell 2012, Age and Ageing 41: 690-694).
- pram: 1.2 m/s, for which crossings with signals are timed (Traffic Signs Manual, chapter 6).
- wheelchair: the mean pace of people in manual wheelchairs over a week of their lives (Tolerico and others 2007,
  Journal of Rehabilitation Research and Development 44: 561-572).
"""

CLOSED_TO_WHEELS = np.uint16(Way.STEPS | Way.KERB | Way.ROUGH | Way.NOT_FOR_WHEELS)
OPEN_TO_WHEELS = np.uint16(Way.FOR_WHEELS)
STEEPEST_FOR_WHEELS = 1 / 12
"""Metres up or down per metre: the steepest slope of "Inclusive mobility" (Department for Transport 2021)."""
TOBLER_RATE = 3.5
TOBLER_BEST_SLOPE = -0.05


def wheels_pass(ways: Flags) -> NDArray[np.bool_]:
    """Say where wheels can go: where the map says so, or names nothing that stops them.

    A map that says nothing of steps or kerbs counts as open, so answers for wheels are at best as good as the map.
    """
    return np.asarray(((ways & CLOSED_TO_WHEELS) == 0) | ((ways & OPEN_TO_WHEELS) != 0))


def seconds_of(network: WalkNetwork, walker: Walker) -> Floats:
    """Return seconds along each edge: first from start to end, then from end to start; shape (edges, 2).

    ``inf`` where the walker needs wheels and they cannot go. Where the climb of edges is known, pace follows Tobler's
    hiking function (Tobler 1993, "Three presentations on geographical analysis and modeling"), scaled so that it is
    the walker's own on the flat; and wheels go no slope steeper than 1 in 12.

    Parameters
    ----------
    network
        Streets.
    walker
        One of `WALKERS`, or another.
    """
    flat = network.metres / walker.metres_per_second
    seconds = np.column_stack([flat, flat])
    if network.climb is not None:
        slope = slopes(network.climb, network.metres)
        seconds *= np.column_stack([slower_by(slope), slower_by(-slope)])
        if walker.wheels:
            seconds[np.abs(slope) > STEEPEST_FOR_WHEELS] = np.inf
    if walker.wheels:
        seconds[~wheels_pass(network.ways)] = np.inf
    return seconds


def slopes(climb: Floats, metres: Floats) -> Floats:
    """Return metres gained per metre walked; level where an edge has no length."""
    return np.divide(climb, metres, out=np.zeros(len(metres)), where=metres > 0)


def slower_by(slope: Floats) -> Floats:
    """Return how many times as long a slope takes as the flat, by Tobler's hiking function.

    Parameters
    ----------
    slope
        Metres gained per metre, negative downhill. Gently downhill (1 in 20) people are fastest: 0.84.
    """
    steepness = np.abs(slope - TOBLER_BEST_SLOPE) - abs(TOBLER_BEST_SLOPE)
    return np.asarray(np.exp(TOBLER_RATE * steepness))


def made_step_free(network: WalkNetwork, edges: Integers | NDArray[np.int64]) -> WalkNetwork:
    """Return the network as it would be if wheels could go along some edges, given by number."""
    ways = network.ways.copy()
    ways[edges] |= OPEN_TO_WHEELS
    return replace(network, ways=ways)


def step_free(walker: Walker) -> Walker:
    """Return a walker of the same pace who needs a way without steps, raised kerbs and rough ground."""
    return replace(walker, wheels=True)
