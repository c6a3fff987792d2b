"""What the processes of a site use, as Linux tells it."""

from __future__ import annotations

import os
from pathlib import Path


def cpu_seconds(number: int) -> float:
    """Return how long a process has worked."""
    told = Path(f"/proc/{number}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def resident_mb(number: int) -> float:
    """Return how much memory a process holds (MiB)."""
    pages = int(Path(f"/proc/{number}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def connections(number: int) -> int:
    """Return how many sockets a process has open."""
    links = (each.readlink() for each in Path(f"/proc/{number}/fd").iterdir() if each.is_symlink())
    return sum(str(each).startswith("socket:") for each in links)
