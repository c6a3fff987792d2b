"""How people came into a sample: strata that were sampled apart, and clusters that came in whole.

A cluster is what was drawn: a person, a household, a street, an event. Clusters are counted within their stratum, so
cluster 1 of one stratum is another than cluster 1 of the next. Clusters are treated as drawn with replacement, which
makes intervals a little too wide where a large part of all clusters was drawn.

Source: Binder, International Statistical Review 51 (1983), 279-292; Wolter, "Introduction to Variance Estimation"
(2007), chapter 6.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError, MethodWarning

Indices = NDArray[np.intp]

FEWEST_CLUSTERS = 50
"""Below this many people or clusters, intervals of skewed values hold the truth less often than they say."""
LARGEST_SKEW = 0.12
"""Skewness over the square root of clusters; above it the same, as the manual's simulations show."""


@dataclass(frozen=True, slots=True)
class Design:
    """Which cluster each row came in with, and which clusters each stratum has.

    Parameters
    ----------
    cluster
        Number of each row's cluster, shape (rows,); the clusters of a stratum have numbers that follow one another.
    start
        First cluster of each stratum and, last, the number of clusters; shape (strata + 1,). Each has two or more.
    one_row_each
        True where row i is cluster i, as in a sample of single people.
    """

    cluster: Indices
    start: Indices
    one_row_each: bool

    @property
    def clusters(self) -> int:
        """Number of clusters."""
        return int(self.start[-1])

    @property
    def strata(self) -> int:
        """Number of strata."""
        return len(self.start) - 1

    @property
    def degrees(self) -> int:
        """Degrees of freedom of a variance: clusters less strata."""
        return self.clusters - self.strata


def survey_design(rows: int, stratum: ArrayLike | None = None, cluster: ArrayLike | None = None) -> Design:
    """Return the design of a sample.

    Parameters
    ----------
    rows
        Rows of the sample.
    stratum, cluster
        Names or numbers, shape (rows,); left out, there is one stratum, and each row is its own cluster.

    Raises
    ------
    BadInputError
        A column does not fit the rows, or there is one cluster in all: nothing can be said of how clusters differ.

    Warns
    -----
    MethodWarning
        Strata had a single cluster: they were put together with others.
    """
    strata = _numbered(rows, stratum, "stratum")
    if stratum is None and cluster is None:
        return Design(np.arange(rows), np.array([0, _enough(rows)]), one_row_each=True)
    units = np.arange(rows) if cluster is None else _numbered(rows, cluster, "cluster")
    keys, row_of, number = np.unique(strata * (int(units.max()) + 1) + units, return_index=True, return_inverse=True)
    _enough(len(keys))
    home = _collapsed(strata[row_of])
    order = np.argsort(home, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    start = np.concatenate([[0], np.cumsum(np.bincount(np.unique(home, return_inverse=True)[1]))])
    return Design(place[number], start.astype(np.intp), one_row_each=False)


def design_variance(contributions: Floats, design: Design) -> Floats:
    """Return the variance of sums over a sample.

    In each stratum of `m` clusters with totals `t` it is `m / (m - 1) * sum (t - mean t)^2`; strata add up.

    Parameters
    ----------
    contributions
        What each row adds to each sum, shape (rows,) or (sums, rows). For a linearised measure: weight times influence.
    design
        As `survey_design` gives it.

    Returns
    -------
    Floats
        Shape () or (sums,).
    """
    if design.one_row_each and design.strata == 1 and contributions.ndim == 1:
        return np.asarray(len(contributions) * contributions.var(ddof=1))
    totals = np.atleast_2d(contributions)
    if not design.one_row_each:
        totals = np.array([np.bincount(design.cluster, row, design.clusters) for row in totals])
    many = np.diff(design.start)
    middle = np.repeat(np.add.reduceat(totals, design.start[:-1], axis=1) / many, many, axis=1)
    squares = np.add.reduceat((totals - middle) ** 2, design.start[:-1], axis=1)
    variance: Floats = (squares * (many / (many - 1))).sum(axis=1)
    return variance if np.ndim(contributions) > 1 else variance[0]


def carried_by_few(contributions: Floats, design: Design) -> float:
    """Return how far a few clusters carry a sum: its totals' skewness over the square root of their number.

    Where it is above ``LARGEST_SKEW``, limits of the form "so many standard errors to each side" hold the truth less
    often than they say (Hall, "The Bootstrap and Edgeworth Expansion", 1992).
    """
    totals = contributions
    if not design.one_row_each:
        totals = np.asarray(np.bincount(design.cluster, contributions, design.clusters), dtype=np.float64)
    apart = totals - totals.mean()
    squares = apart * apart
    spread = float(squares.mean())
    # Differences that are rounding only have no skewness.
    if spread <= 1e-24 * max(float(np.abs(totals).max()) ** 2, 1e-300):
        return 0.0
    return float(abs((squares @ apart) / len(totals)) / spread**1.5 / np.sqrt(len(totals)))


def warn_of_few(design: Design, carried: float, stacklevel: int) -> None:
    """Warn where an interval rests on few people or clusters, or a few of them carry it."""
    what = "people" if design.one_row_each else "clusters"
    told = []
    if design.clusters < FEWEST_CLUSTERS:
        told.append(f"the interval rests on {design.clusters} {what}, fewer than {FEWEST_CLUSTERS}")
    if carried > LARGEST_SKEW:
        told.append(f"a few {what} with extreme values carry the result")
    if told:
        warnings.warn(
            f"Take the limits with care: {' and '.join(told)}. A 95% interval may then hold the truth only 64% to "
            "93% of the time. A larger sample would serve better than another method.",
            MethodWarning,
            stacklevel=stacklevel + 1,
        )


def normal_quantile(confidence: float) -> float:
    """Return how many standard errors a two-sided interval reaches to each side."""
    return float(special.ndtri(0.5 + checked_confidence(confidence) / 2))


def student_quantile(confidence: float, degrees: float) -> float:
    """Return how many standard errors a two-sided interval reaches when the error is known to some degrees only."""
    return float(special.stdtrit(degrees, 0.5 + checked_confidence(confidence) / 2))


def _numbered(rows: int, names: ArrayLike | None, what: str) -> Indices:
    if names is None:
        return np.zeros(rows, dtype=np.intp)
    given = np.asarray(names)
    if given.shape != (rows,):
        raise BadInputError(
            f"The column '{what}' does not fit the table.",
            f"It has the shape {given.shape} for {rows:,} rows.",
            f"Give each row its {what}.",
        )
    return np.unique(given, return_inverse=True)[1].astype(np.intp)


def _enough(clusters: int) -> int:
    if clusters < 2:
        raise BadInputError(
            "There is no interval from one cluster.",
            f"The sample has {clusters} cluster in all, so nothing shows how clusters differ.",
            "Give the column 'cluster' with two or more, or ask for no interval.",
        )
    return clusters


def _collapsed(strata: Indices) -> Indices:
    """Put strata of a single cluster together; one that is alone joins the smallest of the others."""
    many = np.bincount(strata)
    single = np.flatnonzero(many == 1)
    if not len(single):
        return strata
    target = single[0]
    if len(single) == 1:
        others = np.where((many > 1), many, many.max() + 1)
        target = np.intp(np.argmin(others))
    warnings.warn(
        f"{len(single):,} of the strata have a single cluster, which cannot show how clusters differ there. They were "
        "put together with others, so the interval is a little too wide; strata of two or more clusters would serve.",
        MethodWarning,
        stacklevel=4,
    )
    return np.where(many[strata] == 1, target, strata)
