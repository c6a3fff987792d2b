"""``make endure``, the platform's part: a site is backed up again and again while people write; never in CI.

``python -m benchmarks.endure_backups --backups 20``. On SQLite and on PostgreSQL, four writers send forms while backups
are taken one after the other. Each is restored beside the site and held against its moment (``tests/backed_up``).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.endure_page import write_section
from tests.backed_up.under_load import Outcome, back_up_under_load, fresh_databases
from tests.postgres import start_postgres

TITLE = "Backed up under load"
SHOWN = 20


def main() -> int:
    """Back a site up on each database, write what came of it; return 1 if a backup was not one moment."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--backups", type=int, default=20, help="how many, on each database; the default is 20")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        outcomes = {"SQLite": back_up_under_load(Path(folder), asked.backups)}
    with tempfile.TemporaryDirectory() as folder, start_postgres() as server:
        outcomes["PostgreSQL"] = back_up_under_load(Path(folder), asked.backups, fresh_databases(server))
    print(outcomes, flush=True)
    write_section(TITLE, _text(outcomes))
    return 1 if any(outcome.problems for outcome in outcomes.values()) else 0


def _text(outcomes: dict[str, Outcome]) -> str:
    rows = [
        f"| {name} | {one.backups} | {one.slowest:.1f} | {one.acknowledged:,} | {one.entries:,} | "
        f"{len(one.problems):,} |"
        for name, one in outcomes.items()
    ]
    problems = [f"- {name}: {problem}" for name, one in outcomes.items() for problem in one.problems]
    told = ["**Problems:**", "", *problems[:SHOWN]] if problems else ["Each was one moment of the site, and whole."]
    lines = [
        "Written by `make endure`: four writers sent forms while `seedbed backup` ran again and again. Each backup was "
        "restored and held against the audit trail, its end, and what the site had acknowledged before it began.",
        "",
        "| database | backups | seconds of the slowest | words and themes kept meanwhile | audit entries in the last "
        "| problems |",
        "|---|--:|--:|--:|--:|--:|",
        *rows,
        "",
        *told,
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
