"""A map as other programs take it, and what became of a file that a map began with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from seedbed.analysis.systems.types import CausalLink, Factor, Source
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.thread.identifiers import printed
from seedbed.web.golden_thread.models import Link
from seedbed.web.step5_agenda.exchange.drawing_in import Kept
from seedbed.web.step5_agenda.models import MapImport, SystemMap
from seedbed.web.step5_agenda.opinions.origins import ORIGINS
from seedbed.web.step5_agenda.shared.keeping import load
from seedbed.web.step5_agenda.standing import as_it_stands
from seedbed.web.ui.batches import in_batches

EVIDENCE, THREAD = "evidence", "thread"
"""Attributes in which files carry the numbers of what a factor or link comes from, and its own."""
NOTHING_KEPT: Kept = {"sources": [], "fields": {}}


def map_for_files(found: SystemMap) -> MapOfFactors:
    """Return a map as files say it: with the names of its subsystems, numbers of its evidence, and what its file said.

    What residents said is not in it.
    """
    standing = as_it_stands(found)
    names = {key: str(told.get("name", "")) for key, told in load(found).values("subsystems").items()}
    told = _Told(_numbers(found), MapImport.objects.filter(map=found).values_list("kept", flat=True).first() or {})
    return replace(
        standing,
        factors=tuple(
            replace(each, subsystem=names.get(each.subsystem, ""), **told.of(each)) for each in standing.factors
        ),
        links=tuple(replace(each, **told.of(each)) for each in standing.links),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """What files say beside the fields of a map, by key: numbers of the thread, and what the first file said."""

    numbers: Mapping[str, Mapping[str, str]]
    kept: Mapping[str, Kept]

    def of(self, part: Factor | CausalLink) -> dict[str, Any]:
        """Return attributes and sources of a factor or link as files say them."""
        kept, numbers = self.kept.get(part.identifier, NOTHING_KEPT), self.numbers.get(part.identifier, {})
        evidence = [each[EVIDENCE] for each in (numbers, kept["fields"]) if each.get(EVIDENCE)]
        once = dict.fromkeys(number for told in evidence for number in told.split("|"))
        attributes = {**kept["fields"], **part.attributes, **numbers} | ({EVIDENCE: "|".join(once)} if once else {})
        # What the file said of it is more than that it came with a file.
        said = (part.sources - {Source.IMPORTED}) | frozenset(map(Source, kept["sources"]))
        return {"sources": said or part.sources, "attributes": attributes}


def _numbers(found: SystemMap) -> dict[str, dict[str, str]]:
    rows: list[Any] = [*found.factors.exclude(bead=None), *found.links.exclude(bead=None)]
    origins: dict[int, list[int]] = {}
    for some in in_batches(row.bead_id for row in rows):
        standing = Link.objects.filter(relation__in=ORIGINS, retracted_at=None, source__tombstone=None)
        pairs = standing.filter(target__in=some).order_by("pk")
        for target, source in pairs.values_list("target", "source"):
            origins.setdefault(target, []).append(source)
    return {
        str(row.key): {THREAD: printed(row.bead_id)}
        | ({EVIDENCE: "|".join(map(printed, origins[row.bead_id]))} if row.bead_id in origins else {})
        for row in rows
    }


def import_of(found: SystemMap) -> MapImport | None:
    """Return the file that a map began with, if it did."""
    return MapImport.objects.filter(map=found).defer("kept").first()
