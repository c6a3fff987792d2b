"""Units that a coder may give several codes: a coder's codes of a unit are one set, and sets are what is compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from seedbed.analysis.voices.agreement_details import CodeAgreement, specific_agreement
from seedbed.analysis.voices.code_order import CodeOrder, order_codes
from seedbed.analysis.voices.codings import WHAT, Cells, Codings, Column, count_codings, named_codings
from seedbed.errors import BadInputError

MOST_SETS = 5_000
"""Distinct sets of codes up to which every two can be compared."""
JOIN = " + "


def read_code_sets(
    units: Cells, coders: Cells, values: Cells
) -> tuple[Codings, list[frozenset[str]], list[CodeAgreement]]:
    """Return codings whose values are sets of codes, the sets in order, and how far coders agree on each code.

    Parameters
    ----------
    units, coders, values
        One of each a code given, equally long: text or numbers.

    Raises
    ------
    BadInputError
        A coder gave a unit one code twice, no unit has two coders, or there are more than 5,000 distinct sets.
    """
    unit, coder, value = named_codings(units, coders, values)
    codes = order_codes(value.names, "nominal")
    code = np.array([codes.place[name] for name in value.names], dtype=np.intp)[value.places]
    pair, of_pair = np.unique(unit.places * len(coder.names) + coder.places, return_inverse=True)
    sets = _sets(of_pair, code, len(pair))
    distinct, place = _distinct(sets)
    if len(distinct) > MOST_SETS:
        why = f"There are {len(distinct):,} distinct sets of codes; at most {MOST_SETS:,} can be compared."
        raise BadInputError(WHAT, why, "Leave codes out, or compare fewer units.")
    named = [frozenset(codes.names[one] for one in each) for each in distinct]
    order = CodeOrder(
        tuple(JOIN.join(codes.names[one] for one in each) for each in distinct), _ranks(len(distinct)), {}
    )
    at, by = Column(unit.names, pair // len(coder.names)), Column(coder.names, pair % len(coder.names))
    codings = count_codings(at, by, place, order)
    return codings, named, _by_code(codings, codes, unit.places, code)


def _sets(of_pair: NDArray[np.intp], code: NDArray[np.intp], pairs: int) -> list[tuple[int, ...]]:
    """Return the codes of each unit and coder, in order."""
    sorting = np.lexsort((code, of_pair))
    if (np.diff(of_pair[sorting]) == 0)[np.diff(code[sorting]) == 0].any():
        raise BadInputError(WHAT, "A coder gave a unit one and the same code twice.", "Keep one row of each code.")
    ends = np.cumsum(np.bincount(of_pair, minlength=pairs))
    return [tuple(part.tolist()) for part in np.split(code[sorting], ends[:-1])]


def _distinct(sets: list[tuple[int, ...]]) -> tuple[list[tuple[int, ...]], NDArray[np.intp]]:
    distinct = sorted(set(sets))
    number = {each: place for place, each in enumerate(distinct)}
    return distinct, np.fromiter((number[each] for each in sets), np.intp, len(sets))


def _ranks(many: int) -> NDArray[np.float64]:
    return np.arange(1.0, many + 1)


def _by_code(codings: Codings, codes: CodeOrder, unit: NDArray[np.intp], code: NDArray[np.intp]) -> list[CodeAgreement]:
    shape = (len(codings.units), len(codes.names))
    counts = sparse.csr_array(sparse.coo_array((np.ones(len(unit)), (unit, code)), shape=shape))
    counts.sum_duplicates()
    return specific_agreement(counts, codings.ratings, codes.names)
