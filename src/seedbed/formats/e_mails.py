"""E-mails as programmes save them: one a file (.eml), or many in one (.mbox)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial
from pathlib import Path
from typing import Any, cast

from seedbed.errors import BadInputError
from seedbed.formats.e_mails_html import text_of_html
from seedbed.formats.messages import Attached, Message, Messages, Refused, digest, kind_of, not_taken, too_long

LARGEST_FILE = 1_000_000_000
LARGEST_MAIL = 60_000_000
MOST_MAILS = 20_000
MOST_PARTS = 200
DEEPEST = 12
LARGEST_TEXT = 2_000_000
LONGEST_HEADER = 4_000
"""Characters that are read of one line of a head: the parser takes hours for a million."""
MOST_BOUNDARIES = 60
"""Of parts that hold others: the parser asks each of them about every line."""
WHAT = "The e-mails cannot be read."
NEXT = "Save the e-mails again as .eml or .mbox, and send that file."
Heard = Callable[[int, int], None]
_QUOTED = re.compile(
    r"^(?:On .{5,200} wrote:|Am .{5,200} schrieb .{1,200}:|W dniu .{5,200} pisze:|În .{5,200} a scris:|"
    r"Le .{5,200} a écrit\s?:|El .{5,200} escribió:|في .{5,200} كتب.{0,200}:|.{5,200} লিখেছেন:|"
    r"-{2,}\s?(?:Original Message|Forwarded message|Ursprüngliche Nachricht|Wiadomość oryginalna)\s?-{2,})\s*$",
    re.IGNORECASE,
)
_BOUNDARY = re.compile(rb"\bboundary[*0-9]{0,4}[ \t]?=", re.IGNORECASE)
_BY_MACHINES = ("auto-replied", "auto-generated")
_DEEP = f"It has more than {MOST_PARTS} parts or they stand too deep in each other."


class _ShortHeads(EmailPolicy):
    """Reads no more of a head than is of use."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return a line of a head as the parser reads it."""
        return super().header_fetch_parse(name, value[:LONGEST_HEADER])


def read_mails(path: Path, heard: Heard | None = None) -> Messages:
    """Read e-mails.

    Only what somebody wrote themself is kept: without what they quote of others, without their signature.

    Parameters
    ----------
    path
        ``.eml`` or ``.mbox``.
    heard
        Told how many bytes are done, of how many; may raise to stop.

    Raises
    ------
    BadInputError
        If it holds no e-mail or too much.
    """
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise _bad(f"{path.name} has {size / 1e6:,.0f} MB; at most {LARGEST_FILE / 1e6:,.0f} MB are read.")
    found: list[Message] = []
    refused: list[Refused] = []
    done = 0
    for number, (content, until) in enumerate(_mails(path), 1):
        if number > MOST_MAILS:
            raise _bad(f"{path.name} holds more than {MOST_MAILS:,} e-mails.")
        done = number
        if heard is not None:
            heard(until, size)
        taken, not_ones = _read_one(content, f"e-mail {number}")
        refused.extend(not_ones)
        if taken is not None:
            found.append(taken)
    if not done or (not found and all(each.reason == NO_MAIL for each in refused)):
        raise _bad(f"{path.name} holds no e-mail.")
    return Messages(tuple(found), tuple(refused))


NO_MAIL = "It says neither who sent it nor when."


def _bad(why: str) -> BadInputError:
    return BadInputError(WHAT, why, NEXT)


def _mails(path: Path) -> Iterator[tuple[bytes, int]]:
    """Yield the bytes of each e-mail, and how far in the file it ends; one longer than is taken is cut there."""
    with path.open("rb") as file:
        if file.read(5) != b"From ":
            file.seek(0)
            content = file.read(LARGEST_MAIL + 1)
            if content.strip():
                yield content, len(content)
            return
        file.readline(10_000)
        lines: list[bytes] = []
        size, empty = 0, False
        for line in iter(partial(file.readline, 1_000_000), b""):
            if empty and line.startswith(b"From "):
                yield b"".join(lines), file.tell()
                lines, size = [], 0
            elif size <= LARGEST_MAIL:
                lines.append(line[1:] if re.match(rb">+From ", line) else line)
                size += len(line)
            empty = line in {b"\n", b"\r\n"}
        yield b"".join(lines), file.tell()


