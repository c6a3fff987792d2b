"""Rows with headings, whatever they came in, as listings: each field from the columns that mean it, the rest kept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from seedbed.analysis.assets.listing import Listing, ListingStatus, OpeningTimes, Price, StepFree
from seedbed.analysis.assets.types import ASSET_TYPES
from seedbed.errors import BadInputError
from seedbed.formats.assets.cells import languages_from_words, listing_of
from seedbed.formats.assets.found import Found
from seedbed.formats.assets.headings import OPENING_DAY
from seedbed.formats.assets.kinds import kind_of
from seedbed.formats.assets.mapping import LOOKED_AT, ColumnMapping, Told, explained, guessed
from seedbed.formats.assets.opening_words import opening_from_words, opening_of_days
from seedbed.formats.assets.rows import Row, Rows
from seedbed.formats.assets.values import date_of, number_of, postcode_of, text_of, truth_of
from seedbed.formats.data_table_headings import plain_heading

OWN = frozenset({"identifier", "name", "asset_type", "status", "step_free", "extra"})
"""Headings by which a table of ours is known."""
PLACE = Mapping[str, Any]
INEXACT = frozenset({"asset_type", "status", "price", "free", "step_free", "opening_days", "easting", "northing"})
"""Fields that say less than the cells they are read from, which are therefore kept too."""


@dataclass(frozen=True, slots=True)
class Table:
    """The listings of a table, and in words what its columns were taken for."""

    found: tuple[Found, ...]
    notes: tuple[str, ...]


def read_table(
    rows: Rows, path: Path, told: Told | None = None, places: Sequence[PLACE] | None = None, word: str = "row"
) -> Table:
    """Return the listings of a table.

    Parameters
    ----------
    rows
        The table.
    path
        Its file, whose name may say what kind of assets it lists.
    told
        What people say the columns mean.
    places
        For maps: the position and outline of each row, as fields of a listing; they go before columns.

    word
        What people call one of its rows.

    Raises
    ------
    BadInputError
        If no column can be the name.
    """
    own = set(rows.headings) >= OWN
    if own and told is None:
        found = (_own(rows.headings, row, places[at] if places else {}, word) for at, row in enumerate(rows.rows))
        return Table(tuple(found), rows.notes)
    cells = [[row.cells[at] for row in rows.rows[:LOOKED_AT]] for at in range(len(rows.headings))]
    mapping = guessed(rows.headings, cells, path.stem, told)
    by_kind = told is not None and told.name_by_kind
    if not mapping.places("name") and "name" not in mapping.fixed and not by_kind:
        raise _no_name(path, rows.headings)
    reader = _Reader(rows.headings, mapping, word, by_kind=by_kind)
    found = (reader.found(row, places[at] if places else {}) for at, row in enumerate(rows.rows))
    return Table(tuple(found), (*rows.notes, *explained(mapping, rows.headings)))


def _no_name(path: Path, headings: Sequence[str]) -> BadInputError:
    return BadInputError(
        "The table cannot be used.",
        f"{path}: no column seems to hold the names of assets; the columns are {', '.join(headings[:40])}.",
        'Say which it is in a mapping: a TOML file with the lines [columns] and name = "heading", or the one line '
        "name_by_kind = true to call each what kind of asset it is.",
    )


def _own(headings: Sequence[str], row: Row, place: PLACE, word: str) -> Found:
    cells = dict(zip(headings, row.cells, strict=True))
    listing = listing_of(cells)
    if place:
        listing = replace(
            listing, **{name: value for name, value in place.items() if name == "outline" or not place.get("outline")}
        )
    return Found(f"{word} {row.number}", listing, row.odd, listing.identifier)


class _Reader:
    """Makes listings of the rows of one table."""

    def __init__(self, headings: Sequence[str], mapping: ColumnMapping, word: str, *, by_kind: bool) -> None:
        self.headings = headings
        self.mapping = mapping
        self.word = word
        self.places = {column.field: column.places for column in mapping.columns}
        exact = [column for column in mapping.columns if column.field not in INEXACT]
        used = {place for column in exact for place in column.places} | set(mapping.left_out)
        self.others = [place for place in range(len(headings)) if place not in used]
        self.days = [(place, found[1][:2].upper()) for place, found in self._day_columns()]
        self.shut_by = self._heading("status")
        self.seen: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self.by_kind = by_kind

    def _day_columns(self) -> Iterator[tuple[int, re.Match[str]]]:
        for place in self.places.get("opening_days", ()):
            if found := OPENING_DAY.fullmatch(plain_heading(self.headings[place])):
                yield place, found

    def found(self, row: Row, place: PLACE) -> Found:
        """Return the listing of one row, or why there is none."""
        cells = [cell.strip() for cell in row.cells]
        said = {name: self._said(name, cells) for name in {*self.places, *self.mapping.fixed}}
        values: dict[str, Any] = {name: value for name, value in said.items() if value and name in _TEXTS}
        values |= {name: value for name, value in self._special(said, cells).items() if value is not None}
        values |= {"name": self._name(said, values), "extra": self._extra(cells), **place}
        identifier, reason = self._identified(said, row, place)
        reason = row.odd or reason or ("" if place else _odd_position(said))
        values["identifier"] = identifier
        return Found(f"{self.word} {row.number}", None if reason else Listing(**values), reason, identifier)

    def _name(self, said: Mapping[str, str], values: Mapping[str, Any]) -> str:
        """Return a row's name; where it has none and people asked for it, what kind of asset it is."""
        if said.get("name") or not self.by_kind:
            return said.get("name", "")
        kind = ASSET_TYPES.get(values.get("asset_type", ""))
        word = said.get("asset_type", "")
        # What people chose for all rows is a code, not a word of the list.
        return word if word and word not in ASSET_TYPES else kind.name if kind else word

    def _identified(self, said: Mapping[str, str], row: Row, place: PLACE) -> tuple[str, str]:
        """Return a row's identifier and why it is refused; rows without one get theirs from what they tell.

        A row that repeats another in every cell is refused; one that tells of the same place otherwise gets a number.
        """
        if said.get("identifier"):
            return said["identifier"], ""
        made = _made(said, place)
        before = self.seen.setdefault(made, [])
        for cells, number in before:
            if cells == row.cells:
                return made, f"it repeats {self.word} {number} in every cell"
        before.append((row.cells, row.number))
        return (made if len(before) == 1 else f"{made}-{len(before)}"), ""

    def _said(self, name: str, cells: Sequence[str]) -> str:
        """Return what a row says of a field, or what is the same for all rows."""
        places = self.places.get(name, ())
        if len(places) == 1:
            said = text_of(cells[places[0]])
        else:
            parts = (text_of(cells[place]).strip(" ,") for place in places)
            said = ", ".join(dict.fromkeys(part for part in parts if part))
        return self.mapping.values.get(name, {}).get(said, said) or self.mapping.fixed.get(name, "")

    def _special(self, said: Mapping[str, str], cells: Sequence[str]) -> dict[str, Any]:
        def of(name: str) -> str:
            return said.get(name, "")

        longitude, latitude = _position(said)
        return {
            "asset_type": self._kind(of("asset_type")),
            "status": _status(of("status"), self.shut_by),
            "postcode": postcode_of(of("postcode")) or of("postcode") or postcode_of(of("address")) or None,
            "opening": self._opening(of("opening"), cells),
            "prices": _prices(of("price"), of("free")),
            "languages": languages_from_words(of("languages")) or None,
            "step_free": _step_free(of("step_free")),
            "last_verified": date_of(of("last_verified")),
            "longitude": longitude,
            "latitude": latitude,
            **{name: number_of(of(name)) for name in ("minimum_age", "maximum_age", "capacity")},
        }

    def _heading(self, name: str) -> str:
        places = self.places.get(name, ())
        return plain_heading(self.headings[places[0]]) if places else ""

    def _kind(self, said: str) -> str | None:
        """Return the kind that a row's words mean; a code of a partnership's own only where a mapping says it."""
        told = self.mapping.values.get("asset_type", {}).values()
        if said and (said in told or said == self.mapping.fixed.get("asset_type")):
            return said
        meant = kind_of(said)
        return meant if meant not in {"", "other"} else self.mapping.kind or meant or None

    def _opening(self, said: str, cells: Sequence[str]) -> tuple[OpeningTimes, ...] | None:
        times = opening_of_days({day: cells[place] for place, day in self.days}) if self.days else ()
        return times or opening_from_words(said) or None

    def _extra(self, cells: Sequence[str]) -> dict[str, str]:
        return {self.headings[at] or f"column {at + 1}": cells[at] for at in self.others if cells[at]}


