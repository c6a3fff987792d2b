"""From figures of small areas to need, 0 to 100, within the region they belong to.

Everything here sees the areas of one region only, so the rows of other regions change nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from seedbed.analysis.profile.contiguity import Contiguity

Floats = NDArray[np.float64]

MIDDLE = 50.0
"""The need of an area without a figure: it neither gains nor loses by the gap."""


def percentiles_of_need(need: Floats) -> Floats:
    """Return, for each area, the per cent of the region's other areas with less need; equals count half.

    Parameters
    ----------
    need
        One figure an area, higher is more need; NaN where unknown.

    Returns
    -------
    Floats
        0 to 100, 100 the greatest need; NaN where unknown; 50 where there is nothing to compare with.
    """
    percentiles = np.full(need.shape, np.nan)
    known = np.isfinite(need)
    figures = need[known]
    if len(figures) == 1:
        percentiles[known] = MIDDLE
        return percentiles
    ordered = np.sort(figures)
    less = np.searchsorted(ordered, figures, side="left")
    equal = np.searchsorted(ordered, figures, side="right") - less - 1
    percentiles[known] = 100.0 * (less + equal / 2) / max(len(figures) - 1, 1)
    return percentiles


def sites_per_thousand(sites: Floats, population: Floats, contiguity: Contiguity) -> Floats:
    """Return known places per 1,000 residents in each area and those adjoining it together.

    Adjoining areas count because people walk across a boundary that only statisticians see.

    Parameters
    ----------
    sites
        Number of known places in each area.
    population
        Usual residents of each area.
    contiguity
        Which areas adjoin which.

    Returns
    -------
    Floats
        Per 1,000 residents; NaN where nobody lives in the area or beside it.
    """
    around_sites = sites + contiguity.sums(sites)
    around_people = population + contiguity.sums(population)
    rates = np.full(sites.shape, np.nan)
    np.divide(1000.0 * around_sites, around_people, out=rates, where=around_people > 0)
    return rates


def means_of_groups(values: Floats, weights: Floats, labels: NDArray[np.integer], groups: int) -> Floats:
    """Return the weighted mean of each group over its members that have a figure.

    Parameters
    ----------
    values
        One figure an area; NaN where unknown.
    weights
        One weight an area, at least 0 (usual residents).
    labels
        Group of each area, -1 for none.
    groups
        How many groups there are.

    Returns
    -------
    Floats
        One mean a group; NaN where no member with residents has a figure.
    """
    used = (labels >= 0) & np.isfinite(values) & (weights > 0)
    total = np.bincount(labels[used], weights=weights[used], minlength=groups)
    whole = np.bincount(labels[used], weights=weights[used] * values[used], minlength=groups)
    means = np.full(groups, np.nan)
    np.divide(whole, total, out=means, where=total > 0)
    return means
