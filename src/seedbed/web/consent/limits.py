"""How often somebody may try numbers of receipts or codes that are not there, from one address and the network around.

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
MOST_OF_A_NETWORK = 60
"""The same for the network around an address (/24 of IPv4, /48 of IPv6): many addresses of one household or firm."""
BUSY = 500
"""Tries that find nothing on the whole site, from which on an address has `MOST_WHILE_BUSY`. Nobody is shut out by what
others do: whoever has the number in hand finds it with the first try, and that is not counted. With a hundred thousand
receipts given out, a try with a good check digit finds one with a chance of one in a million, and shows no words."""
MOST_WHILE_BUSY = 2
_SALT = "seedbed.web.consent.limits"


@dataclass(slots=True)
class Try:
    """One try: whoever made it says whether it found something."""

    found: bool = False


class TooManyTriesError(Exception):
    """Too many tries found nothing lately, from an address or the network around it."""


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
    row = ReceiptTry.objects.create(source=source_of(request), network=network_of(request), at=moment)
    if _too_many(row, moment):
        row.delete()
        raise TooManyTriesError
    made = Try()
    try:
        yield made
    finally:
        if made.found:
            row.delete()


def _too_many(row: ReceiptTry, moment: datetime) -> bool:
    lately = ReceiptTry.objects.filter(at__gt=moment - WINDOW, at__lte=moment)
    most = MOST_WHILE_BUSY if lately.count() > BUSY else MOST_OF_AN_ADDRESS
    of_network = lately.filter(network=row.network).count()
    return lately.filter(source=row.source).count() > most or of_network > MOST_OF_A_NETWORK


def clear_old_tries(now: datetime) -> None:
    """Forget tries that count no more."""
    ReceiptTry.objects.filter(at__lte=now - WINDOW).delete()


def source_of(request: HttpRequest) -> str:
    """Return the digest under which tries from an address are counted; of IPv6 the network of one household (/64)."""
    return _digest(_network(_address(request), 32, 64))


def network_of(request: HttpRequest) -> str:
    """Return the digest of the network around an address."""
    return _digest(f"around {_network(_address(request), 24, 48)}")


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _digest(of: str) -> str:
    return salted_hmac(_SALT, of, algorithm="sha256").hexdigest()


def _network(address: str, bits_4: int, bits_6: int) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    bits = bits_4 if parsed.version == 4 else bits_6
    return str(ipaddress.ip_network((parsed, bits), strict=False))
