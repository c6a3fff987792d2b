"""A release: cells with counts, tied together by sums.

Every table is a set of named cells and of equations between them: a margin is a cell that is the sum of others. Tables
that share a margin name the same cell, and so hang together; so do a town and its quarters, a table and what was
published of it last year, or two neighbourhoods that overlap.

Of the many sums that hold in a table only as many are kept as make all others follow: each total is written as the sum
along one column. With the deepest column first, a table of two columns, one of which may have larger areas above
smaller ones, is then a network, for which the attack is fastest (`network`).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from seedbed.analysis.equity.checks import as_counts
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError, UsageError

Mask = NDArray[np.bool_]
Places = NDArray[np.intp]
Key = tuple[tuple[str, str], ...]
"""Name of a cell of a table: its columns and categories, sorted by column; a column that is summed over is left out."""

TOTAL = "Total"
LARGEST = 200_000
"""Cells of one release; beyond it the attack would take hours."""
ADDS_UP = 1e-6
"""How far a published total may lie from the sum of its parts, as a share of it: apportioned counts carry rounding."""


@dataclass(frozen=True)
class Release:
    """Cells that are or may be published, and the sums that tie them together.

    Parameters
    ----------
    keys
        Name of each cell; the same name in two releases is the same cell.
    counts
        Count of each cell, 0 or more, shape (cells,); NaN where it is not known, as in a table that others published.
    equations
        Shape (equations, cells): ``equations @ counts == 0``; a row has -1 at the total and 1 at its parts.
    most
        The largest count that a cell can have, as far as everybody knows (its published denominator); infinite where
        nothing is known.
    """

    keys: tuple[Hashable, ...]
    counts: Floats
    equations: sparse.csr_array = field(repr=False)
    most: Floats = field(repr=False)

    @property
    def size(self) -> int:
        """Number of cells."""
        return len(self.keys)

    def places(self) -> dict[Hashable, int]:
        """Return the place of each name."""
        return {key: place for place, key in enumerate(self.keys)}


def cross_table(
    columns: Mapping[str, Sequence[str]],
    counts: ArrayLike,
    within: Mapping[str, Mapping[str, str]] | None = None,
    most: ArrayLike | None = None,
) -> Release:
    """Return the release of a table with all its margins.

    Parameters
    ----------
    columns
        For each column, the category of each row; a combination without a row is a known nought.
    counts
        People counted in each row, shape (rows,).
    within
        For a column with levels, what each category lies within: ``{"ward": {"A1": "A", "A2": "A"}}``. The larger
        ones get cells of their own.
    most
        People of each row among whom the count was taken, where these are published; shape (rows,).

    Raises
    ------
    BadInputError
        A count is missing, negative or infinite, a combination stands in two rows, or levels go in a circle.
    UsageError
        The table has too many cells.
    """
    numbers = as_counts(counts, "count")
    _refuse_missing(numbers)
    trees = [_Tree.of(name, cells, (within or {}).get(name, {})) for name, cells in columns.items()]
    trees.sort(key=lambda tree: -tree.depth)
    wholes = np.full(numbers.shape, np.inf) if most is None else as_counts(most, "denominator")
    wholes = np.where(np.isnan(wholes), np.inf, wholes)
    shape = tuple(len(tree.names) for tree in trees)
    _refuse_size(shape)
    codes = np.ravel_multi_index(tuple(tree.rows for tree in trees), shape) if trees else np.zeros(len(numbers), int)
    _refuse_repeated(codes)
    for place, tree in enumerate(trees):
        codes, numbers, wholes = _with_totals(codes, numbers, wholes, place, tree, shape)
    at = np.unravel_index(codes, shape) if trees else ()
    keys = tuple(_key(trees, row) for row in zip(*(each.tolist() for each in at), strict=True)) if trees else ((),)
    return Release(keys, numbers, _sums_along_first(codes, trees, shape), wholes)


def sums(
    counts: Mapping[Any, float],
    parts: Mapping[Any, Collection[Any]],
    most: Mapping[Any, float] | None = None,
) -> Release:
    """Return a release of any cells, some of which are sums of others.

    With it go groups of areas that overlap: each group is a cell, and the sum of its areas, which are cells too. What
    two groups give away when one is taken from the other is then part of the attack.

    Parameters
    ----------
    counts
        Count of each cell; a total that is left out is computed from its parts.
    parts
        For each total, the cells that it is the sum of.
    most
        For cells with a published denominator, that.

    Raises
    ------
    BadInputError
        A part has no count, a count is negative, or a total is not the sum of its parts.
    """
    known: dict[Hashable, float] = dict(counts)
    for total, members in parts.items():
        absent = [part for part in members if part not in known]
        if absent:
            raise _bad_cell(absent[0], "has no count, though it is part of a sum", "Give its count.")
        known.setdefault(total, float(np.sum([known[part] for part in members])))
    keys = tuple(known)
    places = {key: place for place, key in enumerate(keys)}
    rows = [[(places[total], -1.0), *((places[part], 1.0) for part in members)] for total, members in parts.items()]
    wholes = np.array([(most or {}).get(key, np.inf) for key in keys], dtype=np.float64)
    made = Release(keys, as_counts(list(known.values()), "count"), _matrix(rows, len(keys)), wholes)
    check_sums(made)
    return made


def link(*releases: Release) -> Release:
    """Return several releases as one; cells of the same name are the same cell.

    Raises
    ------
    BadInputError
        A cell has different counts in two of them.
    """
    places: dict[Hashable, int] = {}
    for release in releases:
        for key in release.keys:
            places.setdefault(key, len(places))
    counts, most = np.full(len(places), np.nan), np.full(len(places), np.inf)
    blocks = []
    for release in releases:
        at = np.array([places[key] for key in release.keys], dtype=np.intp)
        both = np.isfinite(counts[at]) & np.isfinite(release.counts)
        wrong = both & (np.abs(counts[at] - release.counts) > ADDS_UP * np.maximum(counts[at], 1))
        if wrong.any():
            key = max((release.keys[place] for place in np.flatnonzero(wrong)), key=lambda each: len(label(each)))
            raise _bad_cell(key, "has different counts in two tables", "Give tables of the same people.")
        counts[at] = np.where(np.isfinite(release.counts), release.counts, counts[at])
        most[at] = np.minimum(most[at], release.most)
        moved = release.equations.tocoo()
        blocks.append(sparse.coo_array((moved.data, (moved.row, at[moved.col])), (moved.shape[0], len(places))))
    return Release(tuple(places), counts, _without_repeats(sparse.csr_array(sparse.vstack(blocks))), most)


def check_sums(release: Release) -> None:
    """Refuse a release whose totals are not the sums of their parts.

    Raises
    ------
    BadInputError
        Naming the first total that is wrong; no count is told.
    """
    known = np.where(np.isfinite(release.counts), release.counts, 0.0)
    holes = abs(release.equations) @ np.isnan(release.counts).astype(float) > 0
    off = np.abs(release.equations @ known) > ADDS_UP * np.maximum(abs(release.equations) @ known, 1)
    if (off & ~holes).any():
        row = int(np.flatnonzero(off & ~holes)[0])
        ends = slice(release.equations.indptr[row], release.equations.indptr[row + 1])
        total = int(release.equations.indices[ends][release.equations.data[ends].argmin()])
        raise _bad_cell(release.keys[total], "is not the sum of its parts", "Correct the total or its parts.")


def with_counts(release: Release, counts: Floats) -> Release:
    """Return the release with other counts."""
    return replace(release, counts=counts)


def draw(key: Hashable, seed: int) -> float:
    """Return a number from 0 to 1 that belongs to the name of a cell and a seed, the same on every machine."""
    digest = blake2b(f"{seed}\n{label(key)}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") / 2**64


def label(key: Hashable) -> str:
    """Return the name of a cell as people read it: "area A, sex Total"."""
    if isinstance(key, tuple) and all(isinstance(pair, tuple) and len(pair) == 2 for pair in key):
        return ", ".join(f"{column} {category}" for column, category in key) or TOTAL
    return str(key)


@dataclass(frozen=True)
class _Tree:
    """The categories of one column, from the total down."""

    name: str
    names: tuple[str, ...]
    above: NDArray[np.intp]
    rows: NDArray[np.intp]
    depth: int

    @classmethod
    def of(cls, name: str, cells: Sequence[str], within: Mapping[str, str]) -> _Tree:
        """Order categories: the total is 0; each has the place of what it lies within."""
        found = dict.fromkeys(cells)
        number = {TOTAL: 0}
        parents: dict[str, str] = {}
        for each in [*found]:
            steps, here = 0, each
            while here not in parents and here != TOTAL:
                parents[here] = within.get(here) or TOTAL
                number.setdefault(here, len(number))
                here, steps = parents[here], steps + 1
                if steps > len(within) + 1:
                    raise BadInputError(
                        f"The levels of '{name}' go in a circle.", f"'{each}' lies within itself.", "Correct them."
                    )
        _refuse_mixed(name, found, parents)
        above = np.array([0, *(number[parents[each]] for each in list(number)[1:])], dtype=np.intp)
        rows = np.array([number[each] for each in cells], dtype=np.intp)
        depth, level = 1, above.copy()
        while level.any():
            depth, level = depth + 1, above[level]
            if depth > len(number):
                raise BadInputError(
                    f"The levels of '{name}' go in a circle.", "A category lies within itself.", "Mend."
                )
        return cls(name, tuple(number), above, rows, depth)


def _key(trees: Sequence[_Tree], at: tuple[int, ...]) -> Key:
    named = ((tree.name, tree.names[place]) for tree, place in zip(trees, at, strict=True) if place)
    return tuple(sorted(named))


def _with_totals(
    codes: NDArray[np.intp], counts: Floats, most: Floats, column: int, tree: _Tree, shape: tuple[int, ...]
) -> tuple[NDArray[np.intp], Floats, Floats]:
    """Add the cells of all levels above along one column."""
    all_codes, all_counts, all_most = [codes], [counts], [most]
    at, numbers, wholes = codes, counts, most
    while True:
        where = list(np.unravel_index(at, shape))
        lower = where[column] > 0
        if not lower.any():
            break
        where[column] = tree.above[where[column]]
        at, numbers, wholes = np.ravel_multi_index(tuple(where), shape)[lower], numbers[lower], wholes[lower]
        all_codes.append(at)
        all_counts.append(numbers)
        all_most.append(wholes)
    joined, place = np.unique(np.concatenate(all_codes).astype(np.intp), return_inverse=True)
    added = np.bincount(place, np.concatenate(all_counts), len(joined)).astype(np.float64)
    return joined, added, np.bincount(place, np.concatenate(all_most), len(joined)).astype(np.float64)


def _sums_along_first(codes: NDArray[np.intp], trees: Sequence[_Tree], shape: tuple[int, ...]) -> sparse.csr_array:
    """Write each total as the sum along the first column in which it is one."""
    rows, cells, signs = [], [], []
    where = np.unravel_index(codes, shape) if trees else ()
    inner = np.ones(len(codes), dtype=bool)  # along earlier columns
    made = 0
    for column, tree in enumerate(trees):
        parents = np.zeros(len(tree.names), dtype=bool)
        parents[tree.above[1:]] = True
        children = np.flatnonzero(inner & (where[column] > 0))
        up = list(where)
        up[column] = tree.above[where[column]]
        totals = np.searchsorted(codes, np.ravel_multi_index(tuple(up), shape)[children])
        heads, equation = np.unique(totals, return_inverse=True)
        rows += [made + equation, made + np.arange(len(heads))]
        cells += [children, heads]
        signs += [np.ones(len(children)), -np.ones(len(heads))]
        made += len(heads)
        inner &= ~parents[where[column]]
    if not made:
        return sparse.csr_array((0, len(codes)))
    entries = (np.concatenate(signs), (np.concatenate(rows), np.concatenate(cells)))
    return sparse.csr_array(sparse.coo_array(entries, (made, len(codes))))


def _matrix(rows: Sequence[Sequence[tuple[int, float]]], size: int) -> sparse.csr_array:
    data = [sign for row in rows for _, sign in row]
    cells = [place for row in rows for place, _ in row]
    lines = [number for number, row in enumerate(rows) for _ in row]
    return sparse.csr_array(sparse.coo_array((data, (lines, cells)), (len(rows), size)))


def _without_repeats(equations: sparse.csr_array) -> sparse.csr_array:
    """Leave out equations that two tables share."""
    equations.sort_indices()
    seen: set[bytes] = set()
    kept = []
    for row in range(equations.shape[0]):
        ends = slice(equations.indptr[row], equations.indptr[row + 1])
        name = equations.indices[ends].tobytes() + equations.data[ends].tobytes()
        if name not in seen:
            seen.add(name)
            kept.append(row)
    return sparse.csr_array(equations[kept])


def _bad_cell(key: Hashable, reason: str, next_step: str) -> BadInputError:
    return BadInputError("The counts do not fit together.", f"The cell '{label(key)}' {reason}.", next_step)


def _refuse_missing(counts: Floats) -> None:
    if np.isnan(counts).any():
        row = int(np.flatnonzero(np.isnan(counts))[0]) + 1
        raise BadInputError(
            "A count is missing.",
            f"Row {row} has none ({int(np.isnan(counts).sum())} such in all).",
            "Give every row its true count, 0 where there is nobody; what may be shown is decided here.",
        )


def _refuse_repeated(codes: NDArray[np.intp]) -> None:
    _, first, many = np.unique(codes, return_index=True, return_counts=True)
    if (many > 1).any():
        raise BadInputError(
            "A combination of categories stands in two rows.",
            f"Row {int(first[many > 1][0]) + 1} is given again further down.",
            "Add such rows up, or name the column that tells them apart.",
        )


def _refuse_size(shape: tuple[int, ...]) -> None:
    if np.prod([float(each) for each in shape]) > 2.0**62:
        raise UsageError(
            "The table has too many columns.", "Their categories cannot be combined.", "Use fewer columns."
        )


def _refuse_mixed(name: str, found: Mapping[str, None], parents: Mapping[str, str]) -> None:
    """Refuse rows for a category that other categories lie within: its count is their sum."""
    mixed = [each for each in found if each in set(parents.values())]
    if mixed:
        raise BadInputError(
            f"The column '{name}' mixes levels.",
            f"'{mixed[0]}' has rows of its own and others that lie within it.",
            "Leave its own rows out; the sums are worked out here.",
        )
