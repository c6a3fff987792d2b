"""Which links a bead of each kind may have, seen from that bead: a question each, from the table of legal links."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.thread.kinds import LEGAL_LINKS, BeadKind, Course, LegalLink, Relation
from seedbed.web.walking_skeleton.wording import WALK

QUESTIONS: dict[Relation, tuple[str, str]] = {
    Relation.RAISED_IN: ("What was said at it?", "At which event was it said?"),
    Relation.LOCATED_AT: ("What is about this place?", "Which place is it about?"),
    Relation.NAMED_ASSET: ("Which voices name it?", "Which assets do the words name?"),
    Relation.BLOCKED_BY: ("What does it block?", "What blocks it?"),
    Relation.CODED_TO: ("Which voices say this?", "Which codes fit the words?"),
    Relation.GROUPED_IN: ("Which voices and codes belong to it?", "To which themes does it belong?"),
    Relation.EXPRESSED_AS: ("Which themes and figures does it stand for?", "Which factors stand for it?"),
    Relation.EVIDENCES: ("What is evidence for it?", "What is it evidence for?"),
    Relation.CAUSE_OF: ("Which factor is the cause?", "In which causal links is it the cause?"),
    Relation.EFFECT_ON: ("Which causal links have their effect on it?", "On which factor is the effect?"),
    Relation.LEVER_FOR: ("What would it change?", "Which action ideas would change it?"),
    Relation.RAISED_AS: ("Which themes and action ideas does it raise?", "As which priorities was it raised?"),
    Relation.DECIDED_IN: ("Which priorities does it decide on?", "In which decisions was it decided?"),
    Relation.DELIVERED_BY: ("Which decisions does it deliver?", "Which actions deliver it?"),
    Relation.FUNDED_BY: ("Which actions does it resource?", "Which pledges resource it?"),
    Relation.MOBILISES: ("Which actions make use of it?", "Which assets does it make use of?"),
    Relation.ANSWERS: ("Which actions answer it?", "What does it answer?"),
    Relation.WORKS_THROUGH: ("Which actions should work through it?", "Through which steps should it work?"),
    Relation.MEASURED_BY: ("What does it measure?", "Which indicators measure it?"),
    Relation.OBSERVED_AS: ("Which indicator was observed?", "Which observations were made of it?"),
    Relation.REPORTED_TO: ("What does it report?", "In which replies was it reported?"),
    Relation.REPLIES_TO: ("Which replies answer it?", "What does it reply to?"),
    Relation.CHANGED_BY: ("What changed it?", "What did it change?"),
}
"""For each relation what is asked of its target about sources, and of its source about targets."""

OWN_PAGE = frozenset({Relation.EXCERPTED_AS})
"""Made on a page of its own, where words are marked."""


@dataclass(frozen=True, slots=True)
class Side:
    """One legal link as seen from a bead.

    Parameters
    ----------
    relation
        How the two are joined.
    others_first
        Whether the other bead is the source.
    kinds
        Kinds the other bead may be of.
    """

    relation: Relation
    others_first: bool
    kinds: tuple[BeadKind, ...]

    @property
    def name(self) -> str:
        """Name of the field that asks for it."""
        return f"{'from' if self.others_first else 'to'}_{self.relation.value}"

    @property
    def question(self) -> str:
        """What a form asks."""
        return QUESTIONS[self.relation][0 if self.others_first else 1]


def sides_of(kind: BeadKind) -> tuple[Side, ...]:
    """Return every link that may be made by hand at a bead of this kind: what came before first, what follows last."""
    return (*sides_before(kind), *sides_after(kind))


def sides_before(kind: BeadKind) -> tuple[Side, ...]:
    """Return the links to what came before it, and to what it is about, makes use of or answers."""
    before = [_side(row.relation, others_first=True) for row in _rows() if kind in row.targets and _runs(row)]
    around = [_side(row.relation, others_first=False) for row in _rows() if kind in row.sources and not _runs(row)]
    return (*before, *around)


def sides_after(kind: BeadKind) -> tuple[Side, ...]:
    """Return the links to what follows from it, and to what points at it."""
    after = [_side(row.relation, others_first=False) for row in _rows() if kind in row.sources and _runs(row)]
    around = [_side(row.relation, others_first=True) for row in _rows() if kind in row.targets and not _runs(row)]
    return (*after, *around)


def _rows() -> list[LegalLink]:
    return [row for row in LEGAL_LINKS.values() if row.course is not Course.LINEAGE and row.relation not in OWN_PAGE]


def _runs(row: LegalLink) -> bool:
    return row.course is Course.FORWARD


def _side(relation: Relation, *, others_first: bool) -> Side:
    row = LEGAL_LINKS[relation]
    others = row.sources if others_first else row.targets
    return Side(relation, others_first, tuple(kind for kind in WALK if kind in others))
