"""What an endurance run keeps count of: rounds, failures, memory and open files."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from scipy.stats import theilslopes

from benchmarks.harness import peak_mb

GROWTH_BAR_MB = 20.0
"""Most that resident memory may rise in 100 rounds, once warm."""
WARM_UP = 0.34
"""Share of the rounds that is not counted: allocators and caches fill up at first."""
ENOUGH_ROUNDS = 25
"""With fewer rounds after the warm-up no growth is told."""
SHOWN_FAILURES = 20


@dataclass
class Watch:
    """One part of the run: its rounds, what failed, and memory after each round."""

    title: str
    rounds: int = 0
    answers: int = 0
    refused: int = 0
    failures: list[str] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    files: list[int] = field(default_factory=list)
    seconds: float = 0.0

    def round(self, name: str, work: Callable[[], list[str]]) -> None:
        """Do one round; what it returns are broken laws, and any exception is a failure too."""
        start = time.perf_counter()
        try:
            broken = work()
        except Exception as error:  # noqa: BLE001 - an endurance run goes on and tells all
            broken = [f"{type(error).__name__}: {error}"]
        self.seconds += time.perf_counter() - start
        self.rounds += 1
        self.failures += [f"{name}: {each}" for each in broken]
        self.memory_mb.append(resident_mb())
        self.files.append(len(list(Path("/dev/fd").iterdir())))
        for each in broken:
            print(f"  FAILED {name}: {each}", flush=True)
        if self.rounds % 20 == 0:
            print(f"  {self.title}: {self.rounds} rounds, {self.memory_mb[-1]:.0f} MB", flush=True)

    @property
    def growth_mb(self) -> tuple[float, float, float] | None:
        """How much memory rises in 100 rounds after the warm-up, with 95 % limits (Theil 1950, Sen 1968).

        Rounds need more or less memory by chance, so only the lower limit says that something is kept.
        """
        warm = np.array(self.memory_mb[int(len(self.memory_mb) * WARM_UP) :])
        if len(warm) < ENOUGH_ROUNDS:
            return None
        slope, _, low, high = theilslopes(warm)
        return 100 * float(slope), 100 * float(low), 100 * float(high)

    @property
    def more_files(self) -> int:
        """How many more files are open at the end than after the warm-up."""
        return self.files[-1] - self.files[int(len(self.files) * WARM_UP)] if self.files else 0

    @property
    def problems(self) -> list[str]:
        """Everything that makes the run fail."""
        found = list(self.failures)
        growth = self.growth_mb
        if growth is not None and growth[1] > GROWTH_BAR_MB:
            found.append(f"memory grows by {growth[0]:.0f} MB in 100 rounds, surely over {GROWTH_BAR_MB:.0f} MB.")
        if self.more_files > 2:
            found.append(f"{self.more_files} more files are open at the end than after the warm-up.")
        if not self.rounds:
            found.append("not one round was run: give more --minutes.")
        return found

    def line(self) -> str:
        """Return the row of the summary."""
        growth = "too few rounds to tell"
        if self.growth_mb is not None:
            growth = "{:+.1f} ({:+.1f} to {:+.1f})".format(*self.growth_mb)
        steady = f"{np.median(self.memory_mb):.0f}" if self.memory_mb else ""
        return (
            f"| {self.title} | {self.rounds:,} | {self.answers:,} | {self.refused:,} | {len(self.failures):,} | "
            f"{steady} | {growth} | {self.more_files:+d} | {self.seconds:.0f} |"
        )


def resident_mb() -> float:
    """Return how much memory this process holds now, in MiB; where Linux does not tell it, the most it has held."""
    told = Path("/proc/self/statm")
    if not told.exists():
        return peak_mb()
    pages = int(told.read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def summary(watches: list[Watch], heading: list[str]) -> str:
    """Return the page that a run writes."""
    lines = [
        *heading,
        "",
        "| part | rounds | answers checked | refused in plain words | failures | memory while running, MB | "
        "growth, MB in 100 rounds | open files | s |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(watch.line() for watch in watches),
        "",
        f"Peak memory of the one process: {peak_mb():,.0f} MB. The bar for growth is {GROWTH_BAR_MB:.0f} MB in 100 "
        f"rounds, told after the first {WARM_UP:.0%} of them (the median of all slopes between two rounds, with 95 % "
        "limits); a part fails when its lower limit is above the bar.",
        "",
    ]
    problems = [f"{watch.title}: {problem}" for watch in watches for problem in watch.problems]
    if not problems:
        return "\n".join([*lines, "No law was broken.", ""])
    more = len(problems) - SHOWN_FAILURES
    shown = [f"- {problem}" for problem in problems[:SHOWN_FAILURES]]
    return "\n".join([*lines, f"**{len(problems)} problems:**", "", *shown, *([f"- and {more} more"] * (more > 0)), ""])
