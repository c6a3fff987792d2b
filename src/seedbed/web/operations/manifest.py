"""What a backup says about itself, and what must hold before any of it is believed."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePosixPath
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from seedbed.errors import BadInputError
from seedbed.web.operations.belongings import FILES, HEADS, MARK, PACKS

FORMAT = 1
"""The form that this release writes; it reads this one and those before."""
TABLE = re.compile(r"tables/([a-z_][a-z0-9_]{0,62})\.tsv")
NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")
HIDDEN = re.compile(r"[\x00-\x1f\\:]")


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Head(_Part):
    """The end of the audit trail's chain at the moment of the backup."""

    sequence: int
    hash: str = Field(pattern=r"^[0-9a-f]{64}$")


class Table(_Part):
    """One table."""

    columns: list[str] = Field(min_length=1)
    rows: int = Field(ge=0)
    last_number: int | None = None


class FilePart(_Part):
    """One part of the file."""

    name: str
    size: int = Field(ge=0)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class Manifest(_Part):
    """What a backup holds."""

    kind: Literal["seedbed-backup"] = "seedbed-backup"
    format: int
    made_at: datetime
    seedbed: str
    database: Literal["sqlite", "postgresql"]
    migrations: dict[str, list[str]]
    head: Head | None
    withdrawals: int = Field(ge=0, description="Lines of the withdrawal list, which is kept apart, at that moment.")
    tables: dict[str, Table]
    parts: list[FilePart]

    def rows(self) -> int:
        """Return how many rows all tables hold."""
        return sum(table.rows for table in self.tables.values())

    def files(self) -> int:
        """Return how many files of the data folder there are."""
        return sum(part.name.startswith("home/") for part in self.parts)

    def packs(self) -> bool:
        """Return whether data packs are among them."""
        return any(part.name.startswith("home/packs/") for part in self.parts)

    def size(self) -> int:
        """Return how many bytes all parts hold."""
        return sum(part.size for part in self.parts)


class _Beginning(_Part):
    kind: Literal["seedbed-backup"]
    format: int
    seedbed: str


def read_manifest(text: bytes) -> Manifest:
    """Read a manifest and check that all it names is fit to be written to a disk.

    Raises
    ------
    BadInputError
        If it is none, of a newer release, or names what no backup holds.
    """
    try:
        beginning = _Beginning.model_validate_json(text)
        if beginning.format > FORMAT:
            raise from_newer(beginning.seedbed)
        manifest = Manifest.model_validate_json(text)
    except ValidationError as error:
        raise not_ours() from error
    names = [part.name for part in manifest.parts]
    tables = {told[1] for name in names if (told := TABLE.fullmatch(name))}
    columns = [column for table in manifest.tables.values() for column in table.columns]
    if len(set(names)) != len(names) or tables != set(manifest.tables) or not all(map(NAME.fullmatch, columns)):
        raise not_ours()
    for name in names:
        _check_name(name)
    _check_no_file_is_a_folder(set(names))
    return manifest


def _check_no_file_is_a_folder(names: set[str]) -> None:
    """Refuse a part that lies inside another: no disk has a file that is a folder too."""
    inside = next((name for name in sorted(names) if names & {str(above) for above in PurePosixPath(name).parents}), "")
    if inside:
        raise BadInputError(
            "The backup will not be restored.",
            f"Its part {inside[:200]!r} would lie inside another part, which is a file and not a folder.",
            "Somebody has made or changed this file: do not trust it. Take another backup.",
        )


def _check_name(name: str) -> None:
    """Refuse names that would be written anywhere but where files of a site belong."""
    parts = PurePosixPath(name).parts
    plain = "/".join(parts) == name and ".." not in parts and not HIDDEN.search(name) and len(name) < 1_000
    if not plain or not (TABLE.fullmatch(name) or _belongs(parts)):
        raise BadInputError(
            "The backup will not be restored.",
            f"It holds a part that would be written where it does not belong: {name[:200]!r}.",
            "Somebody has made or changed this file: do not trust it. Take another backup.",
        )


def _belongs(parts: tuple[str, ...]) -> bool:
    """Say whether a backup holds such files. A key or a list of withdrawals in one was put there by somebody else."""
    if parts[0] != "home" or len(parts) < 2:
        return False
    return len(parts) > 2 if parts[1] in {FILES, PACKS} else parts[1:] in {(MARK,), (HEADS,)}


def not_ours() -> BadInputError:
    """Return the error of a file that is no backup."""
    return BadInputError(
        "This file is not a backup.", "It does not hold what 'seedbed backup' writes.", "Give a file that it wrote."
    )


def from_newer(release: str, what: str = "its form is not known here") -> BadInputError:
    """Return the error of a backup that a newer release made."""
    from seedbed import __version__

    return BadInputError(
        "The backup is from a newer Seedbed.",
        f"Seedbed {release} made it, and this is {__version__}: {what}.",
        f"Install Seedbed {release} or newer, then restore it.",
    )
