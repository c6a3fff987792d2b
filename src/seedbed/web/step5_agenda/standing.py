"""A map as it stands: with who says so, and with what somebody sees otherwise."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from types import MappingProxyType
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from seedbed.analysis.systems.strengths import weight_beside
from seedbed.analysis.systems.types import CausalLink, Delay, Factor, Strength
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.thread.payloads.choices import Confidence, FactorRole, Polarity
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.opinions.origins import Behind, behind_these
from seedbed.web.step5_agenda.opinions.queries import NONE, disputed, opinions_of
from seedbed.web.step5_agenda.queries import STANDS

DRAWN_AS = "drawn_as"
"""Attribute of a link that somebody sees otherwise: which way it was drawn."""
DRAWN_ALIKE: Mapping[str, str] = MappingProxyType({})


def tell_what_is_said(found: SystemMap, *lists: Sequence[Any]) -> None:
    """Add to rows of factors and links who stands behind each (``behind``) and what the team says (``said``)."""
    behind = behind_these(found, {str(row.key): row.bead_id for row in chain(*lists)})
    said = opinions_of(found)
    for row in chain(*lists):
        row.behind, row.said = behind[str(row.key)], said.get(str(row.key), NONE)


def as_it_stands(found: SystemMap) -> MapOfFactors:
    """Return a map as analysis and files take it. Factors without a name are left out, and links at them.

    A link that somebody sees otherwise is uncertain, and says in its attributes how it was drawn.
    """
    # Plain values: every page that asks a map reads it whole, and rows of Django take several times as long.
    factors = [_FactorRow(*row) for row in _standing(found.factors.exclude(name=""), _FactorRow)]
    key_of = {row.pk: str(row.key) for row in factors}
    read = [_LinkRow(*row) for row in _standing(found.links.all(), _LinkRow)]
    links = [row for row in read if row.cause_id in key_of and row.effect_id in key_of]
    beads = {str(row.key): row.bead_id for row in factors} | {str(row.key): row.bead_id for row in links}
    told = _Told(behind_these(found, beads), disputed(found))
    return MapOfFactors(
        name=found.name,
        note=found.description,
        factors=tuple(_factor(row, told) for row in factors),
        links=tuple(_link(row, key_of, told) for row in links),
    )


def seen_otherwise(system: MapOfFactors) -> int:
    """Return how many links of a map, as it stands, somebody sees otherwise than they were drawn."""
    return sum(DRAWN_AS in each.attributes for each in system.links)


class _FactorRow(NamedTuple):
    """What is read of a factor: the names of its columns."""

    pk: int
    key: UUID
    bead_id: int | None
    name: str
    role: str
    controlled_by: str
    vulnerable: bool
    subsystem: str
    note: str
    x: float
    y: float


class _LinkRow(NamedTuple):
    """What is read of a link: the names of its columns."""

    key: UUID
    bead_id: int | None
    cause_id: int
    effect_id: int
    polarity: str
    strength: str
    weight: float | None
    delay: str
    confidence: str
    because: str


def _standing(rows: QuerySet[Any], kind: type[_FactorRow | _LinkRow]) -> Iterable[tuple[Any, ...]]:
    return rows.filter(STANDS).order_by("pk").values_list(*kind._fields)


@dataclass(frozen=True, slots=True)
class _Told:
    """Who stands behind factors and links, by key, and the keys of links that somebody sees otherwise."""

    behind: Mapping[str, Behind]
    disputed: Collection[str]


def _factor(row: _FactorRow, told: _Told) -> Factor:
    key = str(row.key)
    return Factor(
        identifier=key,
        name=row.name,
        role=FactorRole(row.role),
        controlled_by=row.controlled_by,
        vulnerable=row.vulnerable,
        subsystem=row.subsystem,
        note=row.note,
        x=row.x,
        y=row.y,
        sources=told.behind[key].sources,
    )


def _link(row: _LinkRow, key_of: Mapping[int, str], told: _Told) -> CausalLink:
    key = str(row.key)
    is_disputed = key in told.disputed
    return CausalLink(
        identifier=key,
        cause=key_of[row.cause_id],
        effect=key_of[row.effect_id],
        polarity=Polarity.UNCERTAIN if is_disputed else Polarity(row.polarity),
        strength=(strength := Strength(row.strength)),
        weight=weight_beside(strength, row.weight),
        delay=Delay(row.delay),
        confidence=Confidence(row.confidence),
        because=row.because,
        sources=told.behind[key].sources,
        attributes={DRAWN_AS: row.polarity} if is_disputed else DRAWN_ALIKE,
    )
