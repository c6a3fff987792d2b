"""The arithmetic of WHO's summary measures, compiled: one set of groups, or a thousand drawings of it.

Rules of a set are five whole numbers: whether the groups are ordered, whether the indicator is favourable, the place of
the reference group (-1 for none named), and of the most advantaged and the most disadvantaged group.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.kernel import kernel

Whole = NDArray[np.int64]

MEASURED = 21
ORDERED, FAVOURABLE, REFERENCE, ADVANTAGED, DISADVANTAGED = range(5)


@kernel
def marked_groups(values: Floats, rules: Whole, places: Whole) -> None:
    """Put into ``places`` the groups y1, y2, the target of PAR, the best, and the reference of mean differences."""
    highest = np.argmax(values)
    lowest = np.argmin(values)
    best = highest if rules[FAVOURABLE] else lowest
    named = rules[REFERENCE] >= 0
    if rules[ORDERED]:
        first = rules[ADVANTAGED] if rules[FAVOURABLE] else rules[DISADVANTAGED]
        second = rules[DISADVANTAGED] if rules[FAVOURABLE] else rules[ADVANTAGED]
        target = rules[ADVANTAGED]
    else:
        first = rules[REFERENCE] if named and rules[FAVOURABLE] else highest
        second = rules[REFERENCE] if named and not rules[FAVOURABLE] else lowest
        target = best
    places[0], places[1], places[2], places[3] = first, second, target, best
    places[4] = rules[REFERENCE] if named else target


@kernel
def mean_of(values: Floats, shares: Floats, average: float) -> float:
    """Return the mean over people; the setting's average where populations are not known."""
    mean = 0.0
    for group in range(values.size):
        mean += shares[group] * values[group]
    return average if np.isnan(mean) else mean


@kernel
def share_of(part: float, whole: float) -> float:
    """Return a part of a whole above nothing, else NaN."""
    return part / whole if whole > 0 else np.nan


@kernel
def measure_set(values: Floats, shares: Floats, average: float, rules: Whole, out: Floats) -> None:
    """Work out all measures of one set of groups into ``out``."""
    groups = values.size
    places = np.empty(5, np.int64)
    marked_groups(values, rules, places)
    mean = mean_of(values, shares, average)
    best, reference = values[places[3]], values[places[4]]
    if values.max() == values.min() and abs(mean - best) <= 1e-12 * abs(best):
        mean = best  # shares that add to a hair less than 1 are no inequality
    variance = theil = deviation = 0.0
    mean_gap = mean_weighted = best_gap = best_weighted = ref_gap = ref_weighted = 0.0
    for group in range(groups):
        value, share = values[group], shares[group]
        off = value - mean
        variance += share * off * off
        mean_gap += abs(off)
        mean_weighted += share * abs(off)
        best_gap += abs(value - best)
        best_weighted += share * abs(value - best)
        ref_gap += abs(value - reference)
        ref_weighted += share * abs(value - reference)
        if value > 0:
            logarithm = np.log(value / mean)
            theil += share * value / mean * logarithm
            deviation -= share * logarithm
        elif share > 0:
            deviation = np.inf
    possible = values[places[2]] - mean
    if (possible < 0) == (rules[FAVOURABLE] == 1):
        possible = 0.0 * possible
    out[0] = values[places[0]] - values[places[1]]
    out[1] = share_of(values[places[0]], values[places[1]])
    out[2] = possible
    out[3] = 100 * share_of(possible, mean)
    out[4] = variance
    out[5] = np.sqrt(variance)
    out[6] = 100 * share_of(out[5], mean)
    out[7] = 1000 * theil if mean > 0 else np.nan
    out[8] = 1000 * deviation if mean > 0 else np.nan
    for measure in (7, 8):  # by rounding of the last binary digits equal groups come out a hair below nothing
        if -1e-9 < out[measure] < 0:
            out[measure] = 0.0
    out[9] = 100 * share_of(mean_gap / groups, mean)
    out[10] = 100 * share_of(mean_weighted, mean)
    out[11] = mean_gap / groups
    out[12] = mean_weighted
    out[13], out[14] = best_gap / groups, best_weighted
    out[15], out[16] = ref_gap / groups, ref_weighted
    out[17] = 100 * share_of(out[13], best)
    out[18] = 100 * share_of(out[14], best)
    out[19] = 100 * share_of(out[15], reference)
    out[20] = 100 * share_of(out[16], reference)


