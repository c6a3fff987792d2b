"""Spread of very many small sets at once: what `spread` gives for each, in one pass over all people.

A set of ten takes far longer to call for than to compute. So the people of all sets stand in one array, set by set and
in order of their values, and every sum of a set is a sum over its piece of the array.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.design import LARGEST_SKEW, Indices, student_quantile
from seedbed.analysis.equity.spread import measures as by_sums
from seedbed.analysis.equity.spread.indices import (
    NO_MEAN,
    NO_RATIO,
    NOT_ALL_ABOVE,
    ORDERED,
    SOME_BELOW,
    SpreadQuestion,
    checked_spread_question,
    limits,
)
from seedbed.analysis.equity.spread.measures import SumMeasure
from seedbed.analysis.equity.spread.order import FIFTHS, LEVELS, RATIOS, lowest_sums, percentiles, width_around
from seedbed.analysis.kernel import kernel

Codes = NDArray[np.int8]
REASONS = ("", NO_MEAN, NOT_ALL_ABOVE, SOME_BELOW, NO_RATIO)
AT_ONCE = 100_000
"""Sets that are worked on together: a dozen numbers a person are held."""


@dataclass(frozen=True)
class ManySpreads:
    """Measures of all sets.

    Parameters
    ----------
    names, parameters
        Of the measures, named and ordered as by `spread`.
    value, error, low, high
        As for `Measure`, shape (sets, measures).
    reason
        Why there is no value, as a place in ``REASONS``; 0 where there is one; shape (sets, measures).
    carried
        Whether a few people carry the limits of a set, shape (sets,).
    """

    names: tuple[str, ...]
    parameters: tuple[float | None, ...]
    value: Floats
    error: Floats
    low: Floats
    high: Floats
    reason: Codes
    carried: NDArray[np.bool_]


def spread_of_sets(values: Floats, weights: Floats, start: Indices, question: SpreadQuestion) -> ManySpreads:
    """Return measures of spread of many sets of people who were drawn singly.

    Parameters
    ----------
    values, weights
        Of the people of all sets, set by set, shape (people,); finite, weights above 0.
    start
        First person of each set and, last, the number of people; shape (sets + 1,). No set is empty.
    question
        Without Kolm's index, whose terms differ by set; "linearised" or "none".

    Raises
    ------
    UsageError
        As for `spread`.
    """
    asked = checked_spread_question(question)
    blocks = []
    for first in range(0, len(start) - 1, AT_ONCE):
        ends = start[first : first + AT_ONCE + 1]
        people = slice(ends[0], ends[-1])
        blocks.append(_block(_Sets.of(values[people], weights[people], ends - ends[0]), asked))
    whole = [np.concatenate(parts) for parts in zip(*blocks, strict=True)]
    measures = _measures(asked)
    names = (*ORDERED, *(measure.name for measure in measures))
    parameters = (*(None for _ in ORDERED), *(measure.parameter for measure in measures))
    return ManySpreads(names, parameters, *whole)


class _Sets:
    """People of some sets, set by set in ascending order of their values."""

    def __init__(self, values: Floats, weights: Floats, start: Indices) -> None:
        self.values, self.start, self.sizes = values, start, np.diff(start)
        self.total = self.sums(weights)
        self.weights, self.shares = weights, weights / self.each(self.total)
        self.mean = self.sums(self.shares * values)
        size = self.sums(self.shares * np.abs(values))
        self.level = np.where(self.mean > 0, self.mean, np.where(size > 0, size, 1.0))
        self.scaled = values / self.each(self.level)

    @classmethod
    def of(cls, values: Floats, weights: Floats, start: Indices) -> _Sets:
        """Put the people of each set in order."""
        order = np.lexsort((values, np.repeat(np.arange(len(start) - 1), np.diff(start))))
        return cls(values[order], weights[order], start)

    def sums(self, of_people: Floats) -> Floats:
        """Add up over the people of each set."""
        return np.add.reduceat(of_people, self.start[:-1])

    def each(self, of_sets: Floats) -> Floats:
        """Give each person the number of his or her set."""
        return np.repeat(of_sets, self.sizes)


def _measures(question: SpreadQuestion) -> list[SumMeasure]:
    """Return the measures of `spread`; powers are of values over their mean, whatever the ends of a set."""
    found = [by_sums.theil(), by_sums.mean_log_deviation(), by_sums.coefficient_of_variation()]
    found += [by_sums.generalised_entropy(order) for order in question.orders]
    for aversion in question.aversions:
        found += [by_sums.atkinson(aversion, (1.0, 1.0)), by_sums.atkinson_level(aversion, (1.0, 1.0))]
    return found


def _block(sets: _Sets, question: SpreadQuestion) -> tuple[Floats, Floats, Floats, Floats, Codes, NDArray[np.bool_]]:
    measures = _measures(question)
    with np.errstate(all="ignore"):
        columns = [*_ordered(sets), *(_of_sums(sets, measure) for measure in measures)]
        value = np.stack([column for column, _ in columns], axis=1)
        reason = _reasons(sets, measures, value)
        value[(reason > 0) | ~np.isfinite(value)] = np.nan
        error, carried = np.full(value.shape, np.nan), np.zeros(len(sets.sizes))
        if question.interval != "none":
            for place, (_, own) in enumerate(columns):
                error[:, place], few = _error(sets, sets.shares * own)
                carried = np.fmax(carried, np.where(np.isfinite(value[:, place]), few, 0.0))
            error[np.isnan(value)] = np.nan
        names = [*ORDERED, *(measure.name for measure in measures)]
        degrees = np.maximum(sets.sizes - 1, 1)
        reach = np.array([student_quantile(question.confidence, each) for each in range(1, degrees.max() + 1)])
        least = sets.values[sets.start[:-1], None]
        low, high = limits(names, value, error, reach[degrees - 1, None], none_below_0=least >= 0)
    return value, error, low, high, reason, carried > LARGEST_SKEW


def _of_sums(sets: _Sets, measure: SumMeasure) -> tuple[Floats, Floats]:
    """Return a measure of each set and each person's influence on it."""
    terms = measure.terms(sets.scaled)
    means = np.stack([sets.sums(sets.shares * term) for term in terms])
    size = sets.level if measure.in_units else np.ones(len(sets.sizes))
    own = sum(
        sets.each(slope * size) * (term - sets.each(mean))
        for slope, term, mean in zip(measure.slope(means), terms, means, strict=True)
    )
    return measure.value(means.T) * size, np.asarray(own)


