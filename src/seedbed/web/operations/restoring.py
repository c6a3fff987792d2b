"""Making a site of a backup: all of it is checked first, built out of sight, and takes its place when it is whole.

The process that calls it has Django set to the place where the site is built (`staging`), never to a site in use.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from seedbed.errors import BadInputError, UsageError, UserError
from seedbed.web.listening.actions import reapply_withdrawals
from seedbed.web.operations.actions import note_restore
from seedbed.web.operations.filling import check_known, fill, lay_out
from seedbed.web.operations.full_disk import full_disk_told
from seedbed.web.operations.manifest import Manifest
from seedbed.web.operations.parts import PartsReader, reading
from seedbed.web.operations.sealing import Key
from seedbed.web.operations.swapping import built_apart, check_nothing_there, swap_in
from seedbed.web.people.audit_heads import FILE_NAME, Head, keep_head, read_heads
from seedbed.web.people.kept_apart import end_again, read_lines
from seedbed.web.people.verifying import verify
from seedbed.workflows.progress import Progress, silent

ROOM = 2
"""A restored site needs about so many times what its parts hold: its database has indexes."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored."""

    manifest: Manifest
    brought_forward: list[str]
    """Changes of tables that came after the backup, as ``app.name``."""
    withdrawals: int
    """What the list kept apart said and the backup did not know: taken back, erased, ended."""
    audit_entries: int
    seconds: float


def check_backup(path: Path, key: Key | None, progress: Progress = silent) -> Manifest:
    """Read a backup from beginning to end.

    Raises
    ------
    BadInputError
        If it is none, damaged, or from a newer release.
    UsageError
        If it is encrypted and the key is not the right one.
    """
    with reading(path, key) as parts:
        check_known(parts.manifest)
        _verify(parts, progress)
        return parts.manifest


def _verify(parts: PartsReader, progress: Progress) -> None:
    total, done = parts.manifest.size(), 0
    for part in parts.verify():
        done += part.size
        progress(done, total, f"Checking {part.name}")


def restore(
    path: Path, home: Path, *, key: Key | None = None, any_withdrawals: bool = False, progress: Progress = silent
) -> Restored:
    """Make a site of a backup.

    Parameters
    ----------
    path
        The backup.
    home
        The data folder that the site gets.
    key
        Opens an encrypted one.
    any_withdrawals
        Whether a list of withdrawals that is shorter than it was will do.

    Raises
    ------
    BadInputError
        If the backup is none, damaged, of a newer release, or does not fit together.
    UsageError
        If a site is there already, the key is another, or the list of withdrawals is not the one it was.
    UserError
        If the disk is full. In every case nothing was changed.
    """
    began = time.monotonic()
    postgres, staging = connection.vendor == "postgresql", settings.ENVIRONMENT.data_folder
    with reading(path, key) as parts:
        check_known(parts.manifest)
        check_nothing_there(home, _names(parts.manifest), postgres=postgres)
        _check_withdrawals(parts.manifest, any_withdrawals=any_withdrawals)
        _check_room(parts.manifest, home)
        _verify(parts, progress)
        with (
            full_disk_told("Nothing was restored.", home / "site"),
            built_apart(home, staging, postgres=postgres),
        ):
            try:
                done = _build(parts, home, staging, progress)
            finally:
                _let_go()
            _keep_private(staging)
            swap_in(home, staging, postgres=postgres)
    forward, withdrawals, entries = done
    return Restored(parts.manifest, forward, withdrawals, entries, time.monotonic() - began)


def _names(manifest: Manifest) -> set[str]:
    return {part.name.split("/")[1] for part in manifest.parts if part.name.startswith("home/")}


def _check_withdrawals(manifest: Manifest, *, any_withdrawals: bool) -> None:
    path = settings.ENVIRONMENT.withdrawals
    many = len(read_lines(path))
    if many < manifest.withdrawals and not any_withdrawals:
        raise UsageError(
            "Nothing was restored.",
            f"The list of withdrawals {path} has {many:,} lines; it had {manifest.withdrawals:,} when the backup was "
            "made. Without it, words that people took back would show again, and roles that ended would hold.",
            "Put the list there or set SEEDBED_WITHDRAWALS to it; only if it is lost: --without-withdrawals.",
        )


