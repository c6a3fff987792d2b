"""``make endure``, the phones' part: 500 devices come back to a network at the same moment; never in CI.

``python -m benchmarks.endure_devices --devices 500 --each 20``. On SQLite and on PostgreSQL a site of its own takes in
what they kept, a third of it with a photo, while connections break; then what is there is held against what was sent
(``tests/coming_back``).
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from benchmarks.endure_page import write_section
from tests.coming_back.outcome import Outcome, come_back
from tests.postgres import start_postgres

TITLE = "Devices that come back together"
SHOWN = 20


def main() -> int:
    """Let devices come back to each database, write what came of it; return 1 if anything was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--devices", type=int, default=500, help="how many; the default is 500")
    parser.add_argument("--each", type=int, default=20, help="contributions of each; the default is 20")
    parser.add_argument("--seed", type=int, default=20_260, help="of numbers and of which connections break")
    parser.add_argument("--beside", default="", help="what else the computer did meanwhile, said below the table")
    asked = parser.parse_args()
    starts: dict[str, Callable[[], AbstractContextManager[str]]] = {
        "SQLite": lambda: nullcontext(""),
        "PostgreSQL": start_postgres,
    }
    outcomes = {}
    for name, start in starts.items():
        with tempfile.TemporaryDirectory() as folder, start() as database:
            home = Path(folder) / "home"
            outcomes[name] = come_back(home, asked.devices, asked.each, database=database, seed=asked.seed)
        print(name, outcomes[name], flush=True)
    write_section(TITLE, _text(outcomes, asked.devices, asked.each, asked.beside))
    return 1 if any(outcome.problems for outcome in outcomes.values()) else 0


def _text(outcomes: dict[str, Outcome], devices: int, each: int, beside: str) -> str:
    rows = [
        f"| {name} | {one.contributions:,} | {one.photos:,} | {one.again:,} | {one.seconds:,.0f} | "
        f"{one.a_second:.0f} | {one.p95:.2f} | {len(one.problems):,} |"
        for name, one in outcomes.items()
    ]
    problems = [f"- {name}: {problem}" for name, one in outcomes.items() for problem in one.problems]
    told = ["**Problems:**", "", *problems[:SHOWN]] if problems else ["Nothing was lost or doubled."]
    lines = [
        f"Written by `make endure`: {devices:,} simulated devices with {each:,} contributions each, a third of them "
        "with a photo of 40 kB, sent all they had at the same moment to `seedbed serve`. One request in fifty lost its "
        "connection before the answer came and was sent again. At the end each contribution, each item and each photo "
        "must be there once, and the audit trail must tell of each once. Seconds run until the last was acknowledged; "
        "senders and site shared one computer.",
        "",
        "| database | contributions | photos | sent again | seconds | contributions a second | 95 % answered within, s "
        "| problems |",
        "|---|---:|---:|---:|---:|---:|---:|---:|",
        *rows,
        "",
        *told,
        *([f"Meanwhile on the same computer: {beside}. Times here are no measure of speed."] if beside else []),
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
