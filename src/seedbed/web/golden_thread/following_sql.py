"""The SQL of traces: the one place where SQLite and PostgreSQL are asked in different words.

Both questions read the two indexes of followed links alone (``links_on``, ``links_back``) and test withdrawal by
NOT EXISTS on the small table of tombstones; a join to the beads would make SQLite start from the wrong table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import Exists, OuterRef

from seedbed.thread.tracing import Way
from seedbed.web.golden_thread.models import Link, Tombstone

_ENDS = {Way.FORWARD: ("source_id", "target_id"), Way.BACK: ("target_id", "source_id")}

_FIRST_LINKS = """
SELECT {columns} FROM golden_thread_link AS link
WHERE {near} = {bead} AND retracted_at IS NULL AND forward
  AND NOT EXISTS (SELECT 1 FROM golden_thread_tombstone WHERE bead_id = {far})
ORDER BY {far}, relation LIMIT %s
"""

# PostgreSQL runs the inner question once for each bead; the index stops it at the limit.
_POSTGRESQL = """
SELECT found.{near}, found.{far}, found.relation
FROM unnest(%s::bigint[]) AS asked (bead) CROSS JOIN LATERAL ({first_links}) AS found
WHERE NOT EXISTS (SELECT 1 FROM golden_thread_tombstone WHERE bead_id = asked.bead)
"""

# SQLite has no LATERAL, but runs a question inside IN once for each bead, and finds the links by their numbers.
_SQLITE = """
SELECT found.{near}, found.{far}, found.relation
FROM json_each(%s) AS asked CROSS JOIN golden_thread_link AS found
WHERE NOT EXISTS (SELECT 1 FROM golden_thread_tombstone WHERE bead_id = asked.value)
  AND found.id IN ({first_links})
"""

_REACHED = """
WITH RECURSIVE reached (bead) AS (
  SELECT %s{number}
  UNION
  SELECT link.{far} FROM reached CROSS JOIN golden_thread_link AS link
  WHERE link.{near} = reached.bead AND link.retracted_at IS NULL AND link.forward
    AND NOT EXISTS (SELECT 1 FROM golden_thread_tombstone WHERE bead_id = link.{far})
)
"""

_BY_KIND = """
SELECT bead.kind, count(*) FROM reached CROSS JOIN golden_thread_bead AS bead
WHERE bead.id = reached.bead AND bead.id <> %s GROUP BY bead.kind
"""

_OF_KIND = """
SELECT bead.id FROM reached CROSS JOIN golden_thread_bead AS bead
WHERE bead.id = reached.bead AND bead.id <> %s AND bead.kind = %s ORDER BY bead.id
"""

Row = tuple[int, int, str]
"""The bead that was asked for, the bead at the other end, and the relation between them."""


def first_links(beads: Sequence[int], way: Way, at_most: int) -> list[Row]:
    """Return the first followed links of each bead that way, by the number at the other end."""
    near, far = _ENDS[way]
    asked: list[int] | str
    if connection.vendor == "postgresql":
        inner = _FIRST_LINKS.format(columns=f"{near}, {far}, relation", near=near, far=far, bead="asked.bead")
        question, asked = _POSTGRESQL.format(near=near, far=far, first_links=inner), list(beads)
    else:
        inner = _FIRST_LINKS.format(columns="link.id", near=near, far=far, bead="asked.value")
        question, asked = _SQLITE.format(near=near, far=far, first_links=inner), json.dumps(list(beads))
    with connection.cursor() as cursor:
        cursor.execute(question, [asked, at_most])
        rows: list[Row] = cursor.fetchall()
    return rows


def kinds_reached(start: int, way: Way) -> list[tuple[str, int]]:
    """Count by kind all beads that are reached from one, without it."""
    with connection.cursor() as cursor:
        cursor.execute(_reached(way) + _BY_KIND, [start, start])
        rows: list[tuple[str, int]] = cursor.fetchall()
    return rows


def reached_of_kind(start: int, way: Way, kind: str) -> list[int]:
    """Return the numbers of all beads of one kind that are reached from one, without it, in order."""
    with connection.cursor() as cursor:
        cursor.execute(_reached(way) + _OF_KIND, [start, start, kind])
        return [number for (number,) in cursor.fetchall()]


def _reached(way: Way) -> str:
    near, far = _ENDS[way]
    number = "::bigint" if connection.vendor == "postgresql" else ""
    return _REACHED.format(near=near, far=far, number=number)


def followed_links(programme: int) -> Iterator[tuple[int, int]]:
    """Yield source and target of every followed link of a programme."""
    gone = Tombstone.objects.filter(pk=OuterRef("source_id")), Tombstone.objects.filter(pk=OuterRef("target_id"))
    links = Link.objects.filter(retracted_at=None, forward=True, source__programme=programme)
    shown = links.exclude(Exists(gone[0])).exclude(Exists(gone[1]))
    return shown.values_list("source_id", "target_id").iterator(chunk_size=20_000)
