"""Tables of counts for ``seedbed equity suppress``: categories, counts, margins, marks for what is hidden.

No count is ever told in an error: these tables hold what must not be shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from seedbed.analysis.equity.disclosure.releases import Published, is_total, published_table, row_keys
from seedbed.analysis.equity.disclosure.tables import ADDS_UP, Release, cross_table, label
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.data_table import Wanted, plain_heading, read_data_table
from seedbed.formats.data_table_file import bad_table
from seedbed.formats.data_table_files import open_table
from seedbed.workflows.equity.suppress_columns import HIDDEN_MARKS, refuse_figures

MOST_PEOPLE = 1e12
NAME_THEM = "Name the columns of categories with --by, such as --by ward --by sex; the others are left out."
OWN = frozenset({"count", "hidden", "attack_low", "attack_high", "unsafe"})
MOST_ROWS = 2_000_000


@dataclass(frozen=True)
class CountTable:
    """A table of counts as it stands in a file.

    Parameters
    ----------
    path
        The file.
    columns
        Category of each row, by column.
    counts
        NaN where hidden or empty, shape (rows,).
    wholes
        Denominators, NaN where there is none.
    within
        For each column with levels, what each category lies within.
    unused
        Columns of the file that were not read.
    """

    path: Path
    columns: dict[str, list[str]]
    counts: Floats
    wholes: Floats
    within: dict[str, dict[str, str]]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """How a table is to be read.

    Parameters
    ----------
    by
        Columns of categories; without any, all but the count and the denominator, if none looks like figures.
    count, denominator
        Names of those columns.
    within
        "ward=district": wards lie within districts, both columns of the table.
    left_out
        Columns that are no categories, if the table has them.
    next_step
        What to do about a column that looks like figures.
    """

    by: tuple[str, ...] = ()
    count: str = "count"
    denominator: str | None = None
    within: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    next_step: str = NAME_THEM


def read_counts(path: Path, asked: Asked) -> CountTable:
    """Read a table of counts.

    Parameters
    ----------
    path
        The file; a column with the count and one for each category.
    asked
        Which columns those are.

    Raises
    ------
    BadInputError
        If the file cannot be read or lacks a column, a category is empty, a count is not a number of 0 or more, or,
        where no categories were named, a column looks like figures.
    UsageError
        If a column cannot be used as asked.
    """
    own = {plain_heading(heading): heading for heading in open_table(path).headings if heading}
    levels = [each for each in map(_level, asked.within) if set(each) <= set(own)]
    others = {plain_heading(name) for name in (asked.count, asked.denominator, *asked.left_out) if name}
    others |= {high for _, high in levels}
    chosen = [plain_heading(name) for name in asked.by] or [name for name in own if name not in others]
    _refuse_names(path, chosen)
    numbers = [name for name in (asked.count, asked.denominator) if name]
    names = list(dict.fromkeys([*chosen, *(name for level in levels for name in level)]))
    table = read_data_table(path, [Wanted(name, "text") for name in (*names, *numbers)])
    if table.rows > MOST_ROWS:
        raise bad_table(path, f"it has {table.rows:,} rows", "Add the counts up by category first.")
    texts = {name: [text.strip() for text in table.texts(name)] for name in names}
    rows = [table.row(place) for place in range(table.rows)]
    columns = {own.get(name, name): texts[name] for name in chosen}
    if not asked.by:
        refuse_figures(path, columns, {own[lower] for lower, _ in levels}, asked.next_step)
    _refuse_empty(path, texts, rows)
    _name_totals_of_levels(texts, levels)
    found = [_numbers(path, name, table.texts(name), rows) for name in numbers]
    within = _within(path, texts, levels)
    return CountTable(
        path,
        {own.get(name, name): texts[name] for name in chosen},
        found[0],
        found[1] if asked.denominator else np.full(table.rows, np.nan),
        {own.get(name, name): tree for name, tree in within.items()},
        tuple(heading for name, heading in own.items() if name not in {*names, *others}),
    )


def true_release(table: CountTable) -> Release:
    """Return the release of a table of true counts; rows that say Total are checked against the sums.

    Raises
    ------
    BadInputError
        A count is missing, a combination is given twice, or a total is not the sum of its parts.
    """
    if np.isnan(table.counts).any():
        raise bad_table(
            table.path,
            f"{int(np.isnan(table.counts).sum()):,} rows have no count",
            "Give every true count, or attack the table as it is with --audit-only.",
        )
    keys = row_keys(table.columns)
    inner = [row for row, key in enumerate(keys) if len(key) == len(table.columns) and not _is_above(key, table.within)]
    if not inner:
        raise bad_table(table.path, "it holds only totals", "Give the rows that the totals are made of.")
    columns = {name: [cells[row] for row in inner] for name, cells in table.columns.items()}
    wholes = None if np.isnan(table.wholes).all() else table.wholes[inner]
    _refuse_impossible(table, inner)
    made = cross_table(columns, table.counts[inner], table.within, wholes)
    places = made.places()
    for row, key in enumerate(keys):
        at = places.get(key)
        if at is None or abs(made.counts[at] - table.counts[row]) > ADDS_UP * max(made.counts[at], 1):
            raise bad_table(
                table.path,
                f"the total '{label(key)}' is not the sum of its parts",
                "Correct it, or leave totals out: they are worked out here.",
            )
    return made


def as_published(table: CountTable) -> Published:
    """Return a table as published: an empty count is hidden, a margin without a row was not given."""
    try:
        return published_table(table.columns, table.counts, table.within)
    except BadInputError as error:
        raise bad_table(table.path, f"{error.what} {error.why}", error.next_step) from error


def _is_above(key: tuple[tuple[str, str], ...], within: Mapping[str, Mapping[str, str]]) -> bool:
    return any(place in within[name].values() for name, place in key if name in within)


def _refuse_names(path: Path, chosen: Sequence[str]) -> None:
    if not chosen:
        raise bad_table(path, "it has no column of categories", "Give a column for each category, such as area.")
    clash = OWN & set(chosen)
    if clash:
        raise UsageError(
            "A column cannot be used.",
            f"'{min(clash)}' is a name of the answer's own.",
            "Rename it, or choose by --by.",
        )


def _name_totals_of_levels(texts: dict[str, list[str]], levels: Sequence[tuple[str, str]]) -> None:
    """Give a row that says Total of its wards, but names a district, the district's name."""
    for lower, upper in levels:
        pairs = zip(texts[lower], texts[upper], strict=True)
        texts[lower] = [above if is_total(here) and not is_total(above) else here for here, above in pairs]


