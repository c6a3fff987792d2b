"""Limits of a ratio of two figures that err together: Fieller's theorem."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.equity.estimates import Floats


def fieller_limits(
    numerator: ArrayLike,
    denominator: ArrayLike,
    variances: tuple[ArrayLike, ArrayLike],
    covariance: ArrayLike,
    confidence: float = 0.95,
) -> tuple[Floats, Floats]:
    """Return the limits of numerator / denominator, both normal with known variances; all arrays of one shape.

    A ratio r belongs to the interval where numerator - r * denominator does not differ from nought,

        (numerator - r * denominator)^2 <= z^2 (V_n - 2 r C + r^2 V_d),

    which is exact. The interval has two ends only where the denominator itself lies clearly above nought, that is where
    denominator > z * sqrt(V_d). Elsewhere no two limits would be honest and both are NaN.

    Parameters
    ----------
    numerator, denominator
        Estimates.
    variances
        Their sampling variances, V_n and V_d.
    covariance
        Their sampling covariance, C.
    confidence
        Two-sided coverage, 0 to 1.

    References
    ----------
    Fieller E. C., Journal of the Royal Statistical Society B 16 (1954), 175-185.
    """
    above, below = np.asarray(numerator, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    of_above, of_below = (np.asarray(each, dtype=np.float64) for each in variances)
    z = special.ndtri((1 + checked_confidence(confidence)) / 2)
    a = below**2 - z**2 * of_below
    b = above * below - z**2 * np.asarray(covariance, dtype=np.float64)
    c = above**2 - z**2 * of_above
    with np.errstate(divide="ignore", invalid="ignore"):
        clear = (below > 0) & (a > 0)
        root = np.sqrt(np.where(clear, np.maximum(b**2 - a * c, 0), np.nan))
        return (b - root) / a, (b + root) / a
