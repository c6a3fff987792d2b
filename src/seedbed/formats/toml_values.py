"""Take single values out of the tables of a TOML file, so that every error names the file and the key."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

from seedbed.errors import BadInputError

LARGEST, SMALLEST = 1e15, 1e-50
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class TomlValues:
    """Takes values out of one file.

    Parameters
    ----------
    where
        The file, as people know it.
    what
        First sentence of every error: what cannot be read.
    how_to
        What to do next.
    """

    where: str
    what: str
    how_to: str

    def number(self, value: Any, place: str, low: float | None = None) -> float:
        """Return a number of ordinary size, no lower than ``low``."""
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.refuse(place, "it is missing" if value is None else f"{str(value)[:60]!r} is not a number")
        if not abs(value) <= LARGEST or 0 < abs(value) < SMALLEST:  # neither is what is not a number
            self.refuse(place, "it is not a number of ordinary size")
        if low is not None and value < low:
            self.refuse(place, f"{value:g} is below {low:g}")
        return float(value)

    def whole(self, value: Any, place: str, limits: tuple[int, int]) -> int:
        """Return a whole number between limits."""
        if isinstance(value, bool) or not isinstance(value, int) or not limits[0] <= value <= limits[1]:
            self.refuse(place, f"it is not a whole number from {limits[0]:,} to {limits[1]:,}")
        return int(value)

    def text(self, table: dict[str, Any], key: str, default: str) -> str:
        """Return a text on one line."""
        value = table.get(key, default)
        if not isinstance(value, str) or len(value) > LONGEST_TEXT or (key in table and not value.strip()):
            self.refuse(key, f"it is not a text of at most {LONGEST_TEXT} letters")
        return " ".join(value.split())

    def truth(self, table: dict[str, Any], key: str) -> bool:
        """Return true or false; false where it is left out."""
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.refuse(key, "write true or false")
        return value

    def table(self, table: dict[str, Any], key: str, known: frozenset[str]) -> dict[str, Any]:
        """Return a table that holds known keys only; an empty one where it is left out."""
        value = table.get(key, {})
        if not isinstance(value, dict):
            self.refuse(key, f"it is not a table; it starts with the line [{key}]")
        self.known(value, known, key)
        return value

    def known(self, table: dict[str, Any], known: frozenset[str], of: str) -> None:
        """Refuse keys that are not known."""
        for name in table:
            if name not in known:
                place = ", ".join(part for part in (of, name[:60]) if part)
                self.refuse(place, f"this key is not known; known are {', '.join(sorted(known))}")

    def refuse(self, key: str, why: str, next_step: str = "") -> NoReturn:
        """Refuse the file, naming the key."""
        raise self.bad(f"{key}: {why}", next_step)

    def bad(self, why: str, next_step: str = "") -> BadInputError:
        """Return the error that names the file."""
        return BadInputError(self.what, f"{self.where}: {why.rstrip('.')}.", next_step or self.how_to)
