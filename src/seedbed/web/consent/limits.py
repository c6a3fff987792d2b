"""How often somebody may try numbers of receipts that are not there, from one address and on the whole site.

Tries that find something are not counted, so a whole room may look at its receipts through one address. The counts are
rows of the database: they hold across processes. Addresses are kept as keyed digests, and not for long.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from seedbed.web.consent.models import ReceiptTry

WINDOW = timedelta(minutes=15)
MOST_OF_AN_ADDRESS = 10
"""Tries in a window that find nothing. A slip of the pen is no try: the check digit finds it before anyone looks."""
MOST_OF_ALL = 500
"""The same for the whole site. With a hundred thousand receipts given out, a try with a good check digit finds one with
a chance of one in a million: at this pace it takes three weeks on average, and shows no words."""
_SALT = "seedbed.web.consent.limits"


@dataclass(slots=True)
class Try:
    """One try: whoever made it says whether it found something."""

    found: bool = False


class TooManyTriesError(Exception):
    """Too many tries found nothing lately, from an address or on the whole site."""


@contextmanager
def trying(request: HttpRequest, now: datetime | None = None) -> Iterator[Try]:
    """Let one try be made inside the block, and count it unless it found something.

    It is written down before anyone looks, so that many at the same moment are counted too.

    Raises
    ------
    TooManyTriesError
        If too many tries found nothing lately.
    """
    moment = now or timezone.now()
    source = source_of(request)
    row = ReceiptTry.objects.create(source=source, at=moment)
    lately = ReceiptTry.objects.filter(at__gt=moment - WINDOW, at__lte=moment)
    if lately.filter(source=source).count() > MOST_OF_AN_ADDRESS or lately.count() > MOST_OF_ALL:
        row.delete()
        raise TooManyTriesError
    made = Try()
    try:
        yield made
    finally:
        if made.found:
            row.delete()


def clear_old_tries(now: datetime) -> None:
    """Forget tries that count no more."""
    ReceiptTry.objects.filter(at__lte=now - WINDOW).delete()


def source_of(request: HttpRequest) -> str:
    """Return the digest under which tries from an address are counted; of IPv6 the network of one household (/64)."""
    return salted_hmac(_SALT, _network(str(request.META.get("REMOTE_ADDR", ""))), algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address):
        mapped = parsed.ipv4_mapped
        return str(mapped) if mapped else str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
