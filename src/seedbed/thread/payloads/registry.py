"""All payloads by kind, and their plain form for storage."""

from __future__ import annotations

import types
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints

from seedbed.errors import BadInputError, SeedbedError
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads import agenda, decided, delivered, heard, known
from seedbed.thread.payloads.base import Payload

PAYLOADS: dict[BeadKind, type[Payload]] = {
    found.kind: found
    for room in (heard, known, agenda, decided, delivered)
    for found in vars(room).values()
    if isinstance(found, type) and issubclass(found, Payload) and found is not Payload
}
"""The class of each kind's payload."""


def payload_to_dict(payload: Payload) -> dict[str, Any]:
    """Return the payload as values that JSON holds; days as ISO 8601."""
    return {field.name: _plain(getattr(payload, field.name)) for field in fields(payload)}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def payload_from_dict(kind: str, version: int, values: dict[str, Any]) -> Payload:
    """Make a payload from stored values, checked anew.

    Raises
    ------
    BadInputError
        If the kind is not known, the version is newer than this Seedbed knows, or the values will not do.
    """
    found = PAYLOADS.get(BeadKind(kind)) if kind in set(BeadKind) else None
    if found is None:
        raise BadInputError(
            f"There is no bead of the kind '{kind}'.",
            "This Seedbed does not know it.",
            f"Use one of {', '.join(sorted(PAYLOADS))}, or install a newer Seedbed.",
        )
    if version > found.version:
        raise BadInputError(
            f"A {kind} is written in a newer form ({version}).",
            f"This Seedbed knows forms up to {found.version}.",
            "Install the newer Seedbed that wrote it.",
        )
    hints = get_type_hints(found)
    names = {field.name for field in fields(found)}
    unknown = sorted(set(values) - names)
    if unknown:
        raise BadInputError(
            f"A {kind} has fields that are not known.", f"They are {', '.join(unknown)}.", "Leave them out."
        )
    try:
        return found(**{name: _typed(hints[name], value) for name, value in values.items()})
    except SeedbedError:
        raise
    except (TypeError, ValueError) as error:
        raise BadInputError(f"A {kind} cannot be read.", f"{error}.", "Correct its values.") from error


def _typed(hint: Any, value: Any) -> Any:
    """Turn a stored value into the type of its field."""
    if get_origin(hint) is types.UnionType:
        if value is None:
            return None
        hint = next(choice for choice in get_args(hint) if choice is not types.NoneType)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool):
        raise TypeError(f"{value!r:.80} is not {hint.__name__}")
    return value
