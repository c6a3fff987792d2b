"""Following the golden thread: pages of traces, exact counts, measures; on SQLite and on PostgreSQL.

Each database and size runs in a process of its own (`benchmarks.trace_one`), PostgreSQL on a server that the job
starts. Unlike in other jobs the seconds are of the clock, not of the processor, since a database server's work is not
our process's. Each start is asked three times, as in other jobs, and the quickest kept; a figure is the worst but five
of a hundred starts (p95), or of all, as its note says.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.harness import Recorder, Row
from tests.postgres import PostgresAbsentError, start_postgres

ROOT = Path(__file__).parent.parent

# Name, neighbourhoods, beads in each.
SIZES = (
    ("100,000 beads", 1, 100_000),
    ("50 neighbourhoods of 20,000 beads", 50, 20_000),
    ("1,000,000 beads", 6, 166_667),
)


def run(recorder: Recorder) -> None:
    """Measure every size on both databases."""
    for name, neighbourhoods, beads in SIZES:
        _record(recorder, _run_one(name, neighbourhoods, beads, ""))
        try:
            with start_postgres() as address:
                _record(recorder, _run_one(name, neighbourhoods, beads, address))
        except PostgresAbsentError as error:
            print(f"SKIPPED: {name} on PostgreSQL. {error}", flush=True)


def _run_one(name: str, neighbourhoods: int, beads: int, address: str) -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="seedbed-trace-") as folder:
        out = Path(folder) / "rows.json"
        environ = os.environ | {
            "SEEDBED_HOME": folder,
            "SEEDBED_SECRET_KEY": "for benchmarks only: it signs nothing real",
            "DATABASE_URL": address,
            "DJANGO_SETTINGS_MODULE": "seedbed.web.config.settings",
        }
        command = [sys.executable, "-m", "benchmarks.trace_one", name, str(neighbourhoods), str(beads), str(out)]
        subprocess.run(command, check=True, cwd=ROOT, env=environ)
        return [Row(**row) for row in json.loads(out.read_text(encoding="utf-8"))]


def _record(recorder: Recorder, rows: list[Row]) -> None:
    for row in rows:
        recorder.add(row)
        print(f"    {row.note}", flush=True)
