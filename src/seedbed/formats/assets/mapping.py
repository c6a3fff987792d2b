"""Which column of a table means what: guessed from headings and content, or told in a TOML file; always said why.

[columns]                      # field = heading, or headings that are joined
name = "Site"
address = ["Street", "Town"]
[values.asset_type]            # what a source's own words mean
"Sports halls" = "sports_centre"
[fixed]                        # what every row of the table is
asset_type = "library"
licence = "OGL-UK-3.0"
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from seedbed.errors import BadInputError
from seedbed.formats.assets.headings import (
    ADDRESS,
    BY_CONTENT,
    CONTENT,
    ENOUGH,
    HEADINGS,
    OPENING_DAY,
    PEOPLE,
    SURE,
)
from seedbed.formats.assets.kinds import kind_of
from seedbed.formats.assets.listing_json import FIELDS
from seedbed.formats.assets.values import text_of
from seedbed.formats.data_table_headings import plain_heading
from seedbed.formats.toml_files import read_toml

EXTRA_FIELDS = ("easting", "northing", "price", "free", "address", "opening_days")
"""What a column may mean beside the fields of a listing."""
LOOKED_AT = 2_000
"""Rows whose content is looked at."""
KNOWN = frozenset({"columns", "fixed", "values", "keep", "name_by_kind", "guess"})
BY_NUMBER = re.compile(r"column_([1-9]\d{0,4})")
"""How a column is named whose heading is empty, or stands twice: by its number, from 1."""
HOW_TO = "See 'Bring a list of assets' in the documentation for what a mapping may hold."


@dataclass(frozen=True, slots=True)
class Column:
    """Which columns mean a field, and why that is thought."""

    field: str
    places: tuple[int, ...]
    why: str


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """What the columns of a table mean.

    Parameters
    ----------
    columns
        One entry a field.
    fixed
        Fields whose value is the same in every row.
    values
        For some fields, what a source's own words mean.
    kind
        Kind of asset of rows whose own words say none; "" where nothing tells.
    left_out
        Places of columns that may name people and are not kept.
    """

    columns: tuple[Column, ...]
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    kind: str = ""
    left_out: tuple[int, ...] = ()

    def places(self, name: str) -> tuple[int, ...]:
        """Return the columns that mean a field."""
        return next((column.places for column in self.columns if column.field == name), ())


@dataclass(frozen=True, slots=True)
class Told:
    """A mapping as a TOML file tells it, before the table is known.

    Parameters
    ----------
    columns
        Field to headings.
    fixed
        Fields whose value is the same in every row.
    values
        For some fields, what a source's own words mean.
    keep
        Headings of columns that may name people and are wanted all the same.
    name_by_kind
        Whether what has no name is called what kind of asset it is.
    guess
        Whether columns that nobody told of are guessed; else what is told is all.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    name_by_kind: bool = False
    guess: bool = True


def guessed(
    headings: Sequence[str], cells: Sequence[Sequence[str]], name: str, told: Told | None = None
) -> ColumnMapping:
    """Return what the columns of a table mean.

    Parameters
    ----------
    headings
        Of the table, in order.
    cells
        Its columns, each the cells of the first rows (`LOOKED_AT`).
    name
        Of the file; where no column says the kind of asset, it may: ``gm_dentists``.
    told
        What people said; it goes before every guess.

    Raises
    ------
    BadInputError
        If ``told`` names a column that the table does not have.
    """
    plain = [plain_heading(heading) for heading in headings]
    columns = _told_columns(headings, plain, told) if told else []
    taken = {place for column in columns for place in column.places}
    done = {column.field for column in columns} | set(told.fixed if told else {})
    guesses = told is None or told.guess
    for guess in (*_by_heading(plain, cells), *_several(plain), *_by_content(cells)) if guesses else ():
        if guess.field not in done and taken.isdisjoint(guess.places):
            columns.append(guess)
            taken.update(guess.places)
            done.add(guess.field)
    fixed = dict(told.fixed) if told else {}
    keep = {place for each in (told.keep if told else ()) if (place := _place(each, plain)) is not None}
    left_out = [place for place, each in enumerate(plain) if place not in taken and PEOPLE.fullmatch(each)]
    return ColumnMapping(
        tuple(_without_halves(columns)),
        fixed,
        told.values if told else {},
        fixed.get("asset_type") or (kind_of(name) if guesses else ""),
        tuple(place for place in left_out if place not in keep),
    )


def explained(mapping: ColumnMapping, headings: Sequence[str]) -> list[str]:
    """Return in words what each column was taken for and why, and what was left out."""
    lines = [
        f"{column.field}: {' and '.join(repr(headings[place]) for place in column.places)} ({column.why})"
        for column in mapping.columns
    ]
    lines += [f"{name}: {value!r} in every row" for name, value in mapping.fixed.items()]
    if mapping.kind and "asset_type" not in mapping.fixed:
        lines.append(f"asset_type: {mapping.kind!r} where no column says it (by the name of the file)")
    named = ", ".join(repr(headings[place]) for place in mapping.left_out)
    return [*lines, f"left out, because it may name people: {named}"] if named else lines


def read_mapping(path: Path) -> Told:
    """Read a mapping that people wrote.

    Raises
    ------
    BadInputError
        If the file is not TOML, or names fields or values that are not known.
    """

    def bad(why: str) -> BadInputError:
        return BadInputError("The mapping cannot be used.", f"{path}: {why.rstrip('.')}.", HOW_TO)

    return told_from(read_toml(path, bad), bad)


