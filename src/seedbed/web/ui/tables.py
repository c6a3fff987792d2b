"""Tables as pages show them: what a view hands to ``ui/components/table.html``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


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
    """

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    narrow: bool = False

    @property
    def lines(self) -> list[list[ShownCell]]:
        """The rows as the template writes them."""
        return [[self._shown(cell, place) for place, cell in enumerate(row)] for row in self.rows]

    def _shown(self, cell: Cell, place: int) -> ShownCell:
        text, address = (cell.text, cell.address) if isinstance(cell, LinkTo) else (cell, "")
        return ShownCell(text, address, self.columns[place].numeric, heads=place == 0)
