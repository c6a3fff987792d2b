"""What a command found, ready to be shown: sentences, charts beside their tables, and how it was worked out."""

from __future__ import annotations

from dataclasses import dataclass

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A table of results.

    Parameters
    ----------
    caption
        What it shows, of whom, in which unit.
    headings
        One a column; the first column names the row.
    rows
        Cells: numbers stay numbers, None is "not known".
    decimals
        Decimals that numbers which are not whole are shown with on a page; files keep all of them.
    said_once
        Headings of columns that people are told of once, below the table, where all their cells are equal.
    in_files_only
        Headings of columns that only files hold.
    """

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    decimals: int = 3
    said_once: tuple[str, ...] = ()
    in_files_only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """What a command found.

    Parameters
    ----------
    title
        What was asked: "Slope index of inequality".
    sentences
        What was found, in plain English, the most important first.
    tables
        The numbers; the first is what CSV holds.
    charts
        Pictures (SVG of our own making), each showing numbers of a table.
    paired
        Whether each chart belongs to the table of its place; else all charts stand before the tables.
    methods
        How it was worked out: methods by their full names with their sources, what the denominators are, how sure.
    notes
        What to be careful about.
    file
        Name of the file that was read.
    """

    title: str
    sentences: tuple[str, ...]
    tables: tuple[ResultTable, ...]
    charts: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    file: str = ""
    invented: bool = False
    paired: bool = True