def told_from(document: Mapping[str, Any], bad: Callable[[str], BadInputError]) -> Told:
    """Return the mapping that a document tells.

    Parameters
    ----------
    document
        As the TOML file holds it.
    bad
        Makes the error from what is wrong with it.

    Raises
    ------
    BadInputError
        If it names fields or values that are not known.
    """
    if unknown := set(document) - KNOWN:
        raise bad(f"{min(unknown)!r} is not known; known are {', '.join(sorted(KNOWN))}")
    for part in ("columns", "fixed", "values"):
        if not isinstance(document.get(part, {}), dict):
            raise bad(f"{part} is not a table; it starts with the line [{part}]")
    known = (*FIELDS, *EXTRA_FIELDS)
    for part in ("columns", "fixed", "values"):
        if unknown := set(document.get(part, {})) - set(known):
            raise bad(f"[{part}] names {min(unknown)!r}, which is no field; known are {', '.join(sorted(known))}")
    columns = {name: _headings(told, name, bad) for name, told in document.get("columns", {}).items()}
    values = {name: _words(told, f"values.{name}", bad) for name, told in document.get("values", {}).items()}
    keep = _headings(document.get("keep", []), "keep", bad)
    for name, default in (("name_by_kind", False), ("guess", True)):
        if not isinstance(document.get(name, default), bool):
            raise bad(f"{name} is neither true nor false")
    fixed = _words(document.get("fixed", {}), "fixed", bad)
    return Told(columns, fixed, values, keep, document.get("name_by_kind", False), document.get("guess", True))


def _headings(told: Any, name: str, bad: Any) -> tuple[str, ...]:
    found = [told] if isinstance(told, str) else told
    if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
        raise bad(f"{name} is neither a heading nor a list of headings")
    return tuple(found)


def _words(told: Any, name: str, bad: Any) -> dict[str, str]:
    if not isinstance(told, dict) or not all(isinstance(each, str) for each in told.values()):
        raise bad(f"[{name}] does not hold text alone")
    return dict(told)


def _told_columns(headings: Sequence[str], plain: Sequence[str], told: Told) -> list[Column]:
    columns = []
    for name, wanted in told.columns.items():
        places = [_place(each, plain) for each in wanted]
        missing = [each for each, place in zip(wanted, places, strict=True) if place is None]
        if missing:
            raise BadInputError(
                "The mapping does not fit the table.",
                f"There is no column {missing[0]!r} for {name}; the columns are {', '.join(headings[:40])}.",
                "Correct the heading in the mapping.",
            )
        columns.append(Column(name, tuple(place for place in places if place is not None), "as told"))
    return columns


def _place(wanted: str, plain: Sequence[str]) -> int | None:
    """Return where a column stands that was told of by its heading, or else by its number; None if nowhere."""
    told = plain_heading(wanted)
    if told in plain:
        return plain.index(told)
    numbered = BY_NUMBER.fullmatch(told)
    return int(numbered[1]) - 1 if numbered and int(numbered[1]) <= len(plain) else None


def name_of_column(headings: Sequence[str], place: int) -> str:
    """Return by what a mapping can name a column: its heading, or its number where that is empty or stands twice."""
    plain = [plain_heading(heading) for heading in headings]
    alone = bool(plain[place]) and plain.count(plain[place]) == 1
    return headings[place] if alone else f"column {place + 1}"


def _by_heading(plain: Sequence[str], cells: Sequence[Sequence[str]]) -> list[Column]:
    found = []
    for name, patterns in HEADINGS:
        for pattern in patterns:
            for place, heading in enumerate(plain):
                if re.fullmatch(pattern, heading) and _makes_sense(name, heading, cells[place]):
                    found.append(Column(name, (place,), "by its heading"))
    return found


def _makes_sense(name: str, heading: str, cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if text_of(cell)]
    if name == "identifier" and heading not in {"id", "identifier", "uuid"}:
        return len(set(filled)) == len(cells) > 0  # a column that repeats itself numbers something else
    if not filled:
        return False
    return name not in CONTENT or CONTENT[name](cells) >= ENOUGH


def _several(plain: Sequence[str]) -> list[Column]:
    """Return what several columns mean together: an address in parts, opening times with a column a day."""
    address = tuple(place for place, each in enumerate(plain) if any(re.fullmatch(part, each) for part in ADDRESS))
    days = tuple(place for place, each in enumerate(plain) if OPENING_DAY.fullmatch(each))
    found = [Column("address", address, "by their headings" if len(address) > 1 else "by its heading")]
    return [*(found if address else []), *([Column("opening_days", days, "one a day")] if len(days) > 1 else [])]


def _by_content(cells: Sequence[Sequence[str]]) -> list[Column]:
    return [
        Column(name, (place,), "by what it holds")
        for name, share in BY_CONTENT.items()
        for place, column in enumerate(cells)
        if share(column) >= SURE
    ]


def _without_halves(columns: Sequence[Column]) -> list[Column]:
    """Leave out a longitude without a latitude, and national grid numbers beside both."""
    fields = {column.field for column in columns}
    dropped = set()
    if {"longitude", "latitude"} <= fields or not {"easting", "northing"} <= fields:
        dropped |= {"easting", "northing"}
    return [column for column in columns if column.field not in dropped]
