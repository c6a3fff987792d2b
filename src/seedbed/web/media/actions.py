"""What is done with files: taken in, described, cleared for others, hidden, erased."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.formats.media.images import remake
from seedbed.formats.media.known import HEAD, HOLDS_BOTH, IMAGES, SOUNDS, content_type_of
from seedbed.web.consent.models import Participant
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job, JobState
from seedbed.web.media.checking import Blurring, keep_picture
from seedbed.web.media.limits import LARGEST, LONGEST_SCAN
from seedbed.web.media.models import MediaFile, MediaKind, MediaState
from seedbed.web.media.storing import keep, remove, sha256_of, storage
from seedbed.web.people.audit import record
from seedbed.web.people.kept_apart import note_gone
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

CHECK = "media.check"
"""The name of the long work that looks at what was sent."""
_SEEN = frozenset({MediaKind.PHOTO, MediaKind.DRAWING, MediaKind.SCAN})
LONGEST_ALT = 2_000


class TooLargeError(UsageError):
    """More bytes than are taken of a kind."""


def receive(  # noqa: PLR0913 - what a sender tells of a file
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    number: UUID,
    kind: str,
    content: UploadedFile[Any] | bytes,
    participant: Participant | None = None,
    blur_faces: bool = False,
    alt: str = "",
    made_at: datetime | None = None,
) -> MediaFile:
    """Take a file in: its size and first bytes are looked at now, the rest by a job soon after.

    Sending the same again under the same number changes nothing. It is shown to nobody until it is ready.

    Parameters
    ----------
    by
        Who sent it; None for a device.
    number
        Made by whoever sends it.
    kind
        A value of `MediaKind`.
    content
        What was sent; it may say a type of its own, which nobody believes.
    participant
        Who gave it, if that is known.
    blur_faces
        Whether faces are blurred before anybody sees it; pictures only.
    alt
        What it shows or says.
    made_at
        When it was made, by the sender's clock.

    Raises
    ------
    TooLargeError
        If it is larger than `LARGEST` of its kind.
    BadInputError
        If it is empty, of a type that is not taken, or none of its kind.
    UsageError
        If something else was sent under the number before.
    DiskFullError
        If there is no room; nothing of it is left then.
    """
    file: File[bytes] = ContentFile(content) if isinstance(content, bytes) else content
    size = int(file.size or 0)
    check_size(kind, size)
    head = file.read(HEAD)
    digest = sha256_of(file)
    if (there := _there(number, digest, neighbourhood)) is not None:
        return there
    content_type = check_kind(kind, head)
    name = keep(number, file)
    try:
        with transaction.atomic():
            made = MediaFile.objects.create(
                number=number,
                neighbourhood=neighbourhood,
                participant=participant,
                kind=kind,
                content_type=content_type,
                size=size,
                sha256=digest,
                blur_asked=blur_faces and kind in _SEEN,
                alt=alt[:LONGEST_ALT],
                made_at=made_at,
                by=by,
                name=name,
            )
            record(by=by, action="media.receive", scope=neighbourhood.scope, subject=f"media:{number}", kind=kind)
            start_checking(neighbourhood)
    except IntegrityError:
        # The same was sent at the same moment from elsewhere.
        remove(name)
        there = _there(number, digest, neighbourhood)
        if there is None:
            raise
        return there
    except BaseException:
        remove(name)
        raise
    return made


def check_size(kind: str, size: int) -> None:
    """Refuse what is too large, before any of it is read.

    Raises
    ------
    UsageError
        If it is too large, or of no kind.
    """
    if kind not in LARGEST:
        raise UsageError(_("The file was not taken."), _("It does not say what it is."), _("Send it again."))
    if size > LARGEST[kind]:
        megabytes = LARGEST[kind] // 1_000_000
        raise TooLargeError(
            _("The file is too large."),
            f"It has {size / 1e6:,.0f} MB; a {MediaKind(kind).value} may have {megabytes} MB.",
            _("Send a shorter or a smaller one."),
        )


def check_kind(kind: str, head: bytes) -> str:
    """Return the type of a file by its first bytes.

    Raises
    ------
    BadInputError
        If it is of no type that is taken.
    UsageError
        If the type is none of the kind.
    """
    found = content_type_of(head)
    fits = IMAGES if kind in _SEEN else HOLDS_BOTH if kind == MediaKind.VIDEO else SOUNDS | HOLDS_BOTH
    if found not in fits:
        raise UsageError(
            _("The file was not taken."),
            f"It was sent as a {MediaKind(kind).value} and is {found.replace('/', ', ')}.",
            _("Send it as what it is."),
        )
    return found


def _there(number: UUID, digest: str, neighbourhood: Neighbourhood) -> MediaFile | None:
    there = MediaFile.objects.filter(pk=number).first()
    if there is not None and (there.sha256, there.neighbourhood_id) != (digest, neighbourhood.pk):
        raise UsageError(
            _("The file was not taken."),
            _("Something else was sent under its number before."),
            _("Give it a number of its own and send it again."),
        )
    return there


def start_checking(neighbourhood: Neighbourhood) -> None:
    """Have what waits in a neighbourhood checked: one job does all of it; none is started beside one that waits."""
    waiting = Job.objects.filter(task=CHECK, scope=neighbourhood.scope, state=JobState.WAITING)
    if not waiting.exists():
        arguments = {"neighbourhood": neighbourhood.pk}
        start(by=None, scope=neighbourhood.scope, task=CHECK, title=_("Check what was sent"), arguments=arguments)


@transaction.atomic
def describe(*, by: User | None, file: MediaFile, alt: str) -> MediaFile:
    """Say what a file shows or says, for who cannot see or hear it."""
    file.alt = alt.strip()[:LONGEST_ALT]
    file.save(update_fields=["alt"])
    record(by=by, action="media.describe", **_of(file))
    return file


@transaction.atomic
def clear(*, by: User, file: MediaFile, recognisable: bool, at: datetime | None = None) -> MediaFile:
    """Note that someone looked at a file, or listened to all of it, and found that it may go beyond the team.

    Parameters
    ----------
    recognisable
        Whether somebody can be recognised in it: then it goes no further than they agreed to.

    Raises
    ------
    UsageError
        If it is not ready.
    """
    _check_ready(file)
    file.cleared_at, file.cleared_by, file.recognisable = at or timezone.now(), by, recognisable
    file.save(update_fields=["cleared_at", "cleared_by", "recognisable"])
    record(by=by, action="media.clear", **_of(file), recognisable=recognisable)
    return file


@transaction.atomic
def keep_for_team(*, by: User, file: MediaFile) -> MediaFile:
    """Undo `clear`: the file is the team's alone again."""
    file.cleared_at = file.cleared_by = None
    file.save(update_fields=["cleared_at", "cleared_by"])
    record(by=by, action="media.keep_for_team", **_of(file))
    return file


