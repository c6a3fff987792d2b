"""Looking at what was sent, in a job: pictures are made anew, recordings walked through and freed of what is beside."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_noop as _
from PIL import Image

from seedbed.errors import BadInputError
from seedbed.formats.media import ffmpeg, recordings
from seedbed.formats.media.images import LONGEST, Picture, remake
from seedbed.formats.media.walked import Walked
from seedbed.web.media.limits import LONGEST_SCAN
from seedbed.web.media.models import MediaFile, MediaKind, MediaState
from seedbed.web.media.storing import full_disk_said, keep, remove, storage

SILENT = _("No sound can be heard in it.")
OTHER_TRACKS = _("It holds more than sound and picture, such as positions: it stays with the team.")


@dataclass(slots=True)
class Made:
    """What a check made of a file, already in the storage."""

    name: str
    content_type: str
    small_name: str = ""
    changes: dict[str, object] = field(default_factory=dict)


def check(file: MediaFile) -> bool:
    """Check one file, and keep what was made of it instead of what was sent; say whether it is ready.

    What was sent is gone then. Doing it again, or twice at the same time, changes nothing.

    Raises
    ------
    DiskFullError
        If there is no room; the file then waits as before.
    """
    try:
        made = _picture(file) if file.kind in {MediaKind.PHOTO, MediaKind.DRAWING, MediaKind.SCAN} else _recording(file)
    except BadInputError as error:
        _change(file, "", {"state": MediaState.REFUSED, "because": f"{error.why} {error.next_step}"[:500], "name": ""})
        return False
    ready = {"state": MediaState.READY, "content_type": made.content_type, **made.changes}
    return _change(file, made.small_name, ready | {"name": made.name, "small_name": made.small_name})


def _change(file: MediaFile, small: str, changes: dict[str, object]) -> bool:
    """Put what was made in the place of what was sent, unless somebody else did or the file was erased meanwhile."""
    new = str(changes["name"])
    with transaction.atomic():
        waiting = MediaFile.objects.filter(pk=file.pk, state=MediaState.CHECKING, name=file.name)
        done = waiting.update(**changes) == 1
        unneeded = (file.name,) if done else (new, small)
        transaction.on_commit(partial(remove, *(name for name in unneeded if done or name != file.name)))
    return done


@dataclass(slots=True)
class Blurring:
    """Blurs faces, and counts them."""

    faces: int = 0

    def __call__(self, image: Image.Image) -> Image.Image:
        """Return the picture with its faces blurred."""
        from seedbed.formats.media.faces import blur_faces

        made, self.faces = blur_faces(image)
        return made


def _picture(file: MediaFile) -> Made:
    blurring = Blurring() if file.blur_asked else None
    longest = LONGEST_SCAN if file.kind == MediaKind.SCAN else LONGEST
    with storage().open(file.name, "rb") as sent:
        made = remake(sent.read(), longest=longest, change=blurring)
    return keep_picture(file, made, blurring)


def keep_picture(file: MediaFile, made: Picture, blurring: Blurring | None) -> Made:
    """Write a picture that was made anew, and its small one."""
    name = keep(file.pk, ContentFile(made.content))
    try:
        small = keep(file.pk, ContentFile(made.small), ".png" if made.small_type == "image/png" else ".jpg")
    except BaseException:
        remove(name)
        raise
    changes: dict[str, object] = {"width": made.width, "height": made.height}
    if blurring is not None:
        changes["faces_blurred"] = blurring.faces
    return Made(name, made.content_type, small, changes)


def _recording(file: MediaFile) -> Made:
    film = file.kind == MediaKind.VIDEO
    with _as_path(file.name) as path:
        walked = recordings.walk(path, file.content_type, film=film)
        clean = path.with_name("clean")
        with full_disk_said():
            recordings.write_clean(path, clean, walked)
        if (program := ffmpeg.installed()) is not None:
            anew = path.with_name("anew")
            ffmpeg.remux(program, clean, anew, file.content_type, film=film)
            clean, walked.other = anew, False
        with clean.open("rb") as opened:
            name = keep(file.pk, File(opened))
    changes: dict[str, object] = {"seconds": walked.seconds, "because": _to_know(walked), "more_inside": walked.other}
    return Made(name, recordings.content_type_kept(file.content_type, film=film), changes=changes)


def _to_know(walked: Walked) -> str:
    told = [SILENT] if walked.silent else []
    return " ".join([*told, OTHER_TRACKS] if walked.other else told)


@contextmanager
def _as_path(name: str) -> Iterator[Path]:
    """Give what the storage keeps as a file of this machine, in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="seedbed-media-") as folder, full_disk_said():
        path = Path(folder) / "sent"
        with storage().open(name, "rb") as sent, path.open("wb") as file:
            file.writelines(sent.chunks())
        yield path
