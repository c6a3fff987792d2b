"""What the measures read of a neighbourhood's thread: numbers, kinds, days and states, and the living links.

The thread in memory gives them, and the database fills them with a few queries; no payload is held.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from seedbed.thread.beads import BeadId
from seedbed.thread.kinds import LEGAL_LINKS, BeadKind, Course, Relation
from seedbed.thread.payloads.choices import ActionState, Judgement, Origin, Outcome

LinkRow = tuple[BeadId, Relation, BeadId]
"""Source, relation, target."""

COUNTED_RELATIONS: frozenset[Relation] = frozenset(
    row.relation for row in LEGAL_LINKS.values() if row.course is not Course.LINEAGE
)
"""Relations whose links are among the columns: all but those of lineage."""


@dataclass(frozen=True, slots=True)
class ThreadColumns:
    """The living part of a neighbourhood's thread.

    Living beads are neither withdrawn nor replaced: a bead that was merged into another, split or superseded (and the
    lineage not undone) is left out, since its links were carried over.

    Parameters
    ----------
    kinds
        Kind of each living bead of the neighbourhood and of its programme as a whole.
    programme_wide
        Those among them that belong to no neighbourhood. They count in a measure only where something of the
        neighbourhood leads to them.
    links
        Living links between these beads, as (source, relation, target), of every course but lineage.
    said_on, origins
        Of each contribution.
    sent_on
        Of each reply.
    outcomes
        Of each decision.
    states
        Of each action.
    judgements
        Of each observation.
    experts_only
        Factors and causal links of which people said that they come from experts only: nobody looks for more.
    """

    kinds: Mapping[BeadId, BeadKind]
    links: tuple[LinkRow, ...]
    programme_wide: frozenset[BeadId] = frozenset()
    said_on: Mapping[BeadId, date] = field(default_factory=dict)
    origins: Mapping[BeadId, Origin] = field(default_factory=dict)
    sent_on: Mapping[BeadId, date] = field(default_factory=dict)
    outcomes: Mapping[BeadId, Outcome] = field(default_factory=dict)
    states: Mapping[BeadId, ActionState] = field(default_factory=dict)
    judgements: Mapping[BeadId, Judgement] = field(default_factory=dict)
    experts_only: frozenset[BeadId] = frozenset()

    def of_kind(self, kind: BeadKind) -> tuple[BeadId, ...]:
        """Return the living beads of one kind, by number."""
        return tuple(sorted(bead for bead, found in self.kinds.items() if found is kind))
