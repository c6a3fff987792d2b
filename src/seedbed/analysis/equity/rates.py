"""Proportions, rates and means with their confidence intervals.

Every function works on whole arrays at once. A zero or missing denominator, a missing count and a limit that the
method cannot give are NaN: never zero and never an error. Counts need not be whole: Wilson's and Byar's formulae are
smooth in the count, so apportioned counts (a share of a small area's residents) are allowed, and the exact Poisson
limits are then read from the gamma distribution that interpolates them.

Sources: Office for Health Improvement and Disparities, "Technical Guide: Confidence Intervals" (2018); Wilson, JASA 22
(1927); Breslow and Day, "Statistical Methods in Cancer Research II" (1987) for Byar's approximation; Garwood,
Biometrika 28 (1936) for the exact Poisson limits; Dobson et al., Statistics in Medicine 10 (1991).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.checks import (
    as_counts,
    as_numbers,
    as_part_and_whole,
    checked_confidence,
    checked_multiplier,
    same_shape,
)
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.poisson_limits import (
    BYAR,
    EXACT,
    EXACT_THEN_BYAR,
    byar_limits,
    exact_limits,
    exact_then_byar_limits,
    normal_quantile,
)
from seedbed.analysis.equity.weak import warn_of
from seedbed.errors import BadInputError

Mask = NDArray[np.bool_]

FEWEST_FOR_WILSON = 8
"""With fewer people than this in the group or outside it (but some), Wilson's limits hold the truth too seldom."""

FEWEST_TO_STANDARDISE = 10
"""Below this many events in all, no standardised rate is given."""

MOST_MOVED = 0.6
"""Where one event more in an age band would move the rate by more of its standard errors than this, Dobson's limits
hold the truth less often than they say: measured, see the methods manual."""

FEWEST_TO_SEE_SKEW = 15
"""With fewer measurements than this their skewness cannot be seen: of ten waiting times, skewed as they are, less than
half of all samples look it."""

BLOCK = 16_384
"""Sets standardised at a time, so that memory does not grow with the sets."""

WEAK_WILSON = (
    "proportions count 1 to 7 people in or outside the group, where Wilson's 95% interval may hold the truth less than "
    "93% of the time, of 1 to 4 as seldom as 84%; the exact (Clopper-Pearson) interval never falls short."
)
TOO_FEW = f"standardised rates are not given because there are fewer than {FEWEST_TO_STANDARDISE} events in all."
SPARSE_BAND = (
    "standardised rates hang on an age band with few people and much weight, where Dobson's 95% interval may hold the "
    "truth as seldom as 86% of the time, or less where hardly anyone is in the band; join age bands, years or areas."
)
SKEWED_SAMPLE = (
    "means are of skewed measurements that are too few for Student's t, whose 95% interval may then hold the truth "
    "less than 93% of the time; measure more people, or give the median."
)
FEW_MEASURED = (
    f"means are of fewer than {FEWEST_TO_SEE_SKEW} measurements, too few to show whether they are skewed: if they lie "
    "around their mean as a bell curve does, the interval holds; if they are skewed, as costs and waiting times are, a "
    "95% interval may hold the truth as seldom as 82% of the time; measure more people."
)
ALL_EQUAL = (
    "means are of measurements that are all equal, which say nothing of how sure the mean is, so they have no interval."
)


def wilson(numerator: ArrayLike, denominator: ArrayLike, multiplier: float = 1, confidence: float = 0.95) -> Estimates:
    """Return proportions with Wilson's score limits.

    It warns (`MethodWarning`) where 1 to 7 people are in the group or outside it: there the limits are too close.

    Parameters
    ----------
    numerator, denominator
        People with the characteristic, and all people; any shapes that fit together. May be apportioned.
    multiplier
        1 for shares, 100 for per cent.
    confidence
        Two-sided coverage, for example 0.95 or 0.998.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative, or a numerator exceeds its denominator.
    """
    count, people = as_part_and_whole(numerator, denominator)
    others = people - count
    few = ((count > 0) & (count < FEWEST_FOR_WILSON)) | ((others > 0) & (others < FEWEST_FOR_WILSON))
    answer = score_interval(count, people, multiplier, confidence)
    warn_of(few & np.isfinite(answer.value), WEAK_WILSON)
    return answer


def score_interval(
    numerator: ArrayLike, denominator: ArrayLike, multiplier: float = 1, confidence: float = 0.95
) -> Estimates:
    """Return what `wilson` does without its warning, for callers that deal with small counts themselves."""
    count, people = as_part_and_whole(numerator, denominator)
    z = normal_quantile(confidence)
    scale = checked_multiplier(multiplier)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(people > 0, count / people, np.nan)
        middle = 2 * count + z**2
        spread = z * np.sqrt(z**2 + 4 * count * (1 - share))
        low = np.clip((middle - spread) / (2 * (people + z**2)), 0, share)
        high = np.clip((middle + spread) / (2 * (people + z**2)), share, 1)
    return Estimates(share * scale, low * scale, high * scale, "Wilson", confidence)


