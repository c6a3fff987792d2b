"""How often somebody may try to sign in.

Tries are rows of the database, counted under a lock, so a limit holds across processes. Only keyed digests are kept, no
addresses. Limits of an account are wider than those of an account from one place: who guesses elsewhere does not lock
anyone out where they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from seedbed.web.accounts.models import Tries

_SALT = "seedbed.web.accounts.limits"
_NETWORK_BITS = 64
"""Of an IPv6 address: one household or office has all addresses below them."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many tries of one source in a window of time.

    Parameters
    ----------
    name
        Keeps its sources apart from those of other limits.
    most
        Tries in the window.
    window
        Time from the first try until counting begins anew.
    """

    name: str
    most: int
    window: timedelta


CODES_HERE = Limit("codes for an account from one place", 5, timedelta(minutes=15))
CODES_OF_ACCOUNT = Limit("codes for an account", 30, timedelta(hours=1))
"""More than one place gets in an hour, so that nobody alone keeps somebody out."""
CODES_OF_PLACE = Limit("codes for all accounts from one place", 60, timedelta(minutes=15))
UNKNOWN = Limit("e-mails to addresses without an account", 60, timedelta(hours=1))
WRONG_FROM_PLACE = Limit("codes tried from one place", 60, timedelta(minutes=15))
FACTOR_OF_ACCOUNT = Limit("second factors of an account", 10, timedelta(minutes=15))
FACTOR_OF_ACCOUNT_A_DAY = Limit("second factors of an account in a day", 50, timedelta(days=1))
SAME_CODE = Limit("one code of one account", 1, timedelta(minutes=2))
"""A code of an authenticator app is good for a minute and a half, and for one sign-in."""
PASSKEYS_OF_PLACE = Limit("passkeys tried from one place", 60, timedelta(minutes=15))
CODES_AGAIN = Limit("codes to show again who it is", 5, timedelta(hours=1))
NEW_ADDRESSES = Limit("new e-mail addresses of an account", 5, timedelta(hours=1))
LONGEST_WINDOW = timedelta(days=1)


@transaction.atomic
def count_try(limit: Limit, source: str, now: datetime) -> datetime | None:
    """Count one try of a source; return until when it must wait if it may not try, else None."""
    row, _ = Tries.objects.select_for_update().get_or_create(
        source=_digest(f"{limit.name}: {source}"), defaults={"began_at": now}
    )
    if row.began_at + limit.window <= now:
        row.began_at, row.count = now, 0
    if row.count >= limit.most:
        return row.began_at + limit.window
    row.count += 1
    row.save(update_fields=["began_at", "count"])
    return None


def count_tries(limits: dict[Limit, str], now: datetime) -> datetime | None:
    """Count one try under several limits, the narrowest first; return until when it must wait, if it must.

    What one limit refuses counts under none of those after it: so impatience does not use up a whole day.
    """
    waits = (count_try(limit, source, now) for limit, source in limits.items())
    return next((until for until in waits if until is not None), None)


def forget_tries(limit: Limit, source: str) -> None:
    """Begin to count anew for a source that has shown who it is."""
    Tries.objects.filter(source=_digest(f"{limit.name}: {source}")).delete()


def forget_old_tries(now: datetime) -> int:
    """Remove what no limit asks about any more; return how many rows went."""
    return Tries.objects.filter(began_at__lte=now - LONGEST_WINDOW).delete()[0]


def place_of(request: HttpRequest) -> str:
    """Return where a request comes from: the network address, of IPv6 the network's part."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address) and not parsed.ipv4_mapped:
        return str(int(parsed) >> (128 - _NETWORK_BITS))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)


def wait_in_words(until: datetime, now: datetime) -> str:
    """Return what somebody is told who tried too often."""
    minutes = max(1, round((until - now).total_seconds() / 60))
    told = ngettext(
        "Too many tries. Wait {minutes} minute, then try again.",
        "Too many tries. Wait {minutes} minutes, then try again.",
        minutes,
    )
    return told.format(minutes=minutes)


def _digest(text: str) -> str:
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()
