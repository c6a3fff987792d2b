"""Factors whose names differ only by case, spaces or ways of writing the same letters: offered to be merged."""

from __future__ import annotations

from collections.abc import Iterable

from seedbed.analysis.systems.compare import folded
from seedbed.web.step5_agenda.models import MapFactor


def alike(rows: Iterable[MapFactor]) -> list[list[MapFactor]]:
    """Return factors that look like the same, together, the oldest first; those without a name never do."""
    found: dict[str, list[MapFactor]] = {}
    for row in sorted(rows, key=lambda each: each.pk):
        found.setdefault(folded(row.name), []).append(row)
    return [group for name, group in found.items() if name and len(group) > 1]


def alike_to(row: MapFactor) -> list[MapFactor]:
    """Return the other factors on its map that look like the same as this one; none where it is off the map."""
    name = folded(row.name)
    if row.removed_at is not None or not name:
        return []
    others = MapFactor.objects.filter(map=row.map_id, removed_at=None).exclude(pk=row.pk).order_by("pk")
    return [each for each in others if folded(each.name) == name]
