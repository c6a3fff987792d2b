"""Intervals of concentration indices by the convenient regression, as other tools publish them.

Values are regressed on the place `R` of each person; the slope times twice the variance of `R` is the generalised
index. For the standard index the delta method takes the mean from the same regression. The other indices multiply that
variance by the square of a factor that is taken as known, which is wider than it need be where the value is bounded.
The regression takes places as fixed, though they were estimated from the same people; the linearised interval does not.

Sources: O'Donnell, van Doorslaer, Wagstaff and Lindelow, "Analyzing Health Equity Using Household Survey Data" (World
Bank, 2008), chapter 8; MacKinnon and White, Journal of Econometrics 29 (1985) for HC1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seedbed.analysis.equity.concentration.influence import Ranked
from seedbed.analysis.equity.estimates import Floats


@dataclass(frozen=True, slots=True)
class RegressionVariance:
    """Variances of the standard index.

    Parameters
    ----------
    ordinary
        With errors that are equally large everywhere.
    robust
        HC1: with errors of any size, times rows / (rows - 2).
    """

    ordinary: float
    robust: float


def regression_variance(people: Ranked) -> RegressionVariance:
    """Return variances of the standard concentration index by the delta method; NaN with two people or a mean of 0."""
    rows = len(people.values)
    if rows < 3 or people.standards < 2 or people.mean == 0:
        return RegressionVariance(np.nan, np.nan)
    place = people.to_people(people.middles)
    centred = people.shares * (place - 0.5)
    spread = float(centred @ (place - 0.5))
    slope = float(centred @ people.values) / spread
    intercept = people.mean - slope / 2
    errors = people.values - intercept - slope * place
    gradient = 8 * (spread * rows / (rows - 1)) / (2 * people.mean) ** 2 * np.array([-slope, intercept])
    # Each person's pull on intercept and slope; the slope's is about the middle place, 0.5.
    pull_slope = centred / spread
    pull = gradient[0] * (people.shares - pull_slope / 2) + gradient[1] * pull_slope
    robust = float(((pull * errors) ** 2).sum()) * rows / (rows - 2)
    noise = float(people.weights @ errors**2) / (rows - 2)
    steep = gradient[1] - gradient[0] / 2
    ordinary = noise / people.weights.sum() * (gradient[0] ** 2 + steep**2 / spread)
    return RegressionVariance(float(ordinary), robust)


def line_error(people: Ranked) -> float:
    """Return the standard error of the generalised index from how far groups lie from a straight line.

    Each row is a group. The regression of the groups' values on their places, weighted by people, has groups less two
    degrees of freedom. It says how straight the gradient is, not how sure the groups' values are.
    """
    groups = len(people.values)
    if groups < 3:
        return np.nan
    place = people.to_people(people.middles)
    centred: Floats = people.shares * (place - 0.5)
    spread = float(centred @ (place - 0.5))
    slope = float(centred @ people.values) / spread if spread > 0 else np.nan
    errors = people.values - people.mean - slope * (place - 0.5)
    noise = float(people.shares @ errors**2) / (groups - 2)
    return float(2 * np.sqrt(noise * spread))
