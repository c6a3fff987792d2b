"""One number for the distance between a sample and its benchmark, with limits that know its upward bias.

Dissimilarity, divergence and the spread of propensities cannot fall below zero, so chance alone makes them positive: a
sample looks further from its benchmark than the way people were reached really is, and an interval around the observed
value would miss. These limits turn the question round: along a path from perfect representation through what was
seen, which true distances would make a distance like the one observed unsurprising? The lower limit is the smallest
distance under which one as large as observed comes up at least 2.5 times in a hundred, the upper limit the largest
under which one as small does (an interval by test inversion). The random deviations are normal with the variances of
multinomial or binomial counts, the same numbers at every distance.

A sample that happens to match better than random samples usually do is no proof of a better way of reaching people: the
upper limit is never below that of the sample chance would give in the middle (a power-constrained limit; Cowan et al.
2011). So an interval can lie wholly below the observed value, and where chance explains it all, it starts at zero.
Dissimilarity is also the most that any set of groups has above its share of the benchmark; its upper limit is never
below Wilson's upper limit for the sets that were heard most.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.rates import score_interval
from seedbed.analysis.equity.representation.checks import RepresentationOptions

LIMIT_DRAWS = 1_000
"""Random deviations that each limit rests on."""
HALVINGS = 11
"""A limit is found to a two-thousandth of the reach by halving the interval it lies in so often."""
REACHES = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""How far limits are looked for: the furthest group's share is then e to this power times that of the benchmark."""
SURE = 1e-12

Distance = Callable[[Floats], Floats]
"""Values of groups, shape (..., groups), to their distance, shape (...)."""
Noise = Callable[[Floats, Floats], Floats]
"""True values (groups,) and standard normal numbers (draws, groups) to deviations (draws, groups)."""


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
    at
        True values of the groups so far along the path, shape (groups,); 0 is perfect representation.
    reach
        How far along the path limits are looked for.
    distance, noise
        How distance is measured, and how samples differ from the truth.
    tidy
        Puts values back where they can be: shares at zero or more that add up to 1, propensities between 0 and 1.
    """

    at: Callable[[float], Floats]
    reach: float
    distance: Distance
    noise: Noise
    tidy: Callable[[Floats], Floats]

    def truth(self, step: float) -> float:
        """Return the true distance so far along the way."""
        return float(self.distance(self.at(step))) if step else 0.0

    def drawn(self, step: float, normal: Floats) -> Floats:
        """Return the distances of random samples so far along the way, shape (draws,)."""
        values = self.at(step)
        return self.distance(self.tidy(values + self.noise(values, normal)))


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
    found = _share_limits(shares, benchmark, people, share_dissimilarity, options)
    if not np.isfinite(people):
        return found
    return replace(found, high=max(found.high, _most_of_sets(shares, benchmark, people, options)))


def _most_of_sets(shares: Floats, benchmark: Floats, people: float, options: RepresentationOptions) -> float:
    """Return the largest upper Wilson limit of what sets of groups have above their benchmark.

    Dissimilarity is the most that any set of groups has above its share. The sets looked at are those of the groups
    heard most beside their share: one group, two groups and so on.
    """
    order = np.argsort(-shares / benchmark, kind="stable")[:-1]
    together = np.minimum(shares[order].cumsum(), 1.0)
    limits = score_interval(together * people, people, confidence=options.confidence)
    return float((limits.high - benchmark[order].cumsum()).max())


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
        return np.asarray(np.sqrt(values * (1 - values) / people) * normal)

    def distance(values: Floats) -> Floats:
        return spread_of_propensities(values, weights)

    def tidy(values: Floats) -> Floats:
        return np.clip(values, 0.0, 1.0)

    way = (propensities - middle) / seen if seen > SURE else _largest_apart(weights)
    path = Path(lambda step: tidy(middle + step * way), seen + 6 * float(usual), distance, noise, tidy)
    low, high = _limits(seen, len(weights), path, options)
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
        root = np.sqrt(values)
        return np.asarray((root * normal - np.multiply.outer(normal @ root, values)) / np.sqrt(people))

    def distance(values: Floats) -> Floats:
        return measure(values, benchmark)

    def tidy(values: Floats) -> Floats:
        inside = np.maximum(values, 0.0)
        return np.asarray(inside / inside.sum(axis=-1, keepdims=True))

    # One more person, spread as the benchmark is, keeps every share above zero: a group in which nobody was heard is
    # a group seldom heard, not one that cannot be.
    ratio = np.log((shares + benchmark / people) / (1 + 1 / people) / benchmark)
    ratio = ratio if np.abs(ratio).max() > SURE else _largest_apart(benchmark)
    way = ratio / np.abs(ratio).max()

    def at(step: float) -> Floats:
        return tidy(benchmark * np.exp(step * way))

    usual = 0.4 * np.sqrt(benchmark * (1 - benchmark) / people).sum()  # E|Z| / 2, the dissimilarity of chance
    enough = float(share_dissimilarity(shares, benchmark)) + 6 * usual
    reach = next((far for far in REACHES if share_dissimilarity(at(far), benchmark) >= enough), REACHES[-1])
    return Interval(seen, *_limits(seen, len(shares), Path(at, reach, distance, noise, tidy), options))


def _largest_apart(weights: Floats) -> Floats:
    """Return a direction away from perfect representation where nothing differs: the largest group from the rest."""
    largest = np.arange(len(weights)) == int(np.argmax(weights))
    away = np.where(largest, 1.0, -weights[largest] / (1 - weights[largest]))
    return np.asarray(away / spread_of_propensities(away, weights))


def _limits(seen: float, groups: int, path: Path, options: RepresentationOptions) -> tuple[float, float]:
    """Return the smallest and largest distance of the path under which what was seen is no surprise."""
    normal = _normal(options.seed, groups)
    tail = (1 - options.confidence) / 2
    constrained = max(seen, float(np.median(path.drawn(0.0, normal))))

    def as_large(step: float) -> bool:
        return bool((path.drawn(step, normal) >= seen * (1 - SURE)).mean() >= tail)

    def too_far(step: float) -> bool:
        return bool((path.drawn(step, normal) <= constrained * (1 + SURE)).mean() < tail)

    low, high = (path.truth(_turning_point(reached, path.reach)) for reached in (as_large, too_far))
    return min(low, seen), max(high, seen)  # where nearly all are in one group, they differ by rounding


def _turning_point(reached: Callable[[float], bool], reach: float) -> float:
    """Return the first step at which something is true that stays true, or the reach if it never is."""
    if reached(0.0):
        return 0.0
    below, above = 0.0, reach
    for _ in range(HALVINGS):
        middle = (below + above) / 2
        below, above = (below, middle) if reached(middle) else (middle, above)
    return above


@lru_cache(maxsize=8)
def _normal(seed: int, groups: int) -> Floats:
    """Return standard normal numbers, the same for every sample with as many groups; not to be written to."""
    normal = np.random.default_rng(seed).standard_normal((LIMIT_DRAWS, groups))
    normal.flags.writeable = False
    return normal
