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
MOST_CODES = 12
"""Whole numbers that differ more often than this are taken for figures, not for codes."""
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
        A column looks like figures, or differs on every row while another column repeats; names the first.
    """
    reasons = {name: _reason(name, columns) for name in columns if name not in named}
    # Figures first: beside them a true category may look odd as well.
    for figures in (True, False):
        for name, (is_figures, why) in reasons.items():
            if why and is_figures is figures:
                raise bad_table(
                    path, f"column '{name}' {why}: shown as a category, it may tell hidden counts", next_step
                )


def _reason(name: str, columns: Columns) -> tuple[bool, str]:
    """Return whether a column holds numbers, and why it cannot be a category; no reason where it can."""
    distinct = {cell for cell in set(columns[name]) if not _says_nothing(cell)}
    if distinct and all(map(_is_number, distinct)):
        return True, _why_figures(name, distinct, columns)
    if _differs_everywhere(name, columns) and _another_repeats(name, columns):
        return False, "is different on every row while another column repeats"
    return False, ""


def _why_figures(name: str, distinct: Collection[str], columns: Columns) -> str:
    if any("%" in cell for cell in distinct):
        return "looks like per cent"
    if any(mark in cell for cell in distinct for mark in ".,") or len(distinct) > MOST_CODES:
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


def _differs_everywhere(name: str, columns: Columns) -> bool:
    cells = [cell for cell in columns[name] if not _says_nothing(cell)]
    return len(cells) > 1 and len(set(cells)) == len(cells)


def _another_repeats(name: str, columns: Columns) -> bool:
    """Say whether another column repeats; one that never changes, as in a table of one ward, does not count."""
    others = ([cell for cell in cells if not is_total(cell)] for other, cells in columns.items() if other != name)
    return any(1 < len(set(cells)) < len(cells) for cells in others)


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
