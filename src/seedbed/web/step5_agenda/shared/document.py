"""The shared document of a map: what it may hold, reading it, and what an update changed.

Six maps by name: ``about``, ``factors``, ``links``, ``subsystems``, ``submaps`` and ``layouts``. Factors and links have
UUIDs that whoever adds them makes, also without a network. A document, with its events, stays in the thread that made
it: pycrdt takes them back there alone.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pycrdt import Doc, Map

from seedbed.analysis.systems.types import Delay, Strength
from seedbed.errors import BadInputError
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity

LONGEST_NAME, LONGEST_TEXT = 200, 2_000
MOST_FACTORS, MOST_LINKS, MOST_OTHERS = 2_000, 8_000, 200
LARGEST_UPDATE, LARGEST_DOCUMENT = 1_000_000, 8_000_000
"""Bytes."""
FARTHEST = 100_000.0
"""Pixels from the middle of the drawing."""
COLOURS = 8
KEY = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.ASCII)

Part = tuple[str, str]
"""The name of one of the six maps, and a key in it."""
Check = Callable[[Any], bool]


def _text(longest: int) -> Check:
    return lambda value: isinstance(value, str) and len(value) <= longest and not _holds_control(value)


def _holds_control(value: str) -> bool:
    return any(unicodedata.category(character) == "Cc" and character not in "\n\t\r" for character in value)


def _one_of(choices: Iterable[str]) -> Check:
    known = frozenset(choices)
    return lambda value: isinstance(value, str) and value in known


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) <= FARTHEST


def _share(value: Any) -> bool:
    return _number(value) and 0 <= value <= 1


def _colour(value: Any) -> bool:
    return _number(value) and value == int(value) and 0 <= value < COLOURS


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def is_key(value: Any) -> bool:
    """Say whether it is a UUID in its usual form."""
    return isinstance(value, str) and KEY.fullmatch(value) is not None


def _no_key_or(value: Any) -> bool:
    return value == "" or is_key(value)


def _members(value: Any) -> bool:
    return isinstance(value, dict) and all(is_key(key) and each is True for key, each in value.items())


def _places(value: Any) -> bool:
    return isinstance(value, dict) and all(
        is_key(key) and isinstance(each, list) and len(each) == 2 and all(map(_number, each))
        for key, each in value.items()
    )


NOTHING = b"\x00\x00"
"""An update that changes nothing."""
NAME, TEXT = _text(LONGEST_NAME), _text(LONGEST_TEXT)
FIELDS: Mapping[str, Mapping[str, Check]] = {
    "about": {"name": NAME, "description": TEXT},
    "factors": {
        "name": NAME,
        "role": _one_of(FactorRole),
        "controlled_by": NAME,
        "vulnerable": _truth,
        "subsystem": _no_key_or,
        "note": TEXT,
        "x": _number,
        "y": _number,
    },
    "links": {
        "cause": is_key,
        "effect": is_key,
        "polarity": _one_of(Polarity),
        "strength": _one_of(Strength),
        "weight": _share,
        "delay": _one_of(Delay),
        "confidence": _one_of(Confidence),
        "because": TEXT,
    },
    "subsystems": {"name": NAME, "colour": _colour},
    "submaps": {"name": NAME, "factors": _members},
    "layouts": {"name": NAME, "places": _places},
}
"""Of each of the six maps, what an entry may hold; of ``about``, its own keys."""
NEEDED = {"links": ("cause", "effect")}
MOST = {"factors": MOST_FACTORS, "links": MOST_LINKS, "about": len(FIELDS["about"])}


class Document:
    """A shared document, made of the updates given."""

    def __init__(self, updates: Iterable[bytes] = ()) -> None:
        self.doc: Doc[Any] = Doc()
        self.parts: dict[str, Map[Any]] = {name: self.doc.get(name, type=Map) for name in FIELDS}
        for update in updates:
            self.doc.apply_update(update)
        self._changed: set[Part] = set()
        # What listens knows the set alone: one that knew this document would keep it in memory for ever, since Python
        # finds no circle that goes through the shared document's own memory.
        self._seen = [each.observe_deep(_noting(name, self._changed)) for name, each in self.parts.items()]

    def apply(self, update: bytes) -> frozenset[Part]:
        """Apply an update and return what it changed.

        Raises
        ------
        BadInputError
            If it cannot be read; the document is as it was.
        """
        self._changed.clear()
        try:
            self.doc.apply_update(update)
        except ValueError as error:
            raise refused("it could not be read") from error
        return frozenset(self._changed)

    def change(self, how: Callable[[Document], None]) -> tuple[bytes, frozenset[Part]]:
        """Change the document here; return the update for others and what was changed.

        The update is that of this change alone: what a copy has since a state would tell of all that was ever deleted.
        """
        self._changed.clear()
        told: list[bytes] = []
        listening = self.doc.observe(lambda event: told.append(event.update))
        try:
            with self.doc.transaction():
                how(self)
        finally:
            self.doc.unobserve(listening)
        return told[0] if told else NOTHING, frozenset(self._changed)

    def put(self, name: str, key: str, /, **fields: Any) -> None:
        """Set fields of an entry, which is added where it is not there; unchanged ones are left as they are.

        A field of several values, such as the factors of a submap, is brought to them key by key, so that what others
        change of it at the same time stays.
        """
        part = self.parts[name]
        if key not in part:
            part[key] = Map({})
        for field, value in fields.items():
            _set(part[key], field, value)

    def tell(self, **fields: str) -> None:
        """Set what the map says of itself."""
        about = self.parts["about"]
        for field, value in fields.items():
            if about.get(field) != value:
                about[field] = value

    def take(self, name: str, key: str) -> None:
        """Take an entry out, if it is there."""
        if key in self.parts[name]:
            del self.parts[name][key]

    def value(self, part: Part) -> dict[str, Any] | None:
        """Return an entry as plain values; None where there is none. Of ``about``, all of it."""
        name, key = part
        if name == "about":
            return plain(self.parts[name])
        return plain(self.parts[name][key]) if key in self.parts[name] else None

    def values(self, name: str) -> dict[str, dict[str, Any]]:
        """Return all entries of one of the six by key, as plain values."""
        return {str(key): value for key, value in plain(self.parts[name]).items() if isinstance(value, dict)}

    def check(self, changed: Iterable[Part]) -> None:
        """Refuse what a change has brought in.

        Raises
        ------
        BadInputError
            If an entry holds what it may not, or the document has become too large.
        """
        if set(self.doc.keys()) - set(FIELDS):
            raise refused("it holds something that maps do not have")
        for name, key in changed:
            if len(self.parts[name]) > MOST.get(name, MOST_OTHERS):
                raise refused(f"the map would have more than {MOST.get(name, MOST_OTHERS):,} {name}")
            if name != "about" and not is_key(key):
                raise refused(f"one of the {name} has no proper key")
            entry = self.parts[name] if name == "about" else self.parts[name].get(key)
            if entry is not None:
                _check_entry(name, entry)

    def whole(self) -> bytes:
        """Return the whole document as one update."""
        return bytes(self.doc.get_update())


def _noting(name: str, changed: set[Part]) -> Callable[[list[Any]], None]:
    def note(events: list[Any]) -> None:
        for event in events:
            path = list(event.path)
            keys = [str(path[0])] if path else [str(key) for key in event.keys]
            changed.update((name, key) for key in keys)

    return note


def plain(entry: Map[Any]) -> dict[str, Any]:
    """Return a shared map as plain values, nothing where it holds nothing."""
    return entry.to_py() or {}


def _set(entry: Map[Any], field: str, value: Any) -> None:
    if not isinstance(value, Mapping):
        if field not in entry or entry[field] != value:
            entry[field] = value
        return
    if field not in entry or not isinstance(entry[field], Map):
        entry[field] = Map({})
    held: Map[Any] = entry[field]
    for gone in set(held.keys()) - set(value):
        del held[gone]
    for key, each in value.items():
        _set(held, key, each)


def _check_entry(name: str, entry: Any) -> None:
    if not isinstance(entry, Map):
        raise refused(f"one of the {name} is not made of fields")
    held = plain(entry)
    for field, value in held.items():
        check = FIELDS[name].get(field)
        if check is None or not check(value) or (isinstance(value, float) and not math.isfinite(value)):
            raise refused(f'one of the {name} holds a "{field[:40]}" that cannot be kept')
    if any(field not in held for field in NEEDED.get(name, ())):
        raise refused(f"one of the {name} lacks what it must have")


def refused(because: str) -> BadInputError:
    """Return the error of a change that is not taken."""
    return BadInputError(
        "This change of the map was not kept.",
        f"It was refused: {because}.",
        "Load the map anew; what was kept before is there.",
    )
