"""``make endure``, the platform's part: a site under load is killed again and again; never in CI.

``python -m benchmarks.endure_kills --kills 50``. On SQLite and on PostgreSQL, four writers send forms until each is
acknowledged, while all processes of ``seedbed serve`` are ended with SIGKILL at random moments and started again. Then
what is there is held against what was promised (``tests/killed``), and the audit trail is verified.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from benchmarks.endure_page import write_section
from tests.killed.killing import Outcome, kill_and_restart
from tests.killed.site import WRITERS
from tests.postgres import start_postgres

TITLE = "Killed under load"
SEED = 20_260
SHOWN = 20


def main() -> int:
    """Kill a site on each database, write what came of it; return 1 if anything was lost, doubled or broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="how often, on each database; the default is 50")
    parser.add_argument("--seed", type=int, default=SEED, help="of the random moments")
    asked = parser.parse_args()
    starts: dict[str, Callable[[], AbstractContextManager[str]]] = {
        "SQLite": lambda: nullcontext(""),
        "PostgreSQL": start_postgres,
    }
    with ThreadPoolExecutor(len(starts)) as threads:  # Side by side: each waits most of the time.
        begun = {name: threads.submit(_killed, start, asked.kills, asked.seed) for name, start in starts.items()}
        outcomes = {name: one.result() for name, one in begun.items()}
    print(outcomes, flush=True)
    write_section(TITLE, _text(outcomes, asked.kills))
    return 1 if any(outcome.problems for outcome in outcomes.values()) else 0


def _killed(start: Callable[[], AbstractContextManager[str]], kills: int, seed: int) -> Outcome:
    with tempfile.TemporaryDirectory() as folder, start() as database:
        return kill_and_restart(Path(folder) / "home", kills, database, seed)


def _text(outcomes: dict[str, Outcome], kills: int) -> str:
    rows = [
        f"| {name} | {one.kills} | {one.acknowledged:,} | {one.sent_again:,} | {one.jobs:,} | {one.cut_short:,} | "
        f"{one.entries:,} | {len(one.problems):,} |"
        for name, one in outcomes.items()
    ]
    problems = [f"- {name}: {problem}" for name, one in outcomes.items() for problem in one.problems]
    told = ["**Problems:**", "", *problems[:SHOWN]] if problems else ["Nothing was lost, doubled or broken."]
    lines = [
        f"Written by `make endure`: `seedbed serve` (web and worker) was killed {kills} times on each database, all "
        f"processes at once with SIGKILL, at random moments while {WRITERS} writers sent forms and started long work, "
        "and was started again. A form that was not acknowledged was sent again as it was. At the end each must be "
        "there once and stand in the audit trail once, `seedbed audit verify` must find the trail whole, and each job "
        "must have ended or say that it was cut short. The computer and PostgreSQL itself stayed up.",
        "",
        "| database | kills | forms acknowledged | sent again | jobs | of them cut short, and said so | audit entries "
        "| problems |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *rows,
        "",
        *told,
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