def _read_one(content: bytes, where: str) -> tuple[Message | None, list[Refused]]:
    if len(content) > LARGEST_MAIL:
        return None, [Refused(where, f"It has more than {LARGEST_MAIL / 1e6:g} MB.")]
    if len(_BOUNDARY.findall(content)) > MOST_BOUNDARIES:
        return None, [Refused(where, _DEEP)]
    try:
        mail = cast("EmailMessage", BytesParser(policy=_ShortHeads()).parsebytes(content))
        return _message(mail, where)
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError):
        # The parser of headers breaks in many ways on e-mails that are made to break it.
        return None, [Refused(where, "It is damaged: its parts cannot be told apart.")]


def _message(mail: EmailMessage, where: str) -> tuple[Message | None, list[Refused]]:
    sender = parseaddr(str(mail.get("From", "")))[1].strip().casefold()
    sent_at = _moment(mail)
    if not sender or sent_at is None:
        return None, [Refused(where, NO_MAIL)]
    if str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower() in _BY_MACHINES or mail.get("List-Id"):
        return None, [Refused(where, "A machine or a list sent it, not a person.")]
    parts = list(_parts(mail))
    if len(parts) > MOST_PARTS:
        return None, [Refused(where, _DEEP)]
    words = _own_words(_text(parts))
    attached, refused = _attached(parts, where)
    long = too_long(where, words)
    if long is not None:
        return None, [*refused, long]
    if not words and not attached:
        return None, [*refused, Refused(where, "It has no words of its own, and nothing attached that is taken.")]
    number = " ".join(str(mail.get("Message-ID", "")).split())[:300]
    base = digest("mail", sender, number or sent_at.isoformat())
    key = base if number else digest(base, words, *(each.name for each in attached))
    return Message(base, key, sender, sent_at, words, attached), refused


def _moment(mail: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(str(mail.get("Date", "")))
    except (TypeError, ValueError):
        return None


def _parts(mail: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold something, at most one more than are taken; e-mails in e-mails are left alone."""
    waiting: list[tuple[int, EmailMessage]] = [(1, mail)]
    given = 0
    while waiting and given <= MOST_PARTS:
        depth, part = waiting.pop(0)
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            below = [each for each in part.iter_parts() if isinstance(each, EmailMessage)]
            if depth >= DEEPEST or len(below) + len(waiting) > MOST_PARTS:
                yield from [part] * (MOST_PARTS + 1)
                return
            waiting.extend((depth + 1, each) for each in below)
        else:
            given += 1
            yield part


def _text(parts: list[EmailMessage]) -> str:
    """Return the plain text; where there is none, what the HTML says."""
    bodies = [part for part in parts if not part.get_filename() and part.get_content_disposition() != "attachment"]
    plain = [_decoded(part) for part in bodies if part.get_content_type() == "text/plain"]
    if any(each.strip() for each in plain):
        return "\n".join(plain)
    return "\n".join(text_of_html(_decoded(part)) for part in bodies if part.get_content_type() == "text/html")


def _decoded(part: EmailMessage) -> str:
    content = _bytes(part)[:LARGEST_TEXT]
    named = part.get_content_charset() or "utf-8"
    for encoding in (named, "utf-8", "cp1252"):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _own_words(text: str) -> str:
    """Return what somebody wrote themself: not what they quote, not their signature."""
    kept = []
    for line in text.replace("\r\n", "\n").replace("\xa0", " ").split("\n"):
        if line in {"--", "-- "} or _QUOTED.match(line.strip()):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _attached(parts: list[EmailMessage], where: str) -> tuple[tuple[Attached, ...], list[Refused]]:
    taken, refused = [], []
    for part in parts:
        name = part.get_filename() or ""
        main = part.get_content_maintype()
        if not name and main == "text":
            continue
        kind = kind_of(name) or {"image": "photo", "audio": "audio", "video": "video"}.get(main, "")
        if not kind or part.get_content_subtype() in {"svg+xml", "gif"}:
            refused.append(not_taken(where, name or part.get_content_type()))
        else:
            taken.append(Attached(name or f"{kind}.{part.get_content_subtype()}", kind, partial(_bytes, part)))
    return tuple(taken), refused


def read_base64(text: str) -> bytes:
    """Return the bytes of a text in base 64; none where it is damaged."""
    try:
        return base64.b64decode(text, validate=False)
    except (binascii.Error, ValueError):
        return b""
