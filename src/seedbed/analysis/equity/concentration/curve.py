"""Concentration and Lorenz curves: the share of health or income that the worst off share of people has.

Source: Kakwani, Wagstaff and van Doorslaer, Journal of Econometrics 77 (1997), 87-103.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.analysis.equity.concentration.influence import Ranked
from seedbed.analysis.equity.estimates import Floats

POINTS = 101
"""A curve of more points is read at every hundredth of people."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of a curve, the first at 0 and the last at 1; shape (points,).

    Parameters
    ----------
    people
        Share of all people, the worst off first, 0 to 1.
    amount
        Share of the sum of values that they have; below 0 where values are.
    """

    people: Floats
    amount: Floats


def concentration_curve(people: Ranked) -> Curve:
    """Return the curve of people in order; ordered by the values themselves it is Lorenz's.

    It is NaN where values do not add up to more than 0.

    People who tie have one straight piece of it between them.
    """
    shares = np.concatenate([[0.0], np.cumsum(people.people)])
    sums = np.concatenate([[0.0], np.cumsum(people.health)])
    with np.errstate(divide="ignore", invalid="ignore"):
        amount = sums / (sums[-1] if sums[-1] > 0 else np.nan)
    shares[-1], amount[-1] = 1.0, amount[-1] / amount[-1]
    if len(shares) <= POINTS:
        return Curve(shares, amount)
    hundredths = np.linspace(0, 1, POINTS)
    return Curve(hundredths, np.interp(hundredths, shares, amount))
