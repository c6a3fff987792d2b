"""Simulation that every simulated interval shares: the same standard normal numbers for each set of groups.

Where an interval has no closed form, each group's value is drawn again and again within its standard error, the measure
is worked out from each drawing, and the limits are quantiles of the results. All sets share one table of standard
normal numbers: it is drawn once, so thousands of sets cost little more than arithmetic, two sets that are equal get
equal limits, and the same seed gives the same limits on every machine.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import UsageError

DRAWS: Final = 100_000
"""Simulations unless asked otherwise: limits then repeat to about half a per cent of their width."""

SEED: Final = 20_130_401
"""The seed unless asked otherwise; any whole number does."""

FEWEST_DRAWS: Final = 200
"""Below this a limit would rest on a handful of simulations."""


MANY_DRAWS: Final = 8192
"""From here on it pays to look for a quantile among the results near its end only."""


def standard_normal_draws(groups: int, draws: int = DRAWS, seed: int = SEED) -> Floats:
    """Return independent standard normal numbers, shape (groups, draws): one row for each group of a set.

    Parameters
    ----------
    groups
        Groups of the largest set that is to be simulated; a smaller set uses the first rows.
    draws
        Simulations.
    seed
        A whole number of 0 or more; the same seed gives the same numbers.

    Raises
    ------
    UsageError
        There are fewer than ``FEWEST_DRAWS`` draws, or the seed is negative.
    """
    checked_draws(draws)
    if seed < 0:
        raise UsageError(
            f"A seed of {seed} cannot be used.", "A seed is a whole number of 0 or more.", "Ask for 1, for instance."
        )
    return np.random.default_rng(seed).standard_normal((groups, draws))


def checked_draws(draws: int) -> int:
    """Return the number of draws.

    Raises
    ------
    UsageError
        There are too few for a limit that could be trusted.
    """
    if draws < FEWEST_DRAWS:
        raise UsageError(
            f"{draws} draws are too few.",
            "A limit would rest on a handful of simulations and change with every seed.",
            f"Ask for {FEWEST_DRAWS} or more; {DRAWS:,} is usual.",
        )
    return draws


def limits_of_draws(samples: ArrayLike, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the lower and upper limits of simulated results: quantiles along the last axis.

    Parameters
    ----------
    samples
        Simulated results, shape (..., draws). One that is not a number makes its limits NaN: leaving it out would
        narrow the interval in silence.
    confidence
        Two-sided coverage; 0.95 takes the quantiles 0.025 and 0.975, interpolated between neighbours.
    """
    results = np.asarray(samples, dtype=np.float64)
    tail = (1 - checked_confidence(confidence)) / 2
    low, high = _quantiles(results, (tail, 1 - tail))
    spoiled = ~np.isfinite(results.sum(axis=-1))
    return np.where(spoiled, np.nan, low), np.where(spoiled, np.nan, high)


def _quantiles(results: Floats, shares: tuple[float, float]) -> list[Floats]:
    """Return a low and a high quantile; neighbours are interpolated as numpy's own quantile does."""
    last = results.shape[-1] - 1
    places = [share * last for share in shares]
    if last < MANY_DRAWS:
        kept = sorted({min(int(place) + more, last) for place in places for more in (0, 1)})
        parted = np.partition(results, kept, axis=-1)
        ends = [(parted[..., int(place)], parted[..., min(int(place) + 1, last)], place % 1) for place in places]
        return [np.asarray(lower + part * (upper - lower), dtype=np.float64) for lower, upper, part in ends]
    rows = results.reshape(-1, results.shape[-1])
    found = np.empty((2, len(rows)))
    for row, each in enumerate(rows):
        found[0, row] = _from_below(each, places[0])
        found[1, row] = -_from_below(-each, last - places[1])
    return [each.reshape(results.shape[:-1]) for each in found]


def _from_below(row: Floats, place: float) -> float:
    """Return the result at a place of the lower end when sorted; places between two results are interpolated.

    Only results below a guess from every 64th are sorted out, as an end holds few of them.
    """
    below, last = int(place), row.size - 1
    guess = np.sort(row[::64])[min(int(1.5 * below / 64) + 8, last // 64)]
    end = row[row <= guess]
    if end.size < min(below + 2, row.size):
        end = row
    parted = np.partition(end, [below, min(below + 1, last)])
    lower, upper = parted[below], parted[min(below + 1, last)]
    return float(lower + (place - below) * (upper - lower))
