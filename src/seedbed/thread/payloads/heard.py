"""Payloads of what was said and where. The words themselves are kept apart, once; beads hold none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.base import Payload
from seedbed.thread.payloads.choices import Mode, Origin, Precision


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionPayload(Payload):
    """What someone gave on one occasion: who kind of person, how, in which language (BCP 47), on which day."""

    kind: ClassVar[BeadKind] = BeadKind.CONTRIBUTION
    said_on: date
    origin: Origin = Origin.RESIDENT
    mode: Mode = Mode.SPOKEN
    language: str = "en"

    def check(self) -> None:
        """Need a language."""
        self.need("language")


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicePayload(Payload):
    """A fragment of a contribution: characters ``start`` to ``end`` of its words."""

    kind: ClassVar[BeadKind] = BeadKind.VOICE
    start: int
    end: int
    language: str = "en"

    def check(self) -> None:
        """Refuse an empty span."""
        if not 0 <= self.start < self.end:
            self.refuse("end", f"It runs from {self.start} to {self.end}.", "Mark at least one character.")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPayload(Payload):
    """An occasion on which people were heard. ``attendances`` counts visits, not different people."""

    kind: ClassVar[BeadKind] = BeadKind.EVENT
    name: str
    held_on: date
    step: int = 2
    attendances: int | None = None

    def check(self) -> None:
        """Need a step of the process and no fewer than nobody."""
        self.not_negative("attendances")
        if not 1 <= self.step <= 7:
            self.refuse("step", f"It is {self.step}.", "Give a step from 1 to 7.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacePayload(Payload):
    """A place people talk about; never someone's exact home."""

    kind: ClassVar[BeadKind] = BeadKind.PLACE
    name: str
    precision: Precision = Precision.AREA


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePayload(Payload):
    """A code of the codebook."""

    kind: ClassVar[BeadKind] = BeadKind.CODE
    name: str
    definition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePayload(Payload):
    """What several people said, in one phrase; ``dissent`` keeps what speaks against it."""

    kind: ClassVar[BeadKind] = BeadKind.THEME
    name: str
    definition: str = ""
    dissent: str = ""
