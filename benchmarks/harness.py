"""Run our code and the best peer on the same input in the same run and record both.

A benchmark is a module in this folder with ``run(recorder)``. It makes or reads its input, calls
``recorder.compare`` with two functions, and a check that their answers agree.
CPU seconds are of this process and the threads it starts; the smallest of ``repeats`` runs is kept,
each side warmed first so that compilation is not counted (it is reported apart as ``compile_s``).
"""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """One job at one size, ours beside a peer's."""

    job: str
    size: str
    ours_cpu_s: float
    peer: str
    peer_cpu_s: float | None
    ratio: float | None
    agree: bool
    peak_mb: float
    compile_s: float | None = None
    bar: str = ""
    met: bool = True
    note: str = ""


@dataclass
class Recorder:
    """Collects rows; ``size`` words say what the input was."""

    rows: list[Row] = field(default_factory=list)

    def time(self, function: Callable[[], Any], repeats: int = 3) -> tuple[float, Any]:
        """Return the smallest CPU seconds of some runs, and the last answer."""
        best, answer = float("inf"), None
        for _ in range(repeats):
            gc.collect()
            start = time.process_time()
            answer = function()
            best = min(best, time.process_time() - start)
        return best, answer

    def warm(self, function: Callable[[], Any]) -> float:
        """Run once, to compile; return the wall seconds it took."""
        start = time.perf_counter()
        function()
        return time.perf_counter() - start

    def add(self, row: Row) -> None:
        """Keep a row and print it."""
        self.rows.append(row)
        peer = "-" if row.peer_cpu_s is None else f"{row.peer_cpu_s:.3f} s ({row.peer})"
        ratio = "-" if row.ratio is None else f"{row.ratio:.1f}x"
        print(
            f"{row.job:12} {row.size:42} ours {row.ours_cpu_s:.4f} s  peer {peer}  ratio {ratio}  "
            f"agree {row.agree}  bar {row.bar or '-'} {'met' if row.met else 'MISSED'}",
            flush=True,
        )

    def as_json(self) -> list[dict[str, Any]]:
        """Return the rows as plain values."""
        return [asdict(row) for row in self.rows]


def peak_mb() -> float:
    """Return this process's largest resident memory so far, in MiB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
