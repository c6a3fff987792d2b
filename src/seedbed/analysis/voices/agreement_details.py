"""Where coders agree and where not: code by code, coder by coder, and which codes are taken for each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from seedbed.analysis.voices.codings import Codings
from seedbed.analysis.voices.cohen import cohen_kappa, two_coders

Floats = NDArray[np.float64]
MOST_CODERS = 60
"""Coders up to whom every pair is listed: 1,770 pairs."""
MOST_CODES = 1_000
"""Values up to which those taken for each other are listed; more are measurements, not codes."""


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """How far coders agree on one value.

    Parameters
    ----------
    code
        The value.
    codings
        How often it was given.
    share
        Share of all codings, 0 to 1.
    agreement
        Of the codings that give it, the share of the same units' other codings that give it too, 0 to 1; NaN where
        no other coder coded these units (the proportion of specific agreement: Fleiss 2003, section 18.1).
    """

    code: str
    codings: int
    share: float
    agreement: float


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """How far two coders agree on the units that both coded; ``percent`` 0 to 100, both NaN where there are none."""

    first: str
    second: str
    units: int
    percent: float
    kappa: float


@dataclass(frozen=True, slots=True)
class Confusion:
    """Two values given to the same unit by different coders.

    Parameters
    ----------
    first, second
        The values.
    pairs
        Pairs of codings that give one each, each unit's pairs counting as many as its codings less one can: two for
        one disagreement of two coders (Krippendorff's coincidences, both ways together).
    share
        Share of all disagreeing pairs, 0 to 1.
    """

    first: str
    second: str
    pairs: float
    share: float


def agreement_by_code(codings: Codings) -> list[CodeAgreement]:
    """Return how far coders agree on each value, in the order of the values."""
    return specific_agreement(codings.counts, codings.ratings, codings.order.names)


def specific_agreement(counts: sparse.csr_array, coders: Floats, names: Sequence[str]) -> list[CodeAgreement]:
    """Return how far coders agree on each code.

    Parameters
    ----------
    counts
        How many coders gave each unit each code, sparse, shape (units, codes).
    coders
        How many coders coded each unit, shape (units,).
    names
        One a code.
    """
    used = np.asarray(counts.sum(axis=0)).ravel()
    both = np.asarray(counts.power(2).sum(axis=0)).ravel() - used
    possible = np.asarray(counts.T @ (coders - 1)).ravel()
    shared = np.divide(both, possible, out=np.full(len(used), np.nan), where=possible > 0)
    return [
        CodeAgreement(name, int(many), float(many / used.sum()), float(agree))
        for name, many, agree in zip(names, used, shared, strict=True)
    ]


def agreement_by_pair(codings: Codings, *, kappas: bool = True) -> list[PairAgreement]:
    """Return how far every two coders agree, those who agree least first; none where there are over 60 coders.

    Parameters
    ----------
    codings
        Codings.
    kappas
        Whether to give Cohen's kappa, which sets of codes have none of.
    """
    if len(codings.coders) > MOST_CODERS:
        return []
    places = [(first, second) for second in range(len(codings.coders)) for first in range(second)]
    pairs = [_pair(codings, first, second, kappas=kappas) for first, second in places]
    return sorted(pairs, key=lambda pair: (np.isnan(pair.percent), pair.percent))


def _pair(codings: Codings, first: int, second: int, *, kappas: bool) -> PairAgreement:
    both = two_coders(codings, first, second)
    units = len(both.unit)
    percent = 100.0 * float((both.first == both.second).mean()) if units else float("nan")
    kappa = float(cohen_kappa(both)(np.ones((1, len(codings.units))))[0]) if units and kappas else float("nan")
    return PairAgreement(codings.coders[first], codings.coders[second], units, percent, kappa)


def confusions(codings: Codings) -> list[Confusion]:
    """Return values taken for each other, the most often first; none where there are over 1,000 values."""
    if len(codings.order.names) > MOST_CODES:
        return []
    table = np.triu(coincidences(codings), 1) * 2
    total = table.sum()
    first, second = np.nonzero(table)
    names = codings.order.names
    found = [
        Confusion(names[left], names[right], float(table[left, right]), float(table[left, right] / total))
        for left, right in zip(first.tolist(), second.tolist(), strict=True)
    ]
    return sorted(found, key=lambda each: -each.pairs)


def coincidences(codings: Codings) -> Floats:
    """Return Krippendorff's coincidence table: pairs of values within units, shape (values, values).

    Each unit's ordered pairs count 1 / (its codings - 1) each, so that the table adds up to the codings in units that
    two or more coders coded. Source: Krippendorff 2019, section 12.3.
    """
    keep = codings.paired
    counts = sparse.csr_array(codings.counts[keep])
    weighted = sparse.csr_array(sparse.diags_array(1.0 / (codings.ratings[keep] - 1)) @ counts)
    table = np.asarray((counts.T @ weighted).toarray())
    table[np.diag_indices_from(table)] -= np.asarray(weighted.sum(axis=0)).ravel()
    return table
