"""Tables and pictures of results as pages show them: a table is what ``ui/components/table.html`` takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from seedbed.reports.results.result import ResultTable

TITLE = re.compile(r"<title[^>]*>([^<]*)</title>")


@dataclass(frozen=True, slots=True)
class Column:
    """One column; figures stand at the end of their cell."""

    title: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A cell that leads somewhere."""

    text: str
    address: str


Cell = str | int | float | LinkTo


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell as the template writes it."""

    text: str | int | float
    address: str
    numeric: bool
    heads: bool
    column: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its heading.

    Parameters
    ----------
    caption
        Says what is in it.
    columns
        Titles, or `Column` where a column holds figures.
    rows
        Cells, as many as there are columns; the first of each row heads it.
    narrow
        Whether rows stand close together.
    stacks
        Whether on a phone each row is a list of what its cells say, so that nobody scrolls sideways.
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    narrow: bool = False
    stacks: bool = False

    @property
    def lines(self) -> list[list[ShownCell]]:
        """The rows as the template writes them."""
        return [[self._shown(cell, place) for place, cell in enumerate(row)] for row in self.rows]

    def _shown(self, cell: Cell, place: int) -> ShownCell:
        text, address = (cell.text, cell.address) if isinstance(cell, LinkTo) else (cell, "")
        column = self.columns[place]
        return ShownCell(text, address, column.numeric, heads=place == 0, column=column.title)


def table_of(result: ResultTable, *, most: int | None = None, narrow: bool = False, stacks: bool = False) -> Table:
    """Return a table of a result as a page shows it.

    Parameters
    ----------
    most
        How many rows are shown; all where nothing is said.
    narrow, stacks
        As `Table` has them.
    """
    from seedbed.reports.results.files import column_decimals, holds_numbers, shown_cell

    decimals = column_decimals(result) if result.rows else []
    columns = [Column(title, numeric=holds_numbers(result, place)) for place, title in enumerate(result.headings)]
    rows = [[shown_cell(cell, place) for cell, place in zip(row, decimals, strict=True)] for row in result.rows[:most]]
    return Table(result.caption, columns, rows, narrow=narrow, stacks=stacks)


def titled(chart: str) -> tuple[str, SafeString]:
    """Return what a picture that the library drew is called, by its own title, and the picture."""
    found = TITLE.search(chart)
    # The library draws from numbers and from texts that it escapes.
    return unescape(found[1]) if found else "", mark_safe(chart)  # noqa: S308
