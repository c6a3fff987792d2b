"""E-mails to people with accounts: plain text, with addresses that never come from what a browser sent."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from seedbed.errors import MissingDataError

SERVER = "django.core.mail.backends.smtp.EmailBackend"


def site_address(path: str) -> str:
    """Return the whole address of a path of this site, by the name that the settings give it.

    Parameters
    ----------
    path
        Begins with a stroke, as `django.urls.reverse` gives it.
    """
    return f"{settings.SITE_ADDRESS}{path}"


def gets_mail(email: str) -> bool:
    """Say whether e-mails go out to an address: there is a mail server, and the address is not made up (RFC 2606)."""
    return settings.EMAIL_BACKEND == SERVER and not email.endswith((".invalid", "@localhost"))


def send(to: str, subject: str, template: str, context: Mapping[str, Any]) -> None:
    """Send one e-mail of plain text.

    Parameters
    ----------
    to
        E-mail address.
    subject
        One line; breaks in it become spaces, so that nobody's name can add a header.
    template
        A ``.txt`` template; write `{% autoescape off %}` in it, for the text is no markup.
    context
        What the template may use.

    Raises
    ------
    MissingDataError
        If the mail server does not take it.
    """
    message = EmailMessage(" ".join(subject.split()), render_to_string(template, dict(context)), to=[to])
    try:
        message.send()
    except OSError as error:  # Those of smtplib and of sockets are of this kind.
        raise MissingDataError(
            "The e-mail could not be sent.",
            "The mail server did not take it.",
            "Try again in a few minutes; if it goes on, ask who runs this site to look at SEEDBED_EMAIL.",
        ) from error
