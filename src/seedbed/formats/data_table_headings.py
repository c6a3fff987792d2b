"""Find the columns that a command reads among the headings of a table, and say in full where they are not there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from seedbed.errors import BadInputError
from seedbed.formats.data_table_file import bad_table

MOST_NAMED = 20
"""Columns that an error names."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column that a command reads.

    Parameters
    ----------
    name
        What it is called.
    kind
        Whether its cells are numbers or text.
    required
        Whether the table must have it.
    also
        Other names it may have, as in tables of other tools.
    """

    name: str
    kind: Literal["number", "text"] = "number"
    required: bool = True
    also: tuple[str, ...] = ()


def plain_heading(name: str) -> str:
    """Return a heading as it is compared: lower case, words joined by underscores."""
    return "_".join(name.strip().casefold().replace("_", " ").replace("-", " ").split())


def find_columns(path: Path, headings: Sequence[str], wanted: Sequence[Wanted]) -> dict[str, int]:
    """Return where each wanted column stands.

    Raises
    ------
    BadInputError
        If two columns have one name, or required columns are missing: names all of these, what the command reads, and
        headings that are nearly the name of a missing column.
    """
    own: dict[str, int] = {}
    for place, heading in enumerate(headings):
        plain = plain_heading(heading)
        if not plain:
            continue
        if plain in own:
            raise bad_table(path, f"two columns are named '{heading}'", "Give each column a name of its own.")
        own[plain] = place
    found = {}
    for column in wanted:
        names = [name for name in map(plain_heading, (column.name, *column.also)) if name in own]
        if names:
            found[column.name] = own[names[0]]
    missing = [column for column in wanted if column.required and column.name not in found]
    if missing:
        free = {plain: headings[place] for plain, place in own.items() if place not in found.values()}
        raise _missing(path, headings, wanted, missing, _nearly(missing, free))
    return found


def _missing(
    path: Path, headings: Sequence[str], wanted: Sequence[Wanted], missing: Sequence[Wanted], nearly: str
) -> BadInputError:
    lacking = " and no column ".join(f"'{_name(column)}'" for column in missing)
    needed = ", ".join(_name(column) for column in wanted if column.required)
    free = named([_name(column) for column in wanted if not column.required])
    reads = f"{needed} (and {free} where given)" if free else needed
    known = named([heading for heading in headings if heading.strip()]) or "without names"
    why = f"there is no column {lacking}; the command reads {reads}; the columns are {known}"
    alike = _starting_alike(missing, headings)
    if alike and not nearly:
        return bad_table(path, why, f"Use the names of the table. Of those that start alike it has {alike}.")
    return bad_table(path, why, nearly or ("Name it so." if len(missing) == 1 else "Name them so."))


def _nearly(missing: Sequence[Wanted], free: dict[str, str]) -> str:
    """Ask whether a heading is a slip for a missing column; "" where none is near."""
    asked = []
    for column in missing:
        for name in map(plain_heading, (_name(column), *column.also)):
            near = get_close_matches(name, list(free), n=1, cutoff=0.75)
            if near:
                asked.append(f"Did you mean the column '{free[near[0]]}' for '{_name(column)}'?")
                break
    if not asked:
        return ""
    return f"{' '.join(asked)} {'Name it so.' if len(missing) == 1 else 'Name them so.'}"


def _starting_alike(missing: Sequence[Wanted], headings: Sequence[str]) -> str:
    """Return the headings that share their first word with a missing column of several words, all of them."""
    firsts = {plain_heading(_name(column)).split("_")[0] for column in missing if "_" in plain_heading(_name(column))}
    return ", ".join(heading for heading in headings if plain_heading(heading).split("_")[0] in firsts)


def _name(column: Wanted) -> str:
    """Return what people call a column; a name with a star is the command's own, and theirs stands beside it."""
    return column.also[0] if column.name.startswith("*") and column.also else column.name


def named(names: Sequence[str]) -> str:
    """Return names in a row, of many the first."""
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
