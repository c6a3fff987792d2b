"""What of a table a person is shown: a column that says the same in every row is said once, below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from seedbed.reports.results.result import Cell, ResultTable


def as_shown(table: ResultTable) -> tuple[ResultTable, str]:
    """Return a table as people read it, and what is said once below it; files keep every column."""
    columns = list(zip(*table.rows, strict=True))
    if not columns:
        return table, ""
    alike = {
        heading: column[0]
        for heading, column in zip(table.headings, columns, strict=True)
        if heading in table.said_once and len(set(column)) == 1
    }
    left_out = {*alike, *table.in_files_only}
    kept = [place for place, heading in enumerate(table.headings) if heading not in left_out]
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    told = " ".join(f"{heading}: {cell}." for heading, cell in alike.items() if not _says_nothing(cell))
    return replace(table, headings=tuple(table.headings[place] for place in kept), rows=rows), told


def shown_tables(tables: Sequence[ResultTable]) -> list[tuple[ResultTable, str]]:
    """Return all tables as people read them, each with what is said below it."""
    return [as_shown(table) for table in tables]


def _says_nothing(cell: Cell) -> bool:
    """Say whether a cell is empty, or only says that the rows are not parted: "All rows", "All groups"."""
    return cell is None or cell == "" or str(cell).startswith("All ")
