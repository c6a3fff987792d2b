"""Read how many people of each group there are: one row a group, or one row a person."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from seedbed.formats.data_table import DataTable, Wanted, read_data_table
from seedbed.formats.data_table_file import bad_table

VARIABLE = Wanted("variable", "text", required=False)
GROUP = Wanted("group", "text", also=("category",))
MOST_PEOPLE = 1e12
NO_CARD = frozenset({"", "no card", "no card given", "not given", "missing", "unknown", "not known", "na", "n/a"})
"""Group names, in lower case, that say that no card was given."""
NOT_SAID = frozenset({"prefer not to say", "preferred not to say", "not said", "not stated", "rather not say"})
"""Group names, in lower case, of people who were asked and would rather not say."""


@dataclass(frozen=True, slots=True)
class GroupCounts:
    """Counts by variable and group, both in the order in which they come; 'shares' where the table gave shares."""

    of: dict[str, dict[str, float]]
    shares: bool = False


def read_sample(path: Path) -> GroupCounts:
    """Read the sample: `group` and `count`, or one row a person with `group` alone; `variable` may be there.

    Raises
    ------
    BadInputError
        The table is bad, or a count is missing, negative or not whole.
    """
    table = read_data_table(path, [VARIABLE, GROUP, Wanted("count", required=False)])
    counts = table.numbers("count") if table.has("count") else np.ones(table.rows)
    _check(table, "count", counts)
    table.check(counts != np.round(counts), "count", "is not a whole number", "Count people; do not weight them.")
    return GroupCounts(_added_up(table, counts))


def read_benchmark(path: Path) -> GroupCounts:
    """Read the benchmark: `group` with `count` or `share`; groups that come twice are added up.

    Raises
    ------
    BadInputError
        The table is bad, has neither column, or a number is missing or negative.
    """
    count = Wanted("count", required=False, also=("population", "people"))
    table = read_data_table(path, [VARIABLE, GROUP, count, Wanted("share", required=False, also=("percent",))])
    name = "count" if table.has("count") else "share"
    if not table.has(name):
        raise bad_table(path, "there is no column 'count' and none 'share'", "Give each group's people or its share.")
    _check(table, name, table.numbers(name))
    return GroupCounts(_added_up(table, table.numbers(name)), shares=name == "share")


def no_answers(groups: dict[str, float], benchmark: dict[str, float]) -> tuple[dict[str, float], int, int]:
    """Return the known groups, how many gave no card, and how many preferred not to say.

    A name that the benchmark has as a group of its own is a group.
    """
    known, no_card, not_said = {}, 0.0, 0.0
    for group, count in groups.items():
        plain = group.casefold().replace("_", " ").replace("-", " ")
        if group in benchmark and group:
            known[group] = count
        elif plain in NO_CARD:
            no_card += count
        elif plain in NOT_SAID:
            not_said += count
        else:
            known[group] = count
    return known, round(no_card), round(not_said)


def _check(table: DataTable, name: str, values: NDArray[np.float64]) -> None:
    table.check(np.isnan(values), name, "is missing", "Write 0 where there was nobody.")
    table.check(values < 0, name, "is below zero", "A count of people is 0 or more.")
    table.check(values > MOST_PEOPLE, name, "is more people than there are", "Correct it.")


def _added_up(table: DataTable, counts: NDArray[np.float64]) -> dict[str, dict[str, float]]:
    variables, groups = table.grouped("variable"), table.grouped("group")
    cell = variables.index * len(groups.names) + groups.index
    met, first, which = np.unique(cell, return_index=True, return_inverse=True)
    sums = np.bincount(which, weights=counts)
    answer: dict[str, dict[str, float]] = {name: {} for name in variables.names}
    for at in np.argsort(first).tolist():
        variable, group = divmod(int(met[at]), len(groups.names))
        answer[variables.names[variable]][groups.names[group]] = float(sums[at])
    return answer
