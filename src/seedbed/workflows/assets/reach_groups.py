"""What groups of people a command is asked to compare, and their people as tables tell of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from seedbed.analysis.assets.access_equity import PeopleByGroup
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.quantile_groups import quantile_groups
from seedbed.analysis.equity.quantiles import End
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.data_table_headings import plain_heading

Columns: TypeAlias = "Mapping[str, Floats]"
FIFTHS = ("Most disadvantaged fifth", "Second", "Third", "Fourth", "Least disadvantaged fifth")
OTHERS = "Everyone else"
COUNTED = re.compile(r"^(?P<name>.*?)\s*\[(?P<counted>[^\]]+)\]$")
HOW = 'Write it as "Disability=Disabled:column,Not disabled:column".'


@dataclass(frozen=True, slots=True)
class GroupsAsked:
    """Groups to be compared.

    Parameters
    ----------
    name
        What they differ in.
    parts
        Name and column of each group; of a single one, everyone else is the second group.
    ordered
        Whether they stand in order, the most disadvantaged first.
    counted
        What the columns count.
    fifths
        Whether the one column holds a value by which areas are cut into fifths of like numbers of people, "highest" or
        "lowest" first; "" where columns count people.
    """

    name: str
    parts: tuple[tuple[str, str], ...]
    ordered: bool = False
    counted: str = "people"
    fifths: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns that are needed."""
        return tuple(column for _, column in self.parts)


def groups_asked(text: str, *, ordered: bool = False) -> GroupsAsked:
    """Read "Name [households]=Label:column,Label:column".

    Raises
    ------
    UsageError
        If it cannot be read.
    """
    name, counted, told = _named(text)
    parts = []
    for part in told.split(","):
        label, colon, column = part.partition(":")
        column = (column if colon else label).strip()
        if not column:
            raise UsageError(f"The groups '{text}' cannot be read.", "A group names no column.", HOW)
        parts.append((label.strip() if colon else _words(column), column))
    if len({label.casefold() for label, _ in parts}) < len(parts):
        raise UsageError(f"The groups '{text}' cannot be read.", "Two groups have one name.", HOW)
    return GroupsAsked(name, tuple(parts), ordered, counted)


def fifths_asked(text: str) -> GroupsAsked:
    """Read "Name=column" or "Name=column:lowest": which end is the most disadvantaged, the highest unless said.

    Raises
    ------
    UsageError
        If it cannot be read.
    """
    name, counted, told = _named(text)
    column, _, first = told.partition(":")
    first = first.strip().casefold() or "highest"
    if first not in {"highest", "lowest"} or not column.strip():
        raise UsageError(
            f"The fifths '{text}' cannot be read.",
            "A column is needed, and which end of it is the most disadvantaged: highest or lowest.",
            'Write it as "Deprivation=imd_score" or "Deprivation=imd_rank:lowest".',
        )
    return GroupsAsked(name, (("", column.strip()),), ordered=True, counted=counted, fifths=first)


def _named(text: str) -> tuple[str, str, str]:
    """Take the name, what is counted and the rest apart."""
    name, equals, told = text.partition("=")
    if not equals or not name.strip() or not told.strip():
        raise UsageError(f"The groups '{text}' cannot be read.", "They need a name, = and columns.", HOW)
    match = COUNTED.match(name.strip())
    return (match["name"], match["counted"], told) if match else (name.strip(), "people", told)


def _words(column: str) -> str:
    text = column.replace("_", " ").strip()
    return text[:1].upper() + text[1:]


def people_by_group(
    asked: GroupsAsked, columns: Columns, people: Floats, wholes: Columns | None = None
) -> PeopleByGroup:
    """Return the people of areas by group.

    Parameters
    ----------
    columns
        Columns by plain heading, one number an area.
    people
        All people of each area.
    wholes
        The people that a column is a part of, by its heading, where they are not all people.

    Raises
    ------
    BadInputError
        If a column is not there, or a part is larger than its whole.
    """
    missing = [column for column in asked.columns if plain_heading(column) not in columns]
    if missing:
        raise BadInputError(
            f"The groups of '{asked.name}' cannot be told.",
            f"There is no column '{missing[0]}' in the tables of people.",
            "Name columns that are there; --people-from names another table.",
        )
    if asked.fifths:
        return _in_fifths(asked, columns[plain_heading(asked.columns[0])], people)
    counts = [columns[plain_heading(column)] for column in asked.columns]
    names = [label for label, _ in asked.parts]
    if len(counts) == 1:
        counts.append(_rest(asked, counts[0], (wholes or {}).get(plain_heading(asked.columns[0]), people)))
        names.append(OTHERS)
    return PeopleByGroup(asked.name, tuple(names), np.column_stack(counts), asked.ordered, asked.counted)


def _rest(asked: GroupsAsked, part: Floats, whole: Floats) -> Floats:
    if (np.nan_to_num(part) > np.nan_to_num(whole) * (1 + 1e-9) + 1e-9).any():
        raise BadInputError(
            f"The groups of '{asked.name}' cannot be told.",
            f"The column '{asked.columns[0]}' counts more than there are people in some area.",
            "Name the column of all people with --people, or name both groups.",
        )
    return np.maximum(whole - part, 0)


def _in_fifths(asked: GroupsAsked, value: Floats, people: Floats) -> PeopleByGroup:
    """Cut areas into fifths of like numbers of people; each area's people all stand in one of them."""
    first: End = "lowest" if asked.fifths == "lowest" else "highest"
    found = quantile_groups(value, 5, first=first, rule="population", weights=np.where(people > 0, people, np.nan))
    placed = np.zeros((len(value), 5))
    known = np.isfinite(found.group)
    placed[np.flatnonzero(known), found.group[known].astype(int) - 1] = people[known]
    return PeopleByGroup(asked.name, FIFTHS, placed, ordered=True, counted=asked.counted)
