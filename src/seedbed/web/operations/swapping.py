"""Where a restored site is built, out of sight, and how it takes its place: last and at once, or not at all."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg import sql

from seedbed.errors import UsageError
from seedbed.web.operations.belongings import DATABASE
from seedbed.web.operations.snapshots import connect
from seedbed.web.operations.stage import BEGINNING, SCHEMA
from seedbed.web.people.audit_heads import FILE_NAME

USUAL = "-c client_encoding=UTF8"
"""Options that leave the search path of the account as it is."""
OLD_HEADS = f"{FILE_NAME}.before-restore"


def check_nothing_there(home: Path, names: set[str], *, postgres: bool) -> None:
    """Refuse to put a site where there is one.

    Parameters
    ----------
    home
        The data folder.
    names
        What the restored site would put into it.
    postgres
        Whether the database is PostgreSQL.

    Raises
    ------
    UsageError
        If there is anything in its place; names it.
    """
    there = [name for name in sorted(names | {DATABASE}) if name != FILE_NAME and _is_something(home / name)]
    if there:
        raise UsageError(
            f"Nothing was restored to {home}.",
            f"There is a site already: it holds {' and '.join(there)}.",
            "Give --into another folder, or move what is there away.",
        )
    if postgres:
        with connect(USUAL) as opened:
            found = opened.execute("SELECT to_regclass('django_migrations'), current_schema()").fetchone()
        if found is None or found[0] is not None or found[1] is None:
            raise UsageError(
                "Nothing was restored to the database.",
                "There is a site in it already." if found and found[0] else "The account may not make tables in it.",
                "Make an empty database of its own and set DATABASE_URL to it.",
            )


def _is_something(path: Path) -> bool:
    return any(path.iterdir()) if path.is_dir() and not path.is_symlink() else os.path.lexists(path)


@contextmanager
def built_apart(home: Path, staging: Path, *, postgres: bool) -> Iterator[None]:
    """Make the place to build in; whatever is left of it at the end is taken away, as is what a killed one left."""
    for left in home.glob(f"{BEGINNING}*") if home.is_dir() else ():
        if not _is_at_work(left):
            shutil.rmtree(left, ignore_errors=True)
    was_there = home.is_dir()
    staging.mkdir(mode=0o700, parents=True)
    if not was_there:
        home.chmod(0o700)
    try:
        if postgres:
            _begin_schema()
        yield
    finally:
        if postgres:
            with connect(USUAL) as opened:
                opened.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        shutil.rmtree(staging, ignore_errors=True)
        if not was_there and not any(home.iterdir()):
            home.rmdir()


def _is_at_work(left: Path) -> bool:
    """Say whether the command that builds there still runs; its number stands in the name."""
    number = left.name.removeprefix(BEGINNING).partition("-")[0]
    try:
        os.kill(int(number), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _begin_schema() -> None:
    with connect(USUAL) as opened:
        opened.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
        opened.execute(f"CREATE SCHEMA {SCHEMA}")


def swap_in(home: Path, staging: Path, *, postgres: bool) -> None:
    """Put what was built in its place: the database last, since a site is there once its database is.

    Raises
    ------
    UsageError
        If something has come there meanwhile.
    """
    names = {path.name for path in staging.iterdir()}
    check_nothing_there(home, names, postgres=postgres)
    _write_out(staging)
    moved: list[str] = []
    try:
        for name in sorted(names, key=lambda name: (name == DATABASE, name)):
            if name == FILE_NAME and (home / name).exists():
                (home / name).replace(home / OLD_HEADS)
            (staging / name).rename(home / name)
            moved.append(name)
        if postgres:
            _move_tables()
    except BaseException:
        for name in moved:
            (home / name).rename(staging / name)
        if (home / OLD_HEADS).exists() and FILE_NAME in moved:
            (home / OLD_HEADS).replace(home / FILE_NAME)
        raise


def _write_out(folder: Path) -> None:
    """Have the disk hold all of it before any of it takes its place."""
    for path in [*folder.rglob("*"), folder]:
        if os.name == "posix" or path.is_file():
            handle = os.open(path, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _move_tables() -> None:
    """Move tables and functions to where the account looks for them, in one transaction."""
    with connect(USUAL) as opened, opened.transaction():
        found = opened.execute("SELECT current_schema()").fetchone()
        here = sql.Identifier(found[0] if found else "public")
        tables = opened.execute(
            "SELECT format('TABLE %%I.%%I', schemaname, tablename) FROM pg_tables WHERE schemaname = %s", [SCHEMA]
        ).fetchall()
        functions = opened.execute(
            "SELECT 'FUNCTION ' || oid::regprocedure FROM pg_proc WHERE pronamespace = %s::regnamespace", [SCHEMA]
        ).fetchall()
        for (what,) in [*tables, *functions]:
            opened.execute(sql.SQL("ALTER {} SET SCHEMA {}").format(sql.SQL(what), here))
        opened.execute(f"DROP SCHEMA {SCHEMA}")
