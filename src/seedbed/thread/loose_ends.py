"""Loose ends: where the thread stops though it should go on, each with what it means and what to do next."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from seedbed.thread.beads import BeadId
from seedbed.thread.columns import ThreadColumns
from seedbed.thread.flow import Flow
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.measures import answers_by_bead, voices_of
from seedbed.thread.payloads.choices import Origin, Outcome


class LooseEnd(StrEnum):
    """One kind of loose end."""

    CONTRIBUTION_WITHOUT_VOICE = "contribution_without_voice"
    VOICE_WITHOUT_THEME = "voice_without_theme"
    CODE_WITHOUT_THEME = "code_without_theme"
    THEME_WITHOUT_FACTOR_OR_PRIORITY = "theme_without_factor_or_priority"
    FACTOR_WITHOUT_ORIGIN = "factor_without_origin"
    CAUSAL_LINK_WITHOUT_EVIDENCE = "causal_link_without_evidence"
    IDEA_WITHOUT_PRIORITY = "idea_without_priority"
    PRIORITY_WITHOUT_DECISION = "priority_without_decision"
    DECISION_WITHOUT_ACTION = "decision_without_action"
    ACTION_WITHOUT_PLEDGE = "action_without_pledge"
    ACTION_WITHOUT_INDICATOR = "action_without_indicator"
    ACTION_WITHOUT_VOICE = "action_without_voice"
    ACTION_WITHOUT_FIGURE = "action_without_figure"
    INDICATOR_WITHOUT_OBSERVATION = "indicator_without_observation"
    DECISION_WITHOUT_REPLY = "decision_without_reply"
    OBSERVATION_WITHOUT_REPLY = "observation_without_reply"
    VOICE_WITHOUT_REPLY = "voice_without_reply"
    BARRIER_WITHOUT_ACTION = "barrier_without_action"
    QUESTION_WITHOUT_ANSWER = "question_without_answer"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A kind of loose end in plain words: what is loose, for one bead and for many, and what to do next."""

    one: str
    many: str
    next_step: str


MEANINGS: dict[LooseEnd, Meaning] = {
    LooseEnd.CONTRIBUTION_WITHOUT_VOICE: Meaning(
        "Nothing was marked in what was said.",
        "Contributions in which nothing was marked",
        "Read it and mark the words that matter.",
    ),
    LooseEnd.VOICE_WITHOUT_THEME: Meaning(
        "It belongs to no theme.", "Voices that belong to no theme", "Group it with others, or make a theme of it."
    ),
    LooseEnd.CODE_WITHOUT_THEME: Meaning(
        "It belongs to no theme.", "Codes that belong to no theme", "Put the code into a theme, or say it stands alone."
    ),
    LooseEnd.THEME_WITHOUT_FACTOR_OR_PRIORITY: Meaning(
        "Nothing was made of this theme.",
        "Themes that became neither a factor nor a priority",
        "Put it on the system map, raise it as a priority, or tell people why not.",
    ),
    LooseEnd.FACTOR_WITHOUT_ORIGIN: Meaning(
        "No voice, theme, figure or finding stands behind it.",
        "Factors that nobody's words and no figure stand behind",
        "Link what it rests on, ask residents whether it is so, or mark on the map that only experts say so.",
    ),
    LooseEnd.CAUSAL_LINK_WITHOUT_EVIDENCE: Meaning(
        "Nothing was given as evidence for it.",
        "Causal links without evidence",
        "Link a voice, a figure or a finding that speaks for it, or mark on the map that only experts say so.",
    ),
    LooseEnd.IDEA_WITHOUT_PRIORITY: Meaning(
        "It was not raised as a priority.",
        "Action ideas that were not raised",
        "Raise it as a priority, or tell people why not.",
    ),
    LooseEnd.PRIORITY_WITHOUT_DECISION: Meaning(
        "Nobody has decided on it yet.", "Priorities that nobody has decided on", "Take it to those who can decide."
    ),
    LooseEnd.DECISION_WITHOUT_ACTION: Meaning(
        "It was decided, and nothing is being done yet.",
        "Decisions for something that no action delivers",
        "Say who does what, by when.",
    ),
    LooseEnd.ACTION_WITHOUT_PLEDGE: Meaning(
        "Nobody has pledged anything for it.", "Actions without a pledge", "Ask for money, time, space or people."
    ),
    LooseEnd.ACTION_WITHOUT_INDICATOR: Meaning(
        "Nothing measures whether it works.",
        "Actions that nothing measures",
        "Agree what should change and how to see it.",
    ),
    LooseEnd.ACTION_WITHOUT_VOICE: Meaning(
        "No resident's words lead to it.", "Actions that no resident's words lead to", "Ask whether residents want it."
    ),
    LooseEnd.ACTION_WITHOUT_FIGURE: Meaning(
        "No figure leads to it.", "Actions that no figure leads to", "Link the figures that show the need."
    ),
    LooseEnd.INDICATOR_WITHOUT_OBSERVATION: Meaning(
        "Nothing was seen yet.", "Indicators without an observation", "Measure it, or say when it will be."
    ),
    LooseEnd.DECISION_WITHOUT_REPLY: Meaning(
        "Nobody was told what was decided.", "Decisions that nobody was told of", "Reply to those who raised it."
    ),
    LooseEnd.OBSERVATION_WITHOUT_REPLY: Meaning(
        "Nobody was told what changed.", "Observations that nobody was told of", "Reply to those who raised it."
    ),
    LooseEnd.VOICE_WITHOUT_REPLY: Meaning(
        "Nobody has answered yet.", "Voices that nobody has answered", "Reply, even if the answer is no."
    ),
    LooseEnd.BARRIER_WITHOUT_ACTION: Meaning(
        "No action answers it.", "Barriers that no action answers", "Plan something against it, or tell people why not."
    ),
    LooseEnd.QUESTION_WITHOUT_ANSWER: Meaning(
        "No action answers it.", "Questions that no action answers", "Say who will find out."
    ),
}
"""Every kind of loose end in plain words."""


