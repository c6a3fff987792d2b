"""Messages that people sent, from a file of any kind to a table for coding: without who sent them."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from seedbed.errors import UsageError
from seedbed.formats.chat_exports import read_chat
from seedbed.formats.e_mails import read_mails
from seedbed.formats.messages import Message, Messages
from seedbed.formats.plain_text import plain_name
from seedbed.formats.sms_exports import read_sms
from seedbed.formats.tables import check_csv_name, write_csv
from seedbed.reports.voices.messages_documents import MessagesDocument
from seedbed.reports.voices.not_taken import NotTaken
from seedbed.workflows.progress import Progress, silent

KINDS = {".txt": "chat", ".zip": "chat", ".eml": "e-mail", ".mbox": "e-mail", ".xml": "sms"}
"""What a file holds, by how its name ends."""
COLUMNS = ("key", "day", "words", "attached", "edited", "longitude", "latitude")
"""Of the table. ``key`` is the same for a message each time it is read; who sent it is in none of them."""


def messages(file: Path, kind: str = "", out: Path | None = None, progress: Progress = silent) -> MessagesDocument:
    """Read a file of messages and say what is in it.

    Parameters
    ----------
    file
        A chat export (``.txt``, ``.zip``), e-mails (``.eml``, ``.mbox``) or text messages (``.xml``).
    kind
        ``chat``, ``e-mail`` or ``sms``; from the name's end if not given.
    out
        Write the words to this ``.csv``, one row a message.

    Raises
    ------
    UsageError
        If nothing says what kind of file it is, or ``out`` is no ``.csv``.
    BadInputError
        If the file cannot be read.
    """
    found = kind or KINDS.get(file.suffix.lower(), "")
    if not found:
        raise UsageError(
            "The messages were not read.",
            f"The name {file.name} does not say what kind of messages it holds.",
            "Say it with --kind: chat, e-mail or sms.",
        )
    if out is not None:
        check_csv_name(out)
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        read = _read(file, found, Path(folder), _heard(progress))
        if out is not None:
            write_csv(out, list(COLUMNS), [_row(each) for each in read.messages])
    return _document(file, found, read, [out] if out else [])


def _heard(progress: Progress) -> Callable[[int, int], None]:
    return lambda done, total: progress(done, total, "Reading messages")


def _read(file: Path, kind: str, folder: Path, heard: Callable[[int, int], None]) -> Messages:
    if kind == "chat":
        return read_chat(file, folder, None, heard)
    return read_mails(file, heard) if kind == "e-mail" else read_sms(file, heard)


def _row(each: Message) -> list[str | float | None]:
    longitude, latitude = each.place or (None, None)
    attached = " ".join(plain_name(one.name) for one in each.attached)
    edited = "yes" if each.edited else "no"
    return [each.key, each.sent_at.date().isoformat(), each.words, attached, edited, longitude, latitude]


def _document(file: Path, kind: str, read: Messages, files: Sequence[Path]) -> MessagesDocument:
    days = sorted(each.sent_at.date().isoformat() for each in read.messages)
    return MessagesDocument(
        file=file.name,
        kind=kind,
        messages=len(read.messages),
        senders=len({each.sender for each in read.messages}),
        attached=dict(sorted(Counter(one.kind for each in read.messages for one in each.attached).items())),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        not_taken=[NotTaken(where=each.where, reason=each.reason) for each in read.refused],
        files=[str(each) for each in files],
        notes=list(read.notes),
    )