proportion = wilson


def byar(
    numerator: ArrayLike, denominator: ArrayLike = 1.0, multiplier: float = 1, confidence: float = 0.95
) -> Estimates:
    """Return rates with Byar's approximation to the Poisson limits of the count.

    With the denominator left at 1 these are the counts themselves with their limits. Where Byar's lower limit falls
    below zero (one event at 99.8 %), there is none and it is NaN; the lower limit of no events is 0.

    Parameters
    ----------
    numerator
        Events. May be apportioned.
    denominator
        People or person-years. Events may outnumber people.
    multiplier, confidence
        As for `wilson`.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative.
    """
    count, people = same_shape(as_counts(numerator, "numerator"), as_counts(denominator, "denominator"))
    return _rate(count, byar_limits(count, confidence), people, multiplier, confidence, BYAR)


def exact_poisson(
    numerator: ArrayLike, denominator: ArrayLike = 1.0, multiplier: float = 1, confidence: float = 0.95
) -> Estimates:
    """Return rates with Garwood's exact Poisson limits of the count; parameters and errors as for `byar`."""
    count, people = same_shape(as_counts(numerator, "numerator"), as_counts(denominator, "denominator"))
    return _rate(count, exact_limits(count, confidence), people, multiplier, confidence, EXACT)


def crude_rate(
    numerator: ArrayLike, denominator: ArrayLike, multiplier: float = 1, confidence: float = 0.95
) -> Estimates:
    """Return rates with exact Poisson limits under ten events and Byar's from ten; otherwise as `byar`."""
    count, people = same_shape(as_counts(numerator, "numerator"), as_counts(denominator, "denominator"))
    limits = exact_then_byar_limits(count, confidence)
    return _rate(count, limits, people, multiplier, confidence, EXACT_THEN_BYAR)


def directly_standardised(
    counts: ArrayLike,
    populations: ArrayLike,
    standard: ArrayLike,
    multiplier: float = 100_000,
    confidence: float = 0.95,
    squared_events: ArrayLike | None = None,
) -> Estimates:
    """Return directly standardised rates with Dobson's limits.

    The rate a place would have if its people had the standard's ages: the band rates weighted by the standard. The
    limits move Byar's limits of all events to it in proportion to the standard errors (Dobson et al. 1991). With fewer
    than ten events in all, a missing count or a band without people but with weight, there is no rate: NaN.

    It warns (`MethodWarning`) of sets with fewer than ten events, and of sets with an age band so sparse and so heavy
    that one event more in it would move the rate by more than 0.6 standard errors.

    Parameters
    ----------
    counts, populations
        Events and people, shape (..., bands). Events may be apportioned.
    standard
        People of the standard population, shape (bands,), as in `standard_populations`; or of each set's own standard,
        shape (..., bands). A band of weight 0 does not count.
    multiplier, confidence
        As for `wilson`.
    squared_events
        Where one person may have several events (admissions), the sum over people of their events squared, shape
        (..., bands): 3 people with 1 and 2 people with 2 events give 3 + 2 * 4 = 11. Left out, events are independent.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative; the standard is missing a band, all zero or not as long as the bands.
    """
    events, people = same_shape(as_counts(counts, "count"), as_counts(populations, "population"))
    events, people = np.atleast_1d(events), np.atleast_1d(people)
    weight = _standard_weights(standard, events.shape)
    squared = events if squared_events is None else np.broadcast_to(_squares(squared_events), events.shape)
    total = np.atleast_1d(events.sum(axis=-1))
    rate, variance, step = _standardise(events, people, weight, squared)
    few = total < FEWEST_TO_STANDARDISE
    warn_of(few, TOO_FEW)
    rate = np.where(few, np.nan, rate.reshape(total.shape))
    variance = variance.reshape(total.shape)
    with np.errstate(divide="ignore", invalid="ignore"):
        warn_of(np.isfinite(rate) & (step.reshape(total.shape) > MOST_MOVED * np.sqrt(variance)), SPARSE_BAND)
        spread = np.sqrt(variance / total)
    low, high = byar_limits(total, confidence)
    shape, scale = events.shape[:-1], checked_multiplier(multiplier)
    parts = (rate, rate + spread * (low - total), rate + spread * (high - total))
    value, low, high = ((scale * part).reshape(shape)[()] for part in parts)
    return Estimates(value, low, high, _dobson_name(squared_events), confidence)


dobson = directly_standardised


