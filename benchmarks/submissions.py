"""Contributions without media that phones send: how many a second a real site takes in, and how long one waits.

The peer's figure is the one that ODK publishes for Central, 41 submissions a second on a like machine; it was not run
here. Ours is wall-clock time, with senders, site and
database on one computer, and every commit forced onto the disk.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from benchmarks.harness import Recorder, Row, peak_mb
from tests.coming_back.outcome import come_back
from tests.postgres import start_postgres

DEVICES, EACH = 20, 150
AT_LEAST = 60.0
WITHIN = 1.0
PUBLISHED = 41.0


def run(recorder: Recorder) -> None:
    """Record how long 3,000 contributions of twenty devices take on each database."""
    starts: dict[str, Callable[[], AbstractContextManager[str]]] = {
        "SQLite": lambda: nullcontext(""),
        "PostgreSQL": start_postgres,
    }
    for name, start in starts.items():
        with tempfile.TemporaryDirectory() as folder, start() as database:
            came = come_back(Path(folder) / "home", DEVICES, EACH, database=database, photos=False, seed=1)
        recorder.add(
            Row(
                job="submissions",
                size=f"{came.contributions:,} contributions of {DEVICES} devices, {name}",
                ours_cpu_s=came.seconds,
                peer="ODK Central, as published",
                peer_cpu_s=came.contributions / PUBLISHED,
                ratio=came.a_second / PUBLISHED,
                agree=not came.problems,
                peak_mb=peak_mb(),
                bar=f">= {AT_LEAST:g} a second, 95 % within {WITHIN:g} s",
                met=came.a_second >= AT_LEAST and came.p95 <= WITHIN,
                note=f"{came.a_second:.0f} a second, 95 % answered within {came.p95:.2f} s; wall clock, peer not run",
            )
        )
