"""Indirectly standardised ratios and rates: the events seen beside those expected at a reference's rates.

The reference's rate in each age band is applied to a place's people. That gives the events expected, had the place the
reference's rates and its own ages. Observed over expected is the indirectly standardised ratio (of deaths: the SMR);
times the reference's crude rate it is the indirectly standardised rate. Only the place's total of events is needed, so
it serves where a place's own age bands are too small for direct standardisation. Two places' ratios rest on different
ages: each compares with the reference, not with the other.

Sources: Breslow and Day, "Statistical Methods in Cancer Research II" (1987), chapter 2; Office for Health Improvement
and Disparities, "Technical Guide: Confidence Intervals" (2018).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_counts, checked_multiplier, same_shape
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.poisson_limits import (
    BYAR,
    EXACT,
    EXACT_THEN_BYAR,
    byar_limits,
    exact_limits,
    exact_then_byar_limits,
)
from seedbed.analysis.equity.weak import warn_of
from seedbed.errors import BadInputError, UsageError

Limits = Literal["exact-then-byar", "byar", "exact"]

SMALL_REFERENCE: Final = 6
"""The reference is taken as known. With fewer than six times the events of a place its own chance would widen a 95 %
interval so much that the one given holds the truth less than 93 % of the time: 1.96 / sqrt(1 + 1/6) = 1.81."""

WEAK_REFERENCE: Final = (
    "indirectly standardised figures rest on a reference with less than six times their events, whose own chance the "
    "interval leaves out; take a larger reference."
)
METHODS: Final = {
    "exact-then-byar": (exact_then_byar_limits, EXACT_THEN_BYAR),
    "byar": (byar_limits, BYAR),
    "exact": (exact_limits, EXACT),
}


def expected_events(
    populations: ArrayLike, reference_counts: ArrayLike, reference_populations: ArrayLike
) -> tuple[Floats, Floats]:
    """Return the events expected at the reference's rates, and the reference's crude rate per person.

    Parameters
    ----------
    populations
        People of each place by age band, shape (..., bands).
    reference_counts, reference_populations
        Events and people of the reference by band, shape (bands,) or, where places have references of their own,
        (..., bands).

    Returns
    -------
    tuple
        Both of the shape of the places, or one crude rate where there is one reference. A missing number, and people
        in a band that the reference has nobody in, give NaN.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative, or the shapes do not fit.
    """
    events, people = _reference(reference_counts, reference_populations)
    own = np.atleast_1d(as_counts(populations, "population"))
    if own.shape[-1] != events.shape[-1]:
        raise BadInputError(
            "The reference does not fit the age bands.",
            f"It has {events.shape[-1]} bands, the places have {own.shape[-1]}.",
            "Give the reference one count and one population for each age band, in the same order.",
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = events / people
        crude = events.sum(axis=-1) / people.sum(axis=-1)
        expected: Floats = np.where(own == 0, 0.0, rate * own).sum(axis=-1)
    return np.where(np.isfinite(expected), expected, np.nan), np.where(np.isfinite(crude), crude, np.nan)


def indirectly_standardised_ratio(  # noqa: PLR0913 - the method's own quantities
    observed: ArrayLike,
    populations: ArrayLike,
    reference_counts: ArrayLike,
    reference_populations: ArrayLike,
    *,
    multiplier: float = 1,
    confidence: float = 0.95,
    limits: Limits = "exact-then-byar",
) -> Estimates:
    """Return observed over expected events (of deaths: the standardised mortality ratio) with limits.

    The observed count varies as a Poisson count does; the reference is taken as known. It warns (`MethodWarning`) where
    the reference has less than six times a place's events. Nothing expected gives no ratio: NaN.

    Parameters
    ----------
    observed
        All events of each place, shape (...). May be apportioned.
    populations, reference_counts, reference_populations
        As for `expected_events`.
    multiplier
        1 for a ratio, 100 for one that reads 100 where the place is like the reference.
    confidence
        Two-sided coverage.
    limits
        exact-then-byar (exact Poisson under ten events, Byar's from ten), byar or exact.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative, or the shapes do not fit.
    UsageError
        The limits are none of the three.
    """
    function, name = _method(limits)
    expected, _ = expected_events(populations, reference_counts, reference_populations)
    count, expected = same_shape(as_counts(observed, "observed events"), expected)
    low, high = function(count, confidence)
    scale = checked_multiplier(multiplier)
    with np.errstate(divide="ignore", invalid="ignore"):
        per = np.where(expected > 0, scale / expected, np.nan)
    behind = as_counts(reference_counts, "reference count").sum(axis=-1)
    warn_of((count * SMALL_REFERENCE > behind) & np.isfinite(count * per), WEAK_REFERENCE)
    return Estimates(count * per, low * per, high * per, name, confidence)


def indirectly_standardised_rate(  # noqa: PLR0913 - the method's own quantities
    observed: ArrayLike,
    populations: ArrayLike,
    reference_counts: ArrayLike,
    reference_populations: ArrayLike,
    *,
    multiplier: float = 100_000,
    confidence: float = 0.95,
    limits: Limits = "exact-then-byar",
) -> Estimates:
    """Return the standardised ratio times the reference's crude rate; otherwise as `indirectly_standardised_ratio`.

    Parameters
    ----------
    observed, populations, reference_counts, reference_populations, confidence, limits
        As for `indirectly_standardised_ratio`.
    multiplier
        The rate is per so many people.
    """
    _, crude = expected_events(populations, reference_counts, reference_populations)
    ratio = indirectly_standardised_ratio(
        observed, populations, reference_counts, reference_populations, confidence=confidence, limits=limits
    )
    per = crude * checked_multiplier(multiplier)
    return Estimates(ratio.value * per, ratio.low * per, ratio.high * per, ratio.method, confidence)


def _method(limits: Limits) -> tuple[Callable[[Floats, float], tuple[Floats, Floats]], str]:
    if limits not in METHODS:
        raise UsageError(
            f"The limits '{limits}' are not known.",
            f"There are {', '.join(get_args(Limits))}.",
            "Ask for one of them.",
        )
    return METHODS[limits]


def _reference(counts: ArrayLike, populations: ArrayLike) -> tuple[Floats, Floats]:
    events, people = same_shape(
        np.atleast_1d(as_counts(counts, "reference count")),
        np.atleast_1d(as_counts(populations, "reference population")),
    )
    return events, people