def _ordered(sets: _Sets) -> list[tuple[Floats, Floats]]:
    """Return Gini and the ratios that are read from people in order, with influences."""
    places = percentiles_of_sets(sets.weights, sets.values, sets.start, np.tile(LEVELS, (len(sets.sizes), 1)))
    influences = [_percentile_influence(sets, places[:, at], level) for at, level in enumerate(LEVELS.tolist())]
    found = [_gini(sets)]
    for ratio in RATIOS:
        at_high, at_low = (int(np.searchsorted(LEVELS, level)) for level in (ratio.high, ratio.low))
        high, low = places[:, at_high], places[:, at_low]
        own = influences[at_high] / sets.each(low) - sets.each(high / low**2) * influences[at_low]
        found.append((np.where(low > 0, high / low, np.nan), own))
    return [*found, _fifths(sets)]


def _gini(sets: _Sets) -> tuple[Floats, Floats]:
    middle, below = middles_of_sets(sets.values, sets.shares, sets.start)
    mean, health = sets.mean, sets.shares * sets.values
    general = sets.sums(health * (2 * middle - 1))
    centre = sets.sums(health * 2 * middle)
    own = sets.values * (2 * middle - 1) + 2 * (sets.each(mean) - below) + sets.each(mean - 2 * centre)
    own -= sets.each(general / mean) * (sets.values - sets.each(mean))
    return np.where(mean > 0, general / mean, np.nan), own / sets.each(mean)


def _percentile_influence(sets: _Sets, place: Floats, level: float) -> Floats:
    width = width_around(level, 1 / sets.sums(sets.shares**2))
    near = np.stack([np.maximum(level - width, 0), np.minimum(level + width, 1)], axis=1)
    ends = percentiles_of_sets(sets.weights, sets.values, sets.start, near)
    rise = ends[:, 1] - ends[:, 0]
    steep = np.where(rise > 0, rise / (near[:, 1] - near[:, 0]), np.nan)
    return np.asarray(sets.each(steep) * (level - (sets.values <= sets.each(place))))


