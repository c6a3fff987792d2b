"""Putting what a file holds into the inbox: all of it in one transaction, so that what is stopped leaves nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.utils.translation import gettext_noop as _

from seedbed.errors import BadInputError, UserError
from seedbed.formats.messages import Refused
from seedbed.web.capture.actions import put_in_inbox
from seedbed.web.capture.models import Waiting, WaitingState
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.media.actions import receive
from seedbed.web.media.models import MediaFile
from seedbed.web.messages_in.models import FileState, MessageFile
from seedbed.web.messages_in.reading import SOURCES, ForInbox, Read
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

TASK = "messages_in.import"
LARGEST = 100_000_000
"""Bytes of a file; larger exports are made without media, or in parts."""
LEFT = timedelta(days=1)
"""How long a file stays that nobody began to read."""
MOST_REFUSED = 2_000
"""Refused things that are listed by name; more are counted."""


@transaction.atomic
def send_file(
    *, by: User, neighbourhood: Neighbourhood, kind: str, name: str, content: bytes, wishes: Mapping[str, Any]
) -> MessageFile:
    """Keep a file until it is read.

    Raises
    ------
    BadInputError
        If it is empty or too large.
    """
    if not content or len(content) > LARGEST:
        raise BadInputError(
            _("The file was not taken."),
            _("It is empty, or has more than 100 MB."),
            _("Export it without media, or in parts, and send each."),
        )
    file = MessageFile.objects.create(
        neighbourhood=neighbourhood, kind=kind, name=name[-200:], content=content, wishes=dict(wishes), made_by=by
    )
    record(
        by=by, action="messages_in.send_file", scope=neighbourhood.scope, subject=f"message_file:{file.pk}", kind=kind
    )
    return file


@transaction.atomic
def begin(*, by: User, file: MessageFile, wishes: Mapping[str, Any]) -> Job:
    """Put reading a file into the queue."""
    file.wishes = {**file.wishes, **wishes}
    file.save(update_fields=["wishes"])
    title = f"Messages into the inbox of {file.neighbourhood.name}"[:200]
    return start(by=by, scope=file.neighbourhood.scope, task=TASK, title=title, arguments={"number": str(file.pk)})


@transaction.atomic
def finish(*, by: User | None, file: MessageFile, read: Read) -> MessageFile:
    """Put all that a file holds into the inbox, or none of it; write down what was not taken, and forget the file."""
    counts = {"new": 0, "changed": 0, "same": 0}
    for place, thing in enumerate(read.things, 1):
        put = _put(by, file, thing, place, read.refused)
        if put is not None:
            counts[put.came] += 1
            file.files += put.media.count() if put.came == "new" else 0
    file.new, file.changed, file.same = counts["new"], counts["changed"], counts["same"]
    file.refused = [{"where": each.where, "reason": each.reason} for each in read.refused[:MOST_REFUSED]]
    more = len(read.refused) - MOST_REFUSED
    file.notes = [*read.notes, *([f"{more:,} more were not taken."] if more > 0 else [])]
    # Whoever the team is among the senders is not kept once it has been read.
    file.wishes = {name: told for name, told in file.wishes.items() if name != "team"}
    file.state, file.content = FileState.DONE, b""
    file.save()
    record(
        by=by,
        action="messages_in.import",
        scope=file.neighbourhood.scope,
        subject=f"message_file:{file.pk}",
        refused=len(read.refused),
        **counts,
    )
    return file


def forget(file: MessageFile) -> None:
    """Forget a file that will not be finished."""
    MessageFile.objects.filter(pk=file.pk).update(content=b"", state=FileState.FORGOTTEN)


def _put(by: User | None, file: MessageFile, thing: ForInbox, place: int, refused: list[Refused]) -> Waiting | None:
    where = thing.where or f"{place}."
    key = _key_before(file.neighbourhood, thing) or thing.key
    try:
        with transaction.atomic():
            return put_in_inbox(
                by=by,
                neighbourhood=file.neighbourhood,
                source=SOURCES[file.kind],  # type: ignore[index]
                source_key=key,
                words=thing.words,
                language=thing.language or str(file.wishes.get("language_all") or "en"),
                said_on=thing.said_on or _day(file.wishes.get("said_on_all")),
                prompt=thing.prompt or str(file.wishes.get("prompt_all") or ""),
                marks=[{"geometry": each} for each in thing.geometries],
                media=_media(by, file.neighbourhood, key, thing, where, refused),
                sender_digest=thing.sender,
                file_name=file.name,
            )
    except UserError as error:
        refused.append(Refused(where, f"{error.what} {error.why}"))
        return None


def _key_before(neighbourhood: Neighbourhood, thing: ForInbox) -> str:
    """Return the key under which a message waits that was changed after an earlier export; nothing if none does."""
    if not thing.edited:
        return ""
    waits = Waiting.objects.filter(neighbourhood=neighbourhood, state=WaitingState.WAITING)
    found = waits.filter(source_key__startswith=thing.base).values_list("source_key", flat=True).first()
    return found or ""


def _day(told: object) -> date | None:
    return date.fromisoformat(str(told)) if told else None


def _media(
    by: User | None, neighbourhood: Neighbourhood, key: str, thing: ForInbox, where: str, refused: list[Refused]
) -> list[MediaFile]:
    """Take in what came with a message; a file that will not do is told of, and the words stay."""
    if Waiting.objects.filter(neighbourhood=neighbourhood, source_key=key).exists():
        return []
    found = []
    for turn, each in enumerate(thing.attached):
        number = uuid5(NAMESPACE_URL, f"{neighbourhood.pk}/{key}/{turn}")
        try:
            found.append(
                receive(by=by, neighbourhood=neighbourhood, number=number, kind=each.kind, content=each.read())
            )
        except UserError as error:
            refused.append(Refused(where, f"A file that came with it: {error.what} {error.why}"))
    return found


def clear_left(now: datetime) -> None:
    """Forget files that somebody sent and never began to read, after a day."""
    left = MessageFile.objects.filter(state=FileState.ASKED, made_at__lte=now - LEFT)
    left.update(content=b"", state=FileState.FORGOTTEN)