def mean(values: ArrayLike, confidence: float = 0.95) -> Estimates:
    """Return means along the last axis with Student's t limits; missing values are left out.

    It warns (`MethodWarning`) of means of fewer than 15 measurements, which cannot show whether they are skewed; where
    measurements are fewer than 25 g^2, g their skewness, the number that Cochran ("Sampling Techniques", 1977, 2.15)
    asks for; and where they are all equal: then no limits are given (NaN).

    Parameters
    ----------
    values
        Single measurements, shape (..., people). Fewer than two of them give no limits (NaN), none no mean.
    confidence
        Two-sided coverage.

    Raises
    ------
    BadInputError
        A value is text or infinite.
    """
    sample = np.atleast_1d(as_numbers(values, "value"))
    known = np.isfinite(sample)
    count = known.sum(axis=-1).astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        average = np.where(known, sample, 0).sum(axis=-1) / count
        apart = np.where(known, sample - average[..., np.newaxis], 0)
        squares, cubes = (apart**2).sum(axis=-1), (apart**3).sum(axis=-1)
        deviation = np.sqrt(squares / (count - 1))
    equal = warn_of_weak_means(average, squares, cubes, count)
    deviation = np.where(equal, np.nan, deviation)
    return mean_of_summary(average, deviation, count, confidence)


def warn_of_weak_means(average: Floats, squares: Floats, cubes: Floats, count: Floats, stacklevel: int = 4) -> Mask:
    """Warn of means whose interval is not to be relied on, and return which are of equal measurements.

    Parameters
    ----------
    average, squares, cubes, count
        Mean, sum of squared and of cubed distances from it, and number of measurements; any one shape.
    stacklevel
        4 names the caller of the function that calls this.
    """
    several = count >= 2
    equal = several & (squares <= count * (1e-12 * average) ** 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        skewness = np.abs(cubes) / count / (squares / count) ** 1.5
    few = several & ~equal & (count < FEWEST_TO_SEE_SKEW)
    skewed = several & ~equal & ~few & (count < 25 * skewness**2)
    warn_of(equal, ALL_EQUAL, stacklevel)
    warn_of(few, FEW_MEASURED, stacklevel)
    warn_of(skewed, SKEWED_SAMPLE, stacklevel)
    return equal


def mean_of_summary(
    average: ArrayLike, standard_deviation: ArrayLike, count: ArrayLike, confidence: float = 0.95
) -> Estimates:
    """Return means with Student's t limits from published summaries (mean, sample standard deviation, people)."""
    from scipy import special

    middle = as_numbers(average, "mean")
    deviation, people = same_shape(as_counts(standard_deviation, "standard deviation"), as_counts(count, "count"))
    tail = (1 + checked_confidence(confidence)) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        half = np.where(people >= 2, special.stdtrit(people - 1, tail) * deviation / np.sqrt(people), np.nan)
    return Estimates(middle, middle - half, middle + half, "Student's t", confidence)


def _rate(
    count: Floats, limits: tuple[Floats, Floats], people: Floats, multiplier: float, confidence: float, method: str
) -> Estimates:
    scale = checked_multiplier(multiplier)
    with np.errstate(divide="ignore", invalid="ignore"):
        per = np.where(people > 0, scale / people, np.nan)
    return Estimates(count * per, limits[0] * per, limits[1] * per, method, confidence)


def _standardise(events: Floats, people: Floats, weight: Floats, squared: Floats) -> tuple[Floats, Floats, Floats]:
    """Return rate, variance and the most that one event moves the rate, each of shape (sets,), a block at a time."""
    bands = events.shape[-1]
    x, n, q = (part.reshape(-1, bands) for part in (events, people, squared))
    weights = np.broadcast_to(weight, events.shape).reshape(-1, bands) if weight.ndim > 1 else weight[np.newaxis]
    found = np.empty((3, len(x)))
    for start in range(0, len(x), BLOCK):
        rows = slice(start, start + BLOCK)
        found[:, rows] = _block(x[rows], n[rows], q[rows], weights[rows] if len(weights) > 1 else weights)
    return found[0], found[1], found[2]


def _block(events: Floats, people: Floats, squared: Floats, weight: Floats) -> tuple[Floats, Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        each = weight / people
        rate, variance = each * events, each * each * squared
    if not (weight > 0).all():  # bands without weight may be empty
        counts = np.broadcast_to(weight > 0, events.shape)
        rate, variance, each = (np.where(counts, part, 0.0) for part in (rate, variance, each))
    rates: Floats = rate.sum(axis=-1)
    return np.where(np.isfinite(rates), rates, np.nan), variance.sum(axis=-1), each.max(axis=-1)


def _squares(squared_events: ArrayLike) -> Floats:
    return as_counts(squared_events, "squared events")


def _standard_weights(standard: ArrayLike, shape: tuple[int, ...]) -> Floats:
    people = as_counts(standard, "standard population")
    fits = people.shape in {shape, shape[-1:]}
    if not fits or np.isnan(people).any() or (people.sum(axis=-1) == 0).any():
        raise BadInputError(
            "The standard population does not fit the age bands.",
            f"It has the shape {people.shape} for {shape[-1]} bands, or a band is missing, or all are zero.",
            "Give one number of people for each age band, in the same order.",
        )
    shares: Floats = people / people.sum(axis=-1, keepdims=True)
    return shares


def _dobson_name(squared_events: ArrayLike | None) -> str:
    return "Dobson" if squared_events is None else "Dobson, events not independent"
