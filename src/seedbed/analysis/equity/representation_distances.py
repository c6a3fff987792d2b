"""One number for the distance between a sample and its benchmark, with limits that know its upward bias.

Dissimilarity, divergence and the spread of propensities cannot fall below zero, so chance alone makes them positive: a
sample looks further from its benchmark than the way people were reached really is, and an interval around the observed
value would miss. These limits turn the question round: along the line from perfect representation through what was
seen, which true distances would make a distance like the one observed unsurprising? The lower limit is the smallest
distance under which one as large as observed comes up at least 2.5 times in a hundred, the upper limit the largest
under which one as small does (an interval by test inversion). The random deviations are normal with the variances of
multinomial or binomial counts, the same numbers at every distance.

A sample that happens to match better than random samples usually do is no proof of a better way of reaching people: the
upper limit is never below that of the sample chance would give in the middle (a power-constrained limit; Cowan et al.
2011). So an interval can lie wholly below the observed value, and where chance explains it all, it starts at zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.representation_checks import RepresentationOptions

STEPS = 41
LIMIT_DRAWS = 1_000
"""Random deviations that each limit rests on."""
BLOCK = 2_000_000
SURE = 1e-12

Distance = Callable[[Floats], Floats]
"""Values of groups, shape (..., groups), to their distance, shape (...)."""
Noise = Callable[[Floats, Floats], Floats]
"""True values (steps, groups) and standard normal numbers (draws, groups) to deviations (steps, draws, groups)."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and its limits; NaN where there is none."""

    value: float
    low: float
    high: float
    method: str = "test inversion"


@dataclass(frozen=True, slots=True)
class Path:
    """True values from perfect representation outwards.

    Parameters
    ----------
    values
        True values of the groups at each step, shape (steps, groups); the first step is perfect representation.
    distance, noise
        How distance is measured, and how samples differ from the truth.
    tidy
        Puts values back where they can be: shares at zero or more that add up to 1, propensities between 0 and 1.
    """

    values: Floats
    distance: Distance
    noise: Noise
    tidy: Callable[[Floats], Floats]


def share_dissimilarity(shares: Floats, benchmark: Floats) -> NDArray[Any]:
    """Return half the sum of absolute differences along the last axis."""
    return np.asarray(0.5 * np.abs(shares - benchmark).sum(axis=-1))


