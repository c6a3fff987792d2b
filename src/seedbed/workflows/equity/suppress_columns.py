"""Columns that are hardly categories: shown beside hidden counts, they could give them away.

A share of 10% beside a share of 90% and a count of 18 tells that the hidden count is 2. The attack knows categories
and counts only, so such a column has to be kept out before it. No cell is ever told in an error.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from seedbed.analysis.equity.disclosure.releases import is_total
from seedbed.formats.data_table_file import bad_table

HIDDEN_MARKS = frozenset(
    {"", "hidden", "suppressed", "c", "[c]", "(c)", "x", "[x]", "*", "**", "..", ":", "s", "nan", "na"}
)
"""What publishers put in place of a count that they hide."""
_SHARES = frozenset({"%", "pct", "percent", "percentage", "per", "rate", "share", "proportion", "prop", "ratio"})
_SIGNS = "<>=≤≥~£$€"

Columns = Mapping[str, Sequence[str]]


def refuse_figures(path: Path, columns: Columns, named: Collection[str], next_step: str) -> None:
    """Refuse a table if a column that nobody named as a category may tell hidden counts.

    Parameters
    ----------
    path
        The file, for the error.
    columns
        Cells of each column that would be a category, by its name.
    named
        Columns that somebody did name: those are not looked at.
    next_step
        What to do about it.

    Raises
    ------
    BadInputError
        A column looks like figures; names the first.
    """
    # The most varied first: figures tell rows apart as well, and make true codes look needless.
    for name, cells in sorted(columns.items(), key=lambda column: -len(set(column[1]))):
        distinct = {cell for cell in set(cells) if not _says_nothing(cell)}
        why = _why_figures(name, distinct, columns) if distinct and all(map(_is_number, distinct)) else ""
        if why and name not in named:
            raise bad_table(path, f"column '{name}' {why}: shown as a category, it may tell hidden counts", next_step)


def _why_figures(name: str, distinct: Collection[str], columns: Columns) -> str:
    if any("%" in cell for cell in distinct):
        return "looks like per cent"
    if any(mark in cell for cell in distinct for mark in ".,"):
        return "looks like figures"
    if _SHARES & set(re.split(r"[_\W]+", name.casefold().replace("%", " pct "))):
        return "is named like a share or a rate and holds numbers"
    if _tells_nothing_apart(name, columns):
        return "holds numbers that are not needed to tell rows apart"
    return ""


def _says_nothing(cell: str) -> bool:
    return cell.casefold() in HIDDEN_MARKS or is_total(cell)


def _is_number(cell: str) -> bool:
    bare = cell.strip(_SIGNS + "% ").replace(",", "").replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    try:
        return not math.isnan(float(bare))
    except ValueError:
        return False


def _tells_nothing_apart(name: str, columns: Columns) -> bool:
    """Say whether rows are told apart without whole numbers that are not the codes of another column either."""
    inner = [row for row in zip(*columns.values(), strict=True) if not any(map(is_total, row))]
    place = list(columns).index(name)
    if len({row[place] for row in inner}) < 2 or len(columns) < 2:
        return False
    if len({row[:place] + row[place + 1 :] for row in inner}) < len(inner):
        return False
    for other in range(len(columns)):
        kinds = len({row[other] for row in inner})
        if other != place and kinds < len(inner) and len({(row[other], row[place]) for row in inner}) == kinds:
            return False
    return True
