"""Keeping what devices send, each thing once, however often and from wherever it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from seedbed.errors import UserError
from seedbed.web.capture.kinds import Stored, taker_of
from seedbed.web.capture.models import Device, Item, WantedMedia
from seedbed.web.capture.quota import EnoughTodayError, check_bytes, check_items
from seedbed.web.capture.reading import ReadItem, read_item, refused
from seedbed.web.golden_thread.changing import lock_thread
from seedbed.web.golden_thread.models import Tombstone
from seedbed.web.listening.beside import keep_media
from seedbed.web.media.actions import hide, receive
from seedbed.web.media.models import MediaFile
from seedbed.web.media.storing import sha256_of
from seedbed.web.people.audit import in_one_entry, record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.full_disk import DiskFullError

SEEN_EVERY = timedelta(minutes=10)
"""How often it is noted that a device is in use."""


class OtherContentError(UserError):
    """Something else was kept under this number before."""

    def __init__(self) -> None:
        super().__init__(
            "Something else was kept under this number before.",
            "What is sent under a number is kept once and never changed.",
            "Send it under a new number, if it is not the same.",
        )


class NotExpectedError(UserError):
    """A file whose item has not come, or that it did not announce."""

    def __init__(self) -> None:
        super().__init__(
            "This file is not expected.", "No item that was kept announced it.", "Send its item first, then the file."
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a device is told of an item: as it is kept, which files are wanted, and whether it was kept just now."""

    item: Item
    wanted: tuple[UUID, ...]
    new: bool


def store(
    device: Device,
    number: UUID,
    raw: bytes,
    *,
    now: datetime,
    device_now: datetime | None = None,
    by_hand: bool = False,
) -> Answer:
    """Keep one item, in one transaction; the same again changes nothing.

    Parameters
    ----------
    by_hand
        Whether somebody of the team brings it, such as in a rescue file: then it may be any number of things a day.

    Raises
    ------
    OtherContentError
        If something else was kept under the number.
    EnoughTodayError
        If the device sent very much within a day.
    UserError
        If it will not do; says why.
    """
    item = read_item(raw, number, now=now, joined_at=device.joined_at, device_now=device_now)
    return _once(number, item.digest, lambda: _keep(device, number, item, now, by_hand=by_hand))


def _once(number: UUID, digest: str, keep: Callable[[], Answer]) -> Answer:
    """Keep an item; where another tab keeps it at the same moment, take that one."""
    for last in (False, True):
        try:
            return keep()
        except IntegrityError:
            there = _there(number)
            if there is not None:
                return _as_before(there, digest)
            if last:  # Not the same item twice, nor the same number of a receipt, which a second try finds.
                raise
    raise AssertionError("the second try returns or raises")


def _there(number: UUID) -> Item | None:
    return Item.objects.filter(pk=number).first()


def _as_before(there: Item, digest: str) -> Answer:
    if there.digest != digest:
        raise OtherContentError
    return Answer(there, tuple(_still_wanted(there.wanted.all())), new=False)


def _still_wanted(wanted: QuerySet[WantedMedia]) -> Iterator[UUID]:
    """Yield the files that are waited for; not those of what was taken back meanwhile."""
    yield from wanted.filter(contribution__bead__tombstone=None).values_list("pk", flat=True)


@transaction.atomic
def _keep(device: Device, number: UUID, read: ReadItem, now: datetime, *, by_hand: bool) -> Answer:
    there = _there(number)
    if there is not None:
        return _as_before(there, read.digest)
    if not by_hand:
        check_items(device, now)
    kind = str(read.told.get("kind"))
    with in_one_entry() as parts:
        stored = taker_of(read.told.get("kind"))(device, {**read.told, "moment": read.moment})
    item = Item.objects.create(
        number=number,
        device=device,
        kind=kind,
        digest=read.digest,
        receipt=stored.receipt,
        receipt_changed=stored.receipt_changed,
        made_at=read.made_at,
        received_at=now,
        clock_off=read.clock_off,
        dropped=stored.dropped,
        contribution=stored.contribution,
        subject=stored.subject,
        media=[str(each) for each in stored.announced],
    )
    _want(item, stored)
    note_seen(device, now)
    subject, scope = stored.subject or f"item:{number}", device.neighbourhood.scope
    record(by=None, action="capture.receive", scope=scope, subject=subject, device=str(device.pk), parts=parts)
    return Answer(item, tuple(each.number for each in stored.media), new=True)


