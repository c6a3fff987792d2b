"""Payloads of priorities, decisions, pledges and replies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.base import Payload
from seedbed.thread.payloads.choices import Channel, Outcome, PledgeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityPayload(Payload):
    """What is asked of decision makers: the ask, its cost in pounds, and who gains."""

    kind: ClassVar[BeadKind] = BeadKind.PRIORITY
    name: str
    ask: str = ""
    cost: float | None = None
    who_gains: str = ""
    people_who_gain: int | None = None

    def check(self) -> None:
        """Need amounts that are not below nothing."""
        self.not_negative("cost", "people_who_gain")


_NO_PLAIN_YES = {Outcome.ADAPT: "yes with changes", Outcome.DEFER: "“not now”", Outcome.DECLINE: "no"}


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPayload(Payload):
    """What was decided, why, by whom and when."""

    kind: ClassVar[BeadKind] = BeadKind.DECISION
    name: str
    outcome: Outcome
    decided_on: date
    decided_by: str
    reason: str = ""

    def check(self) -> None:
        """Need a reason for anything but a plain yes."""
        if self.outcome is not Outcome.ADOPT and not self.reason.strip():
            self.refuse(
                "reason", f"A {_NO_PLAIN_YES[self.outcome]} was decided without one.", "Say why: people will be told."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgePayload(Payload):
    """What an organisation promised. ``worth`` is in pounds, also for what is not cash."""

    kind: ClassVar[BeadKind] = BeadKind.PLEDGE
    name: str
    organisation: str
    pledge_kind: PledgeKind = PledgeKind.CASH
    worth: float | None = None
    conditions: str = ""

    def check(self) -> None:
        """Need a worth that is not below nothing."""
        self.not_negative("worth")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyPayload(Payload):
    """What went back: you said, we decided, we did, it changed. The words are the organisation's own, so kept here."""

    kind: ClassVar[BeadKind] = BeadKind.REPLY
    name: str
    words: str
    sent_on: date
    language: str = "en"
    channel: Channel = Channel.MEETING

    def check(self) -> None:
        """Need a language."""
        self.need("language")
