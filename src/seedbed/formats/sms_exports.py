"""Text messages that somebody saved from a phone: XML of 'SMS Backup & Restore' for Android."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from seedbed.errors import BadInputError
from seedbed.formats.e_mails import read_base64
from seedbed.formats.messages import Attached, Message, Messages, Refused, digest, kind_of, not_taken, too_long

if TYPE_CHECKING:
    from lxml import etree

LARGEST_FILE = 200_000_000
MOST_MESSAGES = 200_000
LONGEST_PART = 70_000_000
WHAT = "The text messages cannot be read."
NEXT = "In the app, make a backup as XML of messages only, and send that file."
RECEIVED = "1"
FROM = "137"
"""Kind of address of a multimedia message that sent it (WAP-209, PduHeaders.FROM)."""
Heard = Callable[[int, int], None]
_PAIR = re.compile(rb"&#(5[5-7]\d{3});&#(5[67]\d{3});")
_KINDS = {"image": "photo", "audio": "audio", "video": "video"}


def read_sms(path: Path, heard: Heard | None = None) -> Messages:
    """Read the messages that were received; what the phone's owner sent is left out.

    Parameters
    ----------
    path
        The XML file.
    heard
        Told how many messages are done, of how many it says there are; may raise to stop.

    Raises
    ------
    BadInputError
        If it is no such file, brings a document type, or holds too much.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise _bad(f"{path.name} has more than {LARGEST_FILE / 1e6:g} MB.")
    content = _mended(path.read_bytes(), path.name)
    found: list[Message] = []
    refused: list[Refused] = []
    sent = 0
    for number, element in enumerate(_elements(content, path.name), 1):
        if number > MOST_MESSAGES:
            raise _bad(f"{path.name} holds more than {MOST_MESSAGES:,} messages.")
        if heard is not None and number % 500 == 0:
            heard(number, MOST_MESSAGES)
        if (element.get("type") if element.tag == "sms" else element.get("msg_box")) != RECEIVED:
            sent += 1
            continue
        taken, not_ones = _message(element, f"message {number}")
        refused.extend(not_ones)
        if taken is not None:
            found.append(taken)
    if not found and not refused and not sent:
        raise _bad(f"{path.name} holds no text message.")
    one = "1 message that the phone's owner sent was left out."
    more = f"{sent:,} messages that the phone's owner sent were left out."
    notes = (one if sent == 1 else more,) if sent else ()
    return Messages(tuple(found), tuple(refused), notes)


def _bad(why: str) -> BadInputError:
    return BadInputError(WHAT, why, NEXT)


def _mended(content: bytes, name: str) -> bytes:
    """Return the XML with emoji as XML wants them: the app writes each as two halves, which no parser takes."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", content[:100_000], re.IGNORECASE):
        raise _bad(f"{name} brings a document type of its own, which may hide other things.")
    return _PAIR.sub(_joined, content)


def _joined(pair: re.Match[bytes]) -> bytes:
    high, low = int(pair[1]), int(pair[2])
    if not (0xD800 <= high < 0xDC00 <= low < 0xE000):
        return pair[0]
    return b"&#%d;" % (0x10000 + (high - 0xD800) * 0x400 + (low - 0xDC00))


def _elements(content: bytes, name: str) -> Iterator[etree._Element]:
    """Yield each message, and forget it afterwards."""
    from lxml import etree

    reader = etree.iterparse(
        BytesIO(content),
        events=("end",),
        tag=("sms", "mms"),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,  # Photos stand in one attribute each. Entities are refused before.
    )
    try:
        for _, element in reader:
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        told = (str(error).splitlines() or ["it is damaged"])[0][:160]
        raise _bad(f"{name} is no whole XML ({told}).") from error


def _message(element: etree._Element, where: str) -> tuple[Message | None, list[Refused]]:
    sent_at = _moment(element.get("date") or "")
    sender = _sender(element)
    if sent_at is None or not sender:
        return None, [Refused(where, "It says neither who sent it nor when.")]
    refused: list[Refused] = []
    words = (element.get("body") or "").strip() if element.tag == "sms" else _text_of_parts(element)
    attached = () if element.tag == "sms" else tuple(_attached(element, where, refused))
    words = "" if words == "null" else words
    long = too_long(where, words)
    if long is not None:
        return None, [*refused, long]
    if not words and not attached:
        return None, [*refused, Refused(where, "It has no words.")]
    base = digest("sms", sender, sent_at.isoformat())
    key = digest(base, words, *(each.name for each in attached))
    return Message(base, key, sender, sent_at, words, attached), refused


def _moment(milliseconds: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(milliseconds) / 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _sender(element: etree._Element) -> str:
    told = (each.get("address") for each in element.iter("addr") if each.get("type") == FROM)
    address = next((each for each in told if each), element.get("address") or "")
    return "".join(sign for sign in address if not sign.isspace()).casefold()


def _text_of_parts(element: etree._Element) -> str:
    texts = (part.get("text") or "" for part in element.iter("part") if part.get("ct") == "text/plain")
    return "\n".join(text for text in texts if text and text != "null").strip()


def _attached(element: etree._Element, where: str, refused: list[Refused]) -> Iterator[Attached]:
    for part in element.iter("part"):
        main, _, below = (part.get("ct") or "").partition("/")
        if main == "text" or below == "smil":
            continue
        name = next((text for label in ("cl", "name", "fn") if (text := part.get(label) or "") not in {"", "null"}), "")
        kind = _KINDS.get(main, "")
        data = part.get("data") or ""
        if not kind or below == "gif" or (name and "." in name and not kind_of(name)) or len(data) > LONGEST_PART:
            refused.append(not_taken(where, name or f"{main}/{below}"))
        elif data:
            yield Attached(name or f"{kind}.{below}", kind, partial(read_base64, data))
