"""How much one device may send in a day: far more than a shift or a kiosk brings, and less than fills a disk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Sum
from django.utils.translation import gettext_noop as _

from seedbed.errors import UserError
from seedbed.web.capture.models import Device, Item
from seedbed.web.listening.models import ContributionMedia

DAY = timedelta(days=1)
MOST_ITEMS = 2_000
"""Things of one device within 24 hours: one every 43 seconds, day and night."""
MOST_BYTES = 5_000_000_000
"""Bytes of photos and recordings of one device within 24 hours."""
FILES_FOLLOW = timedelta(days=30)
"""How long after its item a file may come and still be counted."""
Bytes = Callable[[Device, datetime], int]
"""Given a device and a moment, returns the bytes of its files that came after that moment."""
_MORE: list[Bytes] = []


def register(count: Bytes) -> None:
    """Have files counted that another room keeps of a device, such as those that wait in the inbox."""
    _MORE.append(count)


class EnoughTodayError(UserError):
    """A device sent so much within a day that no more is taken for now. It keeps what it has, and sends it later."""


def check_items(device: Device, now: datetime) -> None:
    """Refuse one more thing of a device that sent very many within a day; what is here already is none of them.

    Raises
    ------
    EnoughTodayError
        If it may send no more for now.
    """
    check_count(Item.objects.filter(device=device, received_at__gt=now - DAY).count())


def check_count(came: int) -> None:
    """Refuse one more where as many things came of a device within a day as may.

    Raises
    ------
    EnoughTodayError
        If it may send no more for now.
    """
    if came >= MOST_ITEMS:
        raise _enough()


def check_bytes(device: Device, size: int, now: datetime) -> None:
    """Refuse a file of a device whose files of a day are very large together, whatever became of them.

    Raises
    ------
    EnoughTodayError
        If it may send no more for now.
    """
    came = sum(count(device, now - DAY) for count in (_of_contributions, *_MORE))
    if came + size > MOST_BYTES:
        raise _enough()


def _of_contributions(device: Device, since: datetime) -> int:
    items = Item.objects.filter(device=device, received_at__gt=since - FILES_FOLLOW, contribution__isnull=False)
    files = ContributionMedia.objects.filter(contribution__in=items.values("contribution"))
    return files.filter(media__received_at__gt=since).aggregate(size=Sum("media__size"))["size"] or 0


def _enough() -> EnoughTodayError:
    return EnoughTodayError(
        _("No more is taken from this device today."),
        _("It sent more within a day than one shift or kiosk brings."),
        _("Nothing is lost: keep what waits. It is sent tomorrow, or give the rescue file to whoever leads."),
    )
