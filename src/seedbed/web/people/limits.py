"""How often someone may fail to sign in.

Failures are counted for an account *from one place*: a network address, or a browser that has signed in to that account
before (it carries a signed cookie). So someone who guesses cannot lock others out: not by guessing from elsewhere, and
not from the same building either where the browser is known. Only keyed digests are kept, no addresses.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import salted_hmac

from seedbed.web.people.models import FailedSignIn, User

MOST_FAILURES = 10
WINDOW = timedelta(minutes=15)
COOKIE = "seedbed_known"
_SALT = "seedbed.web.people.limits"
_COOKIE_LASTS = timedelta(days=365)


def source_of(request: HttpRequest, email: str) -> str:
    """Return the digest under which failures for an account from this browser are counted."""
    account = email.strip().lower()
    known = _known(request)
    place = f"browser {known['browser']}" if known.get("account") == _digest(account) else _address(request)
    return _digest(f"{account} from {place}")


def wait_until(source: str, now: datetime) -> datetime | None:
    """Return until when a source must wait, or None if it may try."""
    recent = (
        FailedSignIn.objects.filter(source=source, at__gt=now - WINDOW).order_by("-at").values_list("at", flat=True)
    )
    deciding = list(recent[MOST_FAILURES - 1 : MOST_FAILURES])
    return deciding[0] + WINDOW if deciding else None


def remember_browser(response: HttpResponseBase, user: User, *, secure: bool) -> None:
    """Let this browser be counted by itself for this account from now on."""
    value = signing.dumps({"account": _digest(user.email), "browser": secrets.token_urlsafe(12)}, salt=_SALT)
    response.set_cookie(
        COOKIE, value, max_age=_COOKIE_LASTS, httponly=True, secure=secure, samesite="Lax", path="/sign-in/"
    )


def _known(request: HttpRequest) -> dict[str, str]:
    try:
        return dict(signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_COOKIE_LASTS))
    except signing.BadSignature:
        return {}


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def _digest(text: str) -> str:
    return salted_hmac(_SALT, text, algorithm="sha256").hexdigest()
