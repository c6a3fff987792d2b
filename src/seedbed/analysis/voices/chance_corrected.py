"""Percent agreement and the kappas: agreement beyond what chance would give, each with its own idea of chance.

Each function returns what computes the measure for resampled units: it takes how often each unit counts, shape
(resamples, units), and returns one number a resample. Weights of ones give the measure itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from seedbed.analysis.voices.alpha import OfResamples, weighted_totals
from seedbed.analysis.voices.code_distances import Kind, pair_sums
from seedbed.analysis.voices.codings import Codings

Floats = NDArray[np.float64]
LEAST = 1e-12


@dataclass(frozen=True)
class Agreeing:
    """How far pairs of coders agree, and how often each value was given.

    Parameters
    ----------
    pairs
        Share of each unit's pairs of codings that agree, 0 to 1, NaN for a unit with one coding, shape (units,).
    shares
        Share of each unit's codings that are each value, sparse, shape (units, values).
    credit
        Sum over all ordered pairs of values of the agreement they count for: the number of values where only equal
        values agree.
    """

    pairs: Floats
    shares: sparse.csr_array
    credit: float


def agreeing(codings: Codings, kind: Kind = "identity") -> Agreeing:
    """Return how far pairs agree, where the values farthest apart agree by 0 and others by how near they are.

    Parameters
    ----------
    codings
        Codings.
    kind
        Distance that agreement falls with; identity: only equal values agree.
    """
    positions = codings.order.positions if kind == "ratio" else codings.order.spread()
    if kind == "ordinal":
        positions = np.arange(1.0, len(positions) + 1)
    counts, ratings = codings.counts, codings.ratings
    every = sparse.csr_array(np.ones((1, len(positions))))
    ends = sparse.csr_array(np.isin(np.arange(len(positions)), [0, len(positions) - 1]).astype(float)[None, :])
    farthest = float(pair_sums(ends, positions, kind)[0]) / 2 if len(positions) > 1 else 1.0
    possible = ratings * (ratings - 1)
    apart = pair_sums(counts, positions, kind) / farthest
    pairs = 1.0 - np.divide(apart, possible, out=np.full(len(ratings), np.nan), where=possible > 0)
    shares = sparse.csr_array(sparse.diags_array(1.0 / ratings) @ counts)
    credit = len(positions) ** 2 - float(pair_sums(every, positions, kind)[0]) / farthest
    return Agreeing(pairs, shares, credit)


def percent_agreement(agree: Agreeing) -> OfResamples:
    """Return what computes the share of agreeing pairs, each unit that two or more coded counting the same, 0 to 1."""
    return lambda weights: _mean_pairs(agree, weights)


def fleiss_kappa(agree: Agreeing) -> OfResamples:
    """Return what computes Fleiss' kappa: chance is that all coders share one habit of giving each value.

    Where units differ in how many coded them, each unit counts the same, whoever coded it: the generalisation of
    Gwet (Handbook of Inter-Rater Reliability, 4th ed. 2014, section 2.4). NaN where one value alone was given.
    Source: Fleiss, Psychological Bulletin 76 (1971), 378-382.
    """
    return lambda weights: _beyond(_mean_pairs(agree, weights), (_prevalence(agree, weights) ** 2).sum(axis=1))


def gwet_coefficient(agree: Agreeing) -> OfResamples:
    """Return what computes Gwet's AC1, or AC2 where near values agree in part: chance is guessing when unsure.

    NaN where there is but one value to give. Source: Gwet, British Journal of Mathematical and Statistical Psychology
    61 (2008), 29-48; AC2: Gwet 2014, chapter 3.
    """

    def coefficient(weights: Floats) -> Floats:
        values = agree.shares.shape[1]
        unsure = 1.0 - (_prevalence(agree, weights) ** 2).sum(axis=1)
        chance = agree.credit * unsure / (values * (values - 1)) if values > 1 else np.ones(len(weights))
        return _beyond(_mean_pairs(agree, weights), chance)

    return coefficient


def standard_error(agree: Agreeing, *, fleiss: bool) -> float:
    """Return the large-sample standard error of Fleiss' kappa or of AC1 and AC2, units drawn from very many.

    It is the standard error of the mean of what each unit adds (Gwet 2014, section 5.3). NaN for fewer than two units
    or where the measure has no value.
    """
    every = np.ones((1, len(agree.pairs)))
    observed, habit = _mean_pairs(agree, every)[0], _prevalence(agree, every)[0]
    values = len(habit)
    if fleiss:
        own, chance = agree.shares @ habit, float((habit**2).sum())
    else:
        scale = agree.credit / (values * (values - 1)) if values > 1 else np.nan
        own, chance = scale * (1.0 - agree.shares @ habit), scale * float(1.0 - (habit**2).sum())
    units = len(agree.pairs)
    if units < 2 or not chance < 1.0 - LEAST:
        return float("nan")
    paired = ~np.isnan(agree.pairs)
    measure = (observed - chance) / (1.0 - chance)
    of_unit = np.where(paired, units / paired.sum() * (np.where(paired, agree.pairs, 0.0) - chance) / (1.0 - chance), 0)
    adjusted = of_unit - 2.0 * (1.0 - measure) * (own - chance) / (1.0 - chance)
    return float(np.sqrt(((adjusted - measure) ** 2).sum() / (units * (units - 1))))


def _prevalence(agree: Agreeing, weights: Floats) -> Floats:
    return np.asarray(weighted_totals(agree.shares, weights) / weights.sum(axis=1, keepdims=True))


def _mean_pairs(agree: Agreeing, weights: Floats) -> Floats:
    paired = ~np.isnan(agree.pairs)
    own = weights[:, paired]
    many = own.sum(axis=1)
    return np.asarray(np.divide(own @ agree.pairs[paired], many, out=np.full(len(own), np.nan), where=many > 0))


def _beyond(observed: Floats, chance: Floats) -> Floats:
    """Return (observed - chance) / (1 - chance), NaN where chance alone would agree always."""
    room = 1.0 - chance
    return np.asarray(np.divide(observed - chance, room, out=np.full(len(observed), np.nan), where=room > LEAST))
