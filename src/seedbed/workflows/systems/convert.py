"""``seedbed systems convert``: read a map, write it in another format, say what that format does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

from seedbed.analysis.systems.types import CausalLink, Factor, SystemMap
from seedbed.errors import UsageError
from seedbed.formats.systems.reading import READERS, read_map
from seedbed.formats.systems.writing import format_of, write_map
from seedbed.reports.systems.convert_documents import ConvertDocument, LostField
from seedbed.workflows.systems.maps import about, read_system

UNSEEN = frozenset({"identifier", "cause", "effect", "x", "y"})
"""Fields that a person does not miss one by one: identifiers may change, and places count once."""
NOT_READ = "{format} is written for other programs and not read here, so what it lacks could not be looked up."


def convert_map(source: Path, target: Path, *, format: str | None = None, to: str | None = None) -> ConvertDocument:  # noqa: A002 - the word people use
    """Write a map in another format.

    Parameters
    ----------
    source, target
        The file that is read and the one that is written.
    format, to
        Their formats; without them, those of their endings.

    Raises
    ------
    BadInputError
        If the file cannot be read as a map.
    UsageError
        For a format that is not known, or if the file written would be the one read.
    """
    chosen = format_of(target, to)
    if source.resolve() == target.resolve():
        raise UsageError(
            "The map cannot be written over itself.", f"{target.name} is the file that is read.", "Give another name."
        )
    read = read_system(source, format)
    write_map(read.map, target, format=chosen)
    notes = [] if chosen in READERS else [NOT_READ.format(format=chosen)]
    back = read_map(target, format=chosen).map if chosen in READERS and not _bare(read.map, chosen) else None
    missing = lost(read.map, back) if back is not None else []
    told = about(source, read, notes)
    return ConvertDocument(**told, written=target.name, format=chosen, lost=missing)


def _bare(of: SystemMap, chosen: str) -> bool:
    """Say whether a table of links of this map is empty: it says nothing to read."""
    return chosen == "edge-list" and not of.links


def lost(of: SystemMap, back: SystemMap) -> list[LostField]:
    """Return what a map said that it does not say after it was written and read again."""
    found = [
        *_fewer("factors", len(of.factors), len(back.factors)),
        *_fewer("links", len(of.links), len(back.links)),
    ]
    by_name = {each.name: each for each in back.factors}
    pairs: list[tuple[Factor, Factor]] = [
        (each, again)
        for each in of.factors
        if (again := back.by_identifier.get(each.identifier) or by_name.get(each.name)) is not None
    ]
    found += _differing("of factors", Factor, pairs)
    unplaced = sum(one.x is not None and (one.x, one.y) != (again.x, again.y) for one, again in pairs)
    found += [LostField(what="places of factors", many=unplaced)] if unplaced else []
    if len(of.links) == len(back.links):
        found += _differing("of links", CausalLink, zip(of.links, back.links, strict=True))
    return found


def _fewer(what: str, before: int, after: int) -> list[LostField]:
    return [LostField(what=what, many=before - after)] if after < before else []


def _differing(
    of_what: str, kind: type[Factor] | type[CausalLink], pairs: Iterable[tuple[object, object]]
) -> list[LostField]:
    both = list(pairs)
    found = []
    for name in (each.name for each in fields(kind) if each.name not in UNSEEN):
        many = sum(getattr(one, name) != getattr(again, name) for one, again in both)
        if many:
            found.append(LostField(what=f"{name.replace('_', ' ')} {of_what}", many=many))
    return found
