"""Chats that somebody exported from WhatsApp: a text, or a zip with the text, photos and voice notes.

Phones write each line in their own language, with its way to write days and its marks of direction; nothing of it is
documented, so what is read here was learnt from how exports look.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from seedbed.errors import BadInputError
from seedbed.formats.chat_dates import HIDDEN, Order, Stamp, moment_of, order_of, plain_digits, stamp_of
from seedbed.formats.chat_words import DELETED, EDITED, FILE, LEFT_OUT, PLACE, SYSTEM
from seedbed.formats.encodings import decoded
from seedbed.formats.messages import (
    KINDS,
    Attached,
    Message,
    Messages,
    Refused,
    counted,
    digest,
    kind_of,
    not_taken,
    too_long,
)
from seedbed.formats.safe_zip import unpack

LARGEST_TEXT = 50_000_000
LARGEST_ZIP = 1_000_000_000
MOST_FILES = 12_000
MOST_MESSAGES = 200_000
LONGEST_SENDER = 60
WHAT = "The chat cannot be read."
HOW = "On the phone, open the chat, choose 'Export chat', and send the .txt or .zip that it makes."
Files = Mapping[str, Callable[[], bytes]]
Heard = Callable[[int, int], None]


@dataclass(slots=True)
class _Raw:
    line: int
    stamp: Stamp
    hidden: bool
    text: list[str] = field(default_factory=list)


def read_chat(path: Path, folder: Path, order: Order | None = None, heard: Heard | None = None) -> Messages:
    """Read an export.

    Parameters
    ----------
    path
        ``.txt`` or ``.zip``.
    folder
        An empty folder of our own, where files of a zip are laid until they have been read.
    order
        What the first number of a day is, where somebody knows; found out if not given.
    heard
        Told how many lines are done, of how many; may raise to stop.

    Raises
    ------
    BadInputError
        If it is no such export, is damaged, or is too large or unsafe to unpack.
    """
    if not zipfile.is_zipfile(path):
        return read_chat_text(_read_text(path), {}, order, heard)
    suffixes = frozenset({".txt", *KINDS})
    found = unpack(path, folder, suffixes, largest=LARGEST_ZIP, most=MOST_FILES, smaller=HOW)
    texts = [each for each in found if each.suffix.lower() == ".txt"]
    chats = [each for each in texts if each.name.lower().startswith(("_chat", "whatsapp"))] or texts
    if len(chats) != 1:
        why = f"{path.name}: the zip holds {len(chats)} texts, and one is the chat."
        raise BadInputError(WHAT, why, HOW)
    files = {each.name: each.read_bytes for each in found if each != chats[0]}
    return read_chat_text(_read_text(chats[0]), files, order, heard)


def _read_text(path: Path) -> tuple[str, str]:
    if path.stat().st_size > LARGEST_TEXT:
        why = f"{path.name}: its text has more than {LARGEST_TEXT / 1e6:g} MB."
        raise BadInputError(WHAT, why, HOW)
    return decoded(path.read_bytes(), path.name)


def read_chat_text(
    given: tuple[str, str], files: Files, order: Order | None = None, heard: Heard | None = None
) -> Messages:
    """Read the text of an export; see `read_chat`.

    Parameters
    ----------
    given
        The text, and a note on its encoding.
    files
        What came beside it, by name.
    """
    text, note = given
    raw = list(_split(text.replace("\r\n", "\n").split("\n"), heard))
    if not raw:
        raise BadInputError(WHAT, "No line of it begins with a day and a time, as lines of a chat do.", HOW)
    if len(raw) > MOST_MESSAGES:
        raise BadInputError(WHAT, f"It holds {len(raw):,} messages; at most {MOST_MESSAGES:,} are taken.", HOW)
    found, sure = order_of(each.stamp for each in raw)
    reader = _Reader(order or found, files)
    messages = tuple(_with_keys(reader.read(raw)))
    notes = [note, *reader.notes()]
    if order is None and not sure and found != "year":
        notes.append("Its days may be day/month or month/day; they were read as day/month. Say so if that is wrong.")
    return Messages(messages, tuple(reader.refused), tuple(each for each in notes if each))


def _split(lines: list[str], heard: Heard | None) -> Iterator[_Raw]:
    """Gather the lines of each message: one that begins with no day and time goes on with the message before."""
    now: _Raw | None = None
    for number, line in enumerate(lines, 1):
        if heard is not None and number % 1_000 == 0:
            heard(number, len(lines))
        bare = line.translate(HIDDEN)
        plain = plain_digits(bare)
        stamp = stamp_of(plain) if plain[:1].isdigit() or plain[:1] == "[" else None
        if stamp is None:
            if now is not None:
                now.text.append(bare)
            continue
        if now is not None:
            yield now
        rest = bare[stamp.end :]
        now = _Raw(number, stamp, _marked(line, rest), [rest])
    if now is not None:
        yield now


def _marked(line: str, rest: str) -> bool:
    """Say whether the text of a line begins with a mark: so iPhones tell what no person wrote."""
    _, colon, text = rest.partition(": ")
    return bool(colon) and f": \u200e{text[:20]}" in line


@dataclass(slots=True)
class _Reader:
    order: Order
    files: Files
    refused: list[Refused] = field(default_factory=list)
    deleted: int = 0
    system: int = 0
    without: int = 0

    def read(self, raw: Iterable[_Raw]) -> Iterator[Message]:
        for each in raw:
            found = self._read_one(each)
            if found is not None:
                yield found

    def _read_one(self, raw: _Raw) -> Message | None:
        where = f"line {raw.line}"
        sent_at = moment_of(raw.stamp, self.order)
        if sent_at is None:
            self.refused.append(Refused(where, "There is no such day."))
            return None
        sender, given = _sender_and_words(raw)
        words = EDITED.sub("", given).strip()
        if not sender or (raw.hidden and SYSTEM.search(words)):
            self.system += 1
            return None
        if words.rstrip(".").casefold() in DELETED:
            self.deleted += 1
            return None
        words, attached = self._attached(words, where)
        long = too_long(where, words)
        if long is not None:
            self.refused.append(long)
        if long is not None or not (words or attached):
            return None
        return Message("", "", sender, sent_at, words, attached, EDITED.search(given) is not None, _place(words))

    def _attached(self, words: str, where: str) -> tuple[str, tuple[Attached, ...]]:
        """Return the words without the lines that name files, and the files."""
        kept, attached = [], []
        for line in words.splitlines():
            name = next((each for each in (FILE.match(line.strip()) or _NONE).groups() if each), "").strip()
            if LEFT_OUT.match(line.strip()):
                self.without += 1
            elif name and name in self.files and kind_of(name):
                attached.append(Attached(name, kind_of(name), self.files[name]))
            elif name and kind_of(name):
                self.without += 1
            elif name:
                self.refused.append(not_taken(where, name))
            else:
                kept.append(line)
        return "\n".join(kept).strip(), tuple(attached)

    def notes(self) -> list[str]:
        told = [
            (self.system, "line was", "lines were", "written by the app, not by people, and left out."),
            (self.deleted, "message was", "messages were", "deleted by who sent it, and left out."),
            (
                self.without,
                "photo, voice note or film is", "photos, voice notes or films are",
                "not in the file: it was exported without.",
            ),
        ]  # fmt: skip
        return [f"{number:,} {one if number == 1 else more} {what}" for number, one, more, what in told if number]


class _NoMatch:
    def groups(self) -> tuple[str, ...]:
        return ()


_NONE = _NoMatch()


def _sender_and_words(raw: _Raw) -> tuple[str, str]:
    """Return who sent a message and its words; no sender for lines that the app wrote."""
    sender, colon, first = raw.text[0].partition(": ")
    if not colon and raw.text[0].endswith(":"):
        sender, colon, first = raw.text[0][:-1], ":", ""
    sender = sender.strip()
    if not colon or len(sender) > LONGEST_SENDER or any(sign in sender for sign in "\"“”„«»'‘") or not sender:
        return "", ""
    if SYSTEM.search(sender):
        return "", ""
    return sender, "\n".join([first, *raw.text[1:]]).strip()


def _place(words: str) -> tuple[float, float] | None:
    found = PLACE.search(words)
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (longitude, latitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _with_keys(messages: Iterable[Message]) -> Iterator[Message]:
    every = list(messages)
    turns = counted((each.sender, each.sent_at.isoformat()) for each in every)
    for each, turn in zip(every, turns, strict=True):
        base = digest("chat", each.sender, each.sent_at.isoformat(), str(turn))
        names = [one.name for one in each.attached]
        key = digest(base, each.words, *names)
        yield Message(base, key, each.sender, each.sent_at, each.words, each.attached, each.edited, each.place)
