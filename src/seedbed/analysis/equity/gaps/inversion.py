"""Corrected limits for measures of spread: which true inequality would plausibly give the one that was seen.

Chance alone sets estimates apart, so a measure of spread worked out from them lies too high, and one worked out from
drawings around them higher still. The corrected limits turn the question round (inversion of a test). The groups'
distances from the mean are shrunk and stretched by a common factor; for each factor the measure is drawn as it would be
seen. The lower limit is the true value of the measure at the factor for which what was seen is the upper quantile of
what would be; the upper limit where it is the lower quantile. If equal groups would often give what was seen, the lower
limit is no inequality at all. Groups more alike than equal groups would be seen tell no more than those: the upper
limit is then that of groups as alike as equal groups would often be seen, a quarter of the way up between the lower
and the upper quantile of what they would show.
"""

from __future__ import annotations

import numpy as np

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.gaps.kernels import MEASURED, Whole, draw_limits, measure_set
from seedbed.analysis.kernel import kernel

STEPS = 14
DEVIATION, MEAN_GAP = 5, 11
REACH = 3.0
"""How many typical standard errors the factors reach beyond what was seen, in the spread of the groups."""


@kernel
def directions(values: Floats, mean: float, weights: Floats) -> Floats:
    """Return the groups' distances from the mean, with a standard deviation of 1; alternating where all are equal."""
    away = values - mean
    if np.abs(away).max() <= 1e-12 * max(abs(mean), 1e-300):
        for group in range(values.size):
            away[group] = 1.0 if group % 2 else -1.0
    away = away - (weights * away).sum()
    size = np.sqrt((weights * away * away).sum())
    scaled: Floats = away / max(size, 1e-300)
    return scaled


@kernel
def reach_of(values: Floats, errors: Floats, weights: Floats, away: Floats) -> tuple[float, float]:
    """Return the smallest and the largest factor worth looking at, for groups counted by these weights."""
    mean = (weights * values).sum()
    seen = (weights * (values - mean) ** 2).sum()
    chance = (weights * (1 - weights) * errors * errors).sum()
    typical = REACH * np.sqrt((weights * errors * errors).sum())
    middle = (weights * away).sum()
    size = np.sqrt((weights * (away - middle) ** 2).sum())
    if size <= 0:
        return 0.0, 0.0
    least = np.sqrt(max(seen - chance, 0.0)) - typical
    return float(max(least, 0.0) / size), float((np.sqrt(seen) + typical) / size)


@kernel
def between(true: Floats, quantiles: Floats, seen: float) -> float:
    """Return the true value whose quantile is what was seen; NaN beyond the last factor, the first value before it.

    Both curves are close to straight in their squares, as a variance is the sum of what is true and what is chance.
    """
    if quantiles[0] >= seen:
        return float(true[0])
    for step in range(1, true.size):
        if quantiles[step] >= seen:
            low, high = quantiles[step - 1] ** 2, quantiles[step] ** 2
            part = (seen * seen - low) / (high - low) if np.isfinite(high) else 1.0
            start, end = true[step - 1] ** 2, true[step] ** 2
            return float(np.sqrt(start + part * (end - start)))
    return np.nan


@kernel
def corrected_limits(
    values: Floats, errors: Floats, shares: Floats, settings: Floats, rules: Whole, draws: Floats
) -> Floats:
    """Return the corrected lower and upper limits of each measure of one set, shape (2, measures).

    Settings, rules and draws as in ``draw_limits``. Measures that may be negative (PAR and PAF of adverse indicators)
    are worked out without their sign.
    """
    groups = values.size
    even = np.full(groups, 1.0 / groups)
    weights = even if np.isnan(shares).any() else shares
    mean = (weights * values).sum()
    away = directions(values, mean, weights)
    low, high = reach_of(values, errors, weights, away)
    low_even, high_even = reach_of(values, errors, even, away)
    low, high = min(low, low_even), max(high, high_even)
    true, least, most = np.empty((STEPS, MEASURED)), np.empty((STEPS, MEASURED)), np.empty((STEPS, MEASURED))
    for step in range(STEPS):
        # The first step is always no inequality, so that a limit is never cut where the factors begin.
        first = 1 if low > 0 else 0
        factor = 0.0 if step == 0 else low + (high - low) * (step - first) / (STEPS - 1 - first)
        centre = np.minimum(np.maximum(mean + factor * away, 0.0), settings[1])
        measure_set(centre, shares, settings[0], rules, true[step])
        drawn = draw_limits(centre, errors, shares, settings, rules, draws)
        least[step], most[step] = drawn[0], drawn[1]
    spread = MEAN_GAP if np.isnan(shares).any() else DEVIATION
    seen, limits = np.empty(MEASURED), np.empty((2, MEASURED))
    measure_set(values, shares, settings[0], rules, seen)
    for measure in range(MEASURED):
        sign = -1.0 if measure in (2, 3) and not rules[1] else 1.0
        upper, lower = (most, least) if sign > 0 else (least, most)
        shown = sign * seen[measure]
        equal = sign * (0.75 * lower[0, measure] + 0.25 * upper[0, measure])
        ends = (
            between(sign * true[:, measure], sign * upper[:, measure], shown),
            between(sign * true[:, measure], sign * lower[:, measure], max(shown, equal)),
        )
        if measure < 4 or measure > 12:
            # A best group tells little of the others: what all groups' spread rules out is ruled out here too.
            ends = max(ends[0], between(sign * true[:, measure], most[:, spread], seen[spread])), ends[1]
        limits[0, measure] = ends[0] if sign > 0 else -ends[1]
        limits[1, measure] = ends[1] if sign > 0 else -ends[0]
    return limits