_TEXTS = frozenset(
    {
        *("name", "description", "organisation", "address", "email", "telephone", "website", "accessibility"),
        *("eligibility", "owner", "controller", "condition", "used_for", "potential_use", "source", "licence"),
    }
)
"""Fields whose cell is taken as it is."""


def _made(said: Mapping[str, str], place: PLACE) -> str:
    """Return an identifier of a row that has none: the same whenever the same is told of the same place."""
    names = ("name", "asset_type", "address", "postcode", "longitude", "latitude", "easting", "northing")
    told = "\x1f".join((*(said.get(name, "") for name in names), *(str(value) for value in place.values())))
    return sha256(told.encode("utf-8", "replace")).hexdigest()[:20]


def _odd_position(said: Mapping[str, str]) -> str:
    """Say which part of a position is no number."""
    for name in ("longitude", "latitude", "easting", "northing"):
        if said.get(name) and number_of(said[name]) is None:
            return f"its {name} {said[name][:40]!r} is not a number"
    return ""


def _position(said: Mapping[str, str]) -> tuple[float | None, float | None]:
    if "easting" in said and "northing" in said:
        return _from_grid(number_of(said["easting"]), number_of(said["northing"]))
    return number_of(said.get("longitude", "")), number_of(said.get("latitude", ""))


