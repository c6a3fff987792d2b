"""Where and when to go next to hear those who were heard least: from public venues and open data alone.

Nothing here knows a person: residents by small area come from the census, venues from the register, and earlier shifts
are counted by time of the week. For a venue, the people around are those of the areas near it, each area weighted by

    exp(-d^2 / (2 * 400^2)),  nothing beyond 1,200 m

with d in metres from the venue to the area's middle. Of the next person met there, the chance to be of group g is taken
as g's share of the people around. A venue is advised for the group that needs people most, g, and only where

    n_g - N * P > 5 + 1.96 * sqrt(N * P * (1 - P)),  n_g / N >= 1.25 * P  and  n_g / N >= P + 0.05

with N people around, n_g of them of the group, and P its share of all who live here: more than chance and the rounding
of published counts explain, and enough more to be worth a trip. It says where people *live*, not where they are on a
Tuesday at three: the advice is where to try, and what is heard there says whether it was good.

The method is our own; the weighting is the Gaussian kernel density of spatial statistics (Silverman, "Density
Estimation", 1986), the need that of the representation quotient.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.checks import as_counts
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.representation.quotients import more_needed
from seedbed.errors import UsageError

AROUND = 400.0
"""Metres: the width of the Gaussian that says how near an area counts as around a venue."""
FARTHEST = 1_200.0
"""Metres beyond which nobody counts as around."""
CHANCE = 1.96
"""Standard deviations of a random draw of residents that chance explains."""
ROUNDING = 5.0
"""People around that swapping and rounding in published counts may add."""
TIMES, MORE = 1.25, 0.05
"""A trip is worth it where the group's share is so many times, and by so much, higher than everywhere."""
OPEN, CLOSED, UNKNOWN = 1, 0, -1
"""Whether a venue is open at a time of the week."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One venue to go to, and when.

    Parameters
    ----------
    venue
        Its place among those given.
    slot
        The time of the week, by its place among those given.
    known_open
        Whether the venue is known to be open then.
    group
        The group that needs people most.
    around
        That group's share of the people around, 0 to 1.
    everywhere
        Its share of all people who live here.
    """

    venue: int
    slot: int
    known_open: bool
    group: int
    around: float
    everywhere: float


def need(heard: ArrayLike, living_here: ArrayLike) -> Floats:
    """Return how much each group needs to be heard more, adding up to 1; all 0 where none does, shape (groups,)."""
    counts = as_counts(heard, "heard")
    if not counts.sum():
        # Nobody was heard yet: everybody is missing, by how many they are.
        people = as_counts(living_here, "living here")
        return np.asarray(people / people.sum())
    missing = more_needed(counts, living_here)
    total = missing.sum()
    return missing / total if total else missing


def people_around(venues: ArrayLike, areas: ArrayLike, people: ArrayLike) -> Floats:
    """Return the people of each group around each venue, weighted by how near they live, shape (venues, groups).

    Parameters
    ----------
    venues, areas
        Metres east and north of venues and of the areas' middles, shapes (venues, 2) and (areas, 2).
    people
        Residents of each area by group, shape (areas, groups).
    """
    apart = np.asarray(venues, np.float64)[:, None, :] - np.asarray(areas, np.float64)[None, :, :]
    squares = (apart**2).sum(axis=2)
    near = np.where(squares <= FARTHEST**2, np.exp(-squares / (2 * AROUND**2)), 0.0)
    return np.asarray(near @ np.asarray(people, np.float64))


def where_next(
    needed: Floats, around: Floats, living_here: Floats, open_at: NDArray[np.int8], heard_at: Floats, most: int = 5
) -> list[Suggestion]:
    """Return the venues to go to next, the best first, each with the time of the week that was tried least.

    They are for the one group that needs people most. A venue is left out unless that group `stands_out` there: often
    none is left, and then the figures cannot tell where to go.

    Parameters
    ----------
    needed
        As `need` gives it, shape (groups,).
    around
        As `people_around` gives it, shape (venues, groups); a venue with nobody around is never suggested.
    living_here
        People of each group in the whole neighbourhood, shape (groups,).
    open_at
        `OPEN`, `CLOSED` or `UNKNOWN` of each venue at each time of the week, shape (venues, slots).
    heard_at
        Conversations of earlier shifts at each time of the week, shape (slots,).
    most
        Venues at the most.

    Raises
    ------
    UsageError
        If the shapes do not fit.
    """
    _check(needed, around, living_here, open_at, heard_at)
    if not needed.any():
        return []
    group = int(np.argmax(needed))
    here = around.sum(axis=1)
    shares = np.divide(around[:, group], here, out=np.zeros(len(here)), where=here > 0)
    everywhere = float(living_here[group] / living_here.sum())
    worth = stands_out(around[:, group], here, everywhere)
    tried = heard_at.astype(np.float64)
    chosen: list[Suggestion] = []
    for venue in np.argsort(-shares, kind="stable"):
        slot = _slot(open_at[venue], tried) if worth[venue] and len(chosen) < most else None
        if slot is None:
            continue
        known = bool(open_at[venue, slot] == OPEN)
        chosen.append(Suggestion(int(venue), slot, known, group, float(shares[venue]), everywhere))
        # A time that is suggested once is tried: the next venue gets another.
        tried[slot] += max(1.0, tried.max())
    return chosen


def stands_out(of_group: ArrayLike, around: ArrayLike, everywhere: float) -> NDArray[np.bool_]:
    """Return whether so many more of a group live around venues than elsewhere that it is worth a trip.

    Parameters
    ----------
    of_group, around
        People of the group, and all people, around each venue, as `people_around` weighs them, shape (venues,).
    everywhere
        The group's share of all who live in the neighbourhood, 0 to 1.
    """
    mine, people = np.asarray(of_group, np.float64), np.asarray(around, np.float64)
    # Weights are at most 1, so that the weighted number is no more than what chance has to work with.
    by_chance = CHANCE * np.sqrt(people * everywhere * (1 - everywhere))
    beyond = mine - people * everywhere > ROUNDING + by_chance
    shares = np.divide(mine, people, out=np.zeros(len(people)), where=people > 0)
    return np.asarray(beyond & (shares >= TIMES * everywhere) & (shares - everywhere >= MORE))


def _slot(open_at: NDArray[np.int8], tried: Floats) -> int | None:
    """Return the time to go: one at which the venue is open, else one not known to be closed, the least tried first."""
    for state in (OPEN, UNKNOWN):
        could = np.flatnonzero(open_at == state)
        if len(could):
            return int(could[np.argmin(tried[could])])
    return None


def _check(needed: Floats, around: Floats, living_here: Floats, open_at: NDArray[np.int8], heard_at: Floats) -> None:
    groups, venues, slots = len(needed), len(around), len(heard_at)
    fits = around.shape == (venues, groups) and living_here.shape == (groups,) and open_at.shape == (venues, slots)
    if not fits:
        raise UsageError(
            "Venues, groups and times do not fit.",
            f"There are {groups} groups, {venues} venues and {slots} times.",
            "Give each venue every group and every time of the week.",
        )
