"""How much one device may send in a day: far more than a shift or a kiosk brings, and less than fills a disk."""

from __future__ import annotations

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
    """Refuse a file of a device whose files of a day are very large together.

    Raises
    ------
    EnoughTodayError
        If it may send no more for now.
    """
    lately = Item.objects.filter(device=device, received_at__gt=now - DAY, contribution__isnull=False)
    files = ContributionMedia.objects.filter(contribution__in=lately.values("contribution"))
    came = files.aggregate(size=Sum("media__size"))["size"] or 0
    if came + size > MOST_BYTES:
        raise _enough()


def _enough() -> EnoughTodayError:
    return EnoughTodayError(
        _("No more is taken from this device today."),
        _("It sent more within a day than one shift or kiosk brings."),
        _("Nothing is lost: keep what waits. It is sent tomorrow, or give the rescue file to whoever leads."),
    )
