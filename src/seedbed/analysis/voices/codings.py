"""Who gave which unit which code: checked once, here, and counted for every measure of agreement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from seedbed.analysis.voices.code_order import CodeOrder, Metric, order_codes
from seedbed.errors import BadInputError

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Cells: TypeAlias = ArrayLike | Sequence[object]
WHAT = "Agreement cannot be measured."
MISSING = frozenset({"", "nan", "none"})
NEXT = "Correct the table, then run the command again."


@dataclass(frozen=True)
class Codings:
    """Codings of some units by some coders; each coder coded a unit once or not at all.

    Parameters
    ----------
    units, coders
        Names in order of first appearance.
    order
        The values, in their order.
    unit, coder, value
        Places of each coding, shape (codings,), ordered by unit and then by coder.
    counts
        How many coders gave each unit each value, sparse, shape (units, values).
    ratings
        How many coders coded each unit, 1 or more, shape (units,).
    """

    units: tuple[str, ...]
    coders: tuple[str, ...]
    order: CodeOrder
    unit: Places
    coder: Places
    value: Places
    counts: sparse.csr_array
    ratings: Floats

    @property
    def paired(self) -> NDArray[np.bool_]:
        """Say which units at least two coders coded, shape (units,)."""
        return self.ratings >= 2


@dataclass(frozen=True)
class Column:
    """Distinct names, and the place of each coding's among them, shape (codings,)."""

    names: list[str]
    places: Places

    def kept(self, keep: NDArray[np.bool_]) -> Column:
        """Return some of the codings, without the names that none of them has."""
        used, places = np.unique(self.places[keep], return_inverse=True)
        return Column([self.names[place] for place in used], places.astype(np.intp))


def named_codings(units: Cells, coders: Cells, values: Cells) -> tuple[Column, Column, Column]:
    """Return units, coders and values of codings that are there: a value that is empty, None or NaN is no coding.

    Parameters
    ----------
    units, coders, values
        One of each a coding, equally long: text or numbers.

    Raises
    ------
    BadInputError
        The three are not equally long, there is no coding, or one has no unit or no coder.
    """
    unit, coder, value = _column(units), _column(coders), _column(values)
    if not len(unit.places) == len(coder.places) == len(value.places):
        why = f"There are {len(unit.places):,} units, {len(coder.places):,} coders and {len(value.places):,} values."
        raise BadInputError(WHAT, why, "Give one of each for every coding.")
    keep = ~_empty(value)
    for what, column in (("unit", unit), ("coder", coder)):
        without = int((_empty(column) & keep).sum())
        if without:
            raise BadInputError(WHAT, f"{without:,} codings have no {what}.", NEXT)
    if not keep.any():
        raise BadInputError(WHAT, "There are no codings.", "Give at least two codings of one unit.")
    return unit.kept(keep), coder.kept(keep), value.kept(keep)


def read_codings(
    units: Cells,
    coders: Cells,
    values: Cells,
    metric: Metric = "nominal",
    order: Sequence[str] | None = None,
) -> Codings:
    """Check codings and count them.

    Parameters
    ----------
    units, coders, values
        One of each a coding, equally long: text or numbers. A value that is empty, None or NaN is no coding.
    metric
        What the values are. For interval and ratio all must be numbers, for ratio 0 or more.
    order
        All values there are, lowest first; without it, numbers stand by size and text by the alphabet.

    Raises
    ------
    BadInputError
        A coder coded a unit twice, a value is not of the metric or not in the order, or no unit has two coders.
    UsageError
        The metric is not known, or the order names a value twice.
    """
    unit, coder, value = named_codings(units, coders, values)
    codes = order_codes(value.names, metric, order)
    places = np.array([codes.place[name] for name in value.names], dtype=np.intp)[value.places]
    _refuse_twice(unit, coder)
    return count_codings(unit, coder, places, codes)


def count_codings(unit: Column, coder: Column, value: Places, codes: CodeOrder) -> Codings:
    """Count codings that have been checked.

    Raises
    ------
    BadInputError
        No unit was coded by two coders.
    """
    sorting = np.lexsort((coder.places, unit.places))
    at, by, given = unit.places[sorting], coder.places[sorting], value[sorting]
    shape = (len(unit.names), len(codes.names))
    counts = sparse.csr_array(sparse.coo_array((np.ones(len(at)), (at, given)), shape=shape))
    counts.sum_duplicates()
    ratings = np.bincount(at, minlength=len(unit.names)).astype(np.float64)
    if not (ratings >= 2).any():
        why = f"No unit was coded by two coders ({len(unit.names):,} units, {len(coder.names):,} coders)."
        raise BadInputError(WHAT, why, "Let at least two people code the same units under the same names.")
    return Codings(tuple(unit.names), tuple(coder.names), codes, at, by, given, counts, ratings)


def _column(values: Cells) -> Column:
    given = np.asarray(values).ravel()
    if given.dtype.kind in "iuf":
        distinct, first, inverse = np.unique(given, return_index=True, return_inverse=True)
        names = [_number_name(value) for value in distinct[np.argsort(first)].tolist()]
        return Column(names, np.argsort(np.argsort(first))[inverse].astype(np.intp))
    number: dict[str, int] = {}
    texts = ("" if value is None else str(value).strip() for value in given.tolist())
    return Column(*_numbered(texts, number, len(given)))


def _numbered(texts: Iterable[str], number: dict[str, int], size: int) -> tuple[list[str], Places]:
    places = np.fromiter((number.setdefault(text, len(number)) for text in texts), np.intp, size)
    return list(number), places


def _number_name(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else repr(value)


def _empty(column: Column) -> NDArray[np.bool_]:
    missing = np.array([name.casefold() in MISSING for name in column.names], dtype=np.bool_)
    return missing[column.places]


def _refuse_twice(unit: Column, coder: Column) -> None:
    pairs = unit.places * len(coder.names) + coder.places
    _, first, times = np.unique(pairs, return_index=True, return_counts=True)
    if (times > 1).any():
        at = int(first[np.argmax(times > 1)])
        raise BadInputError(
            WHAT,
            f"Coder '{coder.names[coder.places[at]]}' coded unit '{unit.names[unit.places[at]]}' more than once "
            f"({int((times - 1).sum()):,} codings too many in all).",
            "Keep one coding of a unit by a coder; where a unit may have several codes, use --several masi.",
        )
