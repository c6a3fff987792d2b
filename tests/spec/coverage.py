"""How often an interval holds the truth, by simulation: a page of the methods manual lists it setting by setting.

An example whose answer is this share is run with a fixed seed, so the manual prints what was measured.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

LOWEST, HIGHEST = 0.93, 0.97
"""A 95 % interval that holds the truth this often keeps its promise."""


def share_that_holds(low: ArrayLike, high: ArrayLike, truth: ArrayLike) -> float:
    """Return the share of intervals that hold the truth, to four decimals; an interval that is missing does not."""
    inside = (np.asarray(low) <= np.asarray(truth)) & (np.asarray(truth) <= np.asarray(high))
    return round(float(inside.mean()), 4)


def keeps_its_promise(share: float) -> str:
    """Return "yes" for a 95 % interval that holds the truth 93 % to 97 % of the time, else "no"."""
    return "yes" if LOWEST <= share <= HIGHEST else "no"
