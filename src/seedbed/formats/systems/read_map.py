"""What reading a system map gives: the map, what of the file was refused, and what people should know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from seedbed.analysis.systems.types import Factor, SystemMap

SHOWN = 10
"""Pairs of names that a note tells of."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row or part of a file that is not on the map: where it stands in the file, and why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReadMap:
    """A map as read."""

    map: SystemMap
    refused: tuple[Refused, ...] = ()
    notes: tuple[str, ...] = ()


def alike(factors: Iterable[Factor]) -> list[str]:
    """Return a note on names that differ by case or spaces only: perhaps one factor, to be merged."""
    groups: dict[str, list[str]] = {}
    for each in factors:
        groups.setdefault(" ".join(each.name.split()).casefold(), []).append(each.name)
    doubled = [names for names in groups.values() if len(names) > 1]
    if not doubled:
        return []
    told = "; ".join(" and ".join(f'"{name}"' for name in names[:4]) for names in doubled[:SHOWN])
    more = f"; and {len(doubled) - SHOWN:,} more" if len(doubled) > SHOWN else ""
    return [f"Names that are alike, perhaps of one factor; merge them if so: {told}{more}."]
