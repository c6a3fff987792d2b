"""What the thread remembers of its own making: links with their retraction, revisions, lineage, tombstones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from seedbed.thread.beads import BeadId
from seedbed.thread.columns import LinkRow
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.payloads import Payload

LinkId = int
LineageId = int


@dataclass(frozen=True, slots=True)
class Mark:
    """Who did something, when and why. Who is an account's number, None where the account is gone."""

    at: datetime
    by: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class KeptLink:
    """A link as the thread keeps it: retracted, never deleted.

    Parameters
    ----------
    id
        Its number.
    source, relation, target
        What it joins, and how.
    made
        Who joined them, when and why.
    made_in
        The lineage that carried it here from another bead.
    retracted
        Who took it back, when and why; None while it lives.
    retracted_in
        The lineage that carried it from here to another bead.
    """

    id: LinkId
    source: BeadId
    relation: Relation
    target: BeadId
    made: Mark
    made_in: LineageId | None = None
    retracted: Mark | None = None
    retracted_in: LineageId | None = None

    @property
    def row(self) -> LinkRow:
        """What it joins, and how."""
        return self.source, self.relation, self.target

    @property
    def lives(self) -> bool:
        """Whether it was not taken back."""
        return self.retracted is None


@dataclass(frozen=True, slots=True)
class Revision:
    """What a bead carried before it was changed."""

    before: Payload
    changed: Mark


@dataclass(frozen=True, slots=True)
class Lineage:
    """One merge, split or replacement.

    Parameters
    ----------
    id
        Its number; later ones have higher numbers.
    relation
        ``merged_into``, ``split_into`` or ``supersedes``.
    replaced
        Beads whose place was taken.
    survivors
        Beads that took it.
    made
        Who, when, why.
    undone
        Who undid it and when; None while it holds.
    """

    id: LineageId
    relation: Relation
    replaced: tuple[BeadId, ...]
    survivors: tuple[BeadId, ...]
    made: Mark
    undone: Mark | None = None

    @property
    def beads(self) -> frozenset[BeadId]:
        """All beads it touches."""
        return frozenset(self.replaced + self.survivors)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What is left of a bead that was withdrawn: its number and kind, and nothing it carried."""

    id: BeadId
    kind: BeadKind
    programme: int
    withdrawn_at: datetime