def loose_ends(columns: ThreadColumns) -> dict[LooseEnd, tuple[BeadId, ...]]:
    """Return the loose beads of each kind of loose end, by number; kinds without any are there and empty.

    Programme-wide beads count where they are joined to the neighbourhood. A deferred or declined decision needs no
    action; every decision needs a reply. A factor or causal link that people marked as of experts only is not loose.
    """
    look = _Look(columns)
    return {end: tuple(bead for bead in find(look) if bead in look.counted) for end, find in _FINDERS.items()}


class _Look:
    """What finding loose ends needs to know, worked out once."""

    def __init__(self, columns: ThreadColumns) -> None:
        self.columns = columns
        self.flow = Flow(columns)
        self.counted = self.flow.counted()
        self.answered = {bead for bead, bits in answers_by_bead(columns)[1].items() if bits}
        self.at_source = dict[Relation, set[BeadId]]()
        self.at_target = dict[Relation, set[BeadId]]()
        for source, relation, target in columns.links:
            self.at_source.setdefault(relation, set()).add(source)
            self.at_target.setdefault(relation, set()).add(target)

    def without(self, kind: BeadKind, having: Collection[BeadId]) -> list[BeadId]:
        """Return the beads of a kind that are not among those."""
        return [bead for bead in self.columns.of_kind(kind) if bead not in having]

    def leading(self, *relations: Relation) -> set[BeadId]:
        """Return the sources of links of these relations."""
        return {bead for relation in relations for bead in self.at_source.get(relation, ())}

    def led_to(self, *relations: Relation) -> set[BeadId]:
        """Return the targets of links of these relations."""
        return {bead for relation in relations for bead in self.at_target.get(relation, ())}

    def upstream_of(self, kind: BeadKind) -> Collection[BeadId]:
        """Return the beads from which a bead of that kind can be reached."""
        return self.flow.back(dict.fromkeys(self.columns.of_kind(kind), 1))

    def downstream_of(self, beads: Collection[BeadId]) -> Collection[BeadId]:
        """Return the beads that can be reached from these."""
        return self.flow.forward(dict.fromkeys(beads, 1))

    def residents_voices(self) -> list[BeadId]:
        """Return the voices of residents."""
        origins = self.columns.origins
        return [voice for voice, source in voices_of(self.columns).items() if origins[source] is Origin.RESIDENT]


