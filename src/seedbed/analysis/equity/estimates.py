"""The value type that every rate, proportion and mean is given as."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimates:
    """Values with their confidence limits; all arrays have the same shape.

    A value or limit that cannot be given honestly is NaN, never zero.

    Parameters
    ----------
    value
        Point estimates, in the caller's unit (for example per cent, per 1,000).
    low, high
        Lower and upper confidence limits in the same unit.
    method
        Name of the interval method, printed wherever the figure is shown.
    confidence
        Two-sided coverage, 0 to 1.
    """

    value: Floats
    low: Floats
    high: Floats
    method: str
    confidence: float = 0.95
