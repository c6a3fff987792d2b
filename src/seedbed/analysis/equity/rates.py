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
from numpy.typing import ArrayLike
from scipy import special

from seedbed.analysis.equity.checks import (
    as_counts,
    as_numbers,
    as_part_and_whole,
    checked_confidence,
    checked_multiplier,
    same_shape,
)
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.errors import BadInputError

FEWEST_FOR_BYAR = 10
"""Below this many events the approximation is poor and the exact Poisson limits are used."""

FEWEST_TO_STANDARDISE = 10
"""Below this many events in all, no standardised rate is given."""


def wilson(numerator: ArrayLike, denominator: ArrayLike, multiplier: float = 1, confidence: float = 0.95) -> Estimates:
    """Return proportions with Wilson's score limits.

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
    z = _normal_quantile(confidence)
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
    return _rate(count, _byar_limits(count, confidence), people, multiplier, confidence, "Byar")


def exact_poisson(
    numerator: ArrayLike, denominator: ArrayLike = 1.0, multiplier: float = 1, confidence: float = 0.95
) -> Estimates:
    """Return rates with Garwood's exact Poisson limits of the count; parameters and errors as for `byar`."""
    count, people = same_shape(as_counts(numerator, "numerator"), as_counts(denominator, "denominator"))
    return _rate(count, _exact_limits(count, confidence), people, multiplier, confidence, "exact Poisson")


def crude_rate(
    numerator: ArrayLike, denominator: ArrayLike, multiplier: float = 1, confidence: float = 0.95
) -> Estimates:
    """Return rates with exact Poisson limits under ten events and Byar's from ten; otherwise as `byar`."""
    count, people = same_shape(as_counts(numerator, "numerator"), as_counts(denominator, "denominator"))
    few = count < FEWEST_FOR_BYAR
    # The exact limits take thirty times as long, so they are worked out only where they are used.
    exact, approximate = _exact_limits(np.where(few, count, np.nan), confidence), _byar_limits(count, confidence)
    limits = np.where(few, exact[0], approximate[0]), np.where(few, exact[1], approximate[1])
    return _rate(count, limits, people, multiplier, confidence, "exact Poisson under 10 events, else Byar")


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

    Parameters
    ----------
    counts, populations
        Events and people, shape (..., bands). Events may be apportioned.
    standard
        People of the standard population, shape (bands,), as in `standard_populations`.
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
    weight = _standard_weights(standard, events.shape[-1] if events.ndim else 1)
    variance_of_events = events if squared_events is None else as_counts(squared_events, "squared events")
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = _weighted_sum(weight, events / people)
        variance = _weighted_sum(weight**2, variance_of_events / people**2)
        total = events.sum(axis=-1)
        rate = np.where(total >= FEWEST_TO_STANDARDISE, rate, np.nan)
        low, high = _byar_limits(total, confidence)
        step = np.sqrt(variance / total)
    scale = checked_multiplier(multiplier)
    ends = (scale * (rate + step * (low - total)), scale * (rate + step * (high - total)))
    return Estimates(rate * scale, *ends, _dobson_name(squared_events), confidence)


dobson = directly_standardised


def mean(values: ArrayLike, confidence: float = 0.95) -> Estimates:
    """Return means along the last axis with Student's t limits; missing values are left out.

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
        deviation = np.sqrt((apart**2).sum(axis=-1) / (count - 1))
    return mean_of_summary(average, deviation, count, confidence)


def mean_of_summary(
    average: ArrayLike, standard_deviation: ArrayLike, count: ArrayLike, confidence: float = 0.95
) -> Estimates:
    """Return means with Student's t limits from published summaries (mean, sample standard deviation, people)."""
    middle = as_numbers(average, "mean")
    deviation, people = same_shape(as_counts(standard_deviation, "standard deviation"), as_counts(count, "count"))
    tail = (1 + checked_confidence(confidence)) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        half = np.where(people >= 2, special.stdtrit(people - 1, tail) * deviation / np.sqrt(people), np.nan)
    return Estimates(middle, middle - half, middle + half, "Student's t", confidence)


def _normal_quantile(confidence: float) -> float:
    return float(special.ndtri((1 + checked_confidence(confidence)) / 2))


def _byar_limits(count: Floats, confidence: float) -> tuple[Floats, Floats]:
    z = _normal_quantile(confidence)
    more = count + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        root = 1 - 1 / (9 * count) - z / (3 * np.sqrt(count))
        low = np.where(root >= 0, count * root**3, np.nan)
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return np.where(count == 0, 0.0, low), high


def _exact_limits(count: Floats, confidence: float) -> tuple[Floats, Floats]:
    tail = (1 - checked_confidence(confidence)) / 2
    low = special.gammaincinv(np.where(count > 0, count, np.nan), tail)
    return np.where(count == 0, 0.0, low), special.gammainccinv(count + 1, tail)


def _rate(
    count: Floats, limits: tuple[Floats, Floats], people: Floats, multiplier: float, confidence: float, method: str
) -> Estimates:
    scale = checked_multiplier(multiplier)
    with np.errstate(divide="ignore", invalid="ignore"):
        per = np.where(people > 0, scale / people, np.nan)
    return Estimates(count * per, limits[0] * per, limits[1] * per, method, confidence)


def _weighted_sum(weight: Floats, values: Floats) -> Floats:
    """Add up over the bands that the standard gives weight; others may be empty."""
    total: Floats = np.where(weight > 0, weight * values, 0).sum(axis=-1)
    return np.where(np.isfinite(total), total, np.nan)


def _standard_weights(standard: ArrayLike, bands: int) -> Floats:
    people = as_counts(standard, "standard population")
    if people.shape != (bands,) or np.isnan(people).any() or people.sum() == 0:
        raise BadInputError(
            "The standard population does not fit the age bands.",
            f"It has the shape {people.shape} for {bands} bands, or a band is missing, or all are zero.",
            "Give one number of people for each age band, in the same order.",
        )
    shares: Floats = people / people.sum()
    return shares


def _dobson_name(squared_events: ArrayLike | None) -> str:
    return "Dobson" if squared_events is None else "Dobson, events not independent"
