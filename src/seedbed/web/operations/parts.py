"""The file of a backup: a zip of parts, each with its SHA-256 in a manifest that is written last.

Any zip program opens one that is not encrypted. What is read is believed only as far as the manifest goes: parts that
it does not name, sizes beyond those it names and other contents are refused before anything is used.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, cast

from seedbed.errors import BadInputError, UsageError
from seedbed.formats.damaged_zips import DAMAGED_ZIP
from seedbed.web.operations.manifest import FilePart, Manifest, not_ours, read_manifest
from seedbed.web.operations.sealing import Key, Known, Opening, Passphrase, Recipient, Sealing, is_sealed

MANIFEST = "manifest.json"
NOTE = "READ-ME.txt"
TOLD = (
    "A backup of a Seedbed site. 'seedbed restore FILE' makes a site of it; 'seedbed restore FILE --check' checks it.\n"
)
LARGEST_MANIFEST = 64_000_000
LEVEL = 1
"""Of compression: the higher ones save a tenth and take four times as long."""
BLOCK = 1 << 20


class PartsWriter:
    """Writes parts one after the other, in as little memory as one block takes."""

    def __init__(self, archive: zipfile.ZipFile, known: Known | None) -> None:
        self._archive = archive
        self.known = known
        """Opens what was written."""
        self.parts: list[FilePart] = []

    def add(self, name: str, blocks: Iterable[bytes]) -> None:
        """Write one part."""
        size, told = 0, hashlib.sha256()
        with self._archive.open(name, "w", force_zip64=True) as part:
            for block in blocks:
                part.write(block)
                told.update(block)
                size += len(block)
        self.parts.append(FilePart(name=name, size=size, sha256=told.hexdigest()))

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest; nothing comes after it."""
        self._archive.writestr(MANIFEST, manifest.model_dump_json(indent=1))


@contextmanager
def writing(file: IO[bytes], secret: Passphrase | Recipient | None) -> Iterator[PartsWriter]:
    """Write parts to an open file, encrypted if there is a secret."""
    sealing = Sealing(file, secret) if secret else None
    target = cast("IO[bytes]", sealing) if sealing else file
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        archive.writestr(NOTE, TOLD)
        yield PartsWriter(archive, sealing.known if sealing else None)
    if sealing:
        sealing.finish()


class PartsReader:
    """A backup that was opened; nothing in it has been believed but its manifest."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        with _damage_told():
            self.manifest = read_manifest(self._manifest())
        named = [NOTE, *(part.name for part in self.manifest.parts), MANIFEST]
        if sorted(named) != sorted(archive.namelist()):
            raise not_ours()

    def _manifest(self) -> bytes:
        if self._archive.namelist().count(MANIFEST) != 1:
            raise not_ours()
        with self._archive.open(MANIFEST) as part:
            text = part.read(LARGEST_MANIFEST + 1)
        if len(text) > LARGEST_MANIFEST:
            raise not_ours()
        return text

    def blocks(self, part: FilePart) -> Iterator[bytes]:
        """Yield what a part holds.

        Raises
        ------
        BadInputError
            As soon as it is more than the manifest says, or at its end if it is something else.
        """
        size, told = 0, hashlib.sha256()
        with _damage_told(), self._archive.open(part.name) as opened:
            while block := opened.read(BLOCK):
                size += len(block)
                if size > part.size:
                    raise _another(part)
                told.update(block)
                yield block
        if size != part.size or told.hexdigest() != part.sha256:
            raise _another(part)

    def verify(self) -> Iterator[FilePart]:
        """Read every part to its end; yield each that was found whole."""
        for part in self.manifest.parts:
            for _ in self.blocks(part):
                pass
            yield part


@contextmanager
def reading(path: Path, secret: Key | None) -> Iterator[PartsReader]:
    """Open a backup.

    Raises
    ------
    BadInputError
        If it is none, damaged or of a newer release.
    UsageError
        If it is encrypted and no secret, or another, was given.
    """
    with path.open("rb") as file:
        with _damage_told():
            archive = zipfile.ZipFile(_opened(file, secret))
        with archive:
            yield PartsReader(archive)


def _opened(file: IO[bytes], secret: Key | None) -> IO[bytes]:
    if is_sealed(file):
        if secret is None:
            raise UsageError(
                "The backup is encrypted.",
                "No passphrase and no key were given.",
                "Give --passphrase-file FILE, or --key-file FILE if it was made for a recipient.",
            )
        return io.BufferedReader(Opening(file, secret), 1 << 18)
    file.seek(0)
    if file.read(4) != b"PK\x03\x04":
        raise not_ours()
    return file


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (*DAMAGED_ZIP, RuntimeError, ValueError, KeyError, OSError) as error:
        raise BadInputError(
            "The backup is damaged.",
            "It was cut off or changed after it was written.",
            "Take another copy or another backup; nothing was changed.",
        ) from error


def _another(part: FilePart) -> BadInputError:
    return BadInputError(
        "The backup is damaged.",
        f"Its part {part.name} is not the one that was written.",
        "Take another copy or another backup; nothing was changed.",
    )
