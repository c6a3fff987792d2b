"""A map as it stands: with who says so, and with what somebody sees otherwise."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from seedbed.analysis.systems.types import CausalLink, Delay, Factor, Strength
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity
from seedbed.web.step5_agenda.models import MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions.origins import NOTHING, Behind, behind_all
from seedbed.web.step5_agenda.opinions.queries import NONE, disputed, opinions_of
from seedbed.web.step5_agenda.queries import STANDS

DRAWN_AS = "drawn_as"
"""Attribute of a link that somebody sees otherwise: which way it was drawn."""


def tell_what_is_said(found: SystemMap, *lists: Sequence[Any]) -> None:
    """Add to rows of factors and links who stands behind each (``behind``) and what the team says (``said``)."""
    behind, said = behind_all(found), opinions_of(found)
    for row in chain(*lists):
        row.behind, row.said = behind.get(str(row.key), NOTHING), said.get(str(row.key), NONE)


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