def _status(said: str, heading: str) -> ListingStatus | None:
    text = said.casefold()
    if heading in {"closed", "is_closed", "temporarily_closed"}:
        shut = ListingStatus.CLOSED_FOR_NOW if heading == "temporarily_closed" else ListingStatus.DEFUNCT
        return shut if text and truth_of(text) is not False else None
    if text in set(ListingStatus):
        return ListingStatus(text)
    if "temporar" in text:
        return ListingStatus.CLOSED_FOR_NOW
    return ListingStatus.DEFUNCT if "closed" in text or "removed" in text else None


def _prices(price: str, free: str) -> tuple[Price, ...] | None:
    amount = number_of(price.removeprefix("£"))
    if price:
        return (Price(amount=amount, words="" if amount is not None else price),)
    if truth_of(free):
        return (Price(amount=0.0),)
    return None


def _step_free(said: str) -> StepFree | None:
    if truth_of(said) is not None:
        return StepFree.YES if truth_of(said) else StepFree.NO
    return StepFree.PARTLY if any(word in said.casefold() for word in ("limited", "part", "some")) else None


def _from_grid(easting: float | None, northing: float | None) -> tuple[float | None, float | None]:
    """Return longitude and latitude of a place on the British national grid, to about 5 m."""
    if easting is None or northing is None:
        return None, None
    longitude, latitude = _grid().transform(easting, northing)
    return round(longitude, 7), round(latitude, 7)


@lru_cache(maxsize=1)
def _grid() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)


FEW_HEADINGS, MOST_CELLS = 200, 10_000_000
"""Beyond both, properties with a name of their own for each feature would fill all memory."""


def properties_as_rows(properties: Iterable[Mapping[str, Any]]) -> Rows:
    """Return the properties of features as a table: a heading a key, nested values as JSON."""
    every = list(properties)
    headings = list(dict.fromkeys(str(key) for each in every for key in each))
    if len(headings) > FEW_HEADINGS and len(headings) * len(every) > MOST_CELLS:
        raise BadInputError(
            "The map cannot be used.",
            f"Its {len(every):,} features have properties of {len(headings):,} different names: too many.",
            "Save it again with the same few properties for every feature.",
        )

    def cells(each: Mapping[str, Any]) -> Iterator[str]:
        for heading in headings:
            value = each.get(heading)
            nested = isinstance(value, Mapping | list)
            yield json.dumps(value, ensure_ascii=False) if nested else _text(value)

    return Rows(tuple(headings), tuple(Row(number, tuple(cells(each))) for number, each in enumerate(every, 1)))


def _text(value: Any) -> str:
    """Return a property as a cell: whole numbers without their point, as people write them."""
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
