"""What encrypts and opens backups on the command line: passphrases from files, keys of recipients."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from seedbed.errors import BadInputError, UsageError

if TYPE_CHECKING:
    from seedbed.web.operations.sealing import Passphrase, PrivateKey, Recipient

SHORTEST = 12
"""Characters of a passphrase that is not guessed by trying."""


def secret_to_write(
    *, encrypt: bool, passphrase_file: Path | None, recipient: Path | None
) -> Passphrase | Recipient | None:
    """Return what encrypts a backup, or None.

    Raises
    ------
    UsageError
        If two were given, or the passphrase is short.
    """
    if passphrase_file and recipient:
        raise UsageError("The backup was not made.", "Both a passphrase and a recipient were given.", "Give one.")
    if recipient:
        return _recipient(recipient)
    if not encrypt and not passphrase_file:
        return None
    found = passphrase(passphrase_file, twice=True)
    if len(found.text) < SHORTEST:
        raise UsageError(
            "The passphrase will not do.",
            f"It has fewer than {SHORTEST} characters: it could be found by trying.",
            "Take four or more words that nobody can guess.",
        )
    return found


def passphrase(file: Path | None, *, twice: bool = False) -> Passphrase:
    """Read a passphrase from the first line of a file, or ask for it."""
    from seedbed.web.operations.sealing import Passphrase

    if file is None:
        return Passphrase(click.prompt("Passphrase", hide_input=True, confirmation_prompt=twice, err=True))
    try:
        return Passphrase(file.read_text(encoding="utf-8").partition("\n")[0].rstrip("\r"))
    except UnicodeDecodeError as error:
        raise BadInputError(
            "The passphrase cannot be read.", f"{file.name} is not text.", "Give a file with one line."
        ) from error


def secret_to_read(file: Path, passphrase_file: Path | None, key_file: Path | None) -> Passphrase | PrivateKey | None:
    """Return what opens a backup: what was given, or a passphrase that is asked for where the file needs one."""
    from seedbed.web.operations.sealing import how_sealed

    if key_file:
        return _private_key(key_file)
    if passphrase_file:
        return passphrase(passphrase_file)
    with file.open("rb") as opened:
        asks = how_sealed(opened) == "scrypt"
    return passphrase(None) if asks and sys.stdin.isatty() else None


def write_new_key(path: Path) -> Path:
    """Make a key for backups: ``path`` opens them, ``path.pub`` only makes them; return the latter."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

    public = path.with_name(f"{path.name}.pub")
    for each in (path, public):
        if each.exists():
            raise UsageError("No key was made.", f"There is a file {each}.", "Give another name.")
    key = X25519PrivateKey.generate()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return public


def _recipient(file: Path) -> Recipient:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    from seedbed.web.operations.sealing import Recipient

    try:
        key = load_pem_public_key(file.read_bytes())
    except ValueError as error:
        raise _no_key(file, "the .pub file that --new-key made") from error
    if not isinstance(key, X25519PublicKey):
        raise _no_key(file, "the .pub file that --new-key made")
    return Recipient(key)


def _private_key(file: Path) -> PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    from seedbed.web.operations.sealing import PrivateKey

    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except (ValueError, TypeError) as error:
        raise _no_key(file, "the key that 'seedbed backup --new-key' made") from error
    if not isinstance(key, X25519PrivateKey):
        raise _no_key(file, "the key that 'seedbed backup --new-key' made")
    return PrivateKey(key)


def _no_key(file: Path, what: str) -> BadInputError:
    return BadInputError("The key cannot be read.", f"{file.name} is not {what}.", "Give that file.")
