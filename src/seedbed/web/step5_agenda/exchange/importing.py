"""Bringing a file of another program into a new map."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from seedbed.analysis.systems.types import CausalLink, Factor, Strength
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.errors import BadInputError
from seedbed.formats.systems.read_map import ReadMap
from seedbed.web.people.audit import in_one_entry, record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.models import MapImport, SystemMap
from seedbed.web.step5_agenda.shared.document import (
    COLOURS,
    FARTHEST,
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_OTHERS,
    Document,
)
from seedbed.web.step5_agenda.shared.keeping import change

PER_LINE, ACROSS, DOWN = 8, 200.0, 110.0
"""Where factors without a place stand (pixels)."""
MOST_TOLD = 500
MOST_FACTORS, MOST_LINKS = 500, 1_500
"""Brought in at once: each becomes a bead, and nobody else on a small site can write meanwhile (some 8 seconds)."""
WEAK_BELOW, STRONG_FROM = 0.375, 0.625
"""Halfway between what the strengths in words count for."""
CUT = "{many:,} names or notes were longer than a map holds and were cut."
WEIGHTS = "{many:,} links had a number as their weight; the map has the nearest of weak, medium and strong."
LEFT_OUT = "What has no field on the map was left out: {fields}."


@transaction.atomic
def import_map(
    *, by: User | None, neighbourhood: Neighbourhood, read: ReadMap, name: str, at: datetime | None = None
) -> SystemMap:
    """Start a map with what was read from a file: one update, one entry in the audit trail.

    Raises
    ------
    BadInputError
        If it has more factors or links than a map may have.
    """
    _check_size(read.map)
    made_at = at or timezone.now()
    called = " ".join(_clean(name).split())[:LONGEST_NAME]
    made = SystemMap.objects.create(neighbourhood=neighbourhood, name=called, made_at=made_at, made_by=by)
    drawing = _Drawing(read.map, made.name)
    with in_one_entry():
        numbers = change(by=by, of=made, how=drawing.draw, at=made_at)
    MapImport.objects.create(
        map=made,
        number=numbers[0],
        factors=len(read.map.factors),
        links=len(read.map.links),
        refused_many=len(read.refused),
        refused=[[_clean(each.where), _clean(each.reason)] for each in read.refused[:MOST_TOLD]],
        notes=[_clean(note) for note in (*read.notes, *drawing.notes())],
        at=made_at,
        by=by,
    )
    record(by=by, action="maps.import", scope=made.scope, subject=f"map:{made.pk}")
    made.refresh_from_db()
    return made


def _check_size(of: MapOfFactors) -> None:
    for what, many, most in (("factors", len(of.factors), MOST_FACTORS), ("links", len(of.links), MOST_LINKS)):
        if many > most:
            raise BadInputError(
                "The file is too large to be brought in.",
                f"It has {many:,} {what}; at most {most:,} are brought in at once.",
                "Take parts of it out. `seedbed systems` reads all of it.",
            )


class _Drawing:
    """A map as it is put into a document."""

    def __init__(self, of: MapOfFactors, name: str) -> None:
        self.of, self.name = of, name
        self.cut = self.weighed = 0
        self.left_out: Counter[str] = Counter()
        self.keys = {each.identifier: str(uuid4()) for each in of.factors}
        told = dict.fromkeys(each.subsystem for each in of.factors if each.subsystem)
        self.subsystems = {each: str(uuid4()) for each in list(told)[:MOST_OTHERS]}
        self.placed = all(_near(each.x) and _near(each.y) for each in of.factors)

    def draw(self, document: Document) -> None:
        """Put all of it in."""
        document.tell(name=self.name, description=self._text(self.of.note, LONGEST_TEXT))
        for number, (name, key) in enumerate(self.subsystems.items()):
            document.put("subsystems", key, name=self._text(name, LONGEST_NAME), colour=number % COLOURS)
        for number, factor in enumerate(self.of.factors):
            document.put("factors", self.keys[factor.identifier], **self._factor(factor, number))
        for link in self.of.links:
            document.put("links", str(uuid4()), **self._link(link))

    def notes(self) -> list[str]:
        """Say what of the file the map does not hold."""
        fields = ", ".join(f"{name} ({many:,})" for name, many in self.left_out.most_common(20))
        told = [CUT.format(many=self.cut)] if self.cut else []
        told += [WEIGHTS.format(many=self.weighed)] if self.weighed else []
        return [*told, *([LEFT_OUT.format(fields=fields)] if fields else [])]

    def _factor(self, factor: Factor, number: int) -> dict[str, Any]:
        self._count(factor)
        x, y = (factor.x, factor.y) if self.placed else (ACROSS * (number % PER_LINE), DOWN * (number // PER_LINE))
        return {
            "name": self._text(factor.name, LONGEST_NAME),
            "role": factor.role.value,
            "controlled_by": self._text(factor.controlled_by, LONGEST_NAME),
            "vulnerable": factor.vulnerable,
            "subsystem": self.subsystems.get(factor.subsystem, ""),
            "note": self._text(factor.note, LONGEST_TEXT),
            "x": x,
            "y": y,
        }

    def _link(self, link: CausalLink) -> dict[str, Any]:
        self._count(link)
        self.weighed += link.weight is not None
        return {
            "cause": self.keys[link.cause],
            "effect": self.keys[link.effect],
            "polarity": link.polarity.value,
            "strength": (link.strength if link.weight is None else _in_words(link.weight)).value,
            "delay": link.delay.value,
            "confidence": link.confidence.value,
            "because": self._text(link.because, LONGEST_TEXT),
        }

    def _count(self, of: Factor | CausalLink) -> None:
        self.left_out.update(of.attributes.keys())
        self.left_out.update(["sources"] if of.sources else [])

    def _text(self, told: str, longest: int) -> str:
        clean = _clean(told)
        self.cut += len(clean) > longest
        return clean[:longest]


def _near(number: float | None) -> bool:
    return number is not None and math.isfinite(number) and abs(number) <= FARTHEST


def _in_words(weight: float) -> Strength:
    if weight < WEAK_BELOW:
        return Strength.WEAK
    return Strength.MEDIUM if weight < STRONG_FROM else Strength.STRONG


def _clean(told: str) -> str:
    """Return text without the signs that a document, a database or a page cannot hold."""
    return "".join(each for each in told if each in "\n\t" or unicodedata.category(each) not in {"Cc", "Cs"})
