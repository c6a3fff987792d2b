"""JSON that strangers made: read whole, or refused with where it breaks."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from seedbed.formats.encodings import decoded
from seedbed.formats.systems.gathering import bad_map

Entry = Mapping[str, Any]


def read_json(content: bytes | str, name: str) -> Any:
    """Return what JSON says.

    Raises
    ------
    BadInputError
        If it is none.
    """
    text = content if isinstance(content, str) else decoded(content, name)[0]
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise bad_map(name, f"line {error.lineno}, column {error.colno}: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise bad_map(name, "its parts stand inside each other too deeply, or a number of it is too long") from error


def entries(value: Any) -> Iterator[tuple[int, Entry]]:
    """Give the objects of a list with their places from 1; what is no list holds none."""
    for number, each in enumerate(value if isinstance(value, list) else [], 1):
        yield number, each if isinstance(each, dict) else {}


def text_of(value: Any) -> str:
    """Return a value as text: lists joined by ``|``, nothing for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, list):
        return "|".join(filter(None, map(text_of, value)))
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def cells_of(entry: Any, without: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return the fields of an object as text."""
    return (
        {key: text_of(value) for key, value in entry.items() if key not in without} if isinstance(entry, dict) else {}
    )


def whole(value: Any) -> str:
    """Return JSON text. Halves of characters that no text can hold become question marks."""
    return json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode()
