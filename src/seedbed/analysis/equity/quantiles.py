"""Ranks, percentiles and tenths of places within a set.

Rank 1 is the most deprived (or whatever end the caller counts from). Tied values share the lower rank, so the result
does not depend on the order of the rows, and a value's percentile is 100 * rank / n: the share of the set that is at
least as far towards that end, taking ties as one place. Missing values have no rank and are not counted.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.checks import as_counts, as_numbers, same_shape
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import UsageError

End = Literal["highest", "lowest"]

TIE_RULE = "Tied values share the lower rank; percentile = 100 * rank / number of areas, rank 1 the most deprived."


def ranks_within(values: ArrayLike, first: End = "highest") -> Floats:
    """Return each value's rank within the set, 1 for the end that comes first; ties share the lower rank.

    Parameters
    ----------
    values
        One value for each place, shape (places,); missing ones get NaN.
    first
        Which end has rank 1: "highest" for deprivation scores, "lowest" for published ranks or income.

    Raises
    ------
    BadInputError
        A value is text or infinite.
    UsageError
        `first` is neither highest nor lowest.
    """
    ordered = _ascending(values, first)
    known = np.isfinite(ordered)
    before = np.searchsorted(np.sort(ordered[known]), ordered, side="left") + 1.0
    return np.where(known, before, np.nan)


def percentiles_within(values: ArrayLike, first: End = "highest", weights: ArrayLike | None = None) -> Floats:
    """Return each value's percentile within the set, above 0 to 100; low for the end that comes first.

    Without weights: 100 * rank / n. With weights (residents): 100 * (weight of all places strictly before + own
    weight) / weight of all, which is the same when all weights are equal.

    Parameters
    ----------
    values, first
        As for `ranks_within`.
    weights
        Residents of each place, shape (places,). A place without known weight is not counted and gets NaN.

    Raises
    ------
    BadInputError
        A value is text or infinite, or a weight negative.
    """
    ordered = _ascending(values, first)
    given = np.ones_like(ordered) if weights is None else as_counts(weights, "weight")
    _, weight = same_shape(ordered, given)
    known = np.isfinite(ordered) & np.isfinite(weight)
    total = weight[known].sum()
    if total == 0:
        return np.full(ordered.shape, np.nan)
    return np.where(known, 100 * (_weight_before(ordered, weight, known, ordered) + weight) / total, np.nan)


def percentile_of(
    value: ArrayLike, within: ArrayLike, first: End = "highest", weights: ArrayLike | None = None
) -> Floats:
    """Return where values that need not be in the set would stand in it: per cent strictly before them, 0 to 100.

    Parameters
    ----------
    value
        Values to place, any shape; missing ones get NaN.
    within
        The set, shape (places,).
    first, weights
        As for `percentiles_within`; the weights are those of the set.

    Raises
    ------
    BadInputError
        A value is text or infinite, or a weight negative.
    """
    ordered = _ascending(within, first)
    asked = _ascending(value, first)
    given = np.ones_like(ordered) if weights is None else as_counts(weights, "weight")
    _, weight = same_shape(ordered, given)
    known = np.isfinite(ordered) & np.isfinite(weight)
    total = weight[known].sum()
    if total == 0:
        return np.full(asked.shape, np.nan)
    return np.where(np.isfinite(asked), 100 * _weight_before(ordered, weight, known, asked) / total, np.nan)


def groups_within(
    values: ArrayLike, groups: int = 10, first: End = "highest", weights: ArrayLike | None = None
) -> Floats:
    """Return which of equal groups each value falls in: tenths by default, 1 the end that comes first.

    The group is groups * percentile / 100 rounded up, so with 10 groups and 32,844 areas the first tenth holds ranks 1
    to 3,284. Without weights tied values stay together.

    Raises
    ------
    BadInputError
        A value is text or infinite, or a weight negative.
    UsageError
        Fewer than two groups are asked for.
    """
    if groups < 2:
        raise UsageError(
            f"A set cannot be cut into {groups} groups.", "At least two are needed.", "Ask for 5 or 10 groups."
        )
    percentile = percentiles_within(values, first, weights)
    # Taking off a hair keeps 100 * 3 / 10 from being counted as just above the third tenth.
    return np.clip(np.ceil(percentile * groups / 100 - 1e-9), 1, groups)


def _ascending(values: ArrayLike, first: End) -> Floats:
    if first not in ("highest", "lowest"):
        raise UsageError(
            f"Ranks cannot be counted from '{first}'.",
            "Rank 1 stands at one end of the values.",
            "Ask for highest or lowest.",
        )
    numbers = as_numbers(values, "value")
    return -numbers if first == "highest" else numbers


def _weight_before(ordered: Floats, weight: Floats, known: NDArray[np.bool_], asked: Floats) -> Floats:
    """Return the weight of the known places strictly before each asked value."""
    order = np.argsort(ordered[known], kind="stable")
    sums = np.concatenate([[0.0], np.cumsum(weight[known][order])])
    before: Floats = sums[np.searchsorted(ordered[known][order], asked, side="left")]
    return before
