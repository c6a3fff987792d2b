"""What the processes of a site use, as Linux tells it."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def cpu_seconds(number: int) -> float:
    """Return how long a process and those it has begun have worked."""
    told = (_told(each) for each in family(number))
    return sum(int(each[11]) + int(each[12]) for each in told) / os.sysconf("SC_CLK_TCK")


def resident_mb(number: int) -> float:
    """Return how much memory a process and those it has begun hold (MiB); what several hold is parted among them."""
    return sum(_held_kb(each) for each in family(number)) / 2**10


def family(number: int) -> list[int]:
    """Return a process and all that it has begun, and they."""
    parents: dict[int, int] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            parents[int(folder.name)] = int(_told(int(folder.name))[1])
    found = [number]
    for each in found:
        found += sorted(child for child, parent in parents.items() if parent == each)
    return found


def _told(number: int) -> list[str]:
    return Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()


def _held_kb(number: int) -> int:
    lines = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


def connections(number: int) -> int:
    """Return how many sockets a process has open."""
    links = (each.readlink() for each in Path(f"/proc/{number}/fd").iterdir() if each.is_symlink())
    return sum(str(each).startswith("socket:") for each in links)