@kernel
def standard_errors(values: Floats, errors: Floats, shares: Floats, rules: Whole, out: Floats) -> None:
    """Put into ``out`` the standard errors of D, ln R, PAR, ln(1 + PAF / 100) and BGV, the groups taken as chosen.

    Then the target less the mean and over it, of which PAR and PAF are the part that is a gain.
    D and PAR are sums of independent values. The variance of BGV holds the terms of the fourth order too (Ahn and
    others, JCO Clinical Cancer Informatics 2, 2018, 1-19).
    """
    places = np.empty(5, np.int64)
    marked_groups(values, rules, places)
    first, second, target = places[0], places[1], places[2]
    mean = mean_of(values, shares, np.nan)
    out[0] = np.sqrt(errors[first] ** 2 + errors[second] ** 2) if first != second else 0.0
    apart = share_of(errors[first], values[first]) ** 2 + share_of(errors[second], values[second]) ** 2
    out[1] = np.sqrt(apart) if first != second else 0.0
    risk = fraction = slope = own = crossed = 0.0
    for group in range(values.size):
        is_target = 1.0 if group == target else 0.0
        variance, share = errors[group] ** 2, shares[group]
        risk += (is_target - share) ** 2 * variance
        fraction += (share_of(is_target, values[target]) - share_of(share, mean)) ** 2 * variance
        slope += (2 * share * (values[group] - mean)) ** 2 * variance
        own += 2 * (share * (1 - share) * variance) ** 2 - 2 * (share * share * variance * variance * share * share)
        crossed += share * share * variance
    out[2], out[3] = np.sqrt(risk), np.sqrt(fraction)
    out[5], out[6] = values[target] - mean, share_of(values[target], mean)
    out[4] = np.sqrt(max(slope + own + 2 * crossed * crossed, 0.0))


@kernel
def select(numbers: Floats, place: int) -> float:
    """Return the number at a place of the ascending order, and part the numbers around it (Hoare's selection)."""
    left, right = 0, numbers.size - 1
    while left < right:
        pivot = numbers[(left + right) // 2]
        low, high = left, right
        while low <= high:
            while numbers[low] < pivot:
                low += 1
            while numbers[high] > pivot:
                high -= 1
            if low <= high:
                numbers[low], numbers[high] = numbers[high], numbers[low]
                low += 1
                high -= 1
        if place <= high:
            right = high
        elif place >= low:
            left = low
        else:
            break
    return float(numbers[place])


@kernel
def quantile(numbers: Floats, share: float) -> float:
    """Return a quantile, neighbours interpolated as numpy does; the numbers change places."""
    at = share * (numbers.size - 1)
    place = min(int(at), numbers.size - 1)
    below = select(numbers, place)
    if place == numbers.size - 1 or at == place:
        return below
    above = numbers[place + 1]
    for other in range(place + 2, numbers.size):
        above = min(above, numbers[other])
    return float(below if above == below else below + (at - place) * (above - below))


@kernel
def summarise(samples: Floats, tail: float, out: Floats) -> None:
    """Put into ``out`` the lower and upper quantile and the standard deviation; NaN where a sample is NaN."""
    many = samples.size
    start = samples[0]
    total = squares = 0.0
    for sample in samples:
        if np.isnan(sample):
            out[:] = np.nan
            return
        total += sample - start
        squares += (sample - start) ** 2
    out[2] = np.sqrt(max(squares - total * total / many, 0.0) / (many - 1)) if np.isfinite(squares) else np.nan
    out[0] = quantile(samples, tail)
    out[1] = quantile(samples, 1 - tail)


@kernel
def draw_limits(
    values: Floats, errors: Floats, shares: Floats, settings: Floats, rules: Whole, draws: Floats
) -> Floats:
    """Return, shape (3, measures), the lower and upper quantile and the spread of each measure over drawings of a set.

    Settings are the setting's average, the scale's upper end and the tail. A drawn value is cut to its scale. A measure
    that has no number in some drawing has no limits; its spread is then NaN too.
    """
    groups, many = values.size, draws.shape[1]
    samples = np.empty((MEASURED, many))
    drawn, out, limits = np.empty(groups), np.empty(MEASURED), np.empty((3, MEASURED))
    for draw in range(many):
        for group in range(groups):
            drawn[group] = min(max(values[group] + errors[group] * draws[group, draw], 0.0), settings[1])
        measure_set(drawn, shares, settings[0], rules, out)
        for measure in range(MEASURED):
            samples[measure, draw] = out[measure]
    for measure in range(MEASURED):
        summarise(samples[measure], settings[2], limits[:, measure])
    return limits
