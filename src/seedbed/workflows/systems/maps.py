"""A map as every command reads it: from its file, with factors found by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import TypedDict

from seedbed.analysis.systems.types import Factor, SystemMap
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.systems.read_map import ReadMap
from seedbed.formats.systems.reading import read_map
from seedbed.reports.systems.documents import RefusedRow

MOST_REFUSED = 1_000


class AboutMap(TypedDict):
    """What every document says of the map that was read."""

    file: str
    name: str
    factors_on_map: int
    links_on_map: int
    refused: list[RefusedRow]
    notes: list[str]


def read_system(path: Path, format: str | None = None) -> ReadMap:  # noqa: A002 - the word people use
    """Read a map.

    Raises
    ------
    BadInputError
        If the file cannot be read as a map, or the map is empty.
    UsageError
        For a format that is not known.
    """
    read = read_map(path, format=format)
    if not read.map.factors:
        raise BadInputError("The map is empty.", f"{path.name} holds no factor.", "Draw one and save it again.")
    return read


def about(path: Path, read: ReadMap, notes: Iterable[str] = ()) -> AboutMap:
    """Return what a document says of the map."""
    refused = [RefusedRow(where=each.where, reason=each.reason) for each in read.refused[:MOST_REFUSED]]
    told = [f"{len(read.refused):,} rows of {path.name} are not on the map; 'refused' says why."] if refused else []
    return {
        "file": path.name,
        "name": read.map.name,
        "factors_on_map": len(read.map.factors),
        "links_on_map": len(read.map.links),
        "refused": refused,
        "notes": [*read.notes, *told, *notes],
    }


def shown(factor: Factor) -> str:
    """Return what a factor is called."""
    return factor.name or factor.identifier


def names(system: SystemMap) -> dict[str, str]:
    """Return what each factor is called in a document, by identifier; with its identifier where names are alike."""
    many = Counter(map(shown, system.factors))
    return {
        each.identifier: shown(each) if many[shown(each)] == 1 else f"{shown(each)} ({each.identifier})"
        for each in system.factors
    }


def found(system: SystemMap, wanted: Sequence[str]) -> tuple[str, ...]:
    """Return identifiers of factors given by identifier or by name, in any case and with any spaces between words.

    Raises
    ------
    UsageError
        For a name that no factor has, or that several have.
    """
    by_name: dict[str, list[str]] = {}
    for factor in system.factors:
        by_name.setdefault(_folded(factor.name), []).append(factor.identifier)
    return tuple(_one(system, by_name, name) for name in wanted)


def values(system: SystemMap, given: Sequence[str], option: str) -> dict[str, float]:
    """Read "FACTOR=VALUE" of an option.

    Raises
    ------
    UsageError
        For what is not written so, a factor that is not there or is given twice, or a value that is no number.
    """
    read: dict[str, float] = {}
    for each in given:
        name, equals, value = each.rpartition("=")
        try:
            number = float(value)
        except ValueError:
            equals = ""
        if not equals:
            raise UsageError(f'"{each}" cannot be read.', f"{option} takes FACTOR=VALUE.", f'Write {option} "Name=1".')
        (identifier,) = found(system, [name.strip()])
        if identifier in read:
            raise UsageError(f'"{name}" is given two values.', f"{option} names it twice.", "Take one out.")
        read[identifier] = number
    return read


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _one(system: SystemMap, by_name: dict[str, list[str]], name: str) -> str:
    if name in system.by_identifier:
        return name
    identifiers = by_name.get(_folded(name), [])
    if len(identifiers) == 1:
        return identifiers[0]
    if identifiers:
        why = f"{len(identifiers)} factors have that name: {', '.join(identifiers[:5])}."
        raise UsageError(f'"{name}" may be one of several factors.', why, "Give the identifier of the one you mean.")
    near = get_close_matches(_folded(name), by_name, n=3, cutoff=0.5)
    nearest = ", ".join(shown(system.by_identifier[by_name[each][0]]) for each in near)
    raise UsageError(
        f'There is no factor "{name}" on the map.',
        f"Near it are: {nearest}." if near else f"None of the {len(system.factors):,} factors is called nearly so.",
        "Check the spelling.",
    )