def _check_room(manifest: Manifest, home: Path) -> None:
    place = next(folder for folder in (home, *home.absolute().parents) if folder.is_dir())
    needed, free = manifest.size() * ROOM, shutil.disk_usage(place).free
    if needed > free:
        raise UserError(
            "Nothing was restored.",
            f"It needs about {needed / 1e9:,.1f} GB, and {place} has {free / 1e9:,.1f} GB free.",
            "Free some space, or give --into a folder on another disk.",
        )


def _build(parts: PartsReader, home: Path, staging: Path, progress: Progress) -> tuple[list[str], int, int]:
    manifest = parts.manifest
    progress(0, manifest.rows(), "Laying out the tables")
    lay_out(manifest)
    by_name = {part.name: part for part in manifest.parts}
    done = 0

    def told(many: int, table: str) -> None:
        nonlocal done
        done += many
        progress(done, manifest.rows(), f"Restoring {table}")

    def rows(table: str) -> Iterator[bytes]:
        return parts.blocks(by_name[f"tables/{table}.tsv"])

    fill(manifest, rows, told)
    _write_files(parts, staging)
    _check_trail(manifest, home, progress)
    forward = _bring_forward(manifest)
    # Words first: who said them is erased only once nothing of theirs is left.
    kept_apart = settings.ENVIRONMENT.withdrawals
    withdrawals = reapply_withdrawals(kept_apart) + end_again(kept_apart)
    note_restore(by=None, made_at=manifest.made_at, head=manifest.head, withdrawals=withdrawals)
    entries = _check_trail(manifest, home, progress) if forward or withdrawals else _entries_now()
    keep_head(staging, timezone.now())
    return forward, withdrawals, entries


def _write_files(parts: PartsReader, staging: Path) -> None:
    for part in parts.manifest.parts:
        if part.name.startswith("home/"):
            path = staging / part.name.removeprefix("home/")
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with path.open("xb") as file:
                path.chmod(0o600)
                file.writelines(parts.blocks(part))


def _bring_forward(manifest: Manifest) -> list[str]:
    before = {(app, name) for app, names in manifest.migrations.items() for name in names}
    call_command("migrate", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        return [f"{app}.{name}" for app, name in cursor.fetchall() if (app, name) not in before]


def _check_trail(manifest: Manifest, home: Path, progress: Progress) -> int:
    """Follow the audit trail; its end at the backup, and the ends that were kept before it, must be in it."""
    if "sequence" not in manifest.tables["people_auditevent"].columns and not _has_chain():
        return 0
    heads = _kept_heads(manifest, home)
    found = verify(heads, progress)
    if found.broken:
        raise BadInputError(
            "Nothing was restored: the audit trail of the backup is broken.",
            found.broken.problem,
            "Take an earlier backup; keep this one, to find out what happened.",
        )
    return found.entries


def _has_chain() -> bool:
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "people_auditevent")
        return any(column.name == "sequence" for column in columns)


def _kept_heads(manifest: Manifest, home: Path) -> list[Head]:
    if manifest.head is None:
        return []
    ours = Head(hash=manifest.head.hash, sequence=manifest.head.sequence, at=manifest.made_at.isoformat())
    kept = read_heads(home / FILE_NAME) if (home / FILE_NAME).is_file() else []
    return [ours, *(head for head in kept if head.sequence is not None and head.sequence <= manifest.head.sequence)]


def _entries_now() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(sequence) FROM people_auditevent")
        return int(cursor.fetchone()[0] or 0)


def _let_go() -> None:
    """Close the database; SQLite writes all of it into its one file then."""
    if connection.vendor == "sqlite" and connection.connection is not None:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    if connection.vendor == "postgresql":
        connections["default"].close_pool()  # type: ignore[attr-defined]


def _keep_private(staging: Path) -> None:
    for path in staging.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
