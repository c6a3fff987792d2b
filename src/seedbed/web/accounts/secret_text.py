"""Secrets of second factors are kept encrypted, so that a copy of the database alone opens no account."""

from __future__ import annotations

import base64
from hashlib import sha256
from hmac import new as hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from seedbed.errors import MissingDataError

_PURPOSE = b"seedbed.web.accounts.secret_text"


def encrypt(text: str) -> str:
    """Return a text that only this site's key can read."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(kept: str) -> str:
    """Return the text again.

    Raises
    ------
    MissingDataError
        If it was encrypted with another key.
    """
    try:
        return _keys().decrypt(kept.encode()).decode()
    except InvalidToken as error:
        raise MissingDataError(
            "Your second factor cannot be checked.",
            "The key of this site (SEEDBED_SECRET_KEY) is not the one that it was set up with.",
            "Ask who runs this site to bring the key back, or to let you set up a new second factor.",
        ) from error


def _keys() -> MultiFernet:
    """Return keys made from those that sign sessions, the newest first."""
    return MultiFernet(
        [_key(secret) for secret in (str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS))]
    )


def _key(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hmac(secret.encode(), _PURPOSE, sha256).digest()))
