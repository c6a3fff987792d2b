"""Categories that add up: what is hidden must not follow from the rest by adding and subtracting.

A family is a set of categories of one table, such as tenure, counted in several areas. Two kinds of sums tie its counts
together: categories add up to the whole or to a wider category (the rents of council and association to social rent),
and areas add up to their total. A hidden count that these sums fix is no secret. Whether they fix it is a question of
linear algebra: a count is fixed where every solution of the homogeneous equations is zero there.

This audit is exact for adding and subtracting. It does not use that counts are whole and not negative, with which a
determined reader may narrow a count further; that needs a linear or integer programme over the bounds (Fischetti and
Salazar 2001, "Solving the cell suppression problem on tabular data with linear constraints").
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.suppression import Mask, suppress_parts

WHOLE = -1
"""Stands for the denominator where a sum is named."""

SEARCHED = 10
"""Categories among which every set that adds up is looked for: about a thousand sets."""

AUDITED = 900
"""Hidden counts of which the equations are solved; where more are hidden, all counts inside are."""

NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Sum:
    """Positions of categories that add up to another category, or to the whole."""

    total: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HiddenFamily:
    """Which counts of a family may not be shown: ``inside`` has shape (areas, categories), ``total`` (categories,)."""

    inside: Mask
    total: Mask


def sums_of(
    counts: Floats, wholes: Floats, narrower: dict[int, tuple[int, ...]] | None = None, areas: int | None = None
) -> list[Sum]:
    """Find which categories add up, in every area, to the whole or to another category.

    Parameters
    ----------
    counts
        People by area and category, shape (areas, categories).
    wholes
        All people of each area, shape (areas,).
    narrower
        For a category, the categories that its name says are parts of it; they are tried by themselves. In families
        of up to ``SEARCHED`` categories every set is tried.
    areas
        How many of the areas, from the first, a sum must hold in where names say that it may. Sets that are only
        looked for must hold in all: with few areas many would add up by luck.
    """
    narrower = narrower or {}
    children = {part for parts in narrower.values() for part in parts}
    widest = [place for place in range(counts.shape[1]) if place not in children]
    searched = {
        parts
        for group in (range(counts.shape[1]), widest)
        if len(group) <= SEARCHED
        for size in range(2, len(group) + 1)
        for parts in combinations(group, size)
    }
    totals = np.column_stack([counts, wholes])
    named = {tuple(widest), *narrower.values()}
    found = [each for parts in sorted(named) for each in _adding_up(totals[:areas], parts)]
    found += [each for parts in sorted(searched - named) for each in _adding_up(totals, parts)]
    return _fullest(found, np.asarray(counts.any(axis=0), dtype=np.bool_))


def suppress_family(
    counts: Floats, hidden: HiddenFamily, sums: list[Sum], *, together: bool, cut: bool = False
) -> HiddenFamily:
    """Hide more counts until none that is hidden follows from those shown by adding and subtracting.

    Parameters
    ----------
    counts
        People by area and category, shape (areas, categories).
    hidden
        What is hidden already.
    sums
        Which categories add up, as from `sums_of`; wholes are taken as known.
    together
        Whether the areas' counts add up to a total that is shown beside them.
    cut
        Whether a boundary cuts areas: then a category is shown for all areas or for none.
    """
    inside, total = hidden.inside.copy(), hidden.total.copy()
    sums = _of_people(sums, np.asarray(counts.any(axis=0), dtype=np.bool_))
    for each in sums:
        for area in range(len(counts)):
            inside[area] |= _within(counts[area], each)
    while True:
        if cut:
            inside |= inside.any(axis=0)
        state = np.vstack([inside, total])
        if state.sum() > AUDITED:
            inside[:] = True
            return HiddenFamily(inside, total)
        fixed = fixed_counts(state, sums, together=together)
        if not fixed.any():
            return HiddenFamily(inside, total)
        rows = np.vstack([counts, counts.sum(axis=0)])
        for row, category in np.argwhere(fixed):
            further = _one_more(rows, state, sums, (int(row), int(category)))
            if further is None:
                return HiddenFamily(np.ones_like(inside), np.ones_like(total))
            state[further] = True
        inside, total = state[:-1].copy(), state[-1].copy()


def fixed_counts(hidden: Mask, sums: list[Sum], *, together: bool) -> Mask:
    """Say which hidden counts follow from those shown.

    Parameters
    ----------
    hidden
        Shape (areas + 1, categories); the last row is the total of the areas.
    sums
        Which categories add up.
    together
        Whether the last row is the sum of the others.
    """
    place = np.full(hidden.shape, -1)
    place[hidden] = np.arange(hidden.sum())
    equations = [row for row in _equations(place, sums, together=together) if row]
    fixed = np.zeros_like(hidden)
    if not equations:
        return fixed
    matrix = np.zeros((len(equations), int(hidden.sum())))
    for number, row in enumerate(equations):
        for variable, sign in row:
            matrix[number, variable] += sign
    # What the equations fix is where the projection on their row space is one.
    _, sizes, directions = np.linalg.svd(matrix, full_matrices=False)
    basis = directions[sizes > NOTHING * max(matrix.shape)]
    fixed[hidden] = (basis**2).sum(axis=0) > 1 - 1e-7
    return fixed


def _adding_up(totals: Floats, parts: tuple[int, ...]) -> list[Sum]:
    """Return what some categories add up to; the last column of ``totals`` is the whole."""
    added = totals[:, parts].sum(axis=1)
    if len(parts) < 2 or not added.any():
        return []
    same = np.isclose(totals, added[:, None], rtol=0, atol=NOTHING).all(axis=0)
    hits = [int(place) for place in np.flatnonzero(same) if place not in parts]
    return [Sum(WHOLE if place == totals.shape[1] - 1 else place, parts) for place in hits]


def _fullest(sums: list[Sum], lived_in: Mask) -> list[Sum]:
    """Keep of sums that differ only by categories that nobody is in the one with most of them."""
    kept: dict[tuple[int, frozenset[int]], Sum] = {}
    for each in sums:
        people = frozenset(part for part in each.parts if lived_in[part])
        before = kept.get((each.total, people))
        if before is None or len(each.parts) > len(before.parts):
            kept[each.total, people] = each
    return list(kept.values())


def _of_people(sums: list[Sum], lived_in: Mask) -> list[Sum]:
    """Leave categories that nobody is in out of the sums: a nought that everybody knows covers nothing."""
    kept = [Sum(each.total, tuple(part for part in each.parts if lived_in[part])) for each in sums]
    return [each for each in kept if each.parts]


def _within(row: Floats, each: Sum) -> Mask:
    """Hide among the parts of one sum in one area."""
    hidden = np.zeros(row.shape, dtype=np.bool_)
    found = suppress_parts(row[list(each.parts)])
    hidden[list(each.parts)] = found.hidden
    if found.total_hidden and each.total != WHOLE:
        hidden[each.total] = True
    return hidden


def _equations(
    place: np.ndarray[tuple[int, ...], np.dtype[np.int64]], sums: list[Sum], *, together: bool
) -> list[list[tuple[int, float]]]:
    """Return each sum over the hidden counts, as pairs of variable and sign."""
    equations = []
    for row in place:
        for each in sums:
            terms = [(int(row[part]), 1.0) for part in each.parts if row[part] >= 0]
            if each.total != WHOLE and row[each.total] >= 0:
                terms.append((int(row[each.total]), -1.0))
            equations.append(terms)
    if together:
        for column in place.T:
            signs = [*[1.0] * (len(column) - 1), -1.0]
            equations.append([(int(at), sign) for at, sign in zip(column, signs, strict=True) if at >= 0])
    return equations


def _one_more(rows: Floats, state: Mask, sums: list[Sum], fixed: tuple[int, int]) -> tuple[int, int] | None:
    """Return the count to hide next: the smallest shown one in a sum with the fixed one, of small areas first."""
    row, category = fixed
    beside = {part for each in sums if category in (*each.parts, each.total) for part in (*each.parts, each.total)}
    same_row = [(row, part) for part in beside - {WHOLE} if not state[row, part]]
    same_column = [(area, category) for area in range(len(rows)) if not state[area, category]]
    choices = [*same_row, *same_column]
    last = len(rows) - 1
    return min(choices, key=lambda at: (at[0] == last, rows[at] == 0, rows[at], at), default=None)
