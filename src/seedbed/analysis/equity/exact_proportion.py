"""Proportions with exact (Clopper-Pearson) limits.

The lower limit is the share under which this many people or more would be found with half of the 5 % to be wrong in,
the upper the share under which this many or fewer would. They never hold the truth less often than they say; because
counts are whole they hold it more often, so they are wider than Wilson's.

Source: Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
Biometrika 26 (1934), 404-413, through the beta distribution.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_part_and_whole, checked_confidence, checked_multiplier
from seedbed.analysis.equity.estimates import Estimates

NAME = "exact (Clopper-Pearson)"


def exact_proportion(
    numerator: ArrayLike, denominator: ArrayLike, multiplier: float = 1, confidence: float = 0.95
) -> Estimates:
    """Return proportions with Clopper and Pearson's exact limits.

    Parameters
    ----------
    numerator, denominator
        People with the characteristic, and all people; any shapes that fit together. Apportioned counts are read from
        the beta distribution that interpolates the whole ones. A missing count or a denominator of 0 gives NaN.
    multiplier
        1 for shares, 100 for per cent.
    confidence
        Two-sided coverage that is never fallen short of, for example 0.95.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative, or a numerator exceeds its denominator.
    """
    from scipy import special

    count, people = as_part_and_whole(numerator, denominator)
    tail = (1 - checked_confidence(confidence)) / 2
    scale = checked_multiplier(multiplier)
    usable = (people > 0) & ~np.isnan(count)
    some, others = np.where(usable & (count > 0), count, np.nan), np.where(people > count, people - count, np.nan)
    low = np.where(count > 0, special.betaincinv(some, people - some + 1, tail), 0.0)
    high = np.where(others > 0, special.betaincinv(people - others + 1, others, 1 - tail), 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = count / people
    # Counts that are nearly nought leave the limits' own precision behind.
    low, high = np.fmin(low, share), np.fmax(high, share)
    value, low, high = (np.where(usable, part, np.nan) * scale for part in (share, low, high))
    return Estimates(value, low, high, NAME, confidence)
