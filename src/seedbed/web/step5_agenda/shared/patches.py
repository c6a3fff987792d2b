"""What differs between two states of a map's document, as something to play on it and to play back.

Playing changes only what still is as the patch expects it, so that what others changed in between stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pycrdt import Map

from seedbed.web.step5_agenda.shared.document import FIELDS, Document, Part

Entry = dict[str, Any]
Patch = dict[Part, tuple[Entry | None, Entry | None]]
"""Of each entry that differs, what it held before and holds after; None where it is not there."""
Path = tuple[str, ...]
"""A field, or a field and a key in it."""
ABOUT: Part = ("about", "")
HOLDS: Entry = {}
"""What stands for a field that holds keys of its own."""


def copy_of(document: Document) -> Document:
    """Return another document that holds the same."""
    return Document([document.whole()])


def difference(before: Document, after: Document) -> Patch:
    """Return what turns one document into the other."""
    found: Patch = {}
    for name in FIELDS:
        if name == "about":
            pairs = {ABOUT: (before.value(ABOUT), after.value(ABOUT))}
        else:
            ones, others = before.values(name), after.values(name)
            pairs = {(name, key): (ones.get(key), others.get(key)) for key in (ones | others)}
        found |= {part: pair for part, pair in pairs.items() if pair[0] != pair[1]}
    return found


def play(document: Document, patch: Patch) -> None:
    """Change a document as a patch says."""
    for part, (was, shall) in patch.items():
        _turn(document, part, was, shall)


def play_back(document: Document, patch: Patch) -> None:
    """Undo in a document what a patch did, where nobody has changed it since."""
    for part, (shall, was) in patch.items():
        _turn(document, part, was, shall)


def as_rows(patch: Patch) -> list[list[Any]]:
    """Return a patch as JSON holds it."""
    return [[*part, *pair] for part, pair in patch.items()]


def from_rows(rows: Iterable[Any]) -> Patch:
    """Return the patch that was kept as JSON."""
    return {(name, key): (before, after) for name, key, before, after in rows}


def in_pieces(patch: Patch, most: int) -> Iterator[Patch]:
    """Give a patch in parts that each hold about so many characters at most, factors before the links at them."""
    piece: Patch = {}
    size = 0
    for part, pair in patch.items():
        piece[part] = pair
        size += len(str(pair[1]))
        if size >= most:
            yield piece
            piece, size = {}, 0
    if piece:
        yield piece


def _turn(document: Document, part: Part, was: Entry | None, shall: Entry | None) -> None:
    name, key = part
    if shall is None:
        document.take(name, key)
    elif was is None:
        if document.value(part) is None:
            document.put(name, key)
        _set(document, part, {}, shall)
    elif document.value(part) is not None:
        _set(document, part, was, shall)


def _set(document: Document, part: Part, was: Entry, shall: Entry) -> None:
    name, key = part
    entry: Map[Any] = document.parts[name] if part == ABOUT else document.parts[name][key]
    held, before, after = (_flat(each) for each in (document.value(part) or {}, was, shall))
    for path in {**after, **before}:
        if before.get(path) != after.get(path) and held.get(path) == before.get(path):
            _put(entry, path, after.get(path))


def _put(entry: Map[Any], path: Path, value: Any) -> None:
    *outer, last = path
    if outer:
        if value is None and outer[0] not in entry:
            return
        entry = _inner(entry, outer[0])
    if value is None:
        if last in entry:
            del entry[last]
    elif value == HOLDS:
        _inner(entry, last)
    else:
        entry[last] = value


def _inner(entry: Map[Any], field: str) -> Map[Any]:
    """Return the shared map that a field holds; made where there is none, or plain values stand in its place."""
    held = entry.get(field)
    if not isinstance(held, Map):
        entry[field] = Map(held or {})
    found: Map[Any] = entry[field]
    return found


def _flat(entry: Mapping[str, Any]) -> dict[Path, Any]:
    found: dict[Path, Any] = {}
    for field, value in entry.items():
        if isinstance(value, dict):
            found[(field,)] = HOLDS
            found |= {(field, key): each for key, each in value.items()}
        else:
            found[(field,)] = value
    return found
