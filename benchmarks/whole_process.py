"""Run the command in a process of its own and measure the whole of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Ran:
    """One fresh process: the document it printed and what it used."""

    document: dict[str, Any]
    wall_s: float
    cpu_s: float
    peak_mb: float


def run_seedbed(folder: Path, *arguments: str) -> Ran:
    """Run the command with ``--json``, its packs in ``folder``; CPU and memory as the system accounts for them."""
    seedbed = Path(sys.executable).with_name("seedbed")
    out = folder / "answer.json"
    start = time.perf_counter()
    with out.open("wb") as file:
        process = subprocess.Popen(
            [seedbed, *arguments, "--json"],
            stdout=file,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "SEEDBED_DATA_DIR": str(folder)},
        )
        _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"'seedbed {' '.join(arguments[:2])}' ended with {process.returncode}.")
    return Ran(json.loads(out.read_bytes()), wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
