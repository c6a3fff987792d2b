"""Encrypted backups: AES-256-GCM, in chunks that can be read from any place.

The file begins with one readable line that says how its key is made: from a passphrase by scrypt (RFC 7914; the costs
that OWASP gives for 32 MB), or for a recipient by X25519 (RFC 7748) with a key made for this file alone. HKDF-SHA-256
(RFC 5869) makes of it the key of the chunks and a check, so that a wrong passphrase is told from a damaged file. Each
chunk's nonce is its number and whether it is the last, after STREAM (Hoang, Reyhanitabar, Rogaway and Vizar 2015,
"Online authenticated-encryption and its nonce-reuse misuse-resistance"): no chunk can be changed, moved or cut off.
"""

from __future__ import annotations

import io
import json
import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hmac import compare_digest
from typing import IO, Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from seedbed.errors import BadInputError, UsageError

MAGIC = b"seedbed-backup-encrypted "
CHUNK = 1 << 16
TAG = 16
CHECK = 32
LONGEST_LINE = 1_000
COSTS = {"n": 1 << 15, "r": 8, "p": 3}
DEAREST = 1 << 20
"""The most that a file may ask of scrypt: a made-up one must not take all memory."""


@dataclass(frozen=True, slots=True)
class Passphrase:
    """What whoever restores must know."""

    text: str

    def begin(self) -> tuple[dict[str, Any], bytes]:
        """Return what the file says about its key, and the secret."""
        told = {"how": "scrypt", "salt": _text(os.urandom(16)), **COSTS}
        return told, self.secret(told)

    def secret(self, told: dict[str, Any]) -> bytes:
        """Return the secret of a file."""
        if told["how"] != "scrypt":
            raise _asks_for("a key: give --key-file")
        n, r, p = (int(told[name]) for name in "nrp")
        if n * r * p > DEAREST or n < 2 or n & (n - 1):
            raise _damaged()
        return Scrypt(salt=b64decode(told["salt"]), length=32, n=n, r=r, p=p).derive(self.text.encode("utf-8"))


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whose key opens the file; what is here cannot."""

    key: X25519PublicKey

    def begin(self) -> tuple[dict[str, Any], bytes]:
        """Return what the file says about its key, and the secret."""
        ours = X25519PrivateKey.generate()
        told = {"how": "x25519", "for": _text(self.key.public_bytes_raw()), "key": _text(_public(ours))}
        return told, ours.exchange(self.key)


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """The key of a recipient."""

    key: X25519PrivateKey

    def secret(self, told: dict[str, Any]) -> bytes:
        """Return the secret of a file."""
        if told["how"] != "x25519":
            raise _asks_for("a passphrase: give --passphrase-file")
        return self.key.exchange(X25519PublicKey.from_public_bytes(b64decode(told["key"])))


@dataclass(frozen=True, slots=True)
class Known:
    """The secret of a file that was just written, so that it can be read again."""

    shared: bytes

    def secret(self, _told: dict[str, Any]) -> bytes:
        """Return it."""
        return self.shared


Key = Passphrase | PrivateKey | Known
"""What opens a file."""


def _public(key: X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def _text(told: bytes) -> str:
    return b64encode(told).decode("ascii")


def _keys(secret: bytes, line: bytes) -> tuple[AESGCM, bytes]:
    """Return what opens chunks, and the check, both bound to the first line."""
    made = HKDF(hashes.SHA256(), 32 + CHECK, salt=None, info=line).derive(secret)
    return AESGCM(made[:32]), made[32:]


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Sealing(io.RawIOBase):
    """Encrypts what is written to it; `close` writes the last chunk and leaves the file open."""

    def __init__(self, file: IO[bytes], secret: Passphrase | Recipient) -> None:
        told, shared = secret.begin()
        line = MAGIC + json.dumps(told, sort_keys=True).encode("ascii") + b"\n"
        self.known = Known(shared)
        self._aes, check = _keys(shared, line)
        self._file, self._waiting, self._number = file, bytearray(), 0
        file.write(line + check)

    def writable(self) -> bool:
        """Say that it is written to."""
        return True

    def write(self, data: Any) -> int:
        """Take some bytes."""
        self._waiting += data
        while len(self._waiting) > CHUNK:
            self._write_chunk(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Write the last chunk."""
        self._write_chunk(bytes(self._waiting), last=True)

    def _write_chunk(self, chunk: bytes, *, last: bool) -> None:
        self._file.write(self._aes.encrypt(_nonce(self._number, last=last), chunk, None))
        self._number += 1


class Opening(io.RawIOBase):
    """What was sealed, readable from any place.

    Raises
    ------
    UsageError
        If the passphrase or key is not the right one.
    BadInputError
        If the file is damaged; from every read too.
    """

    def __init__(self, file: IO[bytes], secret: Key) -> None:
        file.seek(0)
        line = file.readline(LONGEST_LINE)
        try:
            shared = secret.secret(json.loads(line.removeprefix(MAGIC)))
        except (ValueError, KeyError, TypeError) as error:
            raise _damaged() from error
        self._aes, check = _keys(shared, line)
        if not compare_digest(file.read(CHECK), check):
            raise _wrong()
        self._file, self._start = file, len(line) + CHECK
        sealed = file.seek(0, io.SEEK_END) - self._start
        self._chunks = max(-(-sealed // (CHUNK + TAG)), 1)
        self._size = sealed - self._chunks * TAG
        self._place, self._at, self._held = 0, -1, b""
        # The end is opened first: a file that was cut within it would else end where it looks whole.
        self._chunk(self._chunks - 1)

    def readable(self) -> bool:
        """Say that it is read."""
        return True

    def seekable(self) -> bool:
        """Say that it is read from any place."""
        return True

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        if start + place < 0:
            raise OSError("before the beginning")
        self._place = start + place
        return self._place

    def tell(self) -> int:
        """Return the place."""
        return self._place

    def readinto(self, buffer: Any) -> int:
        """Read what the current chunk still holds."""
        if self._place >= self._size and self._at >= 0:
            return 0
        number, within = divmod(self._place, CHUNK)
        found = self._chunk(number)[within : within + len(buffer)]
        buffer[: len(found)] = found
        self._place += len(found)
        return len(found)

    def _chunk(self, number: int) -> bytes:
        if number != self._at:
            self._file.seek(self._start + number * (CHUNK + TAG))
            sealed = self._file.read(CHUNK + TAG)
            try:
                self._held = self._aes.decrypt(_nonce(number, last=number == self._chunks - 1), sealed, None)
            except (InvalidTag, ValueError) as error:
                raise _damaged() from error
            self._at = number
        return self._held


def is_sealed(file: IO[bytes]) -> bool:
    """Say whether a file is encrypted."""
    file.seek(0)
    return file.read(len(MAGIC)) == MAGIC


def how_sealed(file: IO[bytes]) -> str | None:
    """Return how the key of a file is made: ``scrypt`` or ``x25519``; None if it is not encrypted."""
    if not is_sealed(file):
        return None
    try:
        return str(json.loads(file.readline(LONGEST_LINE))["how"])
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged() from error


def _wrong() -> UsageError:
    return UsageError(
        "The backup cannot be opened.",
        "The passphrase or key is not the one it was encrypted with.",
        "Give the right one; without it nobody can read the file.",
    )


def _asks_for(what: str) -> UsageError:
    return UsageError("The backup cannot be opened.", f"It was encrypted for {what}.", "Give that instead.")


def _damaged() -> BadInputError:
    return BadInputError(
        "The backup is damaged.",
        "A part of it was changed or cut off after it was written.",
        "Take another copy or another backup; nothing was changed.",
    )
