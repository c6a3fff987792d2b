"""Examples as small ASCII tables: run as tests, printed as the methods manual.

A spec module has a ``title``, a ``part`` of the manual and a docstring that states the method, its formula and its
source. Each of its examples is a function under ``@example(table)``: it is given the table's columns and returns the
columns it computed, which must equal those worked out by hand in the table. A module of examples reads like a page, and
it is one: ``python -m manual`` prints it.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Columns = dict[str, Column]
Method = Callable[[Columns], Mapping[str, Any]]

ROUNDING = 5e-10


@dataclass(frozen=True)
class Example:
    """One worked example.

    Parameters
    ----------
    heading
        First line of the function's docstring.
    text
        The rest of it: the arithmetic by hand.
    table
        The ASCII table, inputs and answers.
    within
        How far an answer may lie from the table's, absolute.
    code
        The lines that compute the answers.
    """

    heading: str
    text: str
    table: str
    within: float
    code: str


def columns(table: str) -> Columns:
    """Return the columns of an ASCII table by their name.

    A column of numbers becomes an array of floats, an empty cell in it NaN; any other an array of text.

    Raises
    ------
    ValueError
        A row has more or fewer cells than the heading, or the table has no rows.
    """
    rows = [_cells(line) for line in table.strip().splitlines() if set(line.strip()) - set("|-: ")]
    heading, body = rows[0], rows[1:]
    if not body:
        raise ValueError("The table has no rows.")
    for row in body:
        if len(row) != len(heading):
            raise ValueError(f"The row {row} does not fit the heading {heading}.")
    return {name: _column([row[place] for row in body]) for place, name in enumerate(heading)}


def example(table: str, within: float = ROUNDING) -> Callable[[Method], Callable[[], None]]:
    """Make a test of a function that computes columns of this table.

    Parameters
    ----------
    table
        The ASCII table; the columns that the function returns are the answers, the others its inputs.
    within
        How far an answer may lie from the table's, absolute: half a unit of the last decimal printed.
    """

    def make(method: Method) -> Callable[[], None]:
        def test() -> None:
            given = columns(table)
            compare(method({name: column.copy() for name, column in given.items()}), given, within)

        test.__name__, test.__doc__, test.__module__ = method.__name__, method.__doc__, method.__module__
        vars(test)["example"] = _example(method, table, within)
        return test

    return make


def compare(answers: Mapping[str, Any], table: Columns, within: float = ROUNDING) -> None:
    """Check computed columns against those of a table; NaN stands for an empty cell.

    Raises
    ------
    AssertionError
        An answer differs, there is none, or one is not a column of the table.
    """
    assert answers, "The example computes no column."
    unknown = set(answers) - set(table)
    assert not unknown, f"Not in the table: {sorted(unknown)}."
    for name, answer in answers.items():
        expected = table[name]
        if expected.dtype.kind == "f":
            np.testing.assert_allclose(np.asarray(answer, dtype=float), expected, rtol=0, atol=within, err_msg=name)
        else:
            assert [str(cell) for cell in answer] == expected.tolist(), name


def markdown(table: str) -> str:
    """Return an ASCII table as a Markdown table."""
    rows = [_cells(line) for line in table.strip().splitlines() if set(line.strip()) - set("|-: ")]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + "---|" * len(rows[0]), *lines[1:]])


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _column(cells: list[str]) -> Column:
    try:
        return np.array([float(cell) if cell else np.nan for cell in cells])
    except ValueError:
        return np.array(cells, dtype=np.str_)


def _example(method: Method, table: str, within: float) -> Example:
    words = inspect.cleandoc(method.__doc__ or "")
    heading, _, text = words.partition("\n")
    return Example(heading.strip().rstrip("."), text.strip("\n"), table, within, _body(method))


def _body(method: Method) -> str:
    """Return the source of a function below its docstring."""
    source = textwrap.dedent(inspect.getsource(method))
    function = ast.parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    first = function.body[1] if ast.get_docstring(function) else function.body[0]
    return textwrap.dedent("\n".join(source.splitlines()[first.lineno - 1 : function.end_lineno]))
