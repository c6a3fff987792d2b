"""Measures of spread that are read from people in order: ratios of percentiles and of shares.

A percentile is the least value that at least that share of people have at most; where the share is met exactly it lies
halfway to the next value. The share ratio divides what the best off fifth have by what the worst off fifth have; a
person on the border is cut.

Sources: Langel and Tille, Journal of the Royal Statistical Society A 174 (2011), 575-594, for the share ratio; Hall and
Sheather, ibid. B 50 (1988), 381-391, for how wide the slope at a percentile is taken.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from seedbed.analysis.equity.concentration.influence import Ranked
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.kernel import kernel

FIFTHS = (0.2, 0.8)


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two percentiles, as shares of people: the higher over the lower."""

    name: str
    high: float
    low: float


RATIOS = (Ratio("p90_p10", 0.9, 0.1), Ratio("p90_p50", 0.9, 0.5), Ratio("p50_p10", 0.5, 0.1))
LEVELS = np.array([0.1, 0.5, 0.9])


def order_values(weights: Floats, values: Floats) -> Floats:
    """Return the ratios of percentiles and, last, of fifths' shares, shape (replicates, ratios + 1).

    Parameters
    ----------
    weights
        Shape (replicates, people), in ascending order of the values.
    values
        Shape (people,).
    """
    places = percentiles(weights, values, LEVELS)
    shares = lowest_sums(weights, values, np.array(FIFTHS))
    total = weights @ values
    with np.errstate(divide="ignore", invalid="ignore"):
        found = [_over(places[:, _at(ratio.high)], places[:, _at(ratio.low)]) for ratio in RATIOS]
        found.append(_over(total - shares[:, 1], shares[:, 0]))
    return np.stack(found, axis=1)


def percentile_influence(people: Ranked, place: float, level: float) -> Floats:
    """Return each person's influence on a percentile, by how steep the order is around it.

    It is NaN where many have the very same value there: no slope can be seen.
    """
    width = float(width_around(level, np.array(1 / float(people.shares @ people.shares))))
    near = np.array([max(level - width, 0), min(level + width, 1)])
    ends = percentiles(people.weights[None, :], people.values, near)[0]
    steep = (ends[1] - ends[0]) / (near[1] - near[0]) if ends[1] > ends[0] else np.nan
    return np.asarray(steep * (level - (people.values <= place)), dtype=np.float64)


def lowest_sum_influence(people: Ranked, place: float, level: float) -> Floats:
    """Return each person's influence on what the lowest share of people have, per person of all."""
    low = lowest_sums(people.weights[None, :], people.values, np.array([level]))[0, 0] / people.weights.sum()
    result: Floats = (people.values - place) * (people.values <= place) + level * place - low
    return result


def ratio_influences(people: Ranked) -> list[Floats]:
    """Return the influence of each person on each of the measures of `order_values`, in ascending order."""
    places = percentiles(people.weights[None, :], people.values, LEVELS)[0]
    own = {level: percentile_influence(people, places[_at(level)], level) for level in LEVELS}
    found = []
    for ratio in RATIOS:
        high, low = places[_at(ratio.high)], places[_at(ratio.low)]
        found.append(own[ratio.high] / low - high / low**2 * own[ratio.low])
    fifths = percentiles(people.weights[None, :], people.values, np.array(FIFTHS))[0]
    sums = lowest_sums(people.weights[None, :], people.values, np.array(FIFTHS))[0] / people.weights.sum()
    low_sum, high_sum = sums[0], sums[1]
    of_low = lowest_sum_influence(people, fifths[0], FIFTHS[0])
    of_high = people.values - people.mean - lowest_sum_influence(people, fifths[1], FIFTHS[1])
    found.append(of_high / low_sum - (people.mean - high_sum) / low_sum**2 * of_low)
    return found


def _at(level: float) -> int:
    return int(np.searchsorted(LEVELS, level))


def _over(high: Floats, low: Floats) -> Floats:
    return np.where(low > 0, high / low, np.nan)


def width_around(level: float, people: Floats) -> Floats:
    """Return Hall and Sheather's width around a percentile, in shares of people, for limits at 95 %."""
    at = float(special.ndtri(level))
    height = np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi)
    width = people ** (-1 / 3) * 1.96 ** (2 / 3) * (1.5 * height**2 / (2 * at**2 + 1)) ** (1 / 3)
    result: Floats = np.minimum(width, 0.9 * min(level, 1 - level))
    return result


@kernel
def percentiles(weights: Floats, values: Floats, levels: Floats) -> Floats:
    """Return percentiles, shape (replicates, levels), of values in ascending order; levels ascend from 0 to 1."""
    found = np.full((weights.shape[0], len(levels)), np.nan)
    for replicate in range(weights.shape[0]):
        total = weights[replicate].sum()
        before, level, last = 0.0, 0, np.nan
        half = False
        for row in range(weights.shape[1]):
            if weights[replicate, row] <= 0:
                continue
            if half:
                found[replicate, level - 1] = (last + values[row]) / 2
                half = False
            before += weights[replicate, row]
            last = values[row]
            while level < len(levels) and before >= levels[level] * total * (1 - 1e-12):
                found[replicate, level] = last
                half = before <= levels[level] * total * (1 + 1e-12)
                level += 1
            if level == len(levels) and not half:
                break
    return found


@kernel
def lowest_sums(weights: Floats, values: Floats, levels: Floats) -> Floats:
    """Return the sum of weight times value of the lowest share of people, for each share; as `percentiles`."""
    found = np.zeros((weights.shape[0], len(levels)))
    for replicate in range(weights.shape[0]):
        total = weights[replicate].sum()
        before, amount, level = 0.0, 0.0, 0
        for row in range(weights.shape[1]):
            weight = weights[replicate, row]
            while level < len(levels) and before + weight >= levels[level] * total:
                found[replicate, level] = amount + (levels[level] * total - before) * values[row]
                level += 1
            if level == len(levels):
                break
            before += weight
            amount += weight * values[row]
    return found
