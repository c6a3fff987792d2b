"""What assets offer, for floating catchments: one each, their capacity, hours, both, or a column of their file."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.opening import hours_a_week
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError
from seedbed.formats.data_table_headings import plain_heading

ONE_EACH, CAPACITY, HOURS, PEOPLE_HOURS = "one", "capacity", "hours", "people_hours"
USUAL_HOURS = 40.0
"""Hours a week where no asset says its own."""


def supply_of(assets: Sequence[Listing], column: str) -> tuple[Floats, list[str]]:
    """Return what each asset offers, and what was assumed, as notes.

    Parameters
    ----------
    column
        "one" (each counts alike), "capacity" (people at once), "hours" (a week), "people_hours" (the one times the
        other), or a heading of the file. An asset that does not say its capacity or hours counts as the middle (the
        median) of those that do.

    Raises
    ------
    BadInputError
        If an asset has no such number in its file: names it.
    """
    name = plain_heading(column)
    if name == ONE_EACH:
        return np.ones(len(assets)), []
    if name not in {CAPACITY, HOURS, PEOPLE_HOURS}:
        return np.array([_of_column(asset, column) for asset in assets], np.float64), []
    offered = np.ones(len(assets))
    notes: list[str] = []
    if name != HOURS:
        amounts, told = _assumed(assets, lambda asset: asset.capacity, 1.0, "people at once")
        offered, notes = offered * amounts, notes + told
    if name != CAPACITY:
        amounts, told = _assumed(assets, lambda asset: hours_a_week(asset.opening), USUAL_HOURS, "hours a week")
        offered, notes = offered * amounts, notes + told
    return offered, notes


def _assumed(
    assets: Sequence[Listing], of: Callable[[Listing], float | None], without: float, what: str
) -> tuple[Floats, list[str]]:
    """Return what assets say, the median where they do not, and a note on how many these are."""
    said = np.array([np.nan if (value := of(asset)) is None else value for asset in assets], np.float64)
    known = np.isfinite(said)
    usual = float(np.median(said[known])) if known.any() else without
    many = int((~known).sum())
    note = f"{many:,} of {len(assets):,} assets do not say how many {what}: {usual:g} was taken for each of these."
    return np.where(known, said, usual), [note] if many else []


def _of_column(asset: Listing, column: str) -> float:
    own = {plain_heading(str(key)): cell for key, cell in asset.extra.items()}
    value = own.get(plain_heading(column))
    try:
        number = float(str(value).replace(",", ""))
    except ValueError:
        number = math.nan
    if not (math.isfinite(number) and number >= 0):
        raise BadInputError(
            "The supply cannot be told.",
            f"{asset.name or asset.identifier} has no number of 0 or more in '{column}' (it is {value!r}).",
            "Give the number for every asset that is counted, or --supply one to count each alike.",
        )
    return number
