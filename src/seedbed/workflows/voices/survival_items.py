"""Read items, who contributed to them and how far they came: one row a contributor of an item."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.survival.checks import VoiceItems
from seedbed.formats.data_table import DataTable, Wanted, read_data_table
from seedbed.formats.data_table_file import bad_table
from seedbed.workflows.voices.group_counts import NO_CARD, NOT_SAID

STAGES = ("heard", "theme", "factor", "priority", "decision", "funded", "delivered", "benefited")
WANTED = [
    Wanted("item", "text"),
    Wanted("contributor", "text", also=("person",)),
    Wanted("group", "text"),
    Wanted("stage", "text"),
]
NONE = -1


@dataclass(frozen=True, slots=True)
class ReadItems:
    """The items, and stages at the end of the usual list that none has come to."""

    voices: VoiceItems
    not_reached: tuple[str, ...]


def read_items(
    path: Path, groups: list[str], stages: tuple[str, ...] | None, means: Literal["reached", "own"]
) -> ReadItems:
    """Read the items.

    Parameters
    ----------
    groups
        Groups of the benchmark, in order.
    stages
        Names of the stages in order; None takes the usual ones up to the last that any item has.
    means
        Whether an item counts at every stage up to its own, or at its own alone.

    Raises
    ------
    BadInputError
        The table is bad: a stage or group is not known, an item has no name, a person has two groups, or (where each
        item has a stage of its own) an item has two.
    """
    table = read_data_table(path, WANTED)
    names = tuple(stage.casefold() for stage in stages) if stages else STAGES
    item, who = table.grouped("item"), table.grouped("contributor")
    _refuse_unnamed(table, item.names, item.index)
    stage = _stage_of_rows(table, names)
    first, last = _extremes(item.index, stage, len(item.names))
    if means == "own" and (first != last).any():
        at = item.names[int(np.flatnonzero(first != last)[0])]
        raise bad_table(path, f"item '{at}' has two stages", "Give each item one stage, or say --stage-means reached.")
    if means == "reached":
        first = np.zeros_like(last)
    keep = len(names) if stages else int(last.max()) + 1
    named = np.array([name.casefold() not in NO_CARD for name in who.names])
    rows = named[who.index]
    person = np.cumsum(named) - 1
    mentions = item.index[rows], person[who.index[rows]]
    group = _groups_of_people(table, groups, rows, mentions[1], int(named.sum()))
    return ReadItems(VoiceItems(names[:keep], first, last, *mentions, group), names[keep:])


def _refuse_unnamed(table: DataTable, names: list[str], index: NDArray[np.intp]) -> None:
    if "" in names:
        table.check(index == names.index(""), "item", "is no name of an item", "Give every item a name.")


def _stage_of_rows(table: DataTable, names: tuple[str, ...]) -> NDArray[np.int64]:
    seen = table.grouped("stage")
    known = {name: place for place, name in enumerate(names)}
    codes = np.array([known.get(name.strip().casefold(), NONE) for name in seen.names])[seen.index]
    listed = ", ".join(names)
    table.check(codes == NONE, "stage", "is not a stage", f"The stages are {listed}; others need --stages A,B,C.")
    return codes.astype(np.int64)


def _extremes(item: NDArray[np.intp], stage: NDArray[np.int64], items: int) -> tuple[NDArray[Any], NDArray[Any]]:
    first, last = np.full(items, np.iinfo(np.int64).max), np.full(items, NONE)
    np.minimum.at(first, item, stage)
    np.maximum.at(last, item, stage)
    return first, last


def _groups_of_people(
    table: DataTable, groups: list[str], rows: NDArray[np.bool_], person: NDArray[Any], people: int
) -> NDArray[np.int64]:
    """Return the group of each person, -1 where none of their rows names one."""
    seen = table.grouped("group")
    known = {name: place for place, name in enumerate(groups)}
    without = NO_CARD | NOT_SAID
    strange = -2
    code = [known.get(name, NONE if name.casefold() in without else strange) for name in seen.names]
    codes = np.array(code)[seen.index]
    table.check(
        codes == strange,
        "group",
        "is not a group of the benchmark",
        "Name groups alike in both tables, or leave the group empty where it is not known.",
    )
    answer = np.full(people, NONE)
    np.maximum.at(answer, person, codes[rows])
    mixed = np.zeros(table.rows, dtype=np.bool_)
    mixed[rows] = (codes[rows] >= 0) & (codes[rows] != answer[person])
    table.check(mixed, "contributor", "has more than one group", "Give each person one group.")
    return answer.astype(np.int64)
