"""Square tables of weights, as Mental Modeler and FCMapper write them: a row acts on the columns, from -1 to 1."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from seedbed.analysis.systems.types import SystemMap
from seedbed.formats.encodings import decoded
from seedbed.formats.systems.edge_list import as_said
from seedbed.formats.systems.fields import number_of, tidy
from seedbed.formats.systems.gathering import Gathering, bad_map
from seedbed.formats.systems.kumu import unique_labels
from seedbed.formats.systems.read_map import ReadMap
from seedbed.formats.tables import safe_cell

SQUARE = "Give one row and one column a factor, with the same names in the same order."
MOST = 5_000


def is_matrix(rows: Sequence[Sequence[str]]) -> bool:
    """Say whether the names above the columns are those before the rows."""
    heading = _names_above(rows[0]) if rows else []
    return bool(heading) and heading == [tidy(row[0]) if row else "" for row in rows[1 : len(heading) + 1]]


def _names_above(row: Sequence[str]) -> list[str]:
    names = [tidy(cell) for cell in row[1:]]
    while names and not names[-1]:
        names.pop()
    return names


def read_matrix(content: bytes, name: str) -> ReadMap:
    """Read a square table of weights.

    Raises
    ------
    BadInputError
        If it is not square.
    """
    return matrix_of(table_rows(decoded(content, name)[0], name), name)


def matrix_of(rows: Sequence[Sequence[str]], name: str) -> ReadMap:
    """Return the map of a square table.

    Raises
    ------
    BadInputError
        If it is not square.
    """
    if not is_matrix(rows):
        raise bad_map(name, "it is no square table: names of rows and columns differ", SQUARE)
    gathering = Gathering(name)
    names = [as_said(cell) for cell in rows[0][1:] if tidy(cell)]
    if len(names) > MOST:
        raise bad_map(name, f"it has more than {MOST:,} columns", "Give it as a table with one link a row.")
    for number, each in enumerate(names, 1):
        gathering.factor(f"column {number + 1}", each, each, {})
    for place, row in enumerate(rows[1 : len(names) + 1]):
        for column, cell in enumerate(row[1 : len(names) + 1]):
            _cell(gathering, (names[place], names[column]), f"row {place + 2}, column {column + 2}", cell.strip())
    return gathering.finished()


def _cell(gathering: Gathering, ends: tuple[str, str], where: str, cell: str) -> None:
    number = number_of(cell.replace("\u2212", "-"))
    if number is None and cell:
        gathering.refuse(where, f'"{cell[:40]}" is no number')
    elif number:
        gathering.link(where, "", *ends, {"weight": repr(number)})


def is_square(text: str, name: str) -> bool:
    """Say whether a CSV text is a square table; of one that is not, hardly more than the heading is read.

    Raises
    ------
    BadInputError
        If a row cannot be read.
    """
    rows = _rows(text, name)
    names = _names_above(next(rows, []))
    before = ((tidy(row[0]) if row else "") for row in rows)
    return bool(names) and all(name == next(before, None) for name in names)


def table_rows(text: str, name: str) -> list[list[str]]:
    """Return the rows of a CSV text that hold anything, whatever separates its cells.

    Raises
    ------
    BadInputError
        If a row cannot be read.
    """
    return list(_rows(text, name))


def _rows(text: str, name: str) -> Iterator[list[str]]:
    heading = text.split("\n", maxsplit=1)[0]
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=heading.count))
    try:
        yield from (row for row in lines if any(cell.strip() for cell in row))
    except csv.Error as error:
        raise bad_map(name, f"row {lines.line_num}: {error}") from error


def write_matrix(of: SystemMap) -> bytes:
    """Return the square table of a map; of parallel links one number, their sum held to -1 to 1."""
    names, place = unique_labels(of), of.place
    weights = [[0.0] * len(names) for _ in names]
    for link in of.links:
        row, column = place[link.cause], place[link.effect]
        weights[row][column] = max(-1.0, min(1.0, weights[row][column] + link.sign * link.size))
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(["", *(safe_cell(names[each.identifier]) for each in of.factors)])
    for factor, held in zip(of.factors, weights, strict=True):
        table.writerow([safe_cell(names[factor.identifier]), *map(_exactly, held)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _exactly(weight: float) -> str:
    """Return a weight as few digits as give the same number back."""
    short = f"{weight:g}"
    return short if float(short) == weight else repr(weight)
