"""What each kind, field and choice is called on the plain forms, in everyday words."""

from __future__ import annotations

from enum import Enum

from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.choices import (
    ActionState,
    Confidence,
    Direction,
    FactorRole,
    Judgement,
    Level,
    Origin,
    Outcome,
    PledgeKind,
    Polarity,
    Precision,
    TheoryStage,
)

K = BeadKind

WALK: dict[BeadKind, str] = {
    K.EVENT: "An occasion on which people were heard.",
    K.CONTRIBUTION: "What someone said on one occasion, word for word.",
    K.VOICE: "One thing in what they said: a marked piece of their words.",
    K.PLACE: "A place that people talk about.",
    K.ORGANISATION: "A body with a part in the neighbourhood, and what it does.",
    K.ASSET: "Something people can build on: a group, a building, a park, a skill.",
    K.BARRIER: "What keeps someone from using an asset.",
    K.FIGURE: "An open figure that someone used, with where it comes from.",
    K.FINDING: "What an evaluation found.",
    K.CODE: "A short name for what several voices say.",
    K.THEME: "What several people said, in one phrase.",
    K.FACTOR: "Something that can go up or down: a box on the system map.",
    K.CAUSAL_LINK: "A claim that one factor changes another: an arrow on the system map.",
    K.ACTION_IDEA: "Something that could be done about it.",
    K.PRIORITY: "What is asked of decision makers: the ask, its cost and who gains.",
    K.INFLUENCE: "What a public adviser or panel changed.",
    K.DECISION: "What was decided, by whom and why. A no with its reason is an answer.",
    K.ACTION: "What is being done because of a decision.",
    K.PLEDGE: "What an organisation promised: money, staff time, space and so on.",
    K.QUESTION: "A question that an action or evaluation should answer.",
    K.THEORY_STEP: "One step of how the action should make a difference.",
    K.INDICATOR: "What is measured, and which way it should go.",
    K.OBSERVATION: "What was seen when it was measured.",
    K.REPLY: "What went back to people: you said, we decided, we did, it changed.",
}
"""Every kind in the order of the walk, each in one sentence."""

