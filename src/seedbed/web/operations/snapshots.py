"""One moment of the database: while others go on writing, all tables are read as they were then.

SQLite writes ahead, so a transaction that only reads sees the moment it began and holds up nobody. On PostgreSQL the
same is a transaction that may only read, at the level of repeatable reads. Both give tables as lines of `copy_text`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

import psycopg
from django.db import connection
from psycopg import sql

from seedbed.errors import MissingDataError
from seedbed.web.operations.copy_text import block_of
from seedbed.web.operations.full_disk import says_full

LEFT_OUT = frozenset({"django_session", "usersessions_usersession", "jobs_heartbeat"})
"""Tables of which a backup holds no rows: who holds it must not be able to go on as someone who was signed in."""
A_TIME = 5_000
"""Rows that are in memory at the same time."""
BLOCK = 1 << 20
"""Bytes that PostgreSQL's pieces, a row each, are gathered to."""


class Snapshot(Protocol):
    """One moment of a database."""

    vendor: str

    def tables(self) -> dict[str, list[str]]:
        """Return the columns of every table that a backup holds, without those that the database works out."""

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Return the answer to a small question."""

    def lines(self, table: str, columns: list[str]) -> Iterator[bytes]:
        """Yield the rows of a table as text."""

    def last_numbers(self) -> dict[str, int]:
        """Return the last number that each table gave out, so that a number is never given twice."""


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Open a moment of this site's database, on a connection of its own.

    Raises
    ------
    MissingDataError
        If the database cannot be read.
    """
    opened = _of_sqlite() if connection.vendor == "sqlite" else _of_postgresql()
    try:
        with opened as moment:
            yield moment
    except (sqlite3.Error, psycopg.Error) as error:
        if says_full(error):
            raise
        said = (str(error).strip().splitlines() or ["it gives no reason"])[0]
        raise MissingDataError(
            "The database cannot be read.",
            f"It says: {said}.",
            "See that it runs, with 'seedbed doctor', and try again.",
        ) from error


@contextmanager
def _of_sqlite() -> Iterator[Snapshot]:
    path = Path(connection.settings_dict["NAME"]).absolute()
    opened = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, isolation_level=None)
    try:
        opened.execute("BEGIN")
        opened.execute("SELECT count(*) FROM sqlite_master").fetchone()  # The moment begins with the first look.
        yield SqliteSnapshot(opened)
    finally:
        opened.close()


@contextmanager
def _of_postgresql() -> Iterator[Snapshot]:
    with connect() as opened:
        opened.execute(
            "SET TIME ZONE 'UTC'; SET datestyle = 'ISO'; SET bytea_output = 'hex'; SET extra_float_digits = 1"
        )
        opened.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield PostgresSnapshot(opened)


def connect(options: str = "") -> psycopg.Connection[Any]:
    """Open a connection to this site's PostgreSQL that belongs to nobody else.

    Parameters
    ----------
    options
        Settings of the server for this connection, in place of those of the environment.
    """
    told = connection.settings_dict
    names = {"host": "HOST", "port": "PORT", "dbname": "NAME", "user": "USER", "password": "PASSWORD"}
    given = {ours: told[theirs] for ours, theirs in names.items() if told[theirs]}
    if options:
        given["options"] = options
    return psycopg.connect(**given, autocommit=True, connect_timeout=10, client_encoding="UTF8")


class SqliteSnapshot:
    """One moment of a SQLite database."""

    vendor = "sqlite"

    def __init__(self, opened: sqlite3.Connection) -> None:
        self.opened = opened

    def tables(self) -> dict[str, list[str]]:
        """Return the columns of every table, without those that the database works out."""
        named = self.rows(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
        )
        found = [
            (name, self.rows(f'PRAGMA table_xinfo("{name}")')) for (name,) in sorted(named) if name not in LEFT_OUT
        ]
        return {name: [column[1] for column in columns if column[6] == 0] for name, columns in found}

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Return the answer to a small question."""
        return self.opened.execute(question).fetchall()

    def lines(self, table: str, columns: list[str]) -> Iterator[bytes]:
        """Yield the rows of a table as text."""
        named = ", ".join(f'"{column}"' for column in columns)
        cursor = self.opened.execute(f'SELECT {named} FROM "{table}"')  # noqa: S608 - names of our own tables
        while rows := cursor.fetchmany(A_TIME):
            yield block_of(rows)

    def last_numbers(self) -> dict[str, int]:
        """Return the last number that each table gave out."""
        return dict(self.rows("SELECT name, seq FROM sqlite_sequence"))


class PostgresSnapshot:
    """One moment of a PostgreSQL database."""

    vendor = "postgresql"

    def __init__(self, opened: psycopg.Connection[Any]) -> None:
        self.opened = opened

    def tables(self) -> dict[str, list[str]]:
        """Return the columns of every table, without those that the database works out."""
        found: dict[str, list[str]] = {}
        for table, column in self.rows(
            "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace AND a.attnum > 0 "
            "AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY c.relname, a.attnum"
        ):
            found.setdefault(table, []).append(column)
        return {table: columns for table, columns in found.items() if table not in LEFT_OUT}

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """Return the answer to a small question."""
        return self.opened.execute(question.encode()).fetchall()

    def lines(self, table: str, columns: list[str]) -> Iterator[bytes]:
        """Yield the rows of a table as text."""
        named = sql.SQL(", ").join(map(sql.Identifier, columns))
        gathered: list[bytes] = []
        size = 0
        question = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(named, sql.Identifier(table))
        with self.opened.cursor() as cursor, cursor.copy(question) as copied:
            for piece in copied:
                gathered.append(bytes(piece))
                size += len(piece)
                if size > BLOCK:
                    yield b"".join(gathered)
                    gathered, size = [], 0
        yield b"".join(gathered)

    def last_numbers(self) -> dict[str, int]:
        """Return the last number that each table gave out."""
        return dict(
            self.rows(
                "SELECT t.relname, s.last_value FROM pg_sequences s "
                "JOIN pg_class q ON q.relname = s.sequencename AND q.relnamespace = s.schemaname::regnamespace "
                "JOIN pg_depend d ON d.objid = q.oid AND d.deptype IN ('a', 'i') "
                "JOIN pg_class t ON t.oid = d.refobjid "
                "WHERE s.schemaname = current_schema() AND s.last_value IS NOT NULL"
            )
        )
