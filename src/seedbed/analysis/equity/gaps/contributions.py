"""How much each group adds to a measure of inequality.

Every measure that is a sum over groups is shared out by its terms. The standard deviation and the coefficient of
variation are shared out as the variance they are made of. Theil's index and the mean log deviation are written with
terms that are never below nothing, `w (r ln r - r + 1)` and `w (r - 1 - ln r)` for a group whose value is `r` times the
mean: their sums are the same, and a group at the mean adds nothing. PAR and PAF are shared out by `w (target - y)`,
which is negative for a group better off than the target. D and R rest on two groups and are not shared out.

Source: Shorrocks, Econometrica 48 (1980), 613-625, for indices that can be shared out by groups.
"""

from __future__ import annotations

import numpy as np

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.gaps.kernels import MEASURED, marked_groups, mean_of
from seedbed.analysis.equity.gaps.sets import GroupSets, Whole
from seedbed.analysis.kernel import kernel


def contributions(groups: GroupSets) -> Floats:
    """Return each group's share of each measure of its set, shape (groups, measures).

    Shares of a measure add to 1. They are NaN for D and R, for a measure that is nothing or not known, and in a set of
    fewer than two groups.

    Parameters
    ----------
    groups
        The sets, from ``group_sets``.
    """
    terms = _terms(groups.values, groups.shares, groups.starts, groups.average, groups.rules)
    with np.errstate(invalid="ignore", divide="ignore"):
        totals = np.add.reduceat(np.vstack([terms, np.zeros((1, MEASURED))]), groups.starts[:-1], axis=0)
        shares: Floats = terms / np.repeat(totals, groups.sizes, axis=0)
    return np.where(np.isfinite(shares), shares, np.nan)


@kernel
def _terms(values: Floats, shares: Floats, starts: Whole, average: Floats, rules: Whole) -> Floats:
    """Return what each group adds, up to a factor common to its set."""
    terms = np.full((values.size, MEASURED), np.nan)
    places = np.empty(5, np.int64)
    for at in range(average.size):
        first, last = starts[at], starts[at + 1]
        if last - first < 2:
            continue
        inside = values[first:last]
        marked_groups(inside, rules[at], places)
        mean = mean_of(inside, shares[first:last], average[at])
        best, reference, target = inside[places[3]], inside[places[4]], inside[places[2]]
        for group in range(first, last):
            value, share = values[group], shares[group]
            ratio = value / mean if mean > 0 else np.nan
            logarithm = np.log(ratio) if ratio > 0 else -np.inf
            terms[group, 2:4] = share * (target - value)
            terms[group, 4:7] = share * (value - mean) ** 2
            terms[group, 7] = share * ((ratio * logarithm if ratio > 0 else 0.0 * mean) - ratio + 1)
            terms[group, 8] = share * (ratio - 1 - logarithm)
            terms[group, 9], terms[group, 11] = abs(value - mean), abs(value - mean)
            terms[group, 10], terms[group, 12] = share * abs(value - mean), share * abs(value - mean)
            terms[group, 13], terms[group, 17] = abs(value - best), abs(value - best)
            terms[group, 14], terms[group, 18] = share * abs(value - best), share * abs(value - best)
            terms[group, 15], terms[group, 19] = abs(value - reference), abs(value - reference)
            terms[group, 16], terms[group, 20] = share * abs(value - reference), share * abs(value - reference)
    return terms
