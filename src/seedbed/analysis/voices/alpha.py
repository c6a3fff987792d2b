"""Krippendorff's alpha, for codings as they are and for many resamples of their units at once."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from seedbed.analysis.voices.code_distances import (
    TABLE_TO,
    pair_sums,
    ratio_table,
    ratio_terms,
    squares,
    table_sums,
)
from seedbed.analysis.voices.code_order import CodeOrder, Metric
from seedbed.analysis.voices.codings import Codings

Floats = NDArray[np.float64]
OfResamples = Callable[[Floats], Floats]
"""Takes how often each unit counts, shape (resamples, units), and returns one number a resample."""
LEAST = 1e-12
"""Expected disagreement below which all codings are one value."""


def krippendorff_alpha(codings: Codings, metric: Metric, table: Floats | None = None) -> OfResamples:
    """Return what computes Krippendorff's alpha, 1 - observed / expected disagreement, of resampled units.

    Parameters
    ----------
    codings
        Codings; a unit that only one coder coded has no pairs and does not count.
    metric
        How unlike two values are: nominal 0 or 1; interval (a - b)^2; ratio ((a - b) / (a + b))^2; ordinal the squared
        number of codings between the middles of the two values.
    table
        Distances between all values, shape (values, values), in place of a metric's.

    Returns
    -------
    A function of the units' weights, shape (resamples, units); NaN where all codings are one value, because nothing
    could then have been disagreed on.

    Notes
    -----
    With n codings in units of two or more, unit u's m_u codings disagree by D_u (over ordered pairs):
    observed = sum of D_u / (m_u - 1), expected = D of all codings together / (n - 1).
    Source: Krippendorff, Content Analysis (4th ed. 2019), chapter 12; Hayes and Krippendorff, Communication Methods
    and Measures 1 (2007), 77-89.
    """
    keep = codings.paired
    counts, ratings = sparse.csr_array(codings.counts[keep]), codings.ratings[keep]
    if table is None and metric == "ordinal":
        return lambda weights: _ordinal(weights[:, keep], counts, ratings)
    within, expected = _parts(counts, codings.order, metric, table)

    def alpha(weights: Floats) -> Floats:
        own = weights[:, keep]
        return _ratio_to_chance(own @ (within / (ratings - 1)), expected(own), own @ ratings)

    return alpha


def _parts(
    counts: sparse.csr_array, order: CodeOrder, metric: Metric, table: Floats | None
) -> tuple[Floats, OfResamples]:
    """Return each unit's disagreement, and what gives that of all codings of a resample together."""
    positions = order.positions
    if table is None and metric == "ratio" and len(positions) <= TABLE_TO:
        table = ratio_table(positions)
    if table is not None:
        return _by_table(counts, table)
    if metric == "nominal":
        return pair_sums(counts, positions, "identity"), lambda weights: _unlike(weighted_totals(counts, weights))
    if metric == "interval":
        return _interval(counts, order.spread())
    return _many_ratios(counts, positions)


def _by_table(counts: sparse.csr_array, table: Floats) -> tuple[Floats, OfResamples]:
    def expected(weights: Floats) -> Floats:
        totals = weighted_totals(counts, weights)
        return np.asarray(((totals @ table) * totals).sum(axis=1))

    return table_sums(counts, table), expected


def _interval(counts: sparse.csr_array, positions: Floats) -> tuple[Floats, OfResamples]:
    """Squares need three sums of each unit, however many distinct numbers there are."""
    sums = np.column_stack([counts @ np.ones(len(positions)), counts @ positions, counts @ positions**2])

    def expected(weights: Floats) -> Floats:
        return squares(*(weights @ sums).T)

    return squares(*sums.T), expected


def _many_ratios(counts: sparse.csr_array, positions: Floats) -> tuple[Floats, OfResamples]:
    """Ratios of many distinct numbers, as separable terms; two noughts are alike, which the terms do not know."""
    features = counts @ np.column_stack([ratio_terms(positions), positions == 0, np.ones(len(positions))])

    def expected(weights: Floats) -> Floats:
        sums = weights @ features
        return np.asarray(sums[:, -1] ** 2 - (sums[:, :-1] ** 2).sum(axis=1))

    return pair_sums(counts, positions, "ratio"), expected


def _ordinal(weights: Floats, counts: sparse.csr_array, ratings: Floats) -> Floats:
    """Ordinal distance is the squared difference of mid-ranks, which depend on the codings of each resample."""
    totals = weighted_totals(counts, weights)
    middles = np.cumsum(totals, axis=1) - totals / 2
    first, second = counts @ middles.T, counts @ (middles**2).T
    within = squares(ratings[:, None], first, second) / (ratings - 1)[:, None]
    codings = weights @ ratings
    expected = squares(codings, (totals * middles).sum(axis=1), (totals * middles**2).sum(axis=1))
    return _ratio_to_chance(np.einsum("ru,ur->r", weights, within), expected, codings)


def _ratio_to_chance(observed: Floats, expected: Floats, codings: Floats) -> Floats:
    """Return 1 - observed / expected, NaN where nothing could be disagreed on."""
    possible = expected > LEAST * codings**2
    ratio = np.divide(observed * (codings - 1), expected, out=np.full(len(observed), np.nan), where=possible)
    return np.asarray(1.0 - ratio)


def _unlike(totals: Floats) -> Floats:
    return np.asarray(totals.sum(axis=1) ** 2 - (totals**2).sum(axis=1))


def weighted_totals(counts: sparse.csr_array, weights: Floats) -> Floats:
    """Return how often each value was given in each resample, shape (resamples, values)."""
    return np.asarray((counts.T @ weights.T).T)
