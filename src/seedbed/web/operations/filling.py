"""Putting the rows of a backup into new tables: what guards them waits until all are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from seedbed.errors import BadInputError
from seedbed.web.jobs.management.commands.migrate import each_model_alone
from seedbed.web.operations.copy_text import READERS, rows_of
from seedbed.web.operations.full_disk import says_full
from seedbed.web.operations.manifest import Manifest, Table, from_newer

Blocks = Callable[[str], Iterator[bytes]]
"""Called with the name of a table; yields its rows as text."""
Told = Callable[[int, str], None]
"""Called with how many rows came in, and of which table."""


def check_known(manifest: Manifest) -> None:
    """Refuse a backup with tables that this release does not know.

    Raises
    ------
    BadInputError
        If it is from a newer release.
    """
    known = MigrationLoader(None).disk_migrations or {}
    missing = [key for key in _recorded(manifest) if key not in known]
    if missing:
        app, name = missing[0]
        raise from_newer(manifest.seedbed, f"{len(missing)} changes of tables are not known here, such as {app} {name}")


def _recorded(manifest: Manifest) -> set[tuple[str, str]]:
    return {(app, name) for app, names in manifest.migrations.items() for name in names}


def lay_out(manifest: Manifest) -> None:
    """Make the tables as they were when the backup was made.

    Raises
    ------
    BadInputError
        If they do not become so.
    """
    executor = MigrationExecutor(connection)
    recorded = _recorded(manifest)
    graph = executor.loader.graph
    below = {parent.key for key in recorded for parent in graph.node_map[key].parents if parent.key[0] == key[0]}
    with each_model_alone():
        executor.migrate(sorted(recorded - below))
    if set(MigrationExecutor(connection).loader.applied_migrations) != recorded:
        raise _does_not_fit("its list of changes of tables has gaps")


def fill(manifest: Manifest, blocks: Blocks, told: Told) -> None:
    """Put all rows into tables that `lay_out` made.

    Raises
    ------
    BadInputError
        If a row does not fit the tables, or rows are missing.
    """
    guards: AbstractContextManager[None] = _sqlite_at_rest() if connection.vendor == "sqlite" else _postgres_at_rest()
    load = _load_sqlite if connection.vendor == "sqlite" else _load_postgres
    try:
        with guards:
            for name, table in manifest.tables.items():
                load(name, table, blocks(name), told)
            _go_on_counting(manifest)
        connection.check_constraints()
    except DatabaseError as error:
        if says_full(error):
            raise
        said = (str(error).strip().splitlines() or ["no reason"])[0]
        raise _does_not_fit(f"the database says: {said}") from error
    for name, table in manifest.tables.items():
        if (found := int(_ask(f'SELECT count(*) FROM "{name}"')[0][0])) != table.rows:  # noqa: S608
            raise _does_not_fit(f"{name} holds {found:,} rows, not {table.rows:,}")


def _does_not_fit(why: str) -> BadInputError:
    return BadInputError(
        "The backup cannot be restored.",
        f"What it holds does not fit together: {why}.",
        "Take another backup; nothing was changed.",
    )


def _ask(question: str, values: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchall() if cursor.description else []


def _check_columns(name: str, table: Table, found: list[str]) -> None:
    if sorted(found) != sorted(table.columns):
        raise _does_not_fit(f"{name} has other columns" if found else f"there is no table {name}")


def _named(columns: list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


@contextmanager
def _sqlite_at_rest() -> Iterator[None]:
    """Take indexes and triggers away while rows come in, and do not wait for the disk: a half-made file is no loss."""
    made = _ask("SELECT type, name, sql FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql IS NOT NULL")
    for change in ("foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF"):
        _ask(f"PRAGMA {change}")
    for kind, name, _ in made:
        _ask(f'DROP {kind} "{name}"')
    yield
    for _, _, statement in made:
        _ask(statement)
    for change in ("foreign_keys = ON", "journal_mode = WAL", "synchronous = FULL"):
        _ask(f"PRAGMA {change}")


def _load_sqlite(name: str, table: Table, blocks: Iterator[bytes], told: Told) -> None:
    found = {row[1]: row[2].lower() for row in _ask(f'PRAGMA table_xinfo("{name}")') if row[6] == 0}
    _check_columns(name, table, list(found))
    readers = [READERS.get(found[column]) for column in table.columns]
    marks = ", ".join("?" * len(table.columns))
    with transaction.atomic():
        _ask(f'DELETE FROM "{name}"')  # noqa: S608 - names were checked against the tables
        for rows in rows_of(blocks, readers, name):
            connection.connection.executemany(f'INSERT INTO "{name}" ({_named(table.columns)}) VALUES ({marks})', rows)  # noqa: S608
            told(len(rows), name)


@contextmanager
def _postgres_at_rest() -> Iterator[None]:
    """Take keys between tables and indexes away while rows come in, and let triggers rest."""
    keys = _ask(
        "SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid) FROM pg_constraint "
        "WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
    )
    indexes = _ask(
        "SELECT quote_ident(indexname), indexdef FROM pg_indexes WHERE schemaname = current_schema() AND NOT EXISTS "
        "(SELECT 1 FROM pg_constraint WHERE conname = indexname AND connamespace = current_schema()::regnamespace)"
    )
    tables = [
        table
        for (table,) in _ask(
            "SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'p') "
            "AND relnamespace = current_schema()::regnamespace"
        )
    ]
    for table, name, _ in keys:
        _ask(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    for name, _ in indexes:
        _ask(f"DROP INDEX {name}")
    for table in tables:
        _ask(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for _, statement in indexes:
        _ask(statement)
    for table, name, definition in keys:
        _ask(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
    for table in tables:
        _ask(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    _ask("ANALYZE")


def _load_postgres(name: str, table: Table, blocks: Iterator[bytes], told: Told) -> None:
    found = _ask(
        "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(%s)) AND attnum > 0 "
        "AND NOT attisdropped AND attgenerated = ''",
        [name],
    )
    _check_columns(name, table, [column for (column,) in found])
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{name}"')  # noqa: S608 - names were checked against the tables
        with cursor.copy(f'COPY "{name}" ({_named(table.columns)}) FROM STDIN') as copied:
            for block in blocks:
                copied.write(block)
                told(block.count(b"\n"), name)


def _go_on_counting(manifest: Manifest) -> None:
    """Have each table give out numbers after the last it gave out before, so that none is given twice."""
    if connection.vendor == "sqlite":
        for name, table in manifest.tables.items():
            if table.last_number is not None:
                _ask("DELETE FROM sqlite_sequence WHERE name = %s", [name])
                _ask("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [name, table.last_number])
        return
    sequences = _ask(
        "SELECT t.relname, a.attname, quote_ident(q.relname) FROM pg_class q "
        "JOIN pg_depend d ON d.objid = q.oid AND d.deptype IN ('a', 'i') JOIN pg_class t ON t.oid = d.refobjid "
        "JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid "
        "WHERE q.relkind = 'S' AND q.relnamespace = current_schema()::regnamespace"
    )
    for name, column, sequence in sequences:
        known = manifest.tables.get(name)
        highest = _ask(f'SELECT coalesce(max("{column}"), 0) FROM "{name}"')[0][0]  # noqa: S608
        last = max(int(highest), (known.last_number or 0) if known else 0)
        if last:
            _ask("SELECT setval(%s, %s)", [sequence, last])
