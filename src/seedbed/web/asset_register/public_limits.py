"""How often anyone may say that a listing is wrong, from one address and on the whole site.

The counts are rows of the database: they hold across processes. Addresses are kept as keyed digests, and not for long.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.web.asset_register.models import Asset, Finding
from seedbed.web.asset_register.public_models import SentByAnyone
from seedbed.web.consent.limits import source_of

WINDOW = timedelta(hours=1)
MOST_OF_AN_ADDRESS = 20
"""In a window: a whole room may go through a list together behind one address."""
MOST_OF_ALL = 300
MOST_WAITING = 10
"""About one listing, until someone has looked."""


class TooOftenError(UsageError):
    """Too much was sent lately, from an address, on the whole site, or of one listing (exit code 2)."""


def count_in(request: HttpRequest, asset: Asset, now: datetime | None = None) -> None:
    """Count one report in before it is kept, so that many at the same moment are counted too.

    Raises
    ------
    TooOftenError
        If too much was sent lately, or enough waits about this listing.
    """
    moment, source = now or timezone.now(), source_of(request)
    if asset.checks.filter(found=Finding.WRONG.value, settled_at=None).count() >= MOST_WAITING:
        raise TooOftenError(
            _("This was not sent."),
            _("Several people have said so already."),
            _("Someone here will look. You need do no more."),
        )
    row = SentByAnyone.objects.create(source=source, at=moment)
    lately = SentByAnyone.objects.filter(at__gt=moment - WINDOW, at__lte=moment)
    if lately.filter(source=source).count() > MOST_OF_AN_ADDRESS or lately.count() > MOST_OF_ALL:
        row.delete()
        raise TooOftenError(
            _("This was not sent."),
            _("A great deal was sent in the last hour, so this pauses now."),
            _("Try again in an hour, or tell the people who run this directory."),
        )


def clear_old_reports(now: datetime) -> None:
    """Forget counts that count no more."""
    SentByAnyone.objects.filter(at__lte=now - WINDOW).delete()
