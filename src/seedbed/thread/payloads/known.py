"""Payloads of what data, registers and evaluations say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.base import Payload
from seedbed.thread.payloads.choices import AssetType, BarrierKind, Confidence, OrganisationForm


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePayload(Payload):
    """An open figure that someone used, with its provenance. Limits are 95% unless ``method`` says otherwise."""

    kind: ClassVar[BeadKind] = BeadKind.FIGURE
    name: str
    indicator: str
    area: str
    period: str
    value: float
    source: str
    unit: str = ""
    numerator: float | None = None
    denominator: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    method: str = ""

    def check(self) -> None:
        """Need limits in order and a denominator that is not below nothing."""
        self.in_order("ci_low", "ci_high")
        self.not_negative("denominator")


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationPayload(Payload):
    """An organisation and what it does in the care system; or a policy, procedure or contract of one."""

    kind: ClassVar[BeadKind] = BeadKind.ORGANISATION
    name: str
    does: str = ""
    form: OrganisationForm = OrganisationForm.ORGANISATION


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetPayload(Payload):
    """Anything people can build on."""

    kind: ClassVar[BeadKind] = BeadKind.ASSET
    name: str
    asset_type: AssetType = AssetType.BUILDING
    owner: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BarrierPayload(Payload):
    """What keeps whom from using an asset."""

    kind: ClassVar[BeadKind] = BeadKind.BARRIER
    name: str
    barrier_kind: BarrierKind
    for_whom: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingPayload(Payload):
    """What an evaluation found."""

    kind: ClassVar[BeadKind] = BeadKind.FINDING
    name: str
    confidence: Confidence = Confidence.MEDIUM


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPayload(Payload):
    """A question to be answered."""

    kind: ClassVar[BeadKind] = BeadKind.QUESTION
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluencePayload(Payload):
    """What a public adviser or panel changed."""

    kind: ClassVar[BeadKind] = BeadKind.INFLUENCE
    name: str
    by_whom: str = ""