LABELS: dict[str, tuple[str, str]] = {
    "name": ("Name", "A few words that others will recognise."),
    "said_on": ("On which day was it said?", ""),
    "origin": ("Who said it?", ""),
    "mode": ("How was it said?", ""),
    "language": ("In which language?", ""),
    "held_on": ("On which day was it?", ""),
    "step": ("For which step of the process was it?", "A number from 1 to 7. Step 2 is listening."),
    "attendances": ("How many came?", "Visits, counted at the door. Leave empty if nobody counted."),
    "precision": ("How exactly is the place known?", "Never someone's own home."),
    "definition": ("What belongs to it?", "One or two sentences, so that others draw the same line."),
    "dissent": ("What speaks against it?", "What people said that points the other way."),
    "indicator": ("What does it measure?", ""),
    "area": ("For which area?", ""),
    "period": ("For which period?", "Such as 2023 or April to June 2025."),
    "value": ("Value", "A number."),
    "source": ("Who published it?", ""),
    "unit": ("Unit", "Such as % or people. Leave empty for a plain number."),
    "numerator": ("How many were counted?", "The numerator, if it is known."),
    "denominator": ("Out of how many?", "The denominator, if it is known."),
    "ci_low": ("Lower limit", "The lower end of the 95% interval, if it is known."),
    "ci_high": ("Upper limit", "The upper end of the 95% interval, if it is known."),
    "method": ("How was it worked out?", ""),
    "form": ("What is it?", "Barriers stand on policies, procedures and contracts too."),
    "does": ("What does it do in the care system?", "Such as commissions, funds, owns, hosts or decides."),
    "asset_type": ("What kind of asset is it?", ""),
    "owner": ("Who owns it?", ""),
    "barrier_kind": ("What kind of barrier is it?", ""),
    "for_whom": ("Whom does it keep away?", "People it touches most, in words; never one person."),
    "confidence": ("How sure are we?", ""),
    "by_whom": ("Who brought it about?", "A panel or group, not one person."),
    "role": ("What is it on the map?", ""),
    "controlled_by": ("Who can change it?", "An organisation. Leave empty if nobody can alone."),
    "polarity": ("Which way does the effect run?", ""),
    "because": ("Why do we think so?", ""),
    "cost": ("Cost in pounds", "A number without the pound sign. Leave empty if nobody knows yet."),
    "level": ("Where in the system does it work?", "Later choices are harder and change more."),
    "ask": ("What exactly is asked?", ""),
    "who_gains": ("Who gains?", ""),
    "people_who_gain": ("How many people gain?", "Leave empty if nobody knows yet."),
    "outcome": ("What was decided?", ""),
    "decided_on": ("On which day?", ""),
    "decided_by": ("Who decided?", "A board, a committee or an office."),
    "reason": ("Why?", "Needed unless the answer is a plain yes. People will be told."),
    "organisation": ("Which organisation promised it?", ""),
    "pledge_kind": ("What was promised?", ""),
    "worth": ("Worth in pounds", "Also for what is not cash. Leave empty if nobody knows."),
    "conditions": ("On what conditions?", ""),
    "words": ("What did you tell people?", "You said, we decided, we did, it changed."),
    "sent_on": ("On which day did it go out?", ""),
    "channel": ("How did it reach people?", ""),
    "state": ("How far has it come?", ""),
    "due_on": ("By which day should it be done?", ""),
    "delivered_on": ("On which day was it delivered?", "Only for what is delivered."),
    "stage": ("Which stage is it?", ""),
    "assumption": ("What must hold for it?", ""),
    "direction": ("Which way should it go?", ""),
    "baseline": ("Where did it start?", "A number."),
    "target": ("Where should it get to?", "A number."),
    "observed_on": ("On which day was it seen?", ""),
    "judgement": ("What does it say, beside where it started?", ""),
}
"""Label and hint by field."""

PARTICULAR: dict[tuple[BeadKind, str], tuple[str, str]] = {
    (K.FACTOR, "name"): ("Name", "Something that can go up or down, such as “places to meet”."),
    (K.CAUSAL_LINK, "name"): ("The claim in words", "Such as “places to meet ease loneliness”."),
    (K.FINDING, "name"): ("What was found?", "One sentence."),
    (K.QUESTION, "name"): ("The question", "One sentence that ends with a question mark."),
    (K.INFLUENCE, "name"): ("What was changed?", "One sentence."),
    (K.THEORY_STEP, "name"): ("The step in words", "Such as “people who live alone meet others weekly”."),
    (K.ACTION_IDEA, "owner"): ("Who could do it?", ""),
    (K.ACTION, "owner"): ("Who does it?", ""),
    (K.OBSERVATION, "source"): ("Where does the value come from?", ""),
    (K.OBSERVATION, "value"): ("Value", "A number. Only “too early to tell” may go without."),
}
"""Label and hint where a kind needs its own."""

SHOWN: dict[str, str] = {
    "said_on": "Said on",
    "origin": "Who said it",
    "mode": "How it was said",
    "language": "Language",
    "held_on": "Held on",
    "step": "Step of the process",
    "attendances": "How many came",
    "precision": "How exactly the place is known",
    "indicator": "What it measures",
    "area": "Area",
    "period": "Period",
    "source": "Published by",
    "numerator": "Counted",
    "denominator": "Out of",
    "method": "How it was worked out",
    "does": "What it does in the care system",
    "form": "What it is",
    "asset_type": "Kind of asset",
    "owner": "Owner",
    "barrier_kind": "Kind of barrier",
    "for_whom": "Whom it keeps away",
    "confidence": "How sure we are",
    "role": "On the map",
    "polarity": "Which way the effect runs",
    "because": "Why we think so",
    "level": "Where in the system it works",
    "ask": "What is asked",
    "people_who_gain": "How many people gain",
    "decided_on": "Decided on",
    "organisation": "Promised by",
    "pledge_kind": "What was promised",
    "conditions": "Conditions",
    "words": "What people were told",
    "sent_on": "Sent on",
    "channel": "How it reached people",
    "state": "How far it has come",
    "due_on": "Due by",
    "delivered_on": "Delivered on",
    "stage": "Stage of the theory of change",
    "direction": "Which way it should go",
    "baseline": "Where it started",
    "target": "Where it should get to",
    "observed_on": "Seen on",
    "judgement": "What it says beside where it started",
}
"""What a field is called where it is shown, not asked for; other fields keep their question, without its mark."""

