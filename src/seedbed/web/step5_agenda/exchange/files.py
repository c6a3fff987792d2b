"""A map as other programs take it, and what became of a file that a map began with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.thread.identifiers import printed
from seedbed.web.golden_thread.models import Link
from seedbed.web.step5_agenda.models import MapImport, SystemMap
from seedbed.web.step5_agenda.opinions.origins import ORIGINS
from seedbed.web.step5_agenda.shared.keeping import load
from seedbed.web.step5_agenda.standing import as_it_stands

EVIDENCE, THREAD = "evidence", "thread"
"""Attributes in which files carry the numbers of what a factor or link comes from, and its own."""
AT_ONCE = 500


def map_for_files(found: SystemMap) -> MapOfFactors:
    """Return a map with the names of its subsystems, and with numbers of its evidence on the thread; nobody's words."""
    standing = as_it_stands(found)
    names = {key: str(told.get("name", "")) for key, told in load(found).values("subsystems").items()}
    told = _numbers(found)
    return replace(
        standing,
        factors=tuple(
            replace(each, subsystem=names.get(each.subsystem, ""), attributes=told.get(each.identifier, {}))
            for each in standing.factors
        ),
        links=tuple(
            replace(each, attributes={**each.attributes, **told.get(each.identifier, {})}) for each in standing.links
        ),
    )


def _numbers(found: SystemMap) -> dict[str, dict[str, str]]:
    rows: list[Any] = [*found.factors.exclude(bead=None), *found.links.exclude(bead=None)]
    origins: dict[int, list[int]] = {}
    beads = [row.bead_id for row in rows]
    for first in range(0, len(beads), AT_ONCE):
        standing = Link.objects.filter(relation__in=ORIGINS, retracted_at=None, source__tombstone=None)
        pairs = standing.filter(target__in=beads[first : first + AT_ONCE]).order_by("pk")
        for target, source in pairs.values_list("target", "source"):
            origins.setdefault(target, []).append(source)
    return {
        str(row.key): {THREAD: printed(row.bead_id)}
        | ({EVIDENCE: "|".join(map(printed, origins[row.bead_id]))} if row.bead_id in origins else {})
        for row in rows
    }


def import_of(found: SystemMap) -> MapImport | None:
    """Return the file that a map began with, if it did."""
    return MapImport.objects.filter(map=found).first()
