"""Identifiers of Open Referral UK: UUIDs, the same each time for the same thing."""

from __future__ import annotations

from uuid import UUID, uuid5

SEEDBED = UUID("8a6e0804-2bd0-5672-9b34-c3d7c1c2e0f5")
"""Our own namespace of UUIDs (RFC 9562, version 5)."""


def uuid_of(text: str) -> str:
    """Return a text that is a UUID in its usual writing, else one made from it, the same each time."""
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid5(SEEDBED, text))


def part_of(whole: str, part: str) -> str:
    """Return the UUID of a part of something: its location, its third schedule."""
    return str(uuid5(SEEDBED, f"{whole}/{part}"))
