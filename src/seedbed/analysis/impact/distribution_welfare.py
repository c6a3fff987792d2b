"""Whether more health is worth a wider gap, or a narrower gap less health: one number for both.

The equally distributed equivalent is the health which, had by everyone alike, a society would think as good as what it
has. Its change weighs how much health there is and how it is shared. How much a society minds inequality is a judgement
and no finding, so the change is given over a range of aversion, with the aversion at which it changes its sign.

Atkinson's minds relative, Kolm's absolute differences. Sources: as in `seedbed.analysis.equity.spread.equivalents`;
for health Asaria, Griffin and Cookson, Medical Decision Making 36 (2016), 8-19; for England's aversion (Atkinson
10.95, Kolm 0.15) Robson, Asaria, Cookson, Tsuchiya and Ali, Health Economics 26 (2017), 1328-1334.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_counts, as_numbers
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.spread.equivalents import atkinson_equivalent, kolm_equivalent

Welfare = Literal["atkinson", "kolm"]
EQUIVALENTS: Final[dict[Welfare, Callable[[ArrayLike, ArrayLike, float], Floats]]] = {
    "atkinson": atkinson_equivalent,
    "kolm": kolm_equivalent,
}
AVERSIONS: Final[dict[Welfare, tuple[float, ...]]] = {
    "atkinson": (0, 1, 2, 5, 10, 15, 20, 30),
    "kolm": (0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3),
}
"""Aversions shown where none are asked for; they enclose those found in surveys of England's public."""

SEARCHED: Final[dict[Welfare, float]] = {"atkinson": 50.0, "kolm": 1.0}
"""Up to which aversion a change of sign is looked for."""

STEPS: Final = 400
HALVINGS: Final = 60


@dataclass(frozen=True, slots=True)
class Equivalents:
    """Equally distributed equivalents before and after, shapes (aversions, ...), in years per person."""

    before: Floats
    after: Floats

    @property
    def change(self) -> Floats:
        """Years per person gained, counted as if all had them alike."""
        return self.after - self.before


def equivalents(
    before: ArrayLike, after: ArrayLike, population: ArrayLike, measure: Welfare, aversions: Sequence[float]
) -> Equivalents:
    """Return equally distributed equivalents over a range of aversion.

    Parameters
    ----------
    before, after
        Health per person, shape (..., groups).
    population
        People in each group, shape (groups,).
    measure
        "atkinson" or "kolm".
    aversions
        0 or more; 0 gives the mean.

    Raises
    ------
    BadInputError
        Health is text or infinite, or below zero for Atkinson's.
    UsageError
        An aversion is negative.
    """
    equivalent = EQUIVALENTS[measure]
    both = [
        np.stack([equivalent(health, population, float(aversion)) for aversion in aversions])
        for health in (before, after)
    ]
    return Equivalents(both[0], both[1])


def threshold_aversion(before: ArrayLike, after: ArrayLike, population: ArrayLike, measure: Welfare) -> float:
    """Return the least aversion above 0 at which a programme stops, or starts, to be worthwhile.

    Found by trying 400 steps up to an aversion of 50 (Atkinson) or 1 (Kolm) and halving between the two steps with
    unlike signs.

    Parameters
    ----------
    before, after, population
        As for `equivalents`, shape (groups,).
    measure
        "atkinson" or "kolm".

    Returns
    -------
    float
        The aversion, or NaN where the sign is the same all along.
    """
    equivalent = EQUIVALENTS[measure]

    def change(aversion: float) -> float:
        return float(equivalent(after, population, aversion) - equivalent(before, population, aversion))

    tried = np.linspace(0, SEARCHED[measure], STEPS + 1)
    signs = np.sign([change(float(aversion)) for aversion in tried])
    turns = np.flatnonzero(signs[:-1] * signs[1:] < 0)
    if not turns.size:
        return float("nan")
    low, high = float(tried[turns[0]]), float(tried[turns[0] + 1])
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if np.sign(change(middle)) == signs[turns[0]]:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def implicit_weights(health: ArrayLike, measure: Welfare, aversion: float, reference: int = -1) -> Floats:
    """Return how many QALYs of the reference group one QALY of each group counts for, at an aversion.

    The slope of the equivalent by each group's health, over that of the reference: `(h_reference / h)^e` for
    Atkinson's, `exp(a (h_reference - h))` for Kolm's.

    Parameters
    ----------
    health
        Health per person, shape (..., groups), above 0 for Atkinson's.
    measure, aversion
        As for `equivalents`.
    reference
        Place of the group that counts 1; the last, the least disadvantaged, if left out.
    """
    level = as_counts(health, "health") if measure == "atkinson" else as_numbers(health, "health")
    known = level[..., [reference]]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        weights = (known / level) ** aversion if measure == "atkinson" else np.exp(aversion * (known - level))
    return np.where(np.isfinite(weights), weights, np.nan)