def _want(item: Item, stored: Stored) -> None:
    """Note which files are to come; an item that gives one the number of another is not kept."""
    if stored.contribution is None or not stored.media:
        return
    if WantedMedia.objects.filter(pk__in=[each.number for each in stored.media]).exists():
        raise refused("A file of it has the number of another.", "Record it again.")
    WantedMedia.objects.bulk_create(
        WantedMedia(
            number=each.number,
            item=item,
            contribution=stored.contribution,
            kind=each.kind,
            sha256=each.sha256,
            blur_faces=each.blur_faces,
        )
        for each in stored.media
    )


def note_seen(device: Device, now: datetime) -> None:
    """Note that a device is in use, unless that was done a while ago."""
    if device.seen_at is None or now - device.seen_at > SEEN_EVERY:
        Device.objects.filter(pk=device.pk).update(seen_at=now)


def store_media(
    device: Device, number: UUID, content: UploadedFile[Any], *, kind: str, now: datetime, by_hand: bool = False
) -> bool:
    """Keep a file that an item announced; say whether it was kept just now. The same again changes nothing.

    Raises
    ------
    NotExpectedError
        If no item of this neighbourhood announced it, or what it belongs to was taken back meanwhile.
    OtherContentError
        If it is not the file that was announced.
    UserError
        As `seedbed.web.media.actions.receive` does.
    """
    there = MediaFile.objects.filter(pk=number, neighbourhood=device.neighbourhood_id).first()
    wanted = WantedMedia.objects.select_related("item", "contribution__bead", "contribution__participant")
    found = wanted.filter(pk=number, contribution__bead__neighbourhood=device.neighbourhood_id).first()
    if found is None and there is None:
        raise NotExpectedError
    if found is None or there is not None:
        if there is None or sha256_of(content) != there.sha256:
            raise OtherContentError
        if found is not None:
            _belongs(found, there, now)
        return False
    if Tombstone.objects.filter(bead=found.contribution_id).exists() or found.kind != kind:
        raise NotExpectedError
    if not by_hand:
        check_bytes(device, content.size or 0, now)
    if found.sha256 and sha256_of(content) != found.sha256:
        raise OtherContentError
    made = receive(
        by=None,
        neighbourhood=device.neighbourhood,
        number=number,
        kind=kind,
        content=content,
        participant=found.contribution.participant,
        blur_faces=found.blur_faces,
        made_at=found.item.made_at,
    )
    _belongs(found, made, now)
    return True


@contextmanager
def noting_refusal(device: Device, number: UUID) -> Iterator[None]:
    """Note of a file that is not taken for good why it was not; what can be sent again stays as it was."""
    try:
        yield
    except (NotExpectedError, DiskFullError, EnoughTodayError):
        raise
    except UserError as error:
        here = WantedMedia.objects.filter(pk=number, contribution__bead__neighbourhood=device.neighbourhood_id)
        here.update(refused=f"{error.what} {error.why}"[:300])
        raise


@transaction.atomic
def set_file_aside(*, by: User | None, neighbourhood: Neighbourhood, number: UUID) -> bool:
    """Wait no more for a file that was announced; say whether it was waited for. The device lets go of it."""
    found = WantedMedia.objects.select_for_update().filter(pk=number, contribution__bead__neighbourhood=neighbourhood)
    wanted = found.first()
    if wanted is None:
        return False
    subject = f"contribution:{wanted.contribution_id}"
    wanted.delete()
    record(by=by, action="capture.set_file_aside", scope=neighbourhood.scope, subject=subject)
    return True


@transaction.atomic
def _belongs(wanted: WantedMedia, file: MediaFile, now: datetime) -> None:
    """Let a file belong to what it was announced with; it is not waited for any more."""
    lock_thread(wanted.contribution.bead.programme_id)
    if Tombstone.objects.filter(bead=wanted.contribution_id).exists():
        # Taken back while the file came: nobody sees it, and some days later it is gone.
        hide(by=None, files=[file], at=now)
    else:
        keep_media(wanted.contribution, [file])
    wanted.delete()
    note_seen(wanted.item.device, now)


def stored_among(device: Device, numbers: list[UUID]) -> list[str]:
    """Return those numbers of items and files that are kept for good, so that the device may clear them.

    A file that is not wanted, since nobody agreed to it or its words were taken back, counts as kept: there is nothing
    more to do for it.
    """
    place = device.neighbourhood_id
    items = dict(Item.objects.filter(device__neighbourhood=place, pk__in=numbers).values_list("pk", "media"))
    wanted = set(_still_wanted(WantedMedia.objects.filter(item__in=items)))
    kept = set(MediaFile.objects.filter(pk__in=numbers, neighbourhood=place).values_list("pk", flat=True))
    settled = {UUID(file) for files in items.values() for file in files} - wanted
    return [str(number) for number in numbers if number in settled or number in items or number in kept]
