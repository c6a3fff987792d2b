"""A listing as one row of cells and back, with nothing lost: the columns of our own tables, and of lists for phones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from seedbed.analysis.assets.listing import Listing, Price
from seedbed.formats.assets.listing_json import DEFAULTS, FIELDS, NUMBERS, field_from_json, listing_to_json
from seedbed.formats.assets.opening_words import opening_from_words, opening_in_words
from seedbed.formats.assets.values import number_of
from seedbed.formats.tables import FORMULA_STARTS

Cell = str | float | None
NESTED = frozenset({"outline", "entrances", "extra"})
"""Fields whose cells hold JSON."""
_GUARDED = re.compile(rf"'+ *[{re.escape(''.join(FORMULA_STARTS))}]")
_PRICE = re.compile(r"(?P<currency>[A-Z]{3}) (?P<amount>\d+(?:\.\d+)?)(?: (?P<words>.+))?", re.DOTALL)


def cell_of(name: str, listing: Listing) -> Cell:
    """Return the cell of one field: a number, or text; None where nothing is known."""
    value = getattr(listing, name)
    if value == DEFAULTS[name] and name not in {"asset_type", "status"}:
        return None
    if name in NUMBERS:
        return float(value)
    if name in NESTED:
        return json.dumps(listing_to_json(listing)[name], ensure_ascii=False)
    if name in _IN_WORDS:
        return _IN_WORDS[name](value)
    return value.isoformat() if isinstance(value, date) else value.value if isinstance(value, StrEnum) else str(value)


def row_of(listing: Listing) -> list[Cell]:
    """Return a listing's cells in the order of `FIELDS`."""
    return [cell_of(name, listing) for name in FIELDS]


def value_of(name: str, cell: str) -> Any:
    """Return the field that a cell of ours tells of; None where the cell is empty or makes no sense."""
    if not cell:
        return None
    if name in NUMBERS:
        return number_of(cell)
    if name in _FROM_WORDS:
        return _FROM_WORDS[name](cell)
    return field_from_json(name, _loaded(cell) if name in NESTED else cell)


def listing_of(cells: Mapping[str, str]) -> Listing:
    """Return the listing of a row of ours: heading to cell. Identifier and name are "" where they are missing."""
    values = {name: value_of(name, cells.get(name, "")) for name in FIELDS}
    known = {name: value for name, value in values.items() if value is not None}
    return Listing(**{"identifier": "", "name": "", **known})


def guarded(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula; one that looks guarded already is guarded once more."""
    if isinstance(cell, str) and (cell.lstrip(" ").startswith(FORMULA_STARTS) or _GUARDED.match(cell)):
        return "'" + cell
    return cell


def unguarded(cell: str) -> str:
    """Return a cell without the guard that `guarded` or another careful writer put before it."""
    return cell[1:] if _GUARDED.match(cell) else cell


def prices_in_words(prices: tuple[Price, ...]) -> str:
    """Return prices as a line that reads back: ``GBP 3.5 a session | others free``; as JSON where it would not."""
    line = " | ".join(_price_in_words(each) for each in prices)
    if prices_from_words(line) == prices:
        return line
    told = listing_to_json(Listing(identifier="", name="", prices=prices))
    return json.dumps(told.get("prices", []), ensure_ascii=False)


def prices_from_words(text: str) -> tuple[Price, ...]:
    """Return the prices that a line of ours tells of; other words as they are."""
    if text.startswith("[{"):
        return field_from_json("prices", _loaded(text)) or ()
    return tuple(_price(part) for part in text.split(" | ") if part)


def languages_from_words(text: str) -> tuple[str, ...]:
    """Return languages between commas, semicolons or strokes; a JSON list as it is."""
    if text.startswith('["'):
        return field_from_json("languages", _loaded(text)) or ()
    return tuple(part.strip() for part in re.split(r"[;,|\n]", text) if part.strip())


def _price_in_words(price: Price) -> str:
    if price.amount is None:
        return price.words
    return f"{price.currency} {price.amount!r} {price.words}".rstrip(" ")


def _price(text: str) -> Price:
    found = _PRICE.fullmatch(text)
    if not found:
        return Price(words=text)
    return Price(amount=float(found["amount"]), currency=found["currency"], words=found["words"] or "")


def _joined(values: tuple[str, ...]) -> str:
    line = "; ".join(values)
    return line if languages_from_words(line) == values else json.dumps(list(values), ensure_ascii=False)


def _loaded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


_IN_WORDS: dict[str, Callable[[Any], str]] = {
    "opening": opening_in_words,
    "prices": prices_in_words,
    "languages": _joined,
}
_FROM_WORDS: dict[str, Callable[[str], Any]] = {
    "opening": opening_from_words,
    "prices": prices_from_words,
    "languages": languages_from_words,
}
