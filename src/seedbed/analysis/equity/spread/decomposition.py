"""How much of the spread lies within groups and how much between them.

For generalised entropy of order `a`, and exactly: with `p` a group's share of people, `r` its mean over the mean of all
and `E` its own entropy,

    within = sum p r^a E          between = what would be left if all in a group had its mean

Order 1 is Theil's T, order 0 the mean log deviation. Only for the mean log deviation do the weights of `within` not
depend on the groups' means, so only there is `within` what would be left if the groups' means were made alike.

Sources: Shorrocks, Econometrica 48 (1980), 613-625; Bourguignon, Econometrica 47 (1979), 901-920.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_counts, as_numbers
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.design import Indices
from seedbed.analysis.equity.spread.measures import SumMeasure, generalised_entropy
from seedbed.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Decomposition:
    """A measure in two parts, and what each group adds to them.

    Parameters
    ----------
    order
        Order of the entropy.
    total, within, between
        The measure and its parts, which add up to it.
    people, mean
        Each group's share of people and mean, shape (groups,).
    own
        Entropy inside each group; 0 where all in it have alike.
    from_within, from_between
        What each group adds to the two parts; the second is below 0 for some: only their sum is of interest.
    """

    order: float
    total: float
    within: float
    between: float
    people: Floats
    mean: Floats
    own: Floats
    from_within: Floats
    from_between: Floats


def decompose(values: ArrayLike, group: Indices, weights: ArrayLike | None = None, order: float = 0.0) -> Decomposition:
    """Return the spread within and between groups.

    Parameters
    ----------
    values
        Amounts, shape (people,).
    group
        Number of each person's group from 0, shape (people,); a group without people has NaN.
    weights
        How many people each stands for.
    order
        Of generalised entropy: 0 mean log deviation, 1 Theil's T, 2 half the squared coefficient of variation.

    Returns
    -------
    Decomposition
        All NaN where the measure has no value for these values (someone with 0 or less for order 0).

    Raises
    ------
    BadInputError
        A value is text, missing or infinite, or a weight is negative.
    """
    amount = as_numbers(values, "value")
    weight = np.ones(amount.shape) if weights is None else as_counts(weights, "weight")
    if amount.ndim != 1 or not amount.shape == weight.shape == np.shape(group) or np.isnan(amount + weight).any():
        raise BadInputError(
            "The table cannot be split into groups.",
            "A row has no value, weight or group, or the columns are not equally long.",
            "Leave out rows without all three.",
        )
    groups = int(group.max()) + 1
    people = np.bincount(group, weight, groups) / weight.sum()
    sums = np.bincount(group, weight * amount, groups) / weight.sum()
    level, measure = float(sums.sum()), generalised_entropy(order)
    with np.errstate(all="ignore"):
        mean = np.where(people > 0, sums / people, np.nan)
        if level <= 0 or not _has_meaning(amount[weight > 0], measure):
            nothing = np.full(groups, np.nan)
            return Decomposition(order, np.nan, np.nan, np.nan, people, mean, nothing, nothing, nothing)
        terms = measure.terms(amount / level)
        of_groups = np.stack([np.bincount(group, weight * term, groups) for term in terms], axis=-1) / weight.sum()
        means = of_groups / people[:, None]
        own = np.where(people > 0, measure.value(means), np.nan)
        total = float(measure.value(of_groups.sum(axis=0)))
    ratio = np.where(people > 0, means[:, 0], 1.0)
    from_within = np.where(people > 0, people * ratio**order * own, 0.0)
    from_between = people * _apart(ratio, order)
    return Decomposition(
        order, total, float(from_within.sum()), float(from_between.sum()), people, mean, own, from_within, from_between
    )


def _apart(ratio: Floats, order: float) -> Floats:
    """Return what a person whose whole group has this ratio to the mean adds to the entropy between groups."""
    with np.errstate(divide="ignore", invalid="ignore"):
        if order == 0:
            return -np.log(ratio)
        if order == 1:
            return np.where(ratio > 0, ratio * np.log(np.where(ratio > 0, ratio, 1.0)), 0.0)
        result: Floats = (ratio**order - 1) / (order * (order - 1))
        return result


def _has_meaning(amount: Floats, measure: SumMeasure) -> bool:
    least = float(amount.min())
    return measure.needs == "any" or least > 0 or (measure.needs == "none below 0" and least == 0)
