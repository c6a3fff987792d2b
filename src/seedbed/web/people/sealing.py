"""Sealing texts with keys that lie apart from the database, and finding them again without opening all.

Each key seals (AES-256-GCM, NIST SP 800-38D) and makes digests for exact search (HMAC-SHA-256), each with a key of its
own that HKDF (RFC 5869) derives for one purpose. A sealed text is bound to its row, so that texts cannot change places,
and filled up to full blocks, so that its length tells little. Fernet was not taken: its tokens say to the second when
they were made, and so who came at that moment.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from seedbed.errors import MissingDataError
from seedbed.web.people.sealing_keys import NAME, SETTING, made_key_file, read_key_file

BLOCK = 256
"""Bytes that a sealed text is filled up to."""
NONCE = 12
"""Bytes of the number that is used once."""


class CannotBeOpenedError(MissingDataError):
    """What was sealed cannot be opened: its key is not here, or it was changed."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key for one purpose; ``id`` tells it from others and gives nothing of it away."""

    id: str
    sealing: bytes
    finding: bytes


@dataclass(frozen=True, slots=True)
class KeyRing:
    """All keys that are here for one purpose, the newest first."""

    keys: tuple[Key, ...]

    @property
    def newest(self) -> Key:
        """The key that seals."""
        return self.keys[0]

    @property
    def ids(self) -> list[str]:
        """Numbers of all keys."""
        return [key.id for key in self.keys]

    def seal(self, told: Mapping[str, Any], about: str) -> tuple[str, bytes]:
        """Return the number of the newest key, and what is told sealed with it.

        Parameters
        ----------
        told
            What JSON can hold.
        about
            What it belongs to; it opens only with the same.
        """
        plain = json.dumps(dict(told), ensure_ascii=False).encode()
        nonce = os.urandom(NONCE)
        filled = plain + b" " * (-len(plain) % BLOCK)
        return self.newest.id, nonce + AESGCM(self.newest.sealing).encrypt(nonce, filled, about.encode())

    def open(self, key_id: str, sealed: bytes, about: str) -> dict[str, Any]:
        """Return what was sealed.

        Raises
        ------
        CannotBeOpenedError
            If its key is not here, or it was changed.
        """
        key = next((each for each in self.keys if each.id == key_id), None)
        if key is None:
            raise CannotBeOpenedError(
                "This cannot be opened.",
                f"It was sealed with key {key_id}, which is not here.",
                f"Put that key back into {SETTING} or the file {NAME}, from where you keep copies of keys.",
            )
        try:
            plain = AESGCM(key.sealing).decrypt(sealed[:NONCE], sealed[NONCE:], about.encode())
        except InvalidTag as error:
            raise CannotBeOpenedError(
                "This cannot be opened.",
                "It was changed after it was sealed.",
                "Restore a backup from before; if it stays, erase it and ask the person again.",
            ) from error
        opened: dict[str, Any] = json.loads(plain)
        return opened

    def digest(self, kind: str, value: str) -> str:
        """Return what a value is found by, made with the newest key."""
        return _digest(self.newest, kind, value)

    def digests(self, kind: str, value: str) -> list[str]:
        """Return what a value may be found by: one for each key, for rows that wait to be sealed anew."""
        return [_digest(key, kind, value) for key in self.keys]


def key_ring(purpose: str, *, make: bool = True) -> KeyRing:
    """Return the keys for a purpose, read anew each time: a rotation holds at once in every process.

    Parameters
    ----------
    purpose
        Such as ``contacts``; what is sealed for one opens for no other.
    make
        Make the file with a first key if there are no keys at all; else the ring may be empty.
    """
    environment = settings.ENVIRONMENT
    given = environment.contact_keys or (made_key_file if make else read_key_file)(environment.data_folder)
    return KeyRing(tuple(_derived(key, purpose) for key in given))


def key_id(key: bytes, purpose: str) -> str:
    """Return the number under which a key stands in rows of a purpose."""
    return _derived(key, purpose).id


@lru_cache(maxsize=64)
def _derived(key: bytes, purpose: str) -> Key:
    made = {use: _expanded(key, f"seedbed {purpose} {use} 1") for use in ("id", "seal", "find")}
    return Key(made["id"].hex()[:12], made["seal"], made["find"])


def _expanded(key: bytes, use: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=use.encode()).derive(key)


def _digest(key: Key, kind: str, value: str) -> str:
    return hmac.new(key.finding, f"{kind}\n{value}".encode(), hashlib.sha256).hexdigest()
