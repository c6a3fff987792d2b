"""How unlike the values of a unit are, over all ordered pairs of its codings: ``n' D n`` for the unit's counts n.

Where the distance allows it no table of all values by all values is made, so many distinct numbers cost little:
squares from two sums, absolute differences from running sums, ratios from a sum of separable terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Kind = Literal["identity", "ordinal", "linear", "quadratic", "ratio"]
Likeness = Literal["masi", "jaccard"]
TABLE_TO = 300
"""Values up to which ratios are taken from a table of all values by all values."""
STEP = 0.3
"""Step of the trapezoid rule in ratio_terms: its error falls like exp(-pi^2 / step), 5e-15 here."""


def pair_sums(counts: sparse.csr_array, positions: Floats, kind: Kind) -> Floats:
    """Return the sum of distances over all ordered pairs within each row.

    Parameters
    ----------
    counts
        Sparse, shape (rows, values), columns in order of position, its indices sorted.
    positions
        Number of each value, rising, shape (values,).
    kind
        identity: 1 for unlike values; linear: |a - b|; quadratic: (a - b)^2; ordinal: d (d + 1) / 2, d the difference
        of positions; ratio: ((a - b) / (a + b))^2, of numbers of 0 or more, none between two noughts.

    Returns
    -------
    Shape (rows,).
    """
    totals = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    if kind == "identity":
        return np.asarray(totals**2 - np.asarray(counts.power(2).sum(axis=1)).ravel())
    if kind == "quadratic":
        return squares(totals, counts @ positions, counts @ positions**2)
    if kind == "linear":
        return _absolute(counts, positions)
    if kind == "ordinal":
        return (_absolute(counts, positions) + pair_sums(counts, positions, "quadratic")) / 2
    if len(positions) <= TABLE_TO:
        return table_sums(counts, ratio_table(positions))
    return _ratio_pairs(counts, positions)


def squares(total: Floats, first: Floats, second: Floats) -> Floats:
    """Return the sum of squared differences over ordered pairs, from the sums of ones, values and squares."""
    return np.asarray(np.maximum(2 * (total * second - first**2), 0.0), dtype=np.float64)


def table_sums(counts: sparse.csr_array, table: Floats) -> Floats:
    """Return ``n' D n`` of each row for a table of distances D, shape (values, values)."""
    return np.asarray(counts.multiply(counts @ table).sum(axis=1), dtype=np.float64).ravel()


def ratio_table(positions: Floats) -> Floats:
    """Return Krippendorff's ratio distance between all values, shape (values, values)."""
    total = positions[:, None] + positions[None, :]
    gap = positions[:, None] - positions[None, :]
    return np.divide(gap, total, out=np.zeros_like(total), where=total > 0) ** 2


def ratio_terms(positions: Floats) -> Floats:
    """Return terms t, shape (values, terms), with ((a - b) / (a + b))^2 = 1 - t(a) . t(b), save between two noughts.

    It is 1 - 4ab / (a + b)^2, and 1 / (a + b)^2 is the integral of x exp(-x (a + b)) over x > 0, taken by the
    trapezoid rule in log x, whose error falls exponentially with its step.
    """
    positive = positions[positions > 0]
    if not len(positive):
        return np.zeros((len(positions), 1))
    low, high = np.log(2 * positive.min()), np.log(2 * positive.max())
    log_x = np.arange(-high - 20, 4 - low + STEP, STEP)
    x = np.exp(log_x)
    return np.asarray(2 * np.sqrt(STEP) * x * positions[:, None] * np.exp(-x * positions[:, None]))


def _ratio_pairs(counts: sparse.csr_array, positions: Floats) -> Floats:
    """Add ratios pair by pair; rows hold few values each, so pairs are listed by how far apart they stand in a row."""
    starts = counts.indptr
    row = np.repeat(np.arange(counts.shape[0]), np.diff(starts))
    sums = np.zeros(counts.shape[0])
    for apart in range(1, int(np.diff(starts).max(initial=0))):
        left = np.arange(len(row) - apart)
        left = left[row[left] == row[left + apart]]
        low, high = positions[counts.indices[left]], positions[counts.indices[left + apart]]
        many = counts.data[left] * counts.data[left + apart]
        sums += np.bincount(row[left], 2 * many * ((high - low) / (high + low)) ** 2, len(sums))
    return sums


def _absolute(counts: sparse.csr_array, positions: Floats) -> Floats:
    """Add |a - b| by running sums along each row, whose values rise."""
    starts = counts.indptr[:-1]
    row = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    at = positions[counts.indices] - positions.mean()
    before = _before(counts.data, starts, row)
    before_sum = _before(counts.data * at, starts, row)
    pairs = counts.data * (at * before - before_sum)
    return np.asarray(np.maximum(2 * np.bincount(row, pairs, counts.shape[0]), 0.0))


def _before(values: Floats, starts: NDArray[np.integer], row: NDArray[np.integer]) -> Floats:
    """Return the sum of the values before each one in its row."""
    running = np.concatenate([[0.0], np.cumsum(values)])
    return np.asarray(running[:-1] - running[starts][row])


def set_table(sets: Sequence[frozenset[str]], kind: Likeness) -> Floats:
    """Return the distance between sets of codes, shape (sets, sets).

    Jaccard: 1 - shared / all. MASI (Passonneau, LREC 2006): 1 - (shared / all) x monotonicity, which is 1 for equal
    sets, 2/3 where one holds the other, 1/3 where each has codes of its own beside shared ones, 0 where none is shared.
    """
    codes = {code: place for place, code in enumerate(sorted({code for each in sets for code in each}))}
    holds = np.zeros((len(sets), len(codes)))
    for row, each in enumerate(sets):
        holds[row, [codes[code] for code in each]] = 1
    shared = holds @ holds.T
    size = holds.sum(axis=1)
    likeness = shared / (size[:, None] + size[None, :] - shared)
    if kind == "masi":
        nested = shared == np.minimum(size[:, None], size[None, :])
        equal = nested & (size[:, None] == size[None, :])
        likeness = likeness * np.where(equal, 1.0, np.where(nested, 2 / 3, 1 / 3))
    return np.asarray(1.0 - likeness)
