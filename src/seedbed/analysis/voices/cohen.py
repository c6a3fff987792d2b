"""Cohen's kappa of two coders, plain or with credit for near values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.voices.alpha import OfResamples
from seedbed.analysis.voices.codings import Codings

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
LEAST = 1e-12


@dataclass(frozen=True)
class TwoCoders:
    """What two coders gave the units that both coded.

    Parameters
    ----------
    unit
        Places of these units, shape (both,).
    first, second
        Places of the values that each gave, shape (both,).
    positions
        Number of each value, brought to between -1 and 1, shape (values,).
    """

    unit: Places
    first: Places
    second: Places
    positions: Floats


def two_coders(codings: Codings, first: int = 0, second: int = 1) -> TwoCoders:
    """Return what two coders, by their places, gave the units that both coded."""
    mine, theirs = codings.coder == first, codings.coder == second
    unit, left, right = np.intersect1d(
        codings.unit[mine], codings.unit[theirs], assume_unique=True, return_indices=True
    )
    return TwoCoders(unit, codings.value[mine][left], codings.value[theirs][right], codings.order.spread())


def cohen_kappa(pair: TwoCoders) -> OfResamples:
    """Return what computes Cohen's kappa of resampled units: chance keeps each coder's own habit of giving each value.

    NaN where both gave one and the same value always. Source: Cohen, Educational and Psychological Measurement 20
    (1960), 37-46.
    """
    alike = (pair.first == pair.second).astype(np.float64)

    def kappa(weights: Floats) -> Floats:
        own, many = _own(pair, weights)
        mine, theirs = (_habit(places, own, len(pair.positions)) for places in (pair.first, pair.second))
        chance = (mine * theirs).sum(axis=1) / many**2
        return _one_minus(1.0 - own @ alike / many, 1.0 - chance)

    return kappa


def weighted_kappa(pair: TwoCoders, *, squared: bool) -> OfResamples:
    """Return what computes weighted kappa: disagreement counts by the distance of the values, or by its square.

    Source: Cohen, Psychological Bulletin 70 (1968), 213-220; linear weights: Cicchetti and Allison, American Journal
    of EEG Technology 11 (1971), 101-109.
    """
    at = pair.positions
    first, second = at[pair.first], at[pair.second]

    def kappa(weights: Floats) -> Floats:
        own, many = _own(pair, weights)
        if squared:
            observed = own @ (first - second) ** 2 / many
            expected = (own @ first**2 + own @ second**2) / many - 2 * (own @ first) * (own @ second) / many**2
            return _one_minus(observed, expected)
        mine, theirs = (
            _habit(places, own, len(at)).cumsum(axis=1) / many[:, None] for places in (pair.first, pair.second)
        )
        gaps = np.diff(at)
        below, under = mine[:, :-1], theirs[:, :-1]
        return _one_minus(own @ np.abs(first - second) / many, (below + under - 2 * below * under) @ gaps)

    return kappa


def cohen_standard_error(pair: TwoCoders) -> float:
    """Return the large-sample standard error of Cohen's kappa.

    Source: Fleiss, Cohen and Everitt, Psychological Bulletin 72 (1969), 323-327; Fleiss, Levin and Paik, Statistical
    Methods for Rates and Proportions (3rd ed. 2003), equation 18.13.
    """
    many = len(pair.unit)
    if not many:
        return float("nan")
    size = len(pair.positions)
    mine, theirs = (np.bincount(places, minlength=size) / many for places in (pair.first, pair.second))
    chance, alike = float(mine @ theirs), pair.first == pair.second
    if chance > 1.0 - LEAST:
        return float("nan")
    kappa = (alike.mean() - chance) / (1.0 - chance)
    adds = alike - (1.0 - kappa) * (theirs[pair.first] + mine[pair.second])
    return float(np.sqrt(adds.var() / many) / (1.0 - chance))


def _own(pair: TwoCoders, weights: Floats) -> tuple[Floats, Floats]:
    own = weights[:, pair.unit]
    many = own.sum(axis=1)
    return own, np.where(many > 0, many, np.nan)


def _habit(places: Places, weights: Floats, values: int) -> Floats:
    """Return how often a coder gave each value in each resample, shape (resamples, values)."""
    from scipy import sparse

    given = sparse.csr_array((np.ones(len(places)), (np.arange(len(places)), places)), shape=(len(places), values))
    return np.asarray((given.T @ weights.T).T)


def _one_minus(observed: Floats, expected: Floats) -> Floats:
    return np.asarray(
        1.0 - np.divide(observed, expected, out=np.full(len(observed), np.nan), where=np.abs(expected) > LEAST)
    )
