"""Floating catchments: how much of what places offer there is for each person within reach of them.

Step 1 shares out what each place offers among the people within its reach; step 2 adds up, from each origin, the shares
of the places within reach. In the enhanced method both people and shares count less the longer the way. With times
``t``, weights ``w``, supply ``S`` of places and demand ``D`` of origins:

    R_j = S_j / sum_i w(t_ij) D_i        A_i = sum_j w(t_ij) R_j

Luo and Wang, Environment and Planning B 30 (2003), 865-884; enhanced: Luo and Qi, Health & Place 15 (2009), 1100-1107.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.assets.decay import Decay
from seedbed.analysis.assets.network import Floats, Integers
from seedbed.analysis.assets.streets import Numbers
from seedbed.analysis.assets.travel import Travel
from seedbed.analysis.kernel import kernel
from seedbed.errors import BadInputError

WITHIN_REACH = "within reach"
NOT_WITHIN_REACH = "not within reach"
NOBODY_SHARES = "within reach of places in whose reach nobody is counted"
STATES = (NOT_WITHIN_REACH, NOBODY_SHARES, WITHIN_REACH)
"""What can be said of an origin. The third is possible only where the origin itself counts nobody."""

Truths = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Catchment:
    """What a floating catchment finds.

    Parameters
    ----------
    score
        For each origin, what there is for each of its people, in units of supply a person of demand; 0 where nothing
        is within reach. Never NaN: ``states`` says what a 0 means.
    state
        For each origin, its number in `STATES`.
    share
        For each place, its supply divided by the people who share it; 0 where nobody does.
    sharers
        For each place, the people within reach, weighted.
    """

    score: Floats
    state: NDArray[np.int8]
    share: Floats
    sharers: Floats

    @property
    def within_reach(self) -> Truths:
        """Whether anything is within reach of each origin."""
        return self.state > STATES.index(NOT_WITHIN_REACH)

    @property
    def states(self) -> list[str]:
        """What can be said of each origin, in words."""
        return [STATES[each] for each in self.state]

    @property
    def used(self) -> Truths:
        """Whether anybody is within each place's reach."""
        return self.sharers > 0


def catchment(travel: Travel, *, supply: ArrayLike, demand: ArrayLike, decay: Decay) -> Catchment:
    """Return floating catchment scores of origins.

    A place that offers nothing (supply 0: shut, full or not for them) is not within anyone's reach, but the people near
    it still share the others.

    Parameters
    ----------
    travel
        Times from origins to places, at least up to the decay's reach.
    supply
        What each place offers: places, hours, doctors; 0 or more, shape (places,).
    demand
        People at each origin, 0 or more, shape (origins,).
    decay
        Weights by time; `within` gives the plain method, `LUO_AND_QI` the enhanced one.

    Raises
    ------
    BadInputError
        If supply or demand has the wrong length, or a value is negative, infinite or not a number.
    """
    offered = _amounts(supply, travel.destinations, "place", "supply")
    people = _amounts(demand, travel.origins, "origin", "demand")
    weights = decay(travel.seconds)
    sharers = _sharers(travel.offsets, travel.destination, weights, people, travel.destinations)
    share = np.divide(offered, sharers, out=np.zeros_like(offered), where=sharers > 0)
    score, state = _scores(travel.offsets, travel.destination, weights, offered, share)
    return Catchment(score, state, share, sharers)


def _amounts(given: ArrayLike, length: int, of: str, name: str) -> Floats:
    values = np.asarray(given, np.float64)
    if values.shape != (length,):
        raise BadInputError(
            f"The {name} does not fit the times.",
            f"There are times for {length:,} {of}s, and {name} for {values.size:,}.",
            f"Give one {name} for each {of}.",
        )
    wrong = np.flatnonzero(~(np.isfinite(values) & (values >= 0)))
    if len(wrong):
        raise BadInputError(
            f"The {name} of {of} {wrong[0] + 1} cannot be used.",
            f"It is {values[wrong[0]]}; {len(wrong)} {'is' if len(wrong) == 1 else 'are'} like that.",
            f"Give a {name} of 0 or more; leave out what is not known.",
        )
    return values


@kernel
def _sharers(offsets: Numbers, destination: Integers, weights: Floats, people: Floats, places: int) -> Floats:
    """Add up the weighted people of every place."""
    total = np.zeros(places)
    for origin in range(len(people)):
        for pair in range(offsets[origin], offsets[origin + 1]):
            total[destination[pair]] += weights[pair] * people[origin]
    return total


@kernel
def _scores(
    offsets: Numbers, destination: Integers, weights: Floats, offered: Floats, share: Floats
) -> tuple[Floats, NDArray[np.int8]]:
    """Add up the weighted shares of every origin, and say what is within its reach."""
    origins = len(offsets) - 1
    score, state = np.zeros(origins), np.zeros(origins, np.int8)
    for origin in range(origins):
        for pair in range(offsets[origin], offsets[origin + 1]):
            place = destination[pair]
            if weights[pair] > 0 and offered[place] > 0:
                score[origin] += weights[pair] * share[place]
                state[origin] = max(state[origin], 2 if share[place] > 0 else 1)
    return score, state
