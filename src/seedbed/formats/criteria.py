"""Criteria files: what candidates are chosen by, in TOML.

The same tables, as dicts, stand under ``criteria`` in a pack's ``datapackage.json``.
How to write one: ``docs/how-to/screen-with-your-own-criteria.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from seedbed.analysis.profile.criteria import Criterion, shares_of_score
from seedbed.errors import BadInputError
from seedbed.formats.toml_files import read_toml

TOP_KEYS = frozenset({"criterion", "percentile_by", "other_weights"})
CRITERION_KEYS = frozenset({"id", "name", "measure", "indicator", "column", "kinds", "weight", "high_is"})
OTHER_WEIGHTS_KEYS = frozenset({"count", "concentration"})
ANY_WEIGHTS = "any"
HOW_TO = "See docs/how-to/screen-with-your-own-criteria.md for an example."
MOST_CRITERIA = 50
LARGEST_WEIGHT = 1_000_000


@dataclass(frozen=True, slots=True)
class CriteriaFile:
    """What a criteria file says.

    Parameters
    ----------
    criteria
        At least one, at least one of them with a weight above 0.
    percentile_by
        Id of the criterion whose figure decides which areas are eligible; None leaves it to the data.
    other_weights
        Keys for ``OtherWeightings``: ``count`` and ``concentration``, where given.
    """

    criteria: tuple[Criterion, ...]
    percentile_by: str | None = None
    other_weights: dict[str, Any] = field(default_factory=dict)


def read_criteria(path: Path, directions: Mapping[str, str]) -> CriteriaFile:
    """Read a criteria file.

    Parameters
    ----------
    path
        A TOML file.
    directions
        The indicators (or columns) there are, each with what a high figure is: worse, better, or neither.

    Raises
    ------
    BadInputError
        If the file is missing or not TOML, or a key or value in it cannot be used; names the file and the key.
    """
    return _Reader(str(path), directions).file(read_toml(path, lambda why: _bad(str(path), why)))


def criteria_from_tables(tables: list[dict[str, Any]], directions: Mapping[str, str], where: str) -> CriteriaFile:
    """Read criteria that are already dicts, such as those of a pack; ``where`` names them in errors."""
    return _Reader(where, directions).file({"criterion": tables})


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the tables of one file, naming it in every error."""

    where: str
    directions: Mapping[str, str]

    def file(self, table: dict[str, Any]) -> CriteriaFile:
        self._refuse_unknown(table, TOP_KEYS, "")
        tables = table.get("criterion", [])
        if not isinstance(tables, list) or not tables:
            raise self._bad("criterion", "no criterion is given; each starts with the line [[criterion]]")
        if len(tables) > MOST_CRITERIA:
            raise self._bad("criterion", f"there are {len(tables):,}; at most {MOST_CRITERIA} are taken")
        criteria = tuple(self._criterion(number, entry) for number, entry in enumerate(tables, start=1))
        self._check_together(criteria)
        return CriteriaFile(
            criteria, self._percentile_by(table, criteria), self._other_weights(table.get("other_weights", {}))
        )

    def _criterion(self, number: int, entry: Any) -> Criterion:
        key = f"criterion {number}"
        if not isinstance(entry, dict):
            raise self._bad(key, "it is not a table; each starts with the line [[criterion]]")
        self._refuse_unknown(entry, CRITERION_KEYS, key)
        measure = self._text(entry, "measure", key, default="value")
        indicator = "" if measure == "sites" else self._indicator(entry, key)
        identifier = self._text(entry, "id", key, default=indicator or measure)
        told: dict[str, Any] = {
            "id": identifier,
            "name": self._text(entry, "name", key, default=identifier),
            "measure": measure,
            "weight": self._weight(entry, key),
            "high_is": self._high_is(entry, indicator, measure, key),
            "indicator": indicator,
            "kinds": self._kinds(entry, measure, key),
        }
        try:
            return Criterion(**told)
        except BadInputError as error:
            raise self._bad(key, error.why, error.next_step) from error

    def _indicator(self, entry: dict[str, Any], key: str) -> str:
        given = [name for name in ("indicator", "column") if name in entry]
        if len(given) != 1:
            raise self._bad(f"{key}, indicator", "give either 'indicator' or 'column', once")
        name = self._text(entry, given[0], key)
        if name not in self.directions:
            close = get_close_matches(name, self.directions, n=3, cutoff=0.5)
            hint = f" Did you mean {' or '.join(close)}?" if close else ""
            raise self._bad(f"{key}, {given[0]}", f"there is no {given[0]} '{name}' in the data.{hint}")
        return name

    def _weight(self, entry: dict[str, Any], key: str) -> float:
        weight = entry.get("weight", 1)
        if isinstance(weight, bool) or not isinstance(weight, int | float):
            raise self._bad(f"{key}, weight", f"{weight!r} is not a number")
        if abs(weight) > LARGEST_WEIGHT:
            raise self._bad(f"{key}, weight", f"it is larger than {LARGEST_WEIGHT:,}")
        return float(weight)

    def _high_is(self, entry: dict[str, Any], indicator: str, measure: str, key: str) -> str:
        known = "better" if measure == "sites" else self.directions.get(indicator, "")
        told = self._text(entry, "high_is", key, default=known)
        if told in {"", "neither"}:
            raise self._bad(f"{key}, high_is", "say whether a high figure is 'worse' or 'better' for residents")
        return told

    def _kinds(self, entry: dict[str, Any], measure: str, key: str) -> tuple[str, ...]:
        kinds = entry.get("kinds", [])
        if not isinstance(kinds, list | tuple) or not all(isinstance(kind, str) for kind in kinds):
            raise self._bad(f"{key}, kinds", "it is not a list of words")
        unused = [name for name in ("indicator", "column") if name in entry] if measure == "sites" else []
        if unused and entry[unused[0]]:
            raise self._bad(f"{key}, {unused[0]}", "'sites' counts known places; it takes kinds instead")
        if kinds and measure != "sites":
            raise self._bad(f"{key}, kinds", "only the measure 'sites' takes kinds")
        return tuple(kinds)

    def _check_together(self, criteria: tuple[Criterion, ...]) -> None:
        try:
            shares_of_score(criteria)
        except BadInputError as error:
            raise self._bad("criterion", f"{error.what} {error.why}", error.next_step) from error

    def _percentile_by(self, table: dict[str, Any], criteria: tuple[Criterion, ...]) -> str | None:
        if "percentile_by" not in table:
            return None
        told = self._text(table, "percentile_by", "")
        if told not in {criterion.id for criterion in criteria if criterion.measure == "value"}:
            raise self._bad("percentile_by", f"'{told}' is not the id of a criterion with measure 'value'")
        return told

    def _other_weights(self, table: Any) -> dict[str, Any]:
        if not isinstance(table, dict):
            raise self._bad("other_weights", "it is not a table; it starts with the line [other_weights]")
        self._refuse_unknown(table, OTHER_WEIGHTS_KEYS, "other_weights")
        given = dict(table)
        if given.get("concentration") == ANY_WEIGHTS:
            given["concentration"] = None
        for name, value in given.items():
            if value is not None and (isinstance(value, bool) or not isinstance(value, int | float)):
                raise self._bad(f"other_weights, {name}", f"{value!r} is not a number")
            if value is not None and abs(value) > LARGEST_WEIGHT:
                raise self._bad(f"other_weights, {name}", f"it is larger than {LARGEST_WEIGHT:,}")
        if not float(given.get("count", 1)).is_integer():
            raise self._bad("other_weights, count", f"{given['count']!r} is not a whole number")
        return {name: int(value) if name == "count" else value for name, value in given.items()}

    def _text(self, table: dict[str, Any], name: str, key: str, default: str | None = None) -> str:
        value = table.get(name, default)
        if not isinstance(value, str) or (name in table and not value.strip()):
            place = ", ".join(part for part in (key, name) if part)
            raise self._bad(place, "it is missing" if value is None else f"{value!r} is not a text")
        return value

    def _refuse_unknown(self, table: dict[str, Any], known: frozenset[str], key: str) -> None:
        for name in table:
            if name not in known:
                place = ", ".join(part for part in (key, name) if part)
                raise self._bad(place, f"this key is not known; known are {', '.join(sorted(known))}")

    def _bad(self, key: str, why: str, next_step: str = HOW_TO) -> BadInputError:
        return _bad(self.where, f"{key}: {why.rstrip('.')}", next_step)


def _bad(where: str, why: str, next_step: str = HOW_TO) -> BadInputError:
    end = "" if why.endswith("?") else "."
    return BadInputError("The criteria cannot be read.", f"{where}: {why}{end}", next_step)
