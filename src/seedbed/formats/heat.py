"""Tables of groups as WHO's Health Equity Assessment Toolkit (HEAT Plus) and healthequal have them, in and out.

A row is one group of one set; rows with the same setting, source, indicator, dimension and date are one set, and sets
that differ only in their date are one series. Our own shorter names are read as well: set, date, group, value, se,
ci_low, ci_high, population, rank.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from seedbed.formats.data_table import DataTable, Floats, Wanted, read_data_table
from seedbed.formats.files import check_form
from seedbed.formats.tables import write_csv
from seedbed.formats.workbooks import Sheet, write_workbook

NAMES = ("set", "setting", "source", "indicator_abbr", "indicator_name", "dimension")
COLUMNS = (
    Wanted("set", "text", required=False),
    Wanted("setting", "text", required=False, also=("country",)),
    Wanted("date", "text", required=False, also=("year", "period")),
    Wanted("source", "text", required=False),
    Wanted("indicator_abbr", "text", required=False),
    Wanted("indicator_name", "text", required=False, also=("indicator",)),
    Wanted("dimension", "text", required=False),
    Wanted("subgroup", "text", also=("group",)),
    Wanted("estimate", also=("value",)),
    Wanted("se", required=False, also=("standard_error", "standarderror")),
    Wanted("ci_lb", required=False, also=("ci_low", "lowerci", "lower_cl", "lowercl")),
    Wanted("ci_ub", required=False, also=("ci_high", "upperci", "upper_cl", "uppercl")),
    Wanted("population", required=False, also=("pop",)),
    Wanted("flag", "text", required=False),
    Wanted("setting_average", required=False),
    Wanted("favourable_indicator", required=False, also=("favorable_indicator",)),
    Wanted("indicator_scale", required=False, also=("scale",)),
    Wanted("ordered_dimension", required=False),
    Wanted("subgroup_order", required=False, also=("rank", "order")),
    Wanted("reference_subgroup", required=False),
)
OUT = tuple(column.name for column in COLUMNS if column.name != "set")
OF_SETS = ("setting_average", "favourable_indicator", "indicator_scale", "ordered_dimension")
FORMS = (".csv", ".xlsx")
Z = 1.959963984540054


@dataclass(frozen=True)
class HeatTable:
    """A checked table; arrays over rows unless said otherwise.

    Parameters
    ----------
    table
        The table as read.
    sets
        Name of each set, its date within.
    index
        Number of each row's set.
    series, dates
        Name without the date, and the date, of each set.
    groups
        Name of each row's group.
    error
        Standard error: the column ``se``, or else half the width of the 95 % limits over 1.96.
    average, favourable, scale, ordered
        Of each set, shape (sets,); NaN where not given.
    """

    table: DataTable
    sets: list[str]
    index: NDArray[np.intp]
    series: list[str]
    dates: list[str]
    groups: list[str]
    error: Floats
    average: Floats
    favourable: Floats
    scale: Floats
    ordered: Floats

    @property
    def order(self) -> Floats:
        """Place of each group, 1 the most disadvantaged; NaN where it has none (WHO's tables write 0)."""
        order = self.table.numbers("subgroup_order")
        return np.where(order > 0, order, np.nan)

    @property
    def reference(self) -> NDArray[np.bool_]:
        """True for each set's marked reference group."""
        marked: NDArray[np.bool_] = self.table.numbers("reference_subgroup") == 1
        return marked


def read_heat_table(path: Path) -> HeatTable:
    """Read a table of groups: CSV, XLSX or Parquet.

    Raises
    ------
    BadInputError
        Naming file and row: a column is missing; a value, standard error, population, average or scale is below zero; a
        value lies above its scale or outside its own limits; a 1-or-0 column holds something else; a set's rows do not
        agree on what holds for the set, it names a group twice, or an ordered one gives two groups one place or none.
    """
    table = read_data_table(path, COLUMNS)
    _check_numbers(table)
    by_set = table.grouped(*NAMES, "date")
    first = np.unique(by_set.index, return_index=True)[1]
    names = [table.texts(name) for name in NAMES if table.has(name)]
    dates = table.texts("date")
    series = [", ".join(filter(None, (column[row] for column in names))) for row in first]
    for name in OF_SETS:
        _check_same(table, name, by_set.index, first)
    groups = table.texts("subgroup")
    _check_groups(table, by_set.index)
    of_sets = {name: table.numbers(name)[first] for name in OF_SETS}
    _check_order(table, by_set.index, of_sets["ordered_dimension"])
    return HeatTable(
        table,
        [", ".join(filter(None, (each, dates[row]))) for each, row in zip(series, first, strict=True)],
        by_set.index,
        series,
        [dates[row] for row in first],
        groups,
        _errors(table),
        of_sets["setting_average"],
        of_sets["favourable_indicator"],
        of_sets["indicator_scale"],
        of_sets["ordered_dimension"],
    )


def check_heat_file(path: Path) -> None:
    """Refuse a name of a HEAT table to be written, before long work starts.

    Raises
    ------
    UsageError
        If it does not end in .csv or .xlsx or cannot be written.
    """
    check_form(path, "A HEAT table", FORMS)


def write_heat_table(path: Path, heat: HeatTable, averages: Floats) -> None:
    """Write the groups as HEAT Plus takes them: its columns in its order, standard errors and limits made complete.

    Parameters
    ----------
    path
        Ending in .csv or .xlsx.
    heat
        What was read.
    averages
        Average of each set, used where the table gave none, shape (sets,).
    """
    check_heat_file(path)
    rows = _rows(heat, averages)
    if path.suffix.lower() == ".csv":
        write_csv(path, OUT, rows)
    else:
        write_workbook(path, [Sheet("HEAT", OUT, rows)])


def _check_numbers(table: DataTable) -> None:
    for name in ("estimate", "se", "population", "setting_average", "indicator_scale", "subgroup_order"):
        table.check(table.numbers(name) < 0, name, "is below zero", "Correct it, or leave it empty.")
    table.check(table.numbers("indicator_scale") == 0, "indicator_scale", "is no scale", "Write 100 for per cent.")
    for name in ("favourable_indicator", "ordered_dimension", "reference_subgroup"):
        marks = table.numbers(name)
        table.check(np.isfinite(marks) & (marks != 0) & (marks != 1), name, "is neither 1 nor 0", "Write 1 or 0.")
    value, low, high = table.numbers("estimate"), table.numbers("ci_lb"), table.numbers("ci_ub")
    above = value > table.numbers("indicator_scale") * (1 + 1e-9)
    table.check(above, "estimate", "is above the indicator's scale", "Correct the estimate or the scale.")
    outside = (value < low - 1e-6 * np.abs(low)) | (value > high + 1e-6 * np.abs(high)) | (low > high)
    table.check(outside, "estimate", "is outside its own limits", "Correct the estimate or its limits.")


def _check_same(table: DataTable, name: str, index: NDArray[np.intp], first: NDArray[np.intp]) -> None:
    given = table.numbers(name)
    expected = given[first][index]
    wrong = ~((given == expected) | (np.isnan(given) & np.isnan(expected)))
    table.check(wrong, name, "is not what the first row of its set says", "Give one for all rows of a set.")


def _check_groups(table: DataTable, index: NDArray[np.intp]) -> None:
    named = table.grouped("subgroup").index
    key = index.astype(np.int64) * (int(named.max()) + 1) + named
    order = np.argsort(key, kind="stable")
    twice = np.zeros(table.rows, np.bool_)
    twice[order[1:]] = np.diff(key[order]) == 0
    table.check(
        twice,
        "subgroup",
        "stands twice in its set",
        "Give each group one row a set; tell sets apart by date or setting.",
    )


def _check_order(table: DataTable, index: NDArray[np.intp], ordered: Floats) -> None:
    place = table.numbers("subgroup_order")
    asked = ordered[index] == 1
    table.check(
        asked & ~(place > 0), "subgroup_order", "is no place, in an ordered set", "Give 1 to the most disadvantaged."
    )
    placed = np.flatnonzero(place > 0)
    order = placed[np.lexsort((place[placed], index[placed]))]
    twice = np.zeros(table.rows, np.bool_)
    twice[order[1:]] = (np.diff(index[order]) == 0) & (np.diff(place[order]) == 0)
    twice &= ~(ordered[index] == 0)
    table.check(twice, "subgroup_order", "is the place of two groups", "Give each group of a set a place of its own.")


def _errors(table: DataTable) -> Floats:
    width = table.numbers("ci_ub") - table.numbers("ci_lb")
    given = table.numbers("se")
    return np.where(np.isfinite(given), given, width / (2 * Z))


def _rows(heat: HeatTable, averages: Floats) -> list[list[str | float | None]]:
    table, value = heat.table, heat.table.numbers("estimate")
    numbers = {column.name: table.numbers(column.name) for column in COLUMNS if column.kind == "number"}
    numbers["se"] = heat.error
    top = np.where(np.isfinite(heat.scale), heat.scale, np.inf)[heat.index]
    for name, end in (("ci_lb", -Z), ("ci_ub", Z)):
        drawn = np.clip(value + end * heat.error, 0, top)
        numbers[name] = np.where(np.isfinite(numbers[name]), numbers[name], drawn)
    average = np.where(np.isfinite(heat.average), heat.average, averages)
    numbers["setting_average"] = average[heat.index]
    texts = {column.name: table.texts(column.name) for column in COLUMNS if column.kind == "text"}
    if not table.has("setting"):
        texts["setting"] = texts["set"]
    columns = [texts[name] if name in texts else _cells(numbers[name]) for name in OUT]
    return [list(row) for row in zip(*columns, strict=True)]


def _cells(numbers: Floats) -> list[float | None]:
    return [None if number != number else number for number in numbers.tolist()]  # noqa: PLR0124 - NaN
