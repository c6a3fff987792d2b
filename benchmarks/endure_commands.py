"""``make endure``, the analysts' part: their commands on thousands of tables as they should not be; never in CI.

``python -m benchmarks.endure_commands --minutes 5``. Each answer is held against the laws of `tests.hostile_tables`;
memory and open files are watched. What breaks a law is told with the seed that makes it again.
"""

from __future__ import annotations

import argparse
import itertools
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.endure_watch import Watch, summary
from tests.hostile_tables import OPTIONS, broken_laws, hostile_command


def main() -> int:
    """Run hostile tables for a while; return 1 if a law was broken or memory grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5.0, help="how long in all; the default is 5")
    parser.add_argument("--seed", type=int, default=0, help="the first seed; each round takes the next")
    asked = parser.parse_args()
    watch = Watch("hostile tables")
    until = time.monotonic() + asked.minutes * 60
    with tempfile.TemporaryDirectory() as folder:
        for seed, name in zip(itertools.count(asked.seed), itertools.cycle(OPTIONS), strict=False):
            watch.round(f"{name}, seed {seed}", lambda name=name, seed=seed: _round(name, seed, Path(folder)))  # type: ignore[misc]
            watch.answers += 1
            if time.monotonic() > until:
                break
    print(summary([watch], ["# Hostile tables", "", f"{asked.minutes:g} minutes from seed {asked.seed}."]))
    return 1 if watch.problems else 0


def _round(name: str, seed: int, folder: Path) -> list[str]:
    arguments, paths = hostile_command(name, folder, seed)
    return broken_laws(arguments, paths)


if __name__ == "__main__":
    sys.exit(main())
