"""Messages that people sent in the ways they already use, whatever file they come in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from seedbed.formats.plain_text import plain_line, plain_name

LONGEST_WORDS = 100_000
KINDS: dict[str, str] = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".webp"), "photo"),
    **dict.fromkeys((".opus", ".ogg", ".oga", ".m4a", ".aac", ".mp3", ".amr", ".wav"), "audio"),
    **dict.fromkeys((".mp4", ".mov", ".webm", ".3gp"), "video"),
}
"""What files are taken with messages, by how their name ends."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A photo, voice note or film that came with a message.

    Parameters
    ----------
    name
        Of the file.
    kind
        ``photo``, ``audio`` or ``video``.
    read
        Gives its bytes when they are wanted.
    """

    name: str
    kind: str
    read: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Message:
    """One message.

    Parameters
    ----------
    base
        A lasting digest of who sent it and when: the same from one export to the next, whatever became of the words.
    key
        The same with the words in it: the same message in two exports has the same.
    sender
        As the file names them: never kept, only digested.
    sent_at
        With an offset where the file tells it.
    words
        May be empty where something is attached.
    edited
        Whether the file says that the words were changed after they were sent.
    place
        Longitude and latitude, where a place was sent.
    """

    base: str
    key: str
    sender: str
    sent_at: datetime
    words: str
    attached: tuple[Attached, ...] = ()
    edited: bool = False
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """What was not taken: where it stands, and why. Never what it says."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class Messages:
    """What a file holds.

    Parameters
    ----------
    messages
        In the order of the file.
    refused
        What was not taken, one by one.
    notes
        What people should know of how it was read.
    """

    messages: tuple[Message, ...]
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = field(default=())


def kind_of(name: str) -> str:
    """Return what kind of file a name is of: ``photo``, ``audio`` or ``video``; nothing where it is not taken."""
    return KINDS.get(PurePosixPath(name.strip().lower()).suffix, "")


def digest(*parts: str) -> str:
    """Return a digest of texts, of 40 hexadecimal digits; no two lists of texts run into each other."""
    whole = hashlib.sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass")
        whole.update(len(content).to_bytes(8, "big") + content)
    return whole.hexdigest()[:40]


def not_taken(where: str, name: str) -> Refused:
    """Say that a file that came with a message is not of a kind that is taken."""
    return Refused(where, f"The file {plain_line(plain_name(name))!r} is no photo, sound or film and was left out.")


def too_long(where: str, words: str) -> Refused | None:
    """Say that words are too long to be taken, if they are."""
    if len(words) <= LONGEST_WORDS:
        return None
    return Refused(where, f"It has {len(words):,} characters; at most {LONGEST_WORDS:,} are taken.")


def counted(messages: Iterable[tuple[str, str]]) -> list[int]:
    """Return for each pair of sender and moment how many like it came before, from 1."""
    seen: dict[tuple[str, str], int] = {}
    turns = []
    for each in messages:
        seen[each] = seen.get(each, 0) + 1
        turns.append(seen[each])
    return turns
