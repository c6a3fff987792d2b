"""Payloads of delivery and outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.base import Payload
from seedbed.thread.payloads.choices import ActionState, Confidence, Direction, Judgement, TheoryStage


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPayload(Payload):
    """What is being done."""

    kind: ClassVar[BeadKind] = BeadKind.ACTION
    name: str
    owner: str
    state: ActionState = ActionState.PLANNED
    due_on: date | None = None
    delivered_on: date | None = None

    def check(self) -> None:
        """Need a day of delivery exactly where it is delivered."""
        if (self.state is ActionState.DELIVERED) != (self.delivered_on is not None):
            self.refuse(
                "delivered_on",
                f"The action is {self.state.value.replace('_', ' ')}.",
                "Give the day if it is delivered, and only then.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class TheoryStepPayload(Payload):
    """A step of the theory of change, with what must hold for it."""

    kind: ClassVar[BeadKind] = BeadKind.THEORY_STEP
    name: str
    stage: TheoryStage = TheoryStage.OUTCOME
    assumption: str = ""
    confidence: Confidence = Confidence.MEDIUM


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorPayload(Payload):
    """What is measured, which way it should go, and from where to where."""

    kind: ClassVar[BeadKind] = BeadKind.INDICATOR
    name: str
    unit: str = ""
    direction: Direction = Direction.UP
    baseline: float | None = None
    target: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationPayload(Payload):
    """What was seen, in which period, of how many, with 95% limits, and what it says."""

    kind: ClassVar[BeadKind] = BeadKind.OBSERVATION
    name: str
    observed_on: date
    judgement: Judgement
    value: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    period: str = ""
    source: str = ""

    def check(self) -> None:
        """Need a value for any judgement but 'too early', and limits in order."""
        self.in_order("ci_low", "ci_high")
        self.not_negative("denominator")
        if self.value is None and self.judgement is not Judgement.TOO_EARLY:
            self.refuse("value", "A judgement needs something to rest on.", "Give the value, or say 'too early'.")
