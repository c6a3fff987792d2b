"""What allauth asks us: where it may lead, what it sends, and how second factors are kept and shown."""

from __future__ import annotations

import io
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from seedbed.web.accounts import secret_text
from seedbed.web.accounts.limits import UNKNOWN, count_try
from seedbed.web.people.mail import send, site_address
from seedbed.web.people.models import User

NOWHERE = ".invalid"
"""Addresses of accounts that have none, as those of a shift; nothing is sent there."""
SUBJECTS = {
    "account/email/login_code": _("Your code to sign in"),
    "account/email/unknown_account": _("Somebody tried to sign in with your address"),
    "mfa/email/totp_activated": _("An authenticator app was added to your account"),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account"),
    "mfa/email/webauthn_added": _("A passkey was added to your account"),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account"),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts come by invitation; e-mails are plain text; nothing is kept of where a browser stands."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody makes an account for themself."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Say whether an address to go on to is one of this site, by the name it was asked under."""
        request = context.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Return no address: the list of sessions does without."""
        return "0.0.0.0"  # noqa: S104 - no address to listen at

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002
        """Send somebody whose account is closed back to the beginning."""
        messages.error(request, gettext("This account is closed. Ask someone who manages people in your partnership."))
        return redirect("account_login")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of allauth's e-mails at once: a code, or word that there is no account."""
        unknown = template_prefix == "account/email/unknown_account"
        if email.endswith(NOWHERE) or (unknown and count_try(UNKNOWN, "", timezone.now())):
            return
        told = {"code": context.get("code", ""), "at": timezone.now(), "site": site_address("/")}
        send(email, str(SUBJECTS[template_prefix]), f"{template_prefix}_message.txt", told)

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell someone of a change of their account once it is kept; a mail server that fails undoes nothing."""
        transaction.on_commit(lambda: self.send_mail(template_prefix, email or user.email, context or {}), robust=True)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors are kept encrypted; the square code is drawn here."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret."""
        return secret_text.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Read a secret."""
        return secret_text.decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Draw what an authenticator app reads."""
        drawing = io.BytesIO()
        segno.make(url, error="m").save(drawing, kind="svg", scale=4, border=4, light="#fff", xmldecl=False)
        return drawing.getvalue().decode()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # noqa: A002 - allauth's name
        """Return the name that is offered for a new passkey."""
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return gettext("Passkey {number}").format(number=count + 1)
