"""A table whose heading has been read, whichever kind of file it came in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seedbed.errors import BadInputError

if TYPE_CHECKING:
    import polars as pl

MOST_ROWS = 100_000_000
AGAIN = "Save the table again as CSV (UTF-8), then run the command again."
NO_ROWS = "Give a table with a heading and at least one row."


@dataclass(frozen=True)
class TableFile:
    """A table whose heading has been read.

    Parameters
    ----------
    headings
        Name of each column, in order.
    first_row
        Row of the first values as people count them in a spreadsheet.
    read
        Gives the columns at some places, in that order; those at the second list's places hold numbers.
    """

    headings: list[str]
    first_row: int
    read: Callable[[Sequence[int], Sequence[int]], list[pl.Series]]


def bad_table(path: Path, why: str, next_step: str = AGAIN) -> BadInputError:
    """Return the error for a table that cannot be used."""
    return BadInputError("The table cannot be used.", f"{path}: {why.rstrip('.')}.", next_step)
