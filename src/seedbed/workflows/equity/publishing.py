"""``--publish``: leave out of an analyst's table what may not be published, before anything is worked out from it.

All figures of an answer are then functions of counts that may be shown, so that no rate, limit, ratio or average gives
a hidden one away. What may be shown is what the one guard says (`guard`), which takes the sum over all sets for known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.disclosure.guard import guard
from seedbed.analysis.equity.disclosure.releases import Published
from seedbed.analysis.equity.disclosure.tables import LARGEST, cross_table, sums
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.suppression import DEFAULT_MINIMUM
from seedbed.errors import BadInputError, NotAllowedError
from seedbed.formats.data_table import DataTable, Grouping

if TYPE_CHECKING:
    from seedbed.analysis.equity.disclosure.tables import Release

Mask = NDArray[np.bool_]
NAMED = 20
"""Sets that are named when they are left out."""


def small_sets(counts: Floats, most: Floats | None = None) -> Mask:
    """Return which sets may not be shown, shape (sets,).

    Parameters
    ----------
    counts
        People or events of each set, NaN where missing: nothing is shown of those, and nothing hidden.
    most
        People of each set among whom they were counted, where "all but two" tells as much as "two".

    Raises
    ------
    NotAllowedError
        The sum over all sets gives a small count away, whatever is hidden.
    """
    known = np.flatnonzero(np.isfinite(counts))
    if not known.size:
        return np.zeros(len(counts), dtype=np.bool_)
    names = {"set": [str(place) for place in known]}
    release = cross_table(names, counts[known], most=None if most is None else np.fmax(most, counts)[known])
    _refuse_size(release)
    made = guard(release, earlier=[_total_of(release)])
    places = release.places()
    hidden = np.zeros(len(counts), dtype=np.bool_)
    hidden[known] = made.hidden[[places[("set", name),] for name in names["set"]]]
    return hidden


def small_bands(counts: Floats, sets: Grouping, bands: Sequence[str]) -> Mask:
    """Return which sets may not be shown where a figure rests on each band of a set, shape (sets,).

    A set goes as a whole: from figures of all ages the counts of every band can be worked out.
    """
    known = np.flatnonzero(np.isfinite(counts))
    if not known.size:
        return np.zeros(len(sets.names), dtype=np.bool_)
    columns = {"set": [str(sets.index[row]) for row in known], "band": [bands[int(row)] for row in known]}
    release = cross_table(columns, counts[known])
    _refuse_size(release)
    made = guard(release)
    places = release.places()
    keys = [(("band", band), ("set", name)) for band, name in zip(columns["band"], columns["set"], strict=True)]
    hidden = np.zeros(len(sets.names), dtype=np.bool_)
    hidden[sets.index[known][made.hidden[[places[key] for key in keys]]]] = True
    return hidden


def shown_rows(table: DataTable, sets: Grouping, hidden: Mask) -> tuple[DataTable, list[str]]:
    """Return the rows that may be shown, and what to say of the others.

    Parameters
    ----------
    table, sets
        The table, and which set each row belongs to.
    hidden
        Sets that may not be shown, shape (sets,).

    Raises
    ------
    NotAllowedError
        None may be shown.
    """
    if not hidden.any():
        return table, []
    if hidden.all():
        raise NotAllowedError(
            "Nothing of this table can be published.",
            f"{table.path}: every set has a small count or would give one away.",
            "Add up years, ages or areas, or leave --publish out and keep the answer to yourself.",
        )
    rows = np.flatnonzero(~hidden[sets.index])
    numbers = np.array([table.row(int(row)) for row in rows], dtype=np.int64)
    columns = {name: cells[rows] for name, cells in table.columns.items()}
    gone = np.flatnonzero(hidden)
    named = ", ".join(sets.names[place] for place in gone[:NAMED])
    more = f" and {gone.size - NAMED:,} more" if gone.size > NAMED else ""
    told = (
        f"Left out for publication, {gone.size:,} of {hidden.size:,} sets, because their counts are small or would "
        f"give a small one away: {named}{more}. Every figure here is worked out from the other sets alone."
    )
    return replace(table, rows=rows.size, columns=columns, row_numbers=numbers), [told]


def _total_of(release: Release) -> Published:
    """Return the sum over all sets as known to everybody, unless it is small itself."""
    total = float(release.counts[release.places()[()]])
    known = sums({(): total} if total >= DEFAULT_MINIMUM else {}, {})
    return Published(known, np.zeros(known.size, dtype=np.bool_))


def _refuse_size(release: Release) -> None:
    if release.size > LARGEST:
        raise BadInputError(
            "The table has too many sets to guard.", f"With totals they are {release.size:,}.", "Split it."
        )
