"""What goes over a connection: messages of y-protocols, and one kind of our own that holds JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from pycrdt import Decoder, YMessageType, YSyncMessageType, read_message, write_message, write_var_uint

PROTOCOL = "seedbed-map"
"""The subprotocol that stands before the ticket; it is the one that is answered."""
OURS = 100
"""The number of our own kind: y-protocols has given itself those up to 3."""

MOST_PRESENCES = 200
"""Copies that one message may speak of."""


class Sync(IntEnum):
    """Parts of the exchange by which two copies become the same."""

    ASKS = YSyncMessageType.SYNC_STEP1
    ANSWERS = YSyncMessageType.SYNC_STEP2
    UPDATE = YSyncMessageType.SYNC_UPDATE


def asks(state: bytes) -> bytes:
    """Return the message that asks for all that a copy of this state lacks."""
    return _sync(Sync.ASKS, state)


def answers(update: bytes) -> bytes:
    """Return the message that answers such a question."""
    return _sync(Sync.ANSWERS, update)


def brings(update: bytes) -> bytes:
    """Return the message that brings a change."""
    return _sync(Sync.UPDATE, update)


def tells(what: Mapping[str, Any]) -> bytes:
    """Return a message of our own."""
    return bytes([OURS]) + write_message(json.dumps(what, separators=(",", ":")).encode())


def _sync(kind: Sync, content: bytes) -> bytes:
    return bytes([YMessageType.SYNC, kind]) + write_message(content)


def read_sync(message: bytes) -> tuple[Sync, bytes]:
    """Return what kind of exchange a sync message is, and its content.

    Raises
    ------
    ValueError
        If it cannot be read.
    """
    if len(message) < 3:
        raise ValueError("too short")
    return Sync(message[1]), _content(message[2:])


def runs_ahead(update: bytes, state: bytes) -> bool:
    """Say whether an update goes on from changes that a copy of this state lacks; of several copies', by the first."""
    told, known = Decoder(update), Decoder(state)
    if told.read_var_uint() == 0:
        return False
    told.read_var_uint()
    copy, clock = told.read_var_uint(), told.read_var_uint()
    has = {known.read_var_uint(): known.read_var_uint() for _ in range(known.read_var_uint())}
    return clock > has.get(copy, 0)


@dataclass(frozen=True, slots=True)
class Presence:
    """What one copy of the document says of who holds it: JSON, or "null" where it goes; later clocks win."""

    copy: int
    clock: int
    state: str

    @property
    def gone(self) -> bool:
        """Whether it says that it goes."""
        return self.state == "null"

    def message(self) -> bytes:
        """Return the message that tells others of it."""
        numbers = b"".join(write_var_uint(each) for each in (1, self.copy, self.clock))
        return bytes([YMessageType.AWARENESS]) + write_message(numbers + write_message(self.state.encode()))

    def farewell(self) -> Presence:
        """Return what it would say if it went: said for those who go without a word."""
        return Presence(self.copy, self.clock + 1, "null")


def read_presences(message: bytes) -> list[Presence]:
    """Return what a message says of who is here.

    Raises
    ------
    ValueError
        If it cannot be read.
    """
    decoder = Decoder(_content(message[1:]))
    try:
        return [
            Presence(decoder.read_var_uint(), decoder.read_var_uint(), decoder.read_var_string())
            for _ in range(min(decoder.read_var_uint(), MOST_PRESENCES))
        ]
    except (IndexError, RuntimeError, TypeError, UnicodeDecodeError) as error:
        raise ValueError("presence cannot be read") from error


def _content(rest: bytes) -> bytes:
    try:
        content = read_message(rest)
    except (IndexError, RuntimeError) as error:
        raise ValueError("cut off") from error
    if len(write_var_uint(len(content))) + len(content) != len(rest):
        raise ValueError("its length is not as it says")
    return bytes(content)
