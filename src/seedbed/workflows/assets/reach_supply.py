"""What assets offer, for floating catchments: a column of their file, their capacity, or one each."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.opening import hours_a_week
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError
from seedbed.formats.data_table_headings import plain_heading

ONE_EACH, CAPACITY, HOURS = "one", "capacity", "hours"


def supply_of(assets: Sequence[Listing], column: str) -> Floats:
    """Return what each asset offers.

    Parameters
    ----------
    column
        "one" (each counts alike), "capacity", "hours" (a week), or a heading of the file.

    Raises
    ------
    BadInputError
        If an asset has no such number: names it.
    """
    return np.array([_of_one(asset, column) for asset in assets], np.float64)


def _of_one(asset: Listing, column: str) -> float:
    name = plain_heading(column)
    if name == ONE_EACH:
        return 1.0
    value: object = asset.capacity if name == CAPACITY else hours_a_week(asset.opening) if name == HOURS else None
    if value is None:
        own = {plain_heading(str(key)): cell for key, cell in asset.extra.items()}
        value = own.get(name)
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