def _actionless(look: _Look) -> list[BeadId]:
    wanted = {bead for bead, outcome in look.columns.outcomes.items() if outcome in {Outcome.ADOPT, Outcome.ADAPT}}
    return [bead for bead in look.without(BeadKind.DECISION, look.leading(Relation.DELIVERED_BY)) if bead in wanted]


_FINDERS: dict[LooseEnd, Callable[[_Look], list[BeadId]]] = {
    LooseEnd.CONTRIBUTION_WITHOUT_VOICE: lambda look: look.without(
        BeadKind.CONTRIBUTION, look.leading(Relation.EXCERPTED_AS)
    ),
    LooseEnd.VOICE_WITHOUT_THEME: lambda look: look.without(BeadKind.VOICE, look.upstream_of(BeadKind.THEME)),
    LooseEnd.CODE_WITHOUT_THEME: lambda look: look.without(BeadKind.CODE, look.leading(Relation.GROUPED_IN)),
    LooseEnd.THEME_WITHOUT_FACTOR_OR_PRIORITY: lambda look: look.without(
        BeadKind.THEME, look.leading(Relation.EXPRESSED_AS, Relation.RAISED_AS)
    ),
    LooseEnd.FACTOR_WITHOUT_ORIGIN: lambda look: look.without(
        BeadKind.FACTOR, look.led_to(Relation.EXPRESSED_AS, Relation.EVIDENCES) | look.columns.experts_only
    ),
    LooseEnd.CAUSAL_LINK_WITHOUT_EVIDENCE: lambda look: look.without(
        BeadKind.CAUSAL_LINK, look.led_to(Relation.EVIDENCES) | look.columns.experts_only
    ),
    LooseEnd.IDEA_WITHOUT_PRIORITY: lambda look: look.without(BeadKind.ACTION_IDEA, look.leading(Relation.RAISED_AS)),
    LooseEnd.PRIORITY_WITHOUT_DECISION: lambda look: look.without(BeadKind.PRIORITY, look.leading(Relation.DECIDED_IN)),
    LooseEnd.DECISION_WITHOUT_ACTION: _actionless,
    LooseEnd.ACTION_WITHOUT_PLEDGE: lambda look: look.without(BeadKind.ACTION, look.leading(Relation.FUNDED_BY)),
    LooseEnd.ACTION_WITHOUT_INDICATOR: lambda look: look.without(BeadKind.ACTION, look.upstream_of(BeadKind.INDICATOR)),
    LooseEnd.ACTION_WITHOUT_VOICE: lambda look: look.without(
        BeadKind.ACTION, look.downstream_of(look.residents_voices())
    ),
    LooseEnd.ACTION_WITHOUT_FIGURE: lambda look: look.without(
        BeadKind.ACTION, look.downstream_of(look.columns.of_kind(BeadKind.FIGURE))
    ),
    LooseEnd.INDICATOR_WITHOUT_OBSERVATION: lambda look: look.without(
        BeadKind.INDICATOR, look.leading(Relation.OBSERVED_AS)
    ),
    LooseEnd.DECISION_WITHOUT_REPLY: lambda look: look.without(BeadKind.DECISION, look.answered),
    LooseEnd.OBSERVATION_WITHOUT_REPLY: lambda look: look.without(BeadKind.OBSERVATION, look.answered),
    LooseEnd.VOICE_WITHOUT_REPLY: lambda look: look.without(BeadKind.VOICE, look.answered),
    LooseEnd.BARRIER_WITHOUT_ACTION: lambda look: look.without(BeadKind.BARRIER, look.led_to(Relation.ANSWERS)),
    LooseEnd.QUESTION_WITHOUT_ANSWER: lambda look: look.without(BeadKind.QUESTION, look.led_to(Relation.ANSWERS)),
}
