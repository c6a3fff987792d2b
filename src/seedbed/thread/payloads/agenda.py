"""Payloads of the system map and the agenda for change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.base import Payload
from seedbed.thread.payloads.choices import Confidence, FactorRole, Level, Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorPayload(Payload):
    """Something that can go up or down."""

    kind: ClassVar[BeadKind] = BeadKind.FACTOR
    name: str
    role: FactorRole = FactorRole.ORDINARY
    controlled_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CausalLinkPayload(Payload):
    """A claim that one factor changes another."""

    kind: ClassVar[BeadKind] = BeadKind.CAUSAL_LINK
    name: str
    polarity: Polarity = Polarity.SAME
    confidence: Confidence = Confidence.MEDIUM
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionIdeaPayload(Payload):
    """What could be done, at what cost (pounds, whole life of the idea), by whom."""

    kind: ClassVar[BeadKind] = BeadKind.ACTION_IDEA
    name: str
    cost: float | None = None
    owner: str = ""
    level: Level = Level.ELEMENTS

    def check(self) -> None:
        """Need a cost that is not below nothing."""
        self.not_negative("cost")
