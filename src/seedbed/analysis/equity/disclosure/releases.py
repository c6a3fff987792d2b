"""Releases laid side by side: what was published before, tables that share margins, groups that overlap.

Cells of the same name are the same cell wherever they stand. So an attack on several releases is an attack on one: a
cell is known if any of them shows it, and all sums of all of them hold.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_counts
from seedbed.analysis.equity.disclosure.attack import ROUNDING, Intervals, Mask, attack
from seedbed.analysis.equity.disclosure.tables import TOTAL, Key, Release, cross_table, label, link, with_counts
from seedbed.analysis.equity.suppression import DECIMALS, DEFAULT_MINIMUM, checked_minimum
from seedbed.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Published:
    """What was published.

    Parameters
    ----------
    release
        Its cells; NaN where no count was shown.
    hidden
        Cells of which the publication says that they are hidden, shape (cells,); others without a count, such as a
        margin that was left out, were merely not given.
    """

    release: Release
    hidden: Mask


@dataclass(frozen=True, slots=True)
class Audit:
    """What an attack on published numbers found, without knowing the truth.

    Parameters
    ----------
    hidden
        Cells that are not published, shape (cells,).
    found
        What an attacker knows of each cell.
    recovered
        Hidden cells that the attacker knows exactly.
    unsafe
        Cells that give too much away: small counts that are shown, and hidden cells that may be small of which the
        attacker knows that they are, or has fewer values left than the minimum.
    """

    hidden: Mask
    found: Intervals
    recovered: Mask
    unsafe: Mask

    @property
    def passed(self) -> bool:
        """Whether nothing unsafe was found."""
        return not self.unsafe.any()


@dataclass(frozen=True, slots=True)
class Remembered:
    """A release joined with what was published before.

    Parameters
    ----------
    release
        All cells of both.
    shown
        Cells that are public already, shape (cells,).
    withheld
        Cells that were hidden then, or stand in the earlier publications only; they stay hidden.
    """

    release: Release
    shown: Mask
    withheld: Mask


def published_table(
    columns: Mapping[str, Sequence[str]],
    counts: ArrayLike,
    within: Mapping[str, Mapping[str, str]] | None = None,
) -> Published:
    """Return a table as published: margins are rows that say Total, a hidden count is missing (NaN).

    A combination without a row is a known nought; a margin without a row was not published.

    Parameters
    ----------
    columns
        For each column, the category of each row, "Total" where it is summed over.
    counts
        Published counts, shape (rows,).
    within
        As for `cross_table`.

    Raises
    ------
    BadInputError
        A combination stands in two rows, a count is negative, or the table has nothing but totals.
    """
    numbers = as_counts(counts, "count")
    keys = row_keys(columns)
    above = {name: set(tree.values()) for name, tree in (within or {}).items()}
    inner = [
        row
        for row, key in enumerate(keys)
        if len(key) == len(columns) and not any(place in above.get(name, ()) for name, place in key)
    ]
    if not inner:
        raise BadInputError("The table holds only totals.", "No row has a category in every column.", "Add its rows.")
    cells = {name: [values[row] for row in inner] for name, values in columns.items()}
    frame = cross_table(cells, np.zeros(len(inner)), within)
    given = dict(zip(keys, numbers.tolist(), strict=True))
    if len(given) < len(keys):
        raise BadInputError("A combination of categories stands in two rows.", _repeated(keys), "Keep one of them.")
    unknown = set(given) - set(frame.keys)
    if unknown:
        raise BadInputError("A total has no parts.", f"'{label(min(unknown))}' has no rows below it.", "Add them.")
    named: dict[Hashable, float] = {key: float(count) for key, count in given.items()}
    shown = np.array([named.get(key, np.nan) for key in frame.keys], dtype=np.float64)
    hidden = np.array([key in named for key in frame.keys], dtype=np.bool_) & np.isnan(shown)
    return Published(with_counts(frame, shown), hidden)


def row_keys(columns: Mapping[str, Sequence[str]]) -> list[Key]:
    """Return the name of each row's cell."""
    names = list(columns)
    rows = zip(*columns.values(), strict=True)
    return [
        tuple(sorted((name, place) for name, place in zip(names, row, strict=True) if not is_total(place)))
        for row in rows
    ]


def is_total(category: str) -> bool:
    """Say whether a cell of a table stands for a sum over its column."""
    return category.strip().casefold() in {TOTAL.casefold(), "all"}


def audit(*published: Published, minimum: int = DEFAULT_MINIMUM, zeros: bool = False) -> Audit:
    """Attack several publications together.

    Parameters
    ----------
    published
        What was published: at different times, of tables that share margins, of groups that overlap.
    minimum
        The smallest count that may be known.
    zeros
        Whether noughts are small too.

    Raises
    ------
    BadInputError
        The publications contradict one another.
    """
    checked_minimum(minimum)
    together = link(*(each.release for each in published))
    hidden = ~np.isfinite(together.counts)
    found = attack(together, hidden)
    known = found.width < ROUNDING
    unsafe = too_much_is_known(found, minimum, zeros=zeros)
    return Audit(hidden, found, hidden & known, unsafe)


def too_much_is_known(found: Intervals, minimum: int, *, zeros: bool = False) -> Mask:
    """Return the cells that may be small and of which an attacker knows that they are, or has too few values left."""
    matters = (found.high > ROUNDING) | zeros
    too_much = (found.high < minimum - ROUNDING) | (found.values < minimum)
    return np.asarray(matters & (np.round(found.low, DECIMALS) < minimum) & too_much)


def remember(release: Release, earlier: Sequence[Published]) -> Remembered:
    """Join a release with earlier ones: what they show is known, what they hid stays hidden.

    Parameters
    ----------
    release
        What is to be published, with true counts.
    earlier
        What was published before.

    Raises
    ------
    BadInputError
        A cell was published with another count than it has now.
    """
    together = link(release, *(each.release for each in earlier))
    places = together.places()
    shown = np.zeros(together.size, dtype=np.bool_)
    withheld = np.arange(together.size) >= release.size
    for each in earlier:
        at = np.array([places[key] for key in each.release.keys], dtype=np.intp)
        shown[at] |= np.isfinite(each.release.counts)
        withheld[at] |= each.hidden
    return Remembered(together, shown, withheld & ~shown)


def _repeated(keys: Sequence[Key]) -> str:
    seen: set[Key] = set()
    for key in keys:
        if key in seen:
            return f"'{label(key)}' is given twice."
        seen.add(key)
    return ""
