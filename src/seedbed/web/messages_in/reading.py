"""Files of messages and old answers as things for the inbox, whatever kind of file it was."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path, PurePosixPath

from django.utils import timezone
from django.utils.crypto import salted_hmac

from seedbed.errors import BadInputError, UserError
from seedbed.formats.chat_exports import read_chat
from seedbed.formats.e_mails import read_mails
from seedbed.formats.kobo_csv import read_kobo_csv
from seedbed.formats.messages import Attached, Messages, Refused
from seedbed.formats.odk_geometry import geometry_of
from seedbed.formats.odk_submissions import Submission
from seedbed.formats.old_consultations import Columns, read_answers, read_old_table
from seedbed.formats.sms_exports import read_sms
from seedbed.web.messages_in.models import FileKind, MessageFile

Heard = Callable[[int, int], None]
_SALT = "seedbed.web.messages_in.sender"
SOURCES = {
    FileKind.CHAT: "message",
    FileKind.E_MAIL: "e_mail",
    FileKind.SMS: "sms",
    FileKind.TABLE: "spreadsheet",
    FileKind.KOBO: "form",
}


@dataclass(frozen=True, slots=True)
class ForInbox:
    """One thing for the inbox.

    Parameters
    ----------
    key
        The same each time the same is read.
    base
        Where the words may have been changed: under which beginning of a key it was before; else empty.
    """

    key: str
    words: str
    where: str = ""
    base: str = ""
    said_on: date | None = None
    prompt: str = ""
    language: str = ""
    sender: str = ""
    attached: tuple[Attached, ...] = ()
    geometries: tuple[dict[str, object], ...] = ()
    edited: bool = False


@dataclass(slots=True)
class Read:
    """What a file holds."""

    things: list[ForInbox] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@contextmanager
def reading(file: MessageFile, heard: Heard | None = None) -> Iterator[Read]:
    """Read a file; what is attached can be read inside the block.

    Raises
    ------
    BadInputError
        If it cannot be read; says why, with the name that the file came with.
    """
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        inside = Path(folder) / "in"
        inside.mkdir()
        path = inside / (PurePosixPath(file.name.replace("\\", "/")).name or "file")
        path.write_bytes(bytes(file.content))
        try:
            yield _read(file, path, Path(folder), heard)
        except UserError as error:
            if folder not in error.why:
                raise
            raise BadInputError(error.what, error.why.replace(f"{inside}/", ""), error.next_step) from error


def _read(file: MessageFile, path: Path, folder: Path, heard: Heard | None) -> Read:
    if file.kind == FileKind.TABLE:
        return _of_table(file, path, heard)
    if file.kind == FileKind.KOBO:
        return _of_kobo(file, path)
    if file.kind == FileKind.CHAT:
        out = folder / "out"
        out.mkdir()
        order = {"day": "day", "month": "month"}.get(str(file.wishes.get("order")))
        return _of_messages(file, read_chat(path, out, order, heard))  # type: ignore[arg-type]
    return _of_messages(file, read_mails(path, heard) if file.kind == FileKind.E_MAIL else read_sms(path, heard))


def _of_messages(file: MessageFile, read: Messages) -> Read:
    prefix = SOURCES[FileKind(file.kind)]
    team = {name.strip().casefold() for name in str(file.wishes.get("team") or "").split(",") if name.strip()}
    theirs = [each for each in read.messages if each.sender.strip().casefold() not in team]
    left_out = len(read.messages) - len(theirs)
    said = f"{left_out:,} {'message' if left_out == 1 else 'messages'} of the team left out."
    things = [
        ForInbox(
            key=f"{prefix}:{each.base}:{each.key}",
            base=f"{prefix}:{each.base}:",
            words=each.words,
            said_on=_day(each.sent_at),
            sender=digest_of(each.sender),
            attached=each.attached,
            geometries=({"type": "Point", "coordinates": list(each.place)},) if each.place else (),
            edited=each.edited,
        )
        for each in theirs
    ]
    return Read(things, list(read.refused), [*read.notes, *([said] if left_out else [])])


def _day(moment: datetime) -> date:
    try:
        return moment.date() if moment.utcoffset() is None else timezone.localdate(moment)
    except OverflowError:  # In the first or the last hours that there are.
        return moment.date()


def digest_of(sender: str) -> str:
    """Return what is kept of who sent something: a digest under the site's secret key, never a name or number."""
    return salted_hmac(_SALT, sender.casefold(), algorithm="sha256").hexdigest()


def columns_of(file: MessageFile) -> Columns:
    """Return what columns were said to mean."""
    told = file.wishes
    names = ("said_on", "prompt", "language", "latitude", "longitude")
    return Columns(words=tuple(told.get("words", ())), **{name: str(told.get(name, "")) for name in names})


def _of_table(file: MessageFile, path: Path, heard: Heard | None) -> Read:
    read = read_answers(read_old_table(path), columns_of(file), heard)
    things = [
        ForInbox(
            key=f"spreadsheet:{each.key}",
            words=each.words,
            said_on=each.said_on,
            prompt=each.prompt,
            language=each.language,
            geometries=({"type": "Point", "coordinates": list(each.place)},) if each.place else (),
        )
        for each in read.answers
    ]
    return Read(things, list(read.refused), list(read.notes))


def _of_kobo(file: MessageFile, path: Path) -> Read:
    taken, refused, notes = read_kobo_csv(path.read_bytes(), path.name)
    wanted = set(file.wishes.get("words", ()))
    read = Read([], refused, notes)
    for place, each in enumerate(taken, 1):
        thing = _of_submission(each, wanted)
        if thing.words or thing.geometries:
            read.things.append(thing)
        else:
            read.refused.append(Refused(f"filled form {place}", "Nothing in it was answered."))
    return read


def _of_submission(filled: Submission, wanted: set[str]) -> ForInbox:
    """Return a filled form as the inbox has it: every answer with its question, and places as places."""
    lines, geometries = [], []
    for each in filled.answers:
        geometry = _geometry(each.text)
        if geometry is not None:
            geometries.append(geometry)
        elif each.text and (not wanted or each.path in wanted):
            lines.append(each.text if len(wanted) == 1 else f"{each.path}: {each.text}")
    return ForInbox(
        key=f"form:{filled.instance}"[:200],
        words="\n".join(lines),
        said_on=_day(filled.submitted_at) if filled.submitted_at else None,
        geometries=tuple(geometries),
    )


def _geometry(text: str) -> dict[str, object] | None:
    if len(text.split(";", maxsplit=1)[0].split()) < 3:
        return None
    try:
        return geometry_of(text)
    except BadInputError:
        return None
