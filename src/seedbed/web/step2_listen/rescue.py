"""Taking in what a phone saved because it could not send it: as if the phone had sent it, and just as often as once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from seedbed.errors import BadInputError, UserError
from seedbed.formats.plain_text import plain_line
from seedbed.formats.safe_zip import unpack
from seedbed.web.capture.models import Device
from seedbed.web.capture.reading import MOST_BYTES, read_document
from seedbed.web.capture.storing import noting_refusal, store, store_media
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import in_one_line

SCHEMA = "seedbed/rescue/1"
LIST = "rescue.json"
LARGEST_LIST = 50_000_000
LARGEST_UNPACKED = 250_000_000
MOST_FILES = 20_000
_WHAT = _("This rescue file cannot be taken in.")


@dataclass
class Rescued:
    """What became of a rescue file.

    Parameters
    ----------
    new, before
        Conversations, counts and check-ins that were kept now, and that were here before.
    files
        Photos and recordings that were kept now.
    refused
        What was not taken in, in a sentence each.
    """

    new: int = 0
    before: int = 0
    files: int = 0
    refused: list[str] = field(default_factory=list)


def take_in_rescue(*, by: User, neighbourhood: Neighbourhood, file: File[bytes], at: datetime | None = None) -> Rescued:
    """Take in a rescue file: each thing in a transaction of its own, so that one that will not do holds up no other.

    Raises
    ------
    BadInputError
        If it is no rescue file, or of a device that never joined this neighbourhood.
    """
    now = at or timezone.now()
    with TemporaryDirectory() as folder:
        there = _unpacked(file, Path(folder))
        told = _read_list(there.get(LIST))
        device = _device_of(told, neighbourhood)
        done = Rescued()
        for item in _items(told):
            _take_in_one(device, item, there, now, done)
    record(
        by=by,
        action="step2.rescue",
        scope=neighbourhood.scope,
        subject=f"device:{device.pk}",
        new=done.new,
        before=done.before,
        files=done.files,
        refused=len(done.refused),
    )
    return done


def _unpacked(file: File[bytes], folder: Path) -> dict[str, Path]:
    archive, into = folder / "sent.zip", folder / "unpacked"
    into.mkdir()
    with archive.open("wb") as target:
        for chunk in file.chunks():
            target.write(chunk)
    found = unpack(
        archive,
        into,
        frozenset({".json", ""}),
        largest=LARGEST_UNPACKED,
        most=MOST_FILES,
        smaller="Save it once more on the phone.",
    )
    return {path.name: path for path in found}


def _read_list(path: Path | None) -> Mapping[str, Any]:
    if path is None or path.stat().st_size > LARGEST_LIST:
        raise _not_one(_("It holds no list of what a phone saved."))
    told = read_document(path.read_bytes())
    if told.get("schema") != SCHEMA:
        raise _not_one(_("It holds no list of what a phone saved."))
    return told


def _not_one(why: str) -> BadInputError:
    return BadInputError(_WHAT, why, _("Choose the file that the phone saved; its name begins seedbed-rescue."))


def _device_of(told: Mapping[str, Any], neighbourhood: Neighbourhood) -> Device:
    """Return the phone, ended or not: what it heard before is still to be kept."""
    try:
        number = UUID(str(told.get("device")))
    except ValueError:
        raise _not_one(_("The phone never joined a shift.")) from None
    places = Device.objects.select_related("neighbourhood__scope", "neighbourhood__programme__scope", "event")
    found = places.filter(pk=number, neighbourhood=neighbourhood).first()
    if found is None:
        raise _not_one(_("The phone never joined a shift of this neighbourhood."))
    return found


def _items(told: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    items = told.get("items")
    if not isinstance(items, list) or not all(isinstance(each, Mapping) for each in items):
        raise _not_one(_("It holds no list of what a phone saved."))
    return items


def _take_in_one(
    device: Device, item: Mapping[str, Any], there: Mapping[str, Path], now: datetime, done: Rescued
) -> None:
    raw = json.dumps(item).encode()
    made = str(item.get("made_at"))[:16]
    try:
        if len(raw) > MOST_BYTES:
            raise _not_one(_("One thing in it is larger than any that a phone sends."))
        answer = store(device, _number(item), raw, now=now, by_hand=True)
    except UserError as error:
        # What it says of the item may hold halves of characters, which no page can show.
        done.refused.append(plain_line(f"{made}: {in_one_line(error)}"))
        return
    if answer.new:
        done.new += 1
    else:
        done.before += 1
    announced = (item.get("media") or []) if answer.wanted else []
    kinds = {str(each.get("id")): str(each.get("kind")) for each in announced}
    for number in answer.wanted:
        _take_in_file(device, number, kinds.get(str(number), ""), there, now, done)


def _take_in_file(
    device: Device, number: UUID, kind: str, there: Mapping[str, Path], now: datetime, done: Rescued
) -> None:
    path = there.get(str(number))
    if path is None:
        done.refused.append(gettext("A photo or recording is not in the file."))
        return
    try:
        with path.open("rb") as opened:
            sent = UploadedFile(opened, name=path.name, size=path.stat().st_size)
            with noting_refusal(device, number):
                store_media(device, number, sent, kind=kind, now=now, by_hand=True)
        done.files += 1
    except UserError as error:
        done.refused.append(in_one_line(error))


def _number(item: Mapping[str, Any]) -> UUID:
    try:
        return UUID(str(item.get("id")))
    except ValueError:
        raise _not_one(_("One thing in it has no number.")) from None
