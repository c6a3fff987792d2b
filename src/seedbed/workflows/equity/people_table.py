"""Read tables of people, one row each, or of groups with a population: the input of concentration and spread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.design import Design, Indices, survey_design
from seedbed.errors import BadInputError
from seedbed.formats.data_table import DataTable, Grouping, Wanted, read_data_table

SAMPLE = (
    Wanted("set", "text", required=False),
    Wanted("value", also=("estimate", "outcome")),
    Wanted("weight", required=False),
    Wanted("population", required=False),
    Wanted("stratum", "text", required=False, also=("strata",)),
    Wanted("cluster", "text", required=False, also=("psu",)),
)
NUMBERS = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True, slots=True)
class OneSet:
    """The rows of one set.

    Parameters
    ----------
    name
        Its name; "" where the table has no sets.
    rows
        Which rows of the table, shape (people,).
    values, weights
        Shape (people,).
    """

    name: str
    rows: Indices
    values: Floats
    weights: Floats


@dataclass(frozen=True)
class PeopleTable:
    """A table of people or groups, cut into sets.

    Parameters
    ----------
    table
        The table as read.
    sets
        In the order in which they first appear.
    grouped
        True where rows are groups with a population, False where they are people.
    notes
        What was left out and what was taken for granted.
    """

    table: DataTable
    sets: list[OneSet]
    grouped: bool
    notes: list[str]
    parts: dict[str, Grouping]

    def design(self, each: OneSet) -> Design:
        """Return the strata and clusters of a set.

        Raises
        ------
        BadInputError
            If the set has a single cluster.
        """
        columns = [self.parts[name].index[each.rows] if name in self.parts else None for name in ("stratum", "cluster")]
        try:
            return survey_design(len(each.rows), *columns)
        except BadInputError as error:
            of = f" of the set '{each.name}'" if each.name else ""
            raise BadInputError(
                f"{error.what}", f"{self.table.path}: {error.why[:-1]}{of}.", error.next_step
            ) from error

    @property
    def design_words(self) -> str:
        """Say how people came into the sample."""
        named = [
            {"stratum": "strata", "cluster": "clusters"}[name] for name in ("stratum", "cluster") if self.has(name)
        ]
        return f"The sample's {' and '.join(named)} are counted in." if named else "Each row was taken as drawn singly."

    def has(self, name: str) -> bool:
        """Say whether the table has a column."""
        return self.table.has(name)


def read_people(path: Path, more: Sequence[Wanted] = (), needed: Sequence[str] = ("value",)) -> PeopleTable:
    """Read a table of people or of groups.

    Parameters
    ----------
    path
        The table.
    more
        Columns besides those of `SAMPLE`.
    needed
        Columns of numbers that a row must have to be counted.

    Raises
    ------
    BadInputError
        If the table is bad, has both weight and population, a weight below 0, or no row that counts.
    """
    table = read_data_table(path, (*SAMPLE, *more))
    if table.has("weight") and table.has("population"):
        raise BadInputError(
            "The table has both a weight and a population.",
            f"{path}: 'weight' says rows are people of a sample, 'population' that they are groups.",
            "Leave out one of the two columns.",
        )
    name = "population" if table.has("population") else "weight"
    weights = table.numbers(name) if table.has(name) else np.ones(table.rows)
    table.check(weights < 0, name, "is below 0", "Give 0 or more, or leave the row out.")
    known = np.isfinite(weights)
    for column in needed:
        known &= np.isfinite(table.numbers(column))
    counted = known & (np.nan_to_num(weights) > 0)
    if not counted.any():
        raise BadInputError(
            "There is nothing to measure.",
            f"{path}: no row has {', '.join((*needed, name)) if table.has(name) else ' and '.join(needed)}.",
            "Fill in at least two rows.",
        )
    notes = _left_out(int((~known).sum()), int((known & ~counted).sum()), name)
    grouping = table.grouped("set")
    sets = list(_sets(table, grouping, np.flatnonzero(counted), weights))
    parts = {part: table.grouped(part) for part in ("stratum", "cluster") if table.has(part)}
    return PeopleTable(table, sets, table.has("population"), notes, parts)


def _sets(table: DataTable, grouping: Grouping, counted: Indices, weights: Floats) -> Iterator[OneSet]:
    values = table.numbers("value")
    order = counted
    if len(grouping.names) > 1:
        order = counted[np.argsort(grouping.index[counted], kind="stable")]
    ends = np.cumsum(np.bincount(grouping.index[counted], minlength=len(grouping.names)))
    for name, start, end in zip(grouping.names, np.concatenate([[0], ends[:-1]]), ends, strict=True):
        rows = order[start:end]
        if len(rows):
            yield OneSet(name, rows, values[rows], weights[rows])


def _left_out(missing: int, nobody: int, name: str) -> list[str]:
    notes = []
    if missing:
        notes.append(f"{missing:,} rows lack a number and were left out: the results are of the others.")
    if nobody:
        notes.append(f"{nobody:,} rows have a {name} of 0 and count for nobody.")
    return notes


def gathered(by_set: Sequence[Sequence[str]]) -> list[str]:
    """Return the notes of many sets: each kind of note once, with the number of sets it is about."""
    first: dict[str, str] = {}
    times: dict[str, int] = {}
    for notes in by_set:
        for note in notes:
            kind = NUMBERS.sub("#", note)
            first.setdefault(kind, note)
            times[kind] = times.get(kind, 0) + 1
    if len(by_set) == 1:
        return list(first.values())
    return [f"In {times[kind]:,} of {len(by_set):,} sets: {note}" for kind, note in first.items()]


def known(value: float) -> float | None:
    """Return a number, or None where there is none."""
    return float(value) if np.isfinite(value) else None
