"""Tokens that let devices in, and those by which they are known afterwards."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from seedbed.web.consent.tokens import ALPHABET, READ_AS

_SALT = "seedbed.web.capture.codes"
_SHORT = "seedbed.web.capture.codes.short"
SHORT_SIGNS = 8
_TOKEN_BYTES = 24


def token_of(issue: UUID) -> str:
    """Return what a join code holds: 128 bits of HMAC-SHA-256 (RFC 2104) of its issue, under the site's secret key.

    It is worked out anew each time, so that the code can be shown again while nothing that is kept opens the door.
    """
    signed = salted_hmac(_SALT, str(issue), algorithm="sha256").hexdigest()[:32]
    return signing.b62_encode(int(signed, 16))


def short_of(issue: UUID) -> str:
    """Return what is typed by hand where a code cannot be scanned: eight letters and digits, such as ``7K3M-Q0ZD``.

    It holds 40 bits, and only until its code ends: with a hundred codes open, one of ten thousand million tries finds
    one, and an address has ten in a quarter of an hour.
    """
    signed = int(salted_hmac(_SHORT, str(issue), algorithm="sha256").hexdigest(), 16)
    signs = "".join(ALPHABET[signed >> 5 * place & 31] for place in range(SHORT_SIGNS))
    return f"{signs[:4]}-{signs[4:]}"


def short_digest(typed: str) -> str:
    """Return what is kept of a short code, of one that somebody typed; empty where it cannot be one.

    It needs the site's secret key: 40 bits alone would be found by trying them all.
    """
    kept = typed[:200].upper().translate(READ_AS)
    signs = "".join(sign for sign in kept if sign not in " -")
    if len(signs) != SHORT_SIGNS or not set(signs) <= set(ALPHABET):
        return ""
    return salted_hmac(_SHORT, f"kept {signs}", algorithm="sha256").hexdigest()


def digest_of(token: str) -> str:
    """Return what is kept of a token. A plain digest will do: its 128 random bits or more are found by no trying."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def new_token() -> str:
    """Return a new token of a device: 192 random bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def same(digest: str, token: str) -> bool:
    """Say whether a token is the one of a digest, in the same time whatever the answer."""
    return constant_time_compare(digest, digest_of(token[:200]))
