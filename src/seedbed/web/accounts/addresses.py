"""A new e-mail address of an account counts once the code that was sent there came back, in the same session."""

from __future__ import annotations

from dataclasses import dataclass
from time import time

from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from seedbed.web.people.mail import send, site_address

KEY = "accounts_new_address"
GOOD_FOR = 10 * 60
"""Seconds."""


@dataclass(frozen=True, slots=True)
class Asked:
    """An address that was asked for, and what is kept of its code."""

    email: str
    digest: str

    def is_code(self, typed: str) -> bool:
        """Say whether this is the code that was sent."""
        return constant_time_compare(self.digest, _digest(self.email, typed))


def send_code(request: HttpRequest, email: str) -> None:
    """Send a code to an address, and keep in the session that it was asked for.

    Raises
    ------
    MissingDataError
        If the mail server does not take it.
    """
    code = generate_user_code(length=8)
    told = {"code": code, "site": site_address("/")}
    send(email, _("Your code to change your e-mail address"), "accounts/email/new_address.txt", told)
    request.session[KEY] = {"email": email, "digest": _digest(email, code), "at": time()}


def asked_for(request: HttpRequest) -> Asked | None:
    """Return the address that was asked for in this session, while its code is good."""
    kept = request.session.get(KEY)
    if not kept or time() - kept["at"] > GOOD_FOR:
        return None
    return Asked(kept["email"], kept["digest"])


def forget(request: HttpRequest) -> None:
    """Let the code be good no longer."""
    request.session.pop(KEY, None)


def _digest(email: str, code: str) -> str:
    return salted_hmac(KEY, f"{email} {normalize_user_code(code)}", algorithm="sha256").hexdigest()
