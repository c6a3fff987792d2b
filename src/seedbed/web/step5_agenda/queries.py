"""What pages of maps read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import Count, Q, QuerySet

from seedbed.analysis.systems.types import CausalLink, Delay, Factor, Strength
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity
from seedbed.web.golden_thread.models import Link
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.models import MapChange, MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.opinion_queries import NONE, disputed, opinions_of
from seedbed.web.step5_agenda.origins import NOTHING, ORIGINS, Behind, behind_all

STANDS = Q(removed_at=None)
HISTORY_PAGE = 50
DRAWN_AS = "drawn_as"
"""Attribute of a link that somebody sees otherwise: which way it was drawn."""


def maps_of(neighbourhood: Neighbourhood) -> QuerySet[SystemMap]:
    """Return the maps of a neighbourhood, the newest first, with how many factors and links stand on each."""
    found = SystemMap.objects.filter(neighbourhood=neighbourhood).order_by("-made_at", "-pk")
    return found.annotate(
        factors_there=Count("factors", filter=Q(factors__removed_at=None) & ~Q(factors__name=""), distinct=True),
        links_there=Count("links", filter=Q(links__removed_at=None), distinct=True),
    )


def factors_of(found: SystemMap) -> list[MapFactor]:
    """Return the factors on a map by name."""
    rows = list(found.factors.filter(STANDS).select_related("bead"))
    return sorted(rows, key=lambda each: (each.name.casefold(), each.pk))


def links_of(found: SystemMap) -> list[MapLink]:
    """Return the links on a map by the names of their ends."""
    ends = {row.pk: row for row in found.factors.all()}  # Once each: on large maps links are many times their ends.
    rows = list(found.links.filter(STANDS))
    for row in rows:
        row.cause, row.effect = ends[row.cause_id], ends[row.effect_id]
    return sorted(rows, key=lambda each: (each.cause.name.casefold(), each.effect.name.casefold(), each.pk))


def tell_what_is_said(found: SystemMap, *lists: Sequence[Any]) -> None:
    """Add to rows of factors and links who stands behind each (``behind``) and what the team says (``said``)."""
    behind, said = behind_all(found), opinions_of(found)
    for row in chain(*lists):
        row.behind, row.said = behind.get(str(row.key), NOTHING), said.get(str(row.key), NONE)


def links_at(factor: MapFactor) -> list[MapLink]:
    """Return the links on the map from and to a factor."""
    return [each for each in links_of(factor.map) if factor.pk in (each.cause_id, each.effect_id)]


def origins_of(row: MapFactor | MapLink) -> list[int]:
    """Return the numbers of the beads that a factor or link comes from."""
    if row.bead_id is None:
        return []
    found = Link.objects.filter(target=row.bead_id, relation__in=ORIGINS, retracted_at=None, source__tombstone=None)
    return list(found.order_by("pk").values_list("source_id", flat=True))


def history_of(found: SystemMap, before: int | None = None) -> list[MapChange]:
    """Return the newest changes of a map, or the newest before one."""
    changes = found.changes.select_related("by").order_by("-pk")
    return list((changes.filter(pk__lt=before) if before else changes)[:HISTORY_PAGE])


def as_it_stands(found: SystemMap) -> MapOfFactors:
    """Return a map as analysis and files take it. Factors without a name are left out, and links at them.

    A link that somebody sees otherwise is uncertain, and says in its attributes how it was drawn.
    """
    factors = {row.pk: row for row in found.factors.filter(STANDS).exclude(name="").order_by("pk")}
    links = [
        row for row in found.links.filter(STANDS).order_by("pk") if row.cause_id in factors and row.effect_id in factors
    ]
    told = _Told(behind_all(found), disputed(found))
    return MapOfFactors(
        name=found.name,
        note=found.description,
        factors=tuple(_factor(row, told) for row in factors.values()),
        links=tuple(_link(row, (factors[row.cause_id], factors[row.effect_id]), told) for row in links),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """Who stands behind factors and links, by key, and the keys of links that somebody sees otherwise."""

    behind: Mapping[str, Behind]
    disputed: Collection[str]


def _factor(row: MapFactor, told: _Told) -> Factor:
    return Factor(
        identifier=str(row.key),
        name=row.name,
        role=FactorRole(row.role),
        controlled_by=row.controlled_by,
        vulnerable=row.vulnerable,
        subsystem=row.subsystem,
        note=row.note,
        x=row.x,
        y=row.y,
        sources=told.behind.get(str(row.key), NOTHING).sources,
    )


def _link(row: MapLink, ends: tuple[MapFactor, MapFactor], told: _Told) -> CausalLink:
    is_disputed = str(row.key) in told.disputed
    return CausalLink(
        identifier=str(row.key),
        cause=str(ends[0].key),
        effect=str(ends[1].key),
        polarity=Polarity.UNCERTAIN if is_disputed else Polarity(row.polarity),
        strength=Strength(row.strength),
        delay=Delay(row.delay),
        confidence=Confidence(row.confidence),
        because=row.because,
        sources=told.behind.get(str(row.key), NOTHING).sources,
        attributes={DRAWN_AS: row.polarity} if is_disputed else {},
    )
