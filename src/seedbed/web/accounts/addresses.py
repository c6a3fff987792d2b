"""Codes that go to a mailbox to show whose it is, for somebody who is signed in already.

A new e-mail address counts once the code that was sent there came back. Whoever has no second factor that could be
asked for shows by a code that it is them, before anything that matters. Both in the same session.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import time
from typing import Any

from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from seedbed.web.people.mail import send, site_address

GOOD_FOR = 10 * 60
"""Seconds."""


@dataclass(frozen=True, slots=True)
class For:
    """What a code is for: under which name it is kept, and what the e-mail says."""

    key: str
    subject: str | Promise
    template: str


NEW_ADDRESS = For(
    "accounts_new_address", _("Your code to change your e-mail address"), "accounts/email/new_address.txt"
)
AGAIN = For("accounts_again", _("Your code to show that it is you"), "accounts/email/again.txt")


@dataclass(frozen=True, slots=True)
class Asked:
    """An address to which a code was sent, and what is kept of the code."""

    what: For
    email: str
    digest: str

    def is_code(self, typed: str) -> bool:
        """Say whether this is the code that was sent."""
        return constant_time_compare(self.digest, _digest(self.what, self.email, typed))


def send_code(request: HttpRequest, email: str, what: For = NEW_ADDRESS) -> None:
    """Send a code to an address, and keep in the session that it was asked for.

    Raises
    ------
    MissingDataError
        If the mail server does not take it.
    """
    code = generate_user_code(length=8)
    told = {"code": code, "site": site_address("/")}
    send(email, str(what.subject), what.template, told)
    request.session[what.key] = {"email": email, "digest": _digest(what, email, code), "at": time()}


def asked_for(request: HttpRequest, what: For = NEW_ADDRESS) -> Asked | None:
    """Return the address to which a code was sent in this session, while the code is good."""
    kept: dict[str, Any] | None = request.session.get(what.key)
    if not kept or time() - kept["at"] > GOOD_FOR:
        return None
    return Asked(what, kept["email"], kept["digest"])


def forget(request: HttpRequest, what: For = NEW_ADDRESS) -> None:
    """Let the code be good no longer."""
    request.session.pop(what.key, None)


def tell_old_address(email: str) -> None:
    """Tell the mailbox that an account had until now that it has another: somebody else may have done it.

    Raises
    ------
    MissingDataError
        If the mail server does not take it.
    """
    if not email.endswith((".invalid", "@localhost")):
        subject = _("The e-mail address of your account was changed")
        send(email, str(subject), "accounts/email/address_changed.txt", {"site": site_address("/")})


def _digest(what: For, email: str, code: str) -> str:
    return salted_hmac(what.key, f"{email} {normalize_user_code(code)}", algorithm="sha256").hexdigest()
