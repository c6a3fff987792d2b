"""Read sets of ranked groups from a table: in order, each set a row of arrays."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from seedbed.formats.data_table import DataTable, Wanted, read_data_table
from seedbed.formats.data_table_file import bad_table

Floats = NDArray[np.float64]
Unit = Literal["auto", "share", "percent"]

MOST_GROUPS = 1000
"""Groups of one set; a slope through more is one through single people or small areas."""
MOST_CELLS = 200_000_000

COLUMNS = (
    Wanted("set", "text", required=False),
    Wanted("rank", also=("quantile", "decile", "quintile", "subgroup_order")),
    Wanted("population"),
    Wanted("value", required=False, also=("estimate",)),
    Wanted("count", required=False, also=("numerator",)),
    Wanted("se", required=False, also=("standard_error", "standarderror")),
    Wanted("ci_low", required=False, also=("lower_cl", "lowercl", "ci_lb", "lower_ci")),
    Wanted("ci_high", required=False, also=("upper_cl", "uppercl", "ci_ub", "upper_ci")),
)
NUMBERS = ("rank", "population", "value", "se", "ci_low", "ci_high")


@dataclass(frozen=True)
class RankedSets:
    """Sets of groups, the most disadvantaged group first; arrays have the shape (sets, groups of the largest set).

    Parameters
    ----------
    names
        Name of each set; one named "" where the table has no such column.
    rank, population, value, se, ci_low, ci_high
        As in the table, proportions as shares; population 0 where a set has no more groups, NaN where the table's is
        missing or nought.
    percent
        Whether proportions were given in per cent.
    notes
        What was taken for what.
    """

    names: list[str]
    rank: Floats
    population: Floats
    value: Floats
    se: Floats
    ci_low: Floats
    ci_high: Floats
    percent: bool
    notes: list[str] = field(default_factory=list)

    @property
    def has_se(self) -> bool:
        """Say whether there are standard errors."""
        return bool(((self.population > 0) & np.isfinite(self.se)).any())

    @property
    def has_limits(self) -> bool:
        """Say whether there are limits."""
        return bool(((self.population > 0) & np.isfinite(self.ci_low) & np.isfinite(self.ci_high)).any())


def read_ranked_sets(path: Path, value_type: str, unit: Unit = "auto") -> RankedSets:
    """Read sets of ranked groups.

    Parameters
    ----------
    path
        Table with the columns rank (1 the most disadvantaged), population, value and, if there are, set, se, ci_low and
        ci_high; CSV, XLSX or Parquet. Proportions may be given as a count of people in place of value.
    value_type
        mean, rate or proportion.
    unit
        Whether proportions are shares of 1 or per cent; ``auto`` takes them for per cent if any is above 1.

    Raises
    ------
    BadInputError
        If the table cannot be read, a rank is missing or doubled within a set, a number is one that its kind cannot
        have, or no set has two groups with values.
    """
    table = _with_values(read_data_table(path, COLUMNS), value_type, unit)
    grouping = table.grouped("set")
    _check(table, value_type)
    percent = value_type == "proportion" and _in_percent(table, unit)
    order = np.lexsort((table.numbers("rank"), grouping.index))
    index = grouping.index[order]
    counts = np.bincount(index)
    _check_sizes(path, counts)
    starts = np.cumsum(counts) - counts
    place = np.arange(table.rows) - starts[index]
    _check_doubled(table, order, index)
    arrays: dict[str, Floats] = {}
    for name in NUMBERS:
        array = np.full((len(counts), int(counts.max())), 0.0 if name == "population" else np.nan)
        array[index, place] = table.numbers(name)[order]
        arrays[name] = np.asarray(array / 100) if percent and name in ("value", "ci_low", "ci_high") else array
    there = np.arange(counts.max()) < counts[:, np.newaxis]
    arrays["population"][there & (arrays["population"] == 0)] = np.nan
    sets = RankedSets(names=grouping.names, percent=percent, notes=[], **arrays)
    _check_any(path, sets, there)
    sets.notes.extend(_notes(sets, there, value_type, in_order=bool((np.diff(order) > 0).all())))
    return sets


def shares_of_rates(path: Path, sets: RankedSets, per: float) -> RankedSets:
    """Return rates as shares of what they are per.

    Raises
    ------
    BadInputError
        If a rate is higher than that.
    """
    if np.nanmax(sets.value, initial=0) > per or np.nanmax(sets.ci_high, initial=0) > per:
        raise bad_table(path, f"a rate is above {per:g}, what rates are said to be per", "Say another --per.")
    return replace(sets, value=sets.value / per, se=sets.se / per, ci_low=sets.ci_low / per, ci_high=sets.ci_high / per)


def _with_values(table: DataTable, value_type: str, unit: Unit) -> DataTable:
    """Return a table that has values, worked out from counts where proportions are given so."""
    if table.has("value"):
        return table
    if value_type != "proportion" or not table.has("count"):
        also = ", nor a column 'count'" if value_type == "proportion" else ""
        raise bad_table(table.path, f"there is no column 'value'{also}", "Name the column of values so.")
    count, people = table.numbers("count"), table.numbers("population")
    table.check(count < 0, "count", "is below zero", "Correct it, or leave the cell empty.")
    table.check(count > people, "count", "is more than the population of its row", "Correct it, or give values.")
    share = np.divide(count, people, out=np.full(table.rows, np.nan), where=people > 0)
    limits = np.append(table.numbers("ci_high"), 0)
    percent = unit == "percent" or (unit == "auto" and np.nanmax(limits) > 1)
    return replace(table, columns=table.columns | {"value": share * (100 if percent else 1)})


def _check(table: DataTable, value_type: str) -> None:
    below = "Correct it, or leave the cell empty where there is none."
    table.check(np.isnan(table.numbers("rank")), "rank", "is missing", "Rank every group, 1 the most disadvantaged.")
    for name in ("population", "se"):
        table.check(table.numbers(name) < 0, name, "is below zero", below)
    if value_type != "mean":
        for name in ("value", "ci_low", "ci_high"):
            told = f"is below zero, which a {value_type} cannot be"
            table.check(table.numbers(name) < 0, name, told, "Correct it, or ask with --value-type mean.")
    if value_type == "proportion":
        for name in ("value", "ci_low", "ci_high"):
            table.check(table.numbers(name) > 100, name, "is above 100%", "Correct it, or ask with --value-type rate.")
    table.check(table.numbers("ci_low") > table.numbers("ci_high"), "ci_low", "is above ci_high", "Swap the two.")


def _in_percent(table: DataTable, unit: Unit) -> bool:
    if unit == "share":
        for name in ("value", "ci_low", "ci_high"):
            told = "is above 1, which a share cannot be"
            table.check(table.numbers(name) > 1, name, told, "Divide by 100, or ask with --unit percent.")
    largest = max(np.nanmax(np.append(table.numbers(name), 0)) for name in ("value", "ci_high"))
    return unit == "percent" or (unit == "auto" and largest > 1)


def _check_sizes(path: Path, counts: NDArray[np.intp]) -> None:
    if counts.max() > MOST_GROUPS or counts.max() * counts.size > MOST_CELLS:
        raise bad_table(
            path,
            f"a set has {counts.max():,} groups; a slope index is drawn through at most {MOST_GROUPS:,}",
            "Add people up into groups, such as tenths by deprivation, or name the sets in a column 'set'.",
        )


def _check_doubled(table: DataTable, order: NDArray[np.intp], index: NDArray[np.intp]) -> None:
    rank = table.numbers("rank")[order]
    again = np.zeros(table.rows, dtype=np.bool_)
    again[order[1:]] = (np.diff(rank) == 0) & (np.diff(index) == 0)
    table.check(again, "rank", "stands twice in its set", "Give each group of a set a rank of its own.")


def _check_any(path: Path, sets: RankedSets, there: NDArray[np.bool_]) -> None:
    """Refuse a table of which no set can have an index, naming the reason of the first."""
    known = np.isfinite(sets.population) & np.isfinite(np.where(there, sets.value, 0))
    if (known.all(axis=1) & (there.sum(axis=1) >= 2)).any():
        return
    name = f" '{sets.names[0]}'" if sets.names[0] else ""
    if there[0].sum() < 2:
        raise bad_table(path, f"the set{name} has one group only", "A slope needs two groups or more, better five.")
    rank = sets.rank[0][np.flatnonzero(~known[0])[0]]
    raise bad_table(
        path,
        f"the group of rank {rank:g} of the set{name} has no population, a population of 0, or no value",
        "Fill it in, or leave the group out if nobody belongs to it.",
    )


def _notes(sets: RankedSets, there: NDArray[np.bool_], value_type: str, *, in_order: bool) -> list[str]:
    notes = []
    if value_type == "proportion":
        taken = "per cent, as some are above 1" if sets.percent else "shares of 1, as none is above 1"
        notes.append(f"Proportions were taken for {taken}.")
    if not in_order:
        notes.append("Rows were put in order of set and rank.")
    numbered = np.where(there, np.arange(1, there.shape[1] + 1), np.nan)
    skipped = (there & (sets.rank != numbered)).any(axis=1)
    if skipped.any():
        told = "Ranks do not run 1, 2, 3 ... without gaps; only their order was used"
        notes.append(f"{told} ({int(skipped.sum()):,} of {skipped.size:,} sets).")
    return notes
