"""Where the bytes lie: the storage that Django is set to, in which a file is there whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from seedbed.web.ui.full_disk import DiskFullError, is_disk_full

FOLDER = "media"
PARTIAL = ".partial"


def sha256_of(file: File[bytes]) -> str:
    """Return the digest of a file in hexadecimal; the file is then at its beginning again."""
    told = hashlib.sha256()
    for chunk in file.chunks():
        told.update(chunk)
    file.seek(0)
    return told.hexdigest()


class WholeFiles(FileSystemStorage):
    """Files on a disk: each is written under another name and takes its own once the disk holds all of it."""

    def _save(self, name: str, content: File[bytes]) -> str:
        path = Path(self.path(name))
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = path.with_name(f"{path.name}{PARTIAL}")
        try:
            with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        return name


def storage() -> Storage:
    """Return the storage of the site."""
    return storages["default"]


def keep(number: UUID, content: File[bytes], ending: str = "") -> str:
    """Write a file; return the name under which the storage keeps it.

    Raises
    ------
    DiskFullError
        If there is no room; nothing is left of it then.
    """
    name = f"{FOLDER}/{number.hex[:2]}/{number}-{secrets.token_hex(4)}{ending}"
    with full_disk_said():
        return storage().save(name, content)


def remove(*names: str) -> None:
    """Take files away; one that is gone already is no fault."""
    for name in names:
        if name:
            storage().delete(name)


def remove_unknown(known: Callable[[UUID, UUID], Collection[str]], before: datetime) -> int:
    """Take away files that no row names, such as of work that broke off after they were written; return how many.

    Parameters
    ----------
    known
        Given the first and the last number, gives the names that rows of these have.
    before
        What was written later stays: its row may be on the way.
    """
    held, gone = storage(), 0
    for part in held.listdir(FOLDER)[0] if held.exists(FOLDER) else ():
        if not re.fullmatch("[0-9a-f]{2}", part):
            continue
        there = known(UUID(f"{part}{'0' * 30}"), UUID(f"{part}{'f' * 30}"))
        for name in (f"{FOLDER}/{part}/{each}" for each in held.listdir(f"{FOLDER}/{part}")[1]):
            if name not in there and held.get_modified_time(name) < before:
                remove(name)
                gone += 1
    return gone


@contextmanager
def full_disk_said() -> Iterator[None]:
    """Say plainly that the disk is full where that is what a fault inside is."""
    try:
        yield
    except OSError as error:
        if not is_disk_full(error):
            raise
        raise DiskFullError from error
