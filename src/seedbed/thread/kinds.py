"""What beads there are, and the one table of the links that may join them.

Forward runs from what people say and figures show to the decision, the action, its outcome and the reply. Traces follow
only relations that run forward. Relations of context say where, for what and to whom; lineage says what a bead was made
from. Only ``effect_on`` closes circles: a system map may circle, the thread may not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from seedbed.errors import UsageError


class BeadKind(StrEnum):
    """What a bead stands for."""

    FIGURE = "figure"
    CONTRIBUTION = "contribution"
    VOICE = "voice"
    EVENT = "event"
    PLACE = "place"
    ORGANISATION = "organisation"
    ASSET = "asset"
    BARRIER = "barrier"
    CODE = "code"
    THEME = "theme"
    FACTOR = "factor"
    CAUSAL_LINK = "causal_link"
    ACTION_IDEA = "action_idea"
    PRIORITY = "priority"
    DECISION = "decision"
    PLEDGE = "pledge"
    ACTION = "action"
    THEORY_STEP = "theory_step"
    INDICATOR = "indicator"
    OBSERVATION = "observation"
    FINDING = "finding"
    QUESTION = "question"
    INFLUENCE = "influence"
    REPLY = "reply"


class Relation(StrEnum):
    """How one bead is joined to another: read "source relation target"."""

    EXCERPTED_AS = "excerpted_as"
    RAISED_IN = "raised_in"
    LOCATED_AT = "located_at"
    NAMED_ASSET = "named_asset"
    BLOCKED_BY = "blocked_by"
    CODED_TO = "coded_to"
    GROUPED_IN = "grouped_in"
    EXPRESSED_AS = "expressed_as"
    EVIDENCES = "evidences"
    CAUSE_OF = "cause_of"
    EFFECT_ON = "effect_on"
    LEVER_FOR = "lever_for"
    RAISED_AS = "raised_as"
    DECIDED_IN = "decided_in"
    DELIVERED_BY = "delivered_by"
    FUNDED_BY = "funded_by"
    MOBILISES = "mobilises"
    ANSWERS = "answers"
    WORKS_THROUGH = "works_through"
    MEASURED_BY = "measured_by"
    OBSERVED_AS = "observed_as"
    REPORTED_TO = "reported_to"
    REPLIES_TO = "replies_to"
    CHANGED_BY = "changed_by"
    MERGED_INTO = "merged_into"
    SPLIT_INTO = "split_into"
    SUPERSEDES = "supersedes"


class Course(StrEnum):
    """Which way a relation runs."""

    FORWARD = "forward"
    CONTEXT = "context"
    CAUSAL = "causal"
    LINEAGE = "lineage"


@dataclass(frozen=True, slots=True)
class LegalLink:
    """One row of the table of legal links.

    Parameters
    ----------
    relation
        How source and target are joined.
    sources, targets
        Kinds that may stand at either end. Relations of lineage join two beads of the same kind.
    course
        Which way it runs; traces follow ``FORWARD``.
    reads
        The link in plain words between the two beads, forward: "voice *was grouped in* theme".
    """

    relation: Relation
    sources: frozenset[BeadKind]
    targets: frozenset[BeadKind]
    course: Course
    reads: str


def _row(relation: Relation, sources: str, targets: str, course: Course, reads: str) -> LegalLink:
    kinds = [frozenset(BeadKind(kind) for kind in side.split()) for side in (sources, targets)]
    return LegalLink(relation, kinds[0], kinds[1], course, reads)


LINEAGE_KINDS = "asset barrier code theme factor causal_link action_idea priority theory_step indicator question"
"""Kinds whose beads may be merged, split and superseded. Words, figures, decisions and replies stay as they were."""

_ROWS = (
    _row(Relation.EXCERPTED_AS, "contribution", "voice", Course.FORWARD, "holds the words"),
    _row(Relation.RAISED_IN, "contribution", "event", Course.CONTEXT, "was said at"),
    _row(Relation.LOCATED_AT, "voice asset event", "place", Course.CONTEXT, "is about the place"),
    _row(Relation.NAMED_ASSET, "voice", "asset", Course.FORWARD, "names"),
    _row(Relation.BLOCKED_BY, "asset organisation", "barrier", Course.FORWARD, "is blocked by"),
    _row(Relation.CODED_TO, "voice", "code", Course.FORWARD, "was coded as"),
    _row(Relation.GROUPED_IN, "voice code", "theme", Course.FORWARD, "belongs to the theme"),
    _row(Relation.EXPRESSED_AS, "theme figure", "factor", Course.FORWARD, "became the factor"),
    _row(
        Relation.EVIDENCES,
        "voice figure finding",
        "factor causal_link theory_step barrier",
        Course.FORWARD,
        "is evidence for",
    ),
    _row(Relation.CAUSE_OF, "factor", "causal_link", Course.FORWARD, "is the cause in"),
    _row(Relation.EFFECT_ON, "causal_link", "factor", Course.CAUSAL, "has its effect on"),
    _row(Relation.LEVER_FOR, "factor causal_link", "action_idea", Course.FORWARD, "is what would be changed by"),
    _row(Relation.RAISED_AS, "theme action_idea", "priority", Course.FORWARD, "was raised as"),
    _row(Relation.DECIDED_IN, "priority", "decision", Course.FORWARD, "was decided in"),
    _row(Relation.DELIVERED_BY, "decision", "action", Course.FORWARD, "is delivered by"),
    _row(Relation.FUNDED_BY, "action", "pledge", Course.FORWARD, "is resourced by"),
    _row(Relation.MOBILISES, "action", "asset", Course.CONTEXT, "makes use of"),
    _row(Relation.ANSWERS, "action", "barrier theme question", Course.CONTEXT, "answers"),
    _row(Relation.WORKS_THROUGH, "action", "theory_step", Course.FORWARD, "should work through"),
    _row(Relation.MEASURED_BY, "theory_step action", "indicator", Course.FORWARD, "is measured by"),
    _row(Relation.OBSERVED_AS, "indicator", "observation", Course.FORWARD, "was observed as"),
    _row(Relation.REPORTED_TO, "decision action observation finding", "reply", Course.FORWARD, "was reported in"),
    _row(Relation.REPLIES_TO, "reply", "voice theme event", Course.CONTEXT, "replies to"),
    _row(Relation.CHANGED_BY, "influence", "decision action voice", Course.FORWARD, "changed"),
    _row(Relation.MERGED_INTO, LINEAGE_KINDS, LINEAGE_KINDS, Course.LINEAGE, "was merged into"),
    _row(Relation.SPLIT_INTO, LINEAGE_KINDS, LINEAGE_KINDS, Course.LINEAGE, "was split into"),
    _row(Relation.SUPERSEDES, LINEAGE_KINDS, LINEAGE_KINDS, Course.LINEAGE, "takes the place of"),
)

LEGAL_LINKS: dict[Relation, LegalLink] = {row.relation: row for row in _ROWS}
"""The one table of legal links (the design's section 3)."""

FORWARD: frozenset[Relation] = frozenset(row.relation for row in _ROWS if row.course is Course.FORWARD)
"""Relations that traces follow."""


def is_legal(source: BeadKind, relation: Relation, target: BeadKind) -> bool:
    """Say whether a bead of kind ``source`` may be joined to one of kind ``target`` by ``relation``."""
    row = LEGAL_LINKS[relation]
    same = row.course is not Course.LINEAGE or source is target
    return same and source in row.sources and target in row.targets


def check_legal(source: BeadKind, relation: Relation, target: BeadKind) -> None:
    """Refuse a link that is not in the table.

    Raises
    ------
    UsageError
        If the table of legal links does not hold it; the next step lists the relations that would do.
    """
    if is_legal(source, relation, target):
        return
    fitting = [row.relation.value for row in _ROWS if is_legal(source, row.relation, target)]
    raise UsageError(
        f"A {words(source)} cannot be joined to a {words(target)} by '{relation.value}'.",
        "The table of legal links does not hold it.",
        f"Use {' or '.join(fitting)}." if fitting else "No link joins these two; go by a bead between them.",
    )


def reads_this(reads: str) -> str:
    """Return a link in words with "this" for its target: "belongs to this theme", "was coded as this".

    Parameters
    ----------
    reads
        The link in words, from `LegalLink`.
    """
    start, the, noun = reads.rpartition(" the ")
    if not the or " " in noun:
        return f"{reads} this"
    return f"{start} {'these' if noun.endswith('s') else 'this'} {noun}"


def words(kind: BeadKind) -> str:
    """Return the kind as people read it: "causal link"."""
    return _WORDS.get(kind) or kind.value.replace("_", " ")


_WORDS = {BeadKind.THEORY_STEP: "step of the theory of change"}
_SEVERAL = {
    BeadKind.THEORY_STEP: "steps of the theory of change",
    BeadKind.PRIORITY: "priorities",
    BeadKind.REPLY: "replies",
}


def counted(kind: BeadKind, number: int) -> str:
    """Return how many there are of a kind as people read it: "1 causal link", "2 priorities"."""
    several = _SEVERAL.get(kind) or f"{words(kind)}s"
    return f"{number:,} {words(kind) if number == 1 else several}"
