"""Puts a made thread into the database in seconds: indexes and triggers wait until all rows are there."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper

from benchmarks.thread_data import KINDS, RELATIONS, ThreadData
from seedbed.thread.kinds import BeadKind
from seedbed.web.people.actions import open_site
from seedbed.web.places.actions import start_neighbourhood, start_partnership, start_programme
from seedbed.web.places.models import Neighbourhood

MADE_AT = "2026-03-01 12:00:00+00:00"
BEAD = (
    "id", "kind", "version", "payload", "programme_id", "neighbourhood_id", "made_at", "links_on", "links_back"
)  # fmt: skip
LINK = ("id", "source_id", "relation", "target_id", "made_at", "why", "retracted_why")

# What measures read of a payload, and no more than a real one would hold.
PAYLOADS = {
    BeadKind.CONTRIBUTION: '{"said_on": "2026-03-%02d", "origin": "resident", "mode": "spoken", "language": "en"}',
    BeadKind.REPLY: '{"name": "You said", "words": "What we did", "sent_on": "2026-09-%02d", "language": "en"}',
    BeadKind.DECISION: '{"name": "Hall", "outcome": "adopt", "decided_on": "2026-06-%02d", "decided_by": "Board"}',
    BeadKind.ACTION: '{"name": "Open it", "owner": "Council", "state": "delivered", "delivered_on": "2026-08-%02d"}',
    BeadKind.OBSERVATION: '{"name": "Fewer alone", "judgement": "improved", "observed_on": "2026-08-%02d"}',
}
PLAIN = '{"name": "One of many, number %d, with a name of the usual length"}'


def load(data: ThreadData) -> list[Neighbourhood]:
    """Make the tables, a programme and its neighbourhoods; write all beads and links. Returns the neighbourhoods."""
    call_command("migrate", verbosity=0)
    open_site()
    programme = start_programme(by=None, partnership=start_partnership(by=None, name="Large"), name="Large")
    places = [
        start_neighbourhood(by=None, programme=programme, name=f"Neighbourhood {number}")
        for number in range(int(data.neighbourhoods.max()) + 1)
    ]
    with connection.cursor() as cursor:
        indexes = _drop_indexes(cursor)
        _write(cursor, "golden_thread_bead", BEAD, _beads(data, programme.pk, [place.pk for place in places]))
        _write(cursor, "golden_thread_link", LINK, _links(data))
        for statement in indexes:
            cursor.execute(statement)
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    return places


def _beads(data: ThreadData, programme: int, places: list[int]) -> Iterator[tuple[object, ...]]:
    followed = data.followed
    size = len(data.kinds) + 1
    links_on = np.bincount(data.sources[followed], minlength=size)[1:].tolist()
    links_back = np.bincount(data.targets[followed], minlength=size)[1:].tolist()
    kinds = [kind.value for kind in KINDS]
    payloads = [PAYLOADS.get(kind, PLAIN) for kind in KINDS]
    columns = zip(data.kinds.tolist(), data.neighbourhoods.tolist(), links_on, links_back, strict=True)
    for number, (kind, place, on, back) in enumerate(columns, start=1):
        payload = payloads[kind] % (number % 28 + 1)
        yield number, kinds[kind], 1, payload, programme, places[place], MADE_AT, on, back


def _links(data: ThreadData) -> Iterator[tuple[object, ...]]:
    relations = [relation.value for relation in RELATIONS]
    columns = zip(data.sources.tolist(), data.relations.tolist(), data.targets.tolist(), strict=True)
    for number, (source, relation, target) in enumerate(columns, start=1):
        yield number, source, relations[relation], target, MADE_AT, "", ""


def _write(cursor: CursorWrapper, table: str, columns: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> None:
    names = ", ".join(columns)
    if connection.vendor == "postgresql":
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write("\t".join(map(str, row)) + "\n")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
        return
    cursor.execute("PRAGMA foreign_keys = OFF")
    cursor.execute("BEGIN IMMEDIATE")
    marks = ", ".join("?" * len(columns))
    connection.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
    cursor.execute("COMMIT")


def _drop_indexes(cursor: CursorWrapper) -> list[str]:
    """Drop the indexes of beads and links, and return the statements that make them anew."""
    if connection.vendor == "postgresql":
        question = """SELECT indexname, indexdef FROM pg_indexes
            WHERE tablename IN ('golden_thread_bead', 'golden_thread_link') AND indexname NOT LIKE '%%_pkey'"""
    else:
        question = """SELECT name, sql FROM sqlite_master
            WHERE type = 'index' AND sql IS NOT NULL AND tbl_name IN ('golden_thread_bead', 'golden_thread_link')"""
    cursor.execute(question)
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [statement for _, statement in found]
