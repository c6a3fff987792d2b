"""The attack on hidden counts once more, slowly and plainly."""

from __future__ import annotations

import numpy as np
from scipy.optimize import linprog

from seedbed.analysis.equity.disclosure.attack import Intervals
from seedbed.analysis.equity.disclosure.tables import Release
from seedbed.analysis.equity.suppression import Mask


def attack_slowly(release: Release, hidden: Mask) -> Intervals:
    """Return the same by two fresh linear programmes a hidden cell over the whole release.

    It does not use that counts are whole.
    """
    low = np.where(hidden, 0.0, release.counts)
    high = np.where(hidden, release.most, release.counts)
    answer = Intervals(low.copy(), high.copy())
    right = np.zeros(release.equations.shape[0])
    bounds = np.column_stack([low, high])
    for cell in np.flatnonzero(hidden):
        aim = np.zeros(release.size)
        for sign, side in ((1.0, answer.low), (-1.0, answer.high)):
            aim[cell] = sign
            found = linprog(aim, A_eq=release.equations, b_eq=right, bounds=bounds, method="highs")
            side[cell] = sign * found.fun if found.status == 0 else -sign * np.inf
    return answer
