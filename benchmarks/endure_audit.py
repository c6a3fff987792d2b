"""``make endure``, the audit trail's part: what the chain costs, and a million entries verified; never in CI.

``python -m benchmarks.endure_audit --entries 1000000``. On SQLite and on PostgreSQL, one and four writers record
entries for a few seconds, each in a transaction of its own, with the chain and (as it was before) without. Then a chain
is made as long as asked for and verified; memory is that of the process that verifies.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

from benchmarks.endure_page import write_section
from benchmarks.endure_watch import resident_mb
from benchmarks.harness import peak_mb
from tests.postgres import start_postgres

TITLE = "The audit trail"
SECONDS = 4.0
A_TIME = 10_000


def main() -> int:
    """Measure on each database and write what came of it; return 1 if a trail was not whole."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--here", action="store_true", help="measure on the database of the environment")
    asked = parser.parse_args()
    if asked.here:
        sys.stdout.write(json.dumps(_measure(asked.entries)) + "\n")
        return 0
    found = {}
    for name, start in (("SQLite", lambda: nullcontext("")), ("PostgreSQL", start_postgres)):
        with tempfile.TemporaryDirectory() as folder, start() as database:
            found[name] = _apart(asked.entries, folder, database)
        print(f"{name}: {found[name]}", flush=True)
    write_section(TITLE, _text(found, asked.entries))
    return 0 if all(each["whole"] for each in found.values()) else 1


def _apart(entries: int, folder: str, database: str) -> dict[str, Any]:
    ours = {"SEEDBED_HOME": f"{folder}/home", "DJANGO_SETTINGS_MODULE": "seedbed.web.config.settings"}
    environ = {**os.environ, **ours, "DATABASE_URL": database}
    command = [sys.executable, "-m", "benchmarks.endure_audit", "--here", "--entries", str(entries)]
    said = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True).stdout
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


def _measure(entries: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.db import connection

    from seedbed.web.config.first_start import bring_database_up_to_date
    from seedbed.web.people import audit_guards
    from seedbed.web.people.actions import open_site
    from seedbed.web.people.verifying import verify

    bring_database_up_to_date()
    open_site()
    chained = {f"chained_{writers}": _a_second(writers, chained=True) for writers in (1, 4)}
    audit_guards.take_down(connection)
    loose = {f"loose_{writers}": _a_second(writers, chained=False) for writers in (1, 4)}
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_auditevent WHERE sequence IS NULL")
    audit_guards.put_up(connection)
    _make_longer(entries)
    before, began, cpu = resident_mb(), time.monotonic(), time.process_time()
    found = verify()
    return {
        **chained,
        **loose,
        "whole": found.whole,
        "entries": found.entries,
        "seconds": time.monotonic() - began,
        "cpu": time.process_time() - cpu,
        "grew": resident_mb() - before,
        "peak": peak_mb(),
    }


def _a_second(writers: int, *, chained: bool) -> float:
    """Return how many entries a second so many writers record, each in a transaction of its own."""
    until = time.monotonic() + SECONDS

    def write(_: int) -> int:
        from django.db import connection

        done = 0
        while time.monotonic() < until:
            _record(chained=chained)
            done += 1
        connection.close()
        return done

    with ThreadPoolExecutor(writers) as threads:
        return sum(threads.map(write, range(writers))) / SECONDS


def _record(*, chained: bool) -> None:
    from django.db import transaction
    from django.utils import timezone

    from seedbed.web.people.audit import record
    from seedbed.web.people.models import AuditEvent

    with transaction.atomic():
        if chained:
            record(by=None, action="thread.add", scope=None, subject="theme:1", beads=[1, 2])
        else:
            AuditEvent(at=timezone.now(), action="thread.add", subject="theme:1", detail={"beads": [1, 2]}).save()


def _make_longer(entries: int) -> None:
    """Put entries at the end until there are so many."""
    from dataclasses import replace

    from django.utils import timezone

    from seedbed.web.people.audit import entry_of
    from seedbed.web.people.chain import hash_of
    from seedbed.web.people.models import AuditEvent

    last = AuditEvent.objects.order_by("-sequence")[0]
    entry, before = entry_of(last), last.hash
    rows: list[tuple[Any, ...]] = []
    while entry.sequence < entries:
        entry = replace(entry, sequence=entry.sequence + 1, previous=before, at=timezone.now())
        before = hash_of(entry)
        rows.append((entry.sequence, entry.previous, before, entry.at, entry.action, entry.subject, entry.detail))
        if len(rows) == A_TIME or entry.sequence == entries:
            _insert(rows)
            rows.clear()


def _insert(rows: list[tuple[Any, ...]]) -> None:
    from django.db import connection, transaction

    at = connection.ops.adapt_datetimefield_value
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO people_auditevent (sequence, previous, hash, at, action, subject, detail) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [(*row[:3], at(row[3]), *row[4:]) for row in rows],
        )


def _text(found: dict[str, dict[str, Any]], entries: int) -> str:
    rows = [
        f"| {name} | {one['chained_1']:,.0f} | {one['loose_1']:,.0f} | {one['chained_4']:,.0f} | "
        f"{one['loose_4']:,.0f} | {one['seconds']:.0f} | {one['cpu']:.0f} | {one['grew']:+.0f} | {one['peak']:.0f} |"
        for name, one in found.items()
    ]
    whole = all(one["whole"] for one in found.values())
    lines = [
        f"Written by `make endure`: writers record entries for {SECONDS:g} seconds, each in a transaction of its own; "
        f"then a chain of {entries:,} entries is verified. PostgreSQL runs without waiting for the disk (fsync off), "
        "SQLite waits for it. Writers are threads of one process.",
        "",
        "| database | entries a second, 1 writer | without the chain | 4 writers | without the chain | verified, s | "
        "of it CPU, s | memory while verifying, MB | peak, MB |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        *rows,
        "",
        "Every chain was whole." if whole else "**A chain was not whole.**",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