def _level(text: str) -> tuple[str, str]:
    lower, found, upper = text.partition("=")
    if not (found and lower.strip() and upper.strip()):
        raise UsageError(
            f"'{text}' names no levels.", "Levels are written lower=higher.", "Write --within ward=district."
        )
    return plain_heading(lower), plain_heading(upper)


def _within(path: Path, texts: Mapping[str, list[str]], pairs: Sequence[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Return for each column what its categories lie within, chains of levels joined to the lowest column."""
    made: dict[str, dict[str, str]] = {}
    lowest = {upper: lower for lower, upper in pairs}
    for lower, upper in pairs:
        base = lower
        while base in lowest:
            base = lowest[base]
        parents = made.setdefault(base, {})
        for here, above in zip(texts[lower], texts[upper], strict=True):
            if is_total(here) or is_total(above) or here == above:
                continue
            if parents.setdefault(here, above) != above:
                raise bad_table(path, f"'{here}' lies within two of '{upper}'", "Levels must nest.")
    return made


def _refuse_empty(path: Path, texts: Mapping[str, list[str]], rows: Sequence[int]) -> None:
    for name, cells in texts.items():
        if "" in cells:
            raise bad_table(path, f"row {rows[cells.index('')]}, column '{name}' is empty", "Name the category.")


def _numbers(path: Path, name: str, cells: Sequence[str], rows: Sequence[int]) -> Floats:
    """Return counts, NaN for marks of hiding; an error tells the row, never the cell."""
    made = np.full(len(cells), np.nan)
    for place, cell in enumerate(cells):
        bare = cell.strip()
        if bare.casefold() in HIDDEN_MARKS:
            continue
        try:
            made[place] = float(bare)
        except ValueError:
            told = f"row {rows[place]}, column '{name}' is not a number"
            raise bad_table(path, told, "Write it plainly, like 1234; leave it empty where it is hidden.") from None
        if not 0 <= made[place] <= MOST_PEOPLE:
            told = f"row {rows[place]}, column '{name}' is not a count of 0 or more that there can be"
            raise bad_table(path, told, "Counts of people are 0 or more.")
    return made


def _refuse_impossible(table: CountTable, inner: Sequence[int]) -> None:
    over = table.counts[inner] > table.wholes[inner] * (1 + ADDS_UP)
    if over.any():
        row = int(np.flatnonzero(over)[0])
        cells = {name: values[inner[row]] for name, values in table.columns.items()}
        raise bad_table(
            table.path,
            f"in {', '.join(f'{name} {cell}' for name, cell in cells.items())} the count exceeds its denominator",
            "Correct one of them.",
        )
