"""Equally distributed equivalents: the level which, had by all alike, a society would think as good as what it has.

Both are exponential means, so one safe sum serves them: Atkinson's is the exponential mean of the logarithms, Kolm's of
the values themselves. Aversion 0 gives the mean; more aversion lies nearer to the least that anyone has.

Sources: Atkinson, Journal of Economic Theory 2 (1970), 244-263; Kolm, Journal of Economic Theory 12 (1976), 416-442.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.checks import as_counts, as_numbers, same_shape
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import UsageError


def atkinson_equivalent(values: ArrayLike, weights: ArrayLike | None = None, aversion: float = 1.0) -> Floats:
    """Return Atkinson's equally distributed equivalent.

    `(sum w x^(1 - e) / sum w)^(1 / (1 - e))`, and `exp(sum w ln x / sum w)` at `e = 1`.

    Parameters
    ----------
    values
        Levels of 0 or more (income, healthy years), shape (..., people or groups). With a value of 0 and an aversion
        of 1 or more the equivalent is 0.
    weights
        People each value stands for, any shape that fits; left out, all count alike. Weight 0 leaves a value out.
    aversion
        Aversion to relative inequality, 0 or more; 0 gives the mean.

    Returns
    -------
    Floats
        One a set, shape (...), in the unit of the values; NaN where a value that counts is missing or nobody counts.

    Raises
    ------
    BadInputError
        A value is text, infinite or negative, or a weight is negative.
    UsageError
        The aversion is negative or no number.
    """
    levels, shares = _levels_and_shares(as_counts(values, "value"), weights)
    power = 1 - checked_aversion(aversion)
    with np.errstate(divide="ignore"):
        logarithms = np.log(levels)
    nothing = (levels == 0) & (shares > 0)
    result = np.exp(_exponential_mean(np.where(levels > 0, logarithms, np.nan), nothing, shares, power))
    # With any at nought and an aversion of 1 or more, or all at nought, the level is nought.
    at_nought = nothing.any(axis=-1) if power <= 0 else (nothing | (shares == 0)).all(axis=-1)
    known = np.isfinite(np.where(shares > 0, levels, 0.0)).all(axis=-1) & np.isfinite(shares).all(axis=-1)
    return np.where(known, np.where(at_nought, 0.0, result), np.nan)


def kolm_equivalent(values: ArrayLike, weights: ArrayLike | None = None, aversion: float = 1.0) -> Floats:
    """Return Kolm's equally distributed equivalent, `-ln(sum w exp(-a x) / sum w) / a`; the mean at `a = 0`.

    Parameters and errors as for `atkinson_equivalent`, but values may be negative, and the aversion to absolute
    inequality is per unit of the values: 0.1 a healthy year is 0.1 / 12 a healthy month.
    """
    levels, shares = _levels_and_shares(as_numbers(values, "value"), weights)
    return _exponential_mean(levels, np.zeros(levels.shape, dtype=bool), shares, -checked_aversion(aversion))


def checked_aversion(aversion: float) -> float:
    """Return an aversion to inequality.

    Raises
    ------
    UsageError
        It is negative, infinite or no number.
    """
    if not (np.isfinite(aversion) and aversion >= 0):
        raise UsageError(
            f"An aversion of {aversion} cannot be used.",
            "Aversion to inequality is 0 (none) or a positive number.",
            "Ask for 0.5, 1 or 2.",
        )
    return float(aversion)


def _levels_and_shares(values: Floats, weights: ArrayLike | None) -> tuple[Floats, Floats]:
    given = np.ones(values.shape) if weights is None else as_counts(weights, "weight")
    levels, weight = same_shape(np.atleast_1d(values), np.atleast_1d(given))
    total = weight.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        shares: Floats = np.where(total > 0, weight / total, np.nan)
    return np.where(weight == 0, 1.0, levels), shares


def _exponential_mean(values: Floats, lowest: NDArray[np.bool_], shares: Floats, rate: float) -> Floats:
    """Return `ln(sum of shares * exp(rate * values)) / rate`; `lowest` values stand for minus infinity.

    Near rate 0 the sum is close to 1 and is taken as its distance from 1; elsewhere the largest term is taken out.
    """
    plain = np.where(lowest, 0.0, values)
    counted = np.where(lowest, 0.0, shares)
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = (counted * plain).sum(axis=-1, keepdims=True) / counted.sum(axis=-1, keepdims=True)
        if rate == 0:
            return np.where(np.isfinite(middle), middle, np.nan)[..., 0]
        steps = np.where((shares > 0) & ~lowest, rate * (plain - middle), 0.0)
        highest = steps.max(axis=-1, keepdims=True)
        near = np.log1p((counted * np.expm1(np.minimum(steps, 1.0))).sum(axis=-1) - (shares * lowest).sum(axis=-1))
        far = highest[..., 0] + np.log((counted * np.exp(steps - highest)).sum(axis=-1))
        small = (np.abs(steps).max(axis=-1) < 1) & ~lowest.any(axis=-1)
        return np.asarray(middle[..., 0] + np.where(small, near, far) / rate)
