"""Means of measurements that stand in one long column, group by group."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.checks import as_numbers
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.rates import mean_of_summary, warn_of_weak_means


@dataclass(frozen=True, slots=True)
class GroupedMeans:
    """Means with what they are made of; all of shape (groups,)."""

    means: Estimates
    count: Floats
    deviation: Floats


def means_of_groups(values: ArrayLike, group: NDArray[np.intp], groups: int, confidence: float = 0.95) -> GroupedMeans:
    """Return the mean of each group with Student's t limits; missing values are left out.

    Parameters
    ----------
    values
        Single measurements, shape (people,).
    group
        Number of each one's group, 0 to groups - 1, shape (people,).
    groups
        How many groups there are; one without measurements has no mean (NaN).
    confidence
        Two-sided coverage.

    Raises
    ------
    BadInputError
        A value is text or infinite.

    Notes
    -----
    It warns as `rates.mean` does. Distances are taken from each group's own mean, in a second pass, so that large
    values with small differences keep their digits.
    """
    numbers = as_numbers(values, "value")
    known = np.isfinite(numbers)
    sample, place = numbers[known], group[known]
    count = np.bincount(place, minlength=groups).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        average = np.bincount(place, sample, groups) / count
        apart = sample - average[place]
        squares = np.bincount(place, apart**2, groups).astype(np.float64)
        cubes = np.bincount(place, apart**3, groups).astype(np.float64)
        deviation = np.where(count >= 2, np.sqrt(squares / (count - 1)), np.nan)
    equal = warn_of_weak_means(average, squares, cubes, count)
    means = mean_of_summary(average, np.where(equal, np.nan, deviation), count, confidence)
    return GroupedMeans(means, count, deviation)
