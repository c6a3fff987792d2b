"""Making a backup: one moment of the database and the files beside it, in one file that was read again when written."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils import timezone

from seedbed import __version__
from seedbed.errors import MissingDataError, UsageError
from seedbed.web.operations.belongings import FILES, blocks_of, files_of, heads_up_to
from seedbed.web.operations.full_disk import full_disk_told
from seedbed.web.operations.manifest import FORMAT, Head, Manifest, Table
from seedbed.web.operations.parts import PartsWriter, reading, writing
from seedbed.web.operations.sealing import Known, Passphrase, Recipient
from seedbed.web.operations.snapshots import Snapshot, snapshot
from seedbed.web.people.audit_heads import FILE_NAME
from seedbed.web.people.kept_apart import read_lines
from seedbed.workflows.progress import Progress, silent


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made."""

    path: Path
    manifest: Manifest
    size: int
    seconds: float
    encrypted: bool


@dataclass(slots=True)
class _Telling:
    """Tells how many rows are done."""

    progress: Progress
    total: int
    done: int = 0
    rows: dict[str, int] = field(default_factory=dict)

    def counted(self, table: str, blocks: Iterator[bytes]) -> Iterator[bytes]:
        self.rows[table] = 0
        for block in blocks:
            many = block.count(b"\n")
            self.rows[table] += many
            self.done += many
            self.progress(self.done, self.total, f"Backing up {table}")
            yield block


def make_backup(
    path: Path,
    *,
    secret: Passphrase | Recipient | None = None,
    with_packs: bool = False,
    force: bool = False,
    progress: Progress = silent,
) -> Made:
    """Write a backup of this site; others may go on using it.

    It is written under another name, read again from its beginning, and takes its name when it was found whole.

    Parameters
    ----------
    path
        The file to write.
    secret
        Encrypts it.
    with_packs
        Whether data packs, which can be downloaded or built again, are in it too.
    force
        Whether a file of that name may be replaced.

    Raises
    ------
    UsageError
        If the file may not be written there.
    MissingDataError
        If there is no site to read.
    UserError
        If the disk is full; then nothing was written.
    """
    began = time.monotonic()
    _check_place(path, force=force)
    with full_disk_told("The backup was not made.", path), _beside(path) as (beside, file):
        with writing(file, secret) as parts, snapshot() as moment:
            manifest = _write(parts, moment, progress, with_packs=with_packs)
        file.flush()
        os.fsync(file.fileno())
        _check_written(beside, parts.known, progress)
        size = file.tell()
        _check_place(path, force=force)
        beside.replace(path)
    return Made(path, manifest, size, time.monotonic() - began, encrypted=secret is not None)


def _check_place(path: Path, *, force: bool) -> None:
    what = f"No backup was written to {path}."
    if path.is_dir() or not path.parent.is_dir() or (path.exists() and not path.is_file()):
        raise UsageError(what, "It is not the name of a file in a folder that is there.", "Give another name.")
    if path.exists() and not force:
        raise UsageError(what, "There is a file of that name.", "Give another name, or --force to replace it.")
    if (settings.ENVIRONMENT.data_folder / FILES).resolve() in path.resolve().parents:
        raise UsageError(what, "It would lie in what it is a backup of.", "Choose another folder, on another disk.")


@contextmanager
def _beside(path: Path) -> Iterator[tuple[Path, IO[bytes]]]:
    """Open a file of another name that nobody else may read; gone afterwards if it was not given its name."""
    beside = path.with_name(f".{path.name[:150]}.{secrets.token_hex(4)}.partial")
    try:
        with os.fdopen(os.open(beside, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            yield beside, file
    finally:
        beside.unlink(missing_ok=True)


def _write(parts: PartsWriter, moment: Snapshot, progress: Progress, *, with_packs: bool) -> Manifest:
    tables = moment.tables()
    migrations = _migrations(moment, tables)
    head = _head(moment, tables)
    counts = {table: int(moment.rows(f'SELECT count(*) FROM "{table}"')[0][0]) for table in tables}  # noqa: S608
    telling = _Telling(progress, sum(counts.values()))
    for table, columns in tables.items():
        parts.add(f"tables/{table}.tsv", telling.counted(table, moment.lines(table, columns)))
    home = settings.ENVIRONMENT.data_folder
    for name, path in files_of(home, with_packs=with_packs):
        progress(telling.done, telling.total, "Backing up files")
        with suppress(FileNotFoundError), path.open("rb") as file:  # It may have been taken away meanwhile.
            parts.add(name, blocks_of(file))
    if head and (heads := heads_up_to(home, head.sequence)):
        parts.add(f"home/{FILE_NAME}", [heads])
    last = moment.last_numbers()
    manifest = Manifest(
        format=FORMAT,
        made_at=timezone.now(),
        seedbed=__version__,
        database="sqlite" if moment.vendor == "sqlite" else "postgresql",
        migrations=migrations,
        head=head,
        withdrawals=len(read_lines(settings.ENVIRONMENT.withdrawals)),
        tables={
            table: Table(columns=columns, rows=telling.rows[table], last_number=last.get(table))
            for table, columns in tables.items()
        },
        parts=parts.parts,
    )
    parts.finish(manifest)
    return manifest


def _migrations(moment: Snapshot, tables: dict[str, list[str]]) -> dict[str, list[str]]:
    if "django_migrations" not in tables:
        raise MissingDataError(
            "There is no site to back up.",
            "The database holds none of its tables.",
            "Start one with 'seedbed serve', or set SEEDBED_HOME or DATABASE_URL to where it is.",
        )
    found: dict[str, list[str]] = {}
    for app, name in moment.rows("SELECT app, name FROM django_migrations ORDER BY app, name"):
        found.setdefault(app, []).append(name)
    return found


def _head(moment: Snapshot, tables: dict[str, list[str]]) -> Head | None:
    if "sequence" not in tables.get("people_auditevent", []):
        return None
    last = moment.rows(
        "SELECT sequence, hash FROM people_auditevent WHERE sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1"
    )
    return Head(sequence=last[0][0], hash=last[0][1]) if last else None


def _check_written(beside: Path, known: Known | None, progress: Progress) -> None:
    with reading(beside, known) as parts:
        for done, part in enumerate(parts.verify()):
            progress(done, len(parts.manifest.parts), f"Reading {part.name} again")