SHOWN_OF_A_KIND: dict[tuple[BeadKind, str], str] = {
    (K.ACTION_IDEA, "owner"): "Who could do it",
    (K.ACTION, "owner"): "Who does it",
    (K.OBSERVATION, "source"): "Where the value comes from",
}
"""The same where a kind needs its own."""

CHOICES: dict[Enum, str] = {
    Origin.RESIDENT: "Someone who lives here",
    Origin.PROFESSIONAL: "Someone who works here",
    Precision.POINT: "Exactly this spot",
    Precision.STREET: "Somewhere on this street",
    Precision.AREA: "Somewhere in this area",
    FactorRole.ORDINARY: "A factor like any other",
    FactorRole.OUTCOME: "What we want to change in the end",
    FactorRole.INTERVENTION: "Something that is done already",
    Polarity.SAME: "When the first goes up, the second goes up",
    Polarity.OPPOSITE: "When the first goes up, the second goes down",
    Polarity.UNCERTAIN: "We do not know which way",
    Confidence.LOW: "Not sure",
    Confidence.MEDIUM: "Fairly sure",
    Confidence.HIGH: "Very sure",
    Level.ELEMENTS: "Single parts: people, places, services",
    Level.FEEDBACK: "Feedback and delays: who learns what, and when",
    Level.STRUCTURE: "Structure: who works with whom, and by which rules",
    Level.GOALS: "Goals: what the system is for",
    Level.PARADIGM: "Beliefs: how people see it all",
    Outcome.ADOPT: "Yes: do it",
    Outcome.ADAPT: "Yes, with changes",
    Outcome.DEFER: "Not now",
    Outcome.DECLINE: "No",
    PledgeKind.KIT: "Equipment",
    PledgeKind.CASH: "Money",
    ActionState.UNDER_WAY: "Under way",
    TheoryStage.INPUT: "Input: what is put in",
    TheoryStage.ACTIVITY: "Activity: what is done with it",
    TheoryStage.OUTPUT: "Output: what comes of it at once",
    TheoryStage.OUTCOME: "Outcome: what changes for people",
    TheoryStage.IMPACT: "Impact: what changes for good",
    Direction.UP: "Up",
    Direction.DOWN: "Down",
    Judgement.NO_CLEAR_CHANGE: "No clear change",
    Judgement.TOO_EARLY: "Too early to tell",
}
"""Choices whose own word would not do."""


def label_of(kind: BeadKind, field: str) -> str:
    """Return what the field is called on the form of its kind."""
    return PARTICULAR.get((kind, field), LABELS[field])[0]


def shown_as(kind: BeadKind, field: str) -> str:
    """Return what the field is called on pages that show it."""
    return SHOWN_OF_A_KIND.get((kind, field)) or SHOWN.get(field) or label_of(kind, field).rstrip("?")


def hint_of(kind: BeadKind, field: str) -> str:
    """Return the help under the label, or nothing."""
    return PARTICULAR.get((kind, field), LABELS[field])[1]


def choice_in_words(choice: Enum) -> str:
    """Return a fixed choice as people read it."""
    return CHOICES.get(choice) or str(choice.value).replace("_", " ").capitalize()