def _check_ready(file: MediaFile) -> None:
    if file.state != MediaState.READY:
        raise UsageError(
            _("It cannot be done with this file."),
            _("It is still being checked, or was refused or erased."),
            _("Look again in a minute."),
        )


def blur_faces(*, by: User, file: MediaFile) -> MediaFile:
    """Blur the faces in a picture that is ready; whoever looks at it then looks anew whether it may go further.

    Raises
    ------
    UsageError
        If it is not ready, or is no picture.
    DiskFullError
        If there is no room; then nothing has changed.
    """
    _check_ready(file)
    if file.kind not in _SEEN:
        raise UsageError(_("Nothing was blurred."), _("Only pictures can be."), _("Keep it for the team."))
    blurring = Blurring()
    with storage().open(file.name, "rb") as kept:
        picture = remake(kept.read(), longest=LONGEST_SCAN, change=blurring)
    made = keep_picture(file, picture, blurring)
    old = (file.name, file.small_name)
    with transaction.atomic():
        file.name, file.small_name, file.content_type = made.name, made.small_name, made.content_type
        file.faces_blurred = (file.faces_blurred or 0) + blurring.faces
        file.cleared_at = file.cleared_by = None
        file.save()
        record(by=by, action="media.blur", **_of(file), faces=blurring.faces)
        transaction.on_commit(partial(remove, *old))
    return file


@transaction.atomic
def hide(*, by: User | None, files: Iterable[MediaFile], at: datetime | None = None) -> None:
    """Take files back at once: nobody sees them until `show_again`, and after the undo window they are erased."""
    for file in files:
        if file.hidden_at is None:
            file.hidden_at = at or timezone.now()
            file.save(update_fields=["hidden_at"])
            record(by=by, action="media.hide", **_of(file))


@transaction.atomic
def show_again(*, by: User | None, files: Iterable[MediaFile]) -> None:
    """Undo `hide`."""
    for file in files:
        if file.hidden_at is not None and file.state != MediaState.ERASED:
            file.hidden_at = None
            file.save(update_fields=["hidden_at"])
            record(by=by, action="media.show_again", **_of(file))


@transaction.atomic
def erase(*, by: User | None, file: MediaFile, at: datetime | None = None) -> None:
    """Erase a file for good, from the disk too. It stays so after a restore; erasing again changes nothing.

    Raises
    ------
    UserError
        If the list that protects it after a restore cannot be written; then nothing has changed.
    """
    if file.state == MediaState.ERASED:
        return
    _erase(by, file)
    note_gone("media", file.pk, at)


def _erase(by: User | None, file: MediaFile) -> None:
    # Once it is done for good: a row that says it is there while its bytes are gone would be a lie.
    transaction.on_commit(partial(remove, file.name, file.small_name))
    file.state, file.participant = MediaState.ERASED, None
    file.name = file.small_name = file.alt = file.because = ""
    file.cleared_at = file.cleared_by = None
    file.save()
    record(by=by, action="media.erase", **_of(file))


def erase_again(gone: Mapping[str, datetime]) -> int:
    """Erase again what was erased before a restore; return how many came back with it."""
    back = list(MediaFile.objects.filter(pk__in=list(gone)).exclude(state=MediaState.ERASED))
    for file in back:
        _erase(None, file)
    return len(back)


def _of(file: MediaFile) -> dict[str, Any]:
    """Return what the trail is told of a file."""
    return {"scope": file.neighbourhood.scope, "subject": f"media:{file.pk}"}
