"""Limits of a count of events, as arrays: what every rate in this room is built on.

Sources: Garwood, Biometrika 28 (1936), 437-442, for the exact limits; Breslow and Day, "Statistical Methods in Cancer
Research II" (1987), for Byar's approximation to them.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.equity.estimates import Floats

FEWEST_FOR_BYAR: Final = 10
"""Below this many events the approximation is poor and the exact Poisson limits are used."""

BYAR: Final = "Byar"
EXACT: Final = "exact Poisson"
EXACT_THEN_BYAR: Final = "exact Poisson under 10 events, else Byar"


def normal_quantile(confidence: float) -> float:
    """Return the normal deviate of a two-sided confidence: 1.959964 for 0.95."""
    from scipy import special

    return float(special.ndtri((1 + checked_confidence(confidence)) / 2))


def byar_limits(count: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Return Byar's limits of counts of any shape; a lower limit that would fall below zero is NaN."""
    z = normal_quantile(confidence)
    more = count + 1
    with np.errstate(divide="ignore", invalid="ignore"):
        root = 1 - 1 / (9 * count) - z / (3 * np.sqrt(count))
        low = np.where(root >= 0, count * root**3, np.nan)
    high = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return np.where(count == 0, 0.0, low), high


def exact_limits(count: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Return Garwood's exact limits of counts of any shape; the lower limit of no events is 0."""
    from scipy import special

    tail = (1 - checked_confidence(confidence)) / 2
    low = special.gammaincinv(np.where(count > 0, count, np.nan), tail)
    return np.where(count == 0, 0.0, low), special.gammainccinv(count + 1, tail)


def exact_then_byar_limits(count: Floats, confidence: float) -> tuple[Floats, Floats]:
    """Return exact limits of counts under ten and Byar's of the others."""
    few = count < FEWEST_FOR_BYAR
    # The exact limits take thirty times as long, so they are worked out only where they are used.
    exact, approximate = exact_limits(np.where(few, count, np.nan), confidence), byar_limits(count, confidence)
    return np.where(few, exact[0], approximate[0]), np.where(few, exact[1], approximate[1])
