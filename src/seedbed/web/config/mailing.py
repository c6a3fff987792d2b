"""Where e-mails go, and the address of the site that stands in them."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from seedbed.errors import UsageError
from seedbed.web.config.environment import Environment

SECONDS = 10
"""How long a mail server may take to answer."""
PORTS = {"smtp": 587, "smtps": 465}
"""The usual port of each way to reach a mail server."""


def mail_settings(environment: Environment) -> dict[str, object]:
    """Return Django's settings of e-mail.

    ``smtp://`` turns to encryption after greeting (STARTTLS), ``smtps://`` begins with it. Without encryption e-mails
    go only to a server on this computer.

    Raises
    ------
    UsageError
        If ``SEEDBED_EMAIL`` or ``SEEDBED_EMAIL_FROM`` will not do. The error repeats neither: a password may stand
        in the first.
    """
    sender: dict[str, object] = {"DEFAULT_FROM_EMAIL": _sender(environment)}
    if environment.email == "console":
        return sender | {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    if environment.email in {"", "file"}:
        backend = "django.core.mail.backends.filebased.EmailBackend"
        return sender | {"EMAIL_BACKEND": backend, "EMAIL_FILE_PATH": environment.data_folder / "mail"}
    return sender | _server(environment.email)


def _server(address: str) -> dict[str, object]:
    what, next_step = "The setting SEEDBED_EMAIL will not do.", "Write it as smtp://user:password@mail.example.org:587."
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise UsageError(what, "It cannot be read.", next_step) from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise UsageError(what, "It is neither file, console nor the address of a mail server.", next_step)
    here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp" and not here,
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": SECONDS,
    }


def _sender(environment: Environment) -> str:
    if not environment.email_from:
        name = environment.hosts[0] if environment.hosts else ""
        return f"seedbed@{name if '.' in name else 'localhost'}"
    try:
        validate_email(environment.email_from)
    except ValidationError as error:
        what, why = "The setting SEEDBED_EMAIL_FROM will not do.", "It is not an e-mail address."
        raise UsageError(what, why, "Write the address alone, such as seedbed@example.org.") from error
    return environment.email_from


def site_root(environment: Environment) -> str:
    """Return the address that people reach the site by, without a stroke at the end; never from what a browser sent.

    Raises
    ------
    UsageError
        If ``SEEDBED_ADDRESS`` will not do.
    """
    if not environment.address:
        name = environment.hosts[0] if environment.hosts else "localhost:8000"
        return f"{'https' if environment.secure else 'http'}://{name}"
    what, next_step = "The setting SEEDBED_ADDRESS will not do.", "Write it as https://seedbed.example.org."
    try:
        parts = urlsplit(environment.address)
        parts.port  # noqa: B018 - refuses a port that is none
    except ValueError as error:
        raise UsageError(what, "It cannot be read.", next_step) from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise UsageError(what, "It is not the address of a site.", next_step)
    return f"{parts.scheme}://{parts.netloc}"