def _fifths(sets: _Sets) -> tuple[Floats, Floats]:
    levels = np.tile(np.array(FIFTHS), (len(sets.sizes), 1))
    places = percentiles_of_sets(sets.weights, sets.values, sets.start, levels)
    sums = lowest_sums_of_sets(sets.weights, sets.values, sets.start, levels) / sets.total[:, None]
    of_low, of_high = (
        (sets.values - sets.each(place)) * (sets.values <= sets.each(place)) + sets.each(level * place - low)
        for place, level, low in zip(places.T, FIFTHS, sums.T, strict=True)
    )
    low, top = sums[:, 0], sets.mean - sums[:, 1]
    own = (sets.values - sets.each(sets.mean) - of_high) / sets.each(low) - sets.each(top / low**2) * of_low
    return np.where(low > 0, top / low, np.nan), own


def _error(sets: _Sets, own: Floats) -> tuple[Floats, Floats]:
    """Return the standard error of each set, and how far a few people carry it; as `design_variance` has them."""
    people = sets.sizes
    apart = own - sets.each(sets.sums(own) / people)
    squares = apart * apart
    second, third = sets.sums(squares) / people, sets.sums(squares * apart) / people
    largest = np.maximum.reduceat(np.abs(own), sets.start[:-1])
    skew = np.abs(third) / second**1.5 / np.sqrt(people)
    few = np.where(second <= 1e-24 * np.maximum(largest**2, 1e-300), 0.0, skew)
    return np.sqrt(people * second * people / (people - 1)), few


def _reasons(sets: _Sets, measures: list[SumMeasure], value: Floats) -> Codes:
    """Return why a measure has no value, as places in ``REASONS``."""
    reason: Codes = np.zeros(value.shape, dtype=np.int8)
    no_mean, least = sets.mean <= 0, sets.values[sets.start[:-1]]
    reason[no_mean, 0] = REASONS.index(NO_MEAN)
    ratios = slice(1, len(ORDERED))
    reason[:, ratios] = np.where(np.isfinite(value[:, ratios]), 0, REASONS.index(NO_RATIO))
    for place, measure in enumerate(measures, len(ORDERED)):
        if measure.needs == "none below 0":
            reason[least < 0, place] = REASONS.index(SOME_BELOW)
        if measure.needs == "all above 0":
            reason[least <= 0, place] = REASONS.index(NOT_ALL_ABOVE)
        if measure.relative:
            reason[no_mean, place] = REASONS.index(NO_MEAN)
    return reason


@kernel
def middles_of_sets(values: Floats, shares: Floats, start: Indices) -> tuple[Floats, Floats]:
    """Return where each person stands, and what all below and half of his or her own rank have, a person of all.

    People with the same value share one place.
    """
    middle, below = np.empty(len(values)), np.empty(len(values))
    for at in range(len(start) - 1):
        people, amount = 0.0, 0.0
        first = start[at]
        while first < start[at + 1]:
            last, own, sum_of = first, 0.0, 0.0
            while last < start[at + 1] and values[last] == values[first]:
                own += shares[last]
                sum_of += shares[last] * values[last]
                last += 1
            middle[first:last] = people + own / 2
            below[first:last] = amount + sum_of / 2
            people += own
            amount += sum_of
            first = last
    return middle, below


@kernel
def percentiles_of_sets(weights: Floats, values: Floats, start: Indices, levels: Floats) -> Floats:
    """Return `percentiles` of each set at its own levels, shape (sets, levels)."""
    found = np.empty(levels.shape)
    for at in range(len(start) - 1):
        part = slice(start[at], start[at + 1])
        found[at] = percentiles(weights[part].reshape((1, -1)), values[part], levels[at])[0]
    return found


@kernel
def lowest_sums_of_sets(weights: Floats, values: Floats, start: Indices, levels: Floats) -> Floats:
    """Return `lowest_sums` of each set, shape (sets, levels)."""
    found = np.empty(levels.shape)
    for at in range(len(start) - 1):
        part = slice(start[at], start[at + 1])
        found[at] = lowest_sums(weights[part].reshape((1, -1)), values[part], levels[at])[0]
    return found
