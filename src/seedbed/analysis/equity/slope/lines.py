"""Groups in order of advantage, each over its share of the population, and straight lines through them.

Both conventions of the slope index rank groups alike: the most disadvantaged group covers the first share of the
population, the next group the next share, and a group stands at the middle of its own (a ridit). The line is read at
rank 0 and at rank 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.checks import LARGEST_MULTIPLIER, as_counts, as_numbers
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.errors import BadInputError, UsageError

ValueType = Literal["mean", "rate", "proportion"]
VALUE_TYPES: tuple[str, ...] = get_args(ValueType)

CALLER = 4
"""How far up whoever called a method stands from the warning that it gives through a helper."""
NO_INDEX = "sets have no index: fewer than two groups remain, or a value or population is missing or nought."
NO_RATIO = "sets have no relative index: the fitted line reaches nought. Use the slope index."

SETS_AT_ONCE = 8192
"""Sets worked out together: their tables stay in the processor's cache, and memory does not grow with the sets."""


@dataclass(frozen=True, slots=True)
class SlopeIndices:
    """Slope and relative index of inequality of sets of groups.

    Parameters
    ----------
    sii
        Slope index: fitted value at the most advantaged end less that at the most disadvantaged end, in the values'
        unit times the multiplier.
    rii
        Relative index: the one over the other, without unit; 1 is no inequality.
    intercept
        Fitted value at the most disadvantaged end (rank 0), in the values' unit times the size of the multiplier.
    """

    sii: Estimates
    rii: Estimates
    intercept: Floats


@dataclass(frozen=True, slots=True)
class Groups:
    """Checked sets of groups, each of shape (sets, groups), the most disadvantaged group first.

    Parameters
    ----------
    population
        People; 0 where a set has fewer groups than the largest.
    value
        Values; 0 where there is no such group, NaN where the value of a group is missing.
    error
        Standard errors; 0 where there is no such group, NaN where missing.
    shape
        Shape of the answer: that of the input without its last axis.
    """

    population: Floats
    value: Floats
    error: Floats
    shape: tuple[int, ...]

    @property
    def count(self) -> NDArray[np.intp]:
        """Number of groups of each set."""
        return np.asarray((self.population > 0).sum(axis=1))

    @property
    def usable(self) -> NDArray[np.bool_]:
        """Sets with two groups or more of which every value and population is known."""
        known = np.isfinite(self.population).all(axis=1) & np.isfinite(self.value).all(axis=1)
        return np.asarray(known & (self.count >= 2))

    def part(self, start: int) -> Groups:
        """Return a block of the sets."""
        at = slice(start, start + SETS_AT_ONCE)
        return Groups(self.population[at], self.value[at], self.error[at], (len(self.population[at]),))

    def chosen(self, wanted: NDArray[np.bool_]) -> Groups:
        """Return only the wanted sets."""
        if wanted.all():
            return self
        return Groups(self.population[wanted], self.value[wanted], self.error[wanted], (int(wanted.sum()),))


def checked_groups(
    population: ArrayLike, value: ArrayLike, standard_error: ArrayLike | None, value_type: str
) -> Groups:
    """Check sets of groups; see `phe_slope` for what they are.

    Raises
    ------
    BadInputError
        A column is text or infinite, a population, rate or standard error is negative, a proportion lies outside 0 to
        1, or the shapes differ.
    UsageError
        There is no such value type.
    """
    if value_type not in VALUE_TYPES:
        raise UsageError(
            f"There is no value type '{value_type}'.", "Values are means, rates or proportions.", "Name one."
        )
    people, values = as_counts(population, "population"), as_numbers(value, "value")
    errors = np.full(values.shape, np.nan) if standard_error is None else as_counts(standard_error, "standard error")
    if not people.shape == values.shape == errors.shape or people.ndim == 0:
        raise BadInputError(
            "The groups' columns do not fit together.",
            f"Population has the shape {people.shape}, value {values.shape}, standard error {errors.shape}.",
            "Give each group one population, one value and one standard error.",
        )
    if value_type != "mean":
        values = as_counts(values, "value")
    if value_type == "proportion" and (values > 1).any():
        raise BadInputError(
            "A proportion is larger than 1.", f"One is {np.nanmax(values):g}.", "Divide percentages by 100."
        )
    value_shape = people.shape[:-1]
    people, values, errors = (
        np.where(people == 0, 0, each).reshape(-1, people.shape[-1]) for each in (people, values, errors)
    )
    return Groups(people, values, errors, value_shape)


def mid_ranks(population: Floats) -> tuple[Floats, Floats]:
    """Return each group's share of its set's population and the middle of its range, both 0 to 1.

    Parameters
    ----------
    population
        People, shape (sets, groups), the most disadvantaged group first.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        share = population / population.sum(axis=1, keepdims=True)
    return share, np.cumsum(share, axis=1) - share / 2


def line_weights(population: Floats) -> tuple[Floats, Floats]:
    """Return what each group's value counts for in the intercept and in the slope of its set's line.

    The least-squares line through the groups, weighted by population, is linear in their values: its intercept and
    slope are sums of the values times these weights, both of shape (sets, groups).
    """
    share, rank = mid_ranks(population)
    middle = (share * rank).sum(axis=1, keepdims=True)
    apart = rank - middle
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = share * apart / (share * apart**2).sum(axis=1, keepdims=True)
    return share - middle * slope, slope


def with_multiplier(indices: SlopeIndices, multiplier: float) -> SlopeIndices:
    """Return indices in another unit; a negative multiplier turns the direction round and so inverts the ratio.

    Raises
    ------
    UsageError
        The multiplier is nought, not a number, or of no ordinary size.
    """
    if not 1 / LARGEST_MULTIPLIER <= abs(multiplier) <= LARGEST_MULTIPLIER:
        raise UsageError(
            f"A multiplier of {multiplier} cannot be used.", "It must be a number other than 0.", "Ask for 100 or -1."
        )
    sii, rii = indices.sii, indices.rii
    low, high = sii.low * multiplier, sii.high * multiplier
    if multiplier < 0:
        low, high = high, low
        with np.errstate(divide="ignore", invalid="ignore"):
            highest = np.where(rii.low > 0, 1 / rii.low, np.nan)  # a ratio that may be nought has no bound turned round
            rii = Estimates(1 / rii.value, 1 / rii.high, highest, rii.method, rii.confidence)
    sii = Estimates(sii.value * multiplier, low, high, sii.method, sii.confidence)
    return SlopeIndices(sii, rii, indices.intercept * abs(multiplier))
