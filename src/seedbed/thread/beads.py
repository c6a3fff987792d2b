"""Beads and links: the values that the thread is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.payloads import Payload

BeadId = int
"""A bead's number; `seedbed.thread.identifiers` prints it with a check character."""


@dataclass(frozen=True, slots=True)
class Bead:
    """One thing on the thread. It holds no words of residents, no media and no one's group: those are kept apart.

    Parameters
    ----------
    id
        Its number.
    payload
        What later steps may use; its class says the kind.
    programme
        Number of the programme it belongs to; links never cross programmes.
    neighbourhood
        Number of the neighbourhood; None for what belongs to the programme as a whole, such as a figure of the town.
    made_at
        When, with a time zone.
    made_by
        Who, as an account's number; None where the account is gone.
    """

    id: BeadId
    payload: Payload
    programme: int
    neighbourhood: int | None
    made_at: datetime
    made_by: int | None

    @property
    def kind(self) -> BeadKind:
        """What the bead stands for."""
        return self.payload.kind


@dataclass(frozen=True, slots=True)
class Link:
    """One link: who joined what to what, when and why."""

    source: BeadId
    relation: Relation
    target: BeadId
    made_at: datetime
    made_by: int | None
    why: str = ""