def share_divergence(shares: Floats, benchmark: Floats) -> NDArray[Any]:
    """Return sum s ln(s / b) along the last axis, a share of nothing adding nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(shares > 0, shares * np.log(shares / benchmark), 0.0)
    return np.asarray(np.maximum(parts.sum(axis=-1), 0.0))


def spread_of_propensities(propensities: Floats, weights: Floats) -> NDArray[Any]:
    """Return the weighted standard deviation along the last axis; weights add up to 1."""
    middle = (weights * propensities).sum(axis=-1, keepdims=True)
    return np.asarray(np.sqrt((weights * (propensities - middle) ** 2).sum(axis=-1)))


def dissimilarity_limits(shares: Floats, benchmark: Floats, people: float, options: RepresentationOptions) -> Interval:
    """Return dissimilarity with its limits, for a sample as uncertain as one of so many people."""
    return _share_limits(shares, benchmark, people, share_dissimilarity, options)


def divergence_limits(shares: Floats, benchmark: Floats, people: float, options: RepresentationOptions) -> Interval:
    """Return the divergence with its limits, for a sample as uncertain as one of so many people."""
    return _share_limits(shares, benchmark, people, share_divergence, options)


def r_indicator_limits(
    propensities: Floats, weights: Floats, population: float, options: RepresentationOptions
) -> Interval:
    """Return 1 - 2 S(propensities) with its limits; everything NaN where the population is not known.

    The number of each group's people who are heard is taken as binomial.
    """
    if not np.isfinite(population):
        return Interval(float("nan"), float("nan"), float("nan"))
    people = weights * population
    seen = float(spread_of_propensities(propensities, weights))
    middle = np.full(len(weights), float((weights * propensities).sum()))
    usual = np.sqrt((weights * middle * (1 - middle) / people).sum())

    def noise(values: Floats, normal: Floats) -> Floats:
        return np.asarray(np.sqrt(values * (1 - values) / people)[:, np.newaxis] * normal)

    def distance(values: Floats) -> Floats:
        return spread_of_propensities(values, weights)

    def tidy(values: Floats) -> Floats:
        return np.clip(values, 0.0, 1.0)

    way = _direction(propensities - middle, weights, seen, distance)
    steps = np.linspace(0, seen + 6 * usual, STEPS)[:, np.newaxis]
    path = Path(tidy(middle + steps * way), distance, noise, tidy)
    low, high = _limits(seen, path, options)
    return Interval(1 - 2 * seen, 1 - 2 * high, 1 - 2 * low)


def _share_limits(
    shares: Floats,
    benchmark: Floats,
    people: float,
    measure: Callable[[Floats, Floats], Floats],
    options: RepresentationOptions,
) -> Interval:
    seen = float(measure(shares, benchmark))
    if not np.isfinite(people):
        return Interval(seen, seen, seen, "everybody was heard")

    def noise(values: Floats, normal: Floats) -> Floats:
        root = np.sqrt(values)[:, np.newaxis] * normal
        return np.asarray((root - values[:, np.newaxis] * root.sum(axis=-1, keepdims=True)) / np.sqrt(people))

    def distance(values: Floats) -> Floats:
        return measure(values, benchmark)

    def tidy(values: Floats) -> Floats:
        inside = np.maximum(values, 0.0)
        return np.asarray(inside / inside.sum(axis=-1, keepdims=True))

    apart = float(share_dissimilarity(shares, benchmark))
    usual = 0.4 * np.sqrt(benchmark * (1 - benchmark) / people).sum()  # E|Z| / 2, the dissimilarity of chance
    way = _direction(shares - benchmark, benchmark, apart, lambda values: share_dissimilarity(values, 0 * benchmark))
    steps = np.linspace(0, apart + 6 * usual, STEPS)[:, np.newaxis]
    path = Path(tidy(benchmark + steps * way), distance, noise, tidy)
    return Interval(seen, *_limits(seen, path, options))


def _direction(deviations: Floats, weights: Floats, size: float, distance: Distance) -> Floats:
    """Return the way from perfect representation to what was seen, of length 1.

    Where nothing differs there is no way; then the largest group against all others stands in.
    """
    if size > SURE:
        return deviations / size
    largest = np.arange(len(weights)) == int(np.argmax(weights))
    away = np.where(largest, 1.0, -weights[largest] / (1 - weights[largest]) * np.ones(len(weights)))
    away = away * weights
    return np.asarray(away / distance(away[np.newaxis])[0])


def _limits(seen: float, path: Path, options: RepresentationOptions) -> tuple[float, float]:
    """Return the smallest and largest distance of the path under which what was seen is no surprise."""
    normal = np.random.default_rng(options.seed).standard_normal((LIMIT_DRAWS, path.values.shape[1]))
    truth = path.distance(path.values)
    truth[0] = 0.0  # perfect representation, without the rounding of binary digits
    tail = (1 - options.confidence) / 2
    per_step = max(BLOCK // normal.size, 1)
    drawn = np.concatenate(
        [
            path.distance(path.tidy(values[:, np.newaxis] + path.noise(values, normal)))
            for values in np.array_split(path.values, max(STEPS // per_step, 1))
        ]
    )
    as_large = (drawn >= seen * (1 - SURE)).mean(axis=1)
    constrained = max(seen, float(np.median(drawn[0])))
    as_small = (drawn <= constrained * (1 + SURE)).mean(axis=1)
    return _first_above(truth, as_large, tail), _first_above(truth[::-1], as_small[::-1], tail)


def _first_above(truth: Floats, chance: Floats, tail: float) -> float:
    """Return the distance at which a tail first reaches a chance, between two steps by a straight line."""
    above = np.flatnonzero(chance >= tail)
    if not above.size:
        return float(truth[-1])
    at = int(above[0])
    if at == 0:
        return float(truth[0])
    part = (tail - chance[at - 1]) / (chance[at] - chance[at - 1])
    return float(truth[at - 1] + part * (truth[at] - truth[at - 1]))
