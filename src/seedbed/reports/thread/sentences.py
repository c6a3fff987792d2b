"""What people ask of a bead: who says so, how sure it is, when it was, and why the thread stops there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from seedbed.reports.words import decimals_for, interval_text, value_text
from seedbed.thread.kinds import BeadKind, counted
from seedbed.thread.loose_ends import MEANINGS, LooseEnd
from seedbed.thread.payloads import Payload
from seedbed.thread.payloads.agenda import ActionIdeaPayload, CausalLinkPayload
from seedbed.thread.payloads.choices import ActionState, Confidence, Judgement, Outcome, Polarity
from seedbed.thread.payloads.decided import DecisionPayload, PledgePayload, ReplyPayload
from seedbed.thread.payloads.delivered import ActionPayload, IndicatorPayload, ObservationPayload, TheoryStepPayload
from seedbed.thread.payloads.heard import ContributionPayload, EventPayload
from seedbed.thread.payloads.known import FigurePayload, FindingPayload, InfluencePayload

_SURE = {
    Confidence.LOW: "Those who said so are not sure of it.",
    Confidence.MEDIUM: "Those who said so are fairly sure of it.",
    Confidence.HIGH: "Those who said so are sure of it.",
}
_DECIDED = {Outcome.ADOPT: "Adopted", Outcome.ADAPT: "Adapted", Outcome.DEFER: "Put off", Outcome.DECLINE: "Declined"}
_JUDGED = {
    Judgement.IMPROVED: "It improved.",
    Judgement.WORSENED: "It got worse.",
    Judgement.NO_CLEAR_CHANGE: "No clear change.",
    Judgement.TOO_EARLY: "Too early to tell.",
}
_ENDS: dict[BeadKind, LooseEnd] = {
    BeadKind.CONTRIBUTION: LooseEnd.CONTRIBUTION_WITHOUT_VOICE,
    BeadKind.VOICE: LooseEnd.VOICE_WITHOUT_THEME,
    BeadKind.CODE: LooseEnd.CODE_WITHOUT_THEME,
    BeadKind.THEME: LooseEnd.THEME_WITHOUT_FACTOR_OR_PRIORITY,
    BeadKind.ACTION_IDEA: LooseEnd.IDEA_WITHOUT_PRIORITY,
    BeadKind.PRIORITY: LooseEnd.PRIORITY_WITHOUT_DECISION,
    BeadKind.INDICATOR: LooseEnd.INDICATOR_WITHOUT_OBSERVATION,
    BeadKind.OBSERVATION: LooseEnd.OBSERVATION_WITHOUT_REPLY,
    BeadKind.BARRIER: LooseEnd.BARRIER_WITHOUT_ACTION,
}
_PLAIN_ENDS: dict[BeadKind, str] = {
    BeadKind.REPLY: "People were answered.",
    BeadKind.PLEDGE: "This was pledged.",
    BeadKind.FACTOR: "No lever was found on this factor.",
    BeadKind.CAUSAL_LINK: "No lever was found on this link.",
    BeadKind.THEORY_STEP: "Nothing measures this step yet.",
    BeadKind.ACTION: "Nothing was pledged, measured or reported yet.",
    BeadKind.FIGURE: "Nothing was made of this figure yet.",
    BeadKind.FINDING: "Nothing was made of this finding yet.",
}


def day_in_words(day: date) -> str:
    """Return a day as "3 May 2025"."""
    return f"{day.day} {day:%B %Y}"


def day_of(payload: Payload) -> date | None:
    """Return the day that a bead tells of, where it tells of one."""
    for name in ("said_on", "held_on", "decided_on", "delivered_on", "observed_on", "sent_on"):
        found = getattr(payload, name, None)
        if isinstance(found, date):
            return found
    return None


_SAYS: dict[type[Payload], str] = {
    FigurePayload: "source",
    ObservationPayload: "source",
    DecisionPayload: "decided_by",
    PledgePayload: "organisation",
    ActionPayload: "owner",
    ActionIdeaPayload: "owner",
    InfluencePayload: "by_whom",
}


def who_says(payload: Payload) -> str:
    """Return who stands behind a bead, in a few words; empty where only its maker does."""
    if isinstance(payload, ContributionPayload):
        return f"a {payload.origin.value}"
    field = _SAYS.get(type(payload))
    return str(getattr(payload, field)) if field else ""


def how_sure(payload: Payload) -> str:
    """Return how sure a bead is, in a sentence; empty where that is no question."""
    match payload:
        case FigurePayload() | ObservationPayload():
            judged = _JUDGED[payload.judgement] if isinstance(payload, ObservationPayload) else ""
            return " ".join(part for part in (judged, _limits(payload), _of_how_many(payload)) if part)
        case CausalLinkPayload() if payload.polarity is Polarity.UNCERTAIN:
            return f"{_SURE[payload.confidence]} Which way it works is not known."
        case CausalLinkPayload() | TheoryStepPayload() | FindingPayload():
            return _SURE[payload.confidence]
        case _:
            return ""


def _limits(payload: FigurePayload | ObservationPayload) -> str:
    if payload.ci_low is None or payload.ci_high is None:
        return "No interval is given." if payload.value is not None else ""
    return f"{measured(payload)}, {interval_of(payload)} (95% interval)."


def measured(payload: FigurePayload | ObservationPayload) -> str:
    """Return the value with its unit and as many decimals as tell it from its limits: "23.7%"."""
    return value_text(payload.value, getattr(payload, "unit", ""), _decimals(payload))


def interval_of(payload: FigurePayload | ObservationPayload) -> str:
    """Return the limits, "20.0% to 27.7%", or nothing where there are none."""
    return interval_text(payload.ci_low, payload.ci_high, _decimals(payload), getattr(payload, "unit", ""))


def _decimals(payload: FigurePayload | ObservationPayload) -> int:
    values = [value for value in (payload.value, payload.ci_low, payload.ci_high) if value is not None]
    if all(float(value).is_integer() for value in values):
        return 0
    return decimals_for(values)


def _of_how_many(payload: FigurePayload | ObservationPayload) -> str:
    return "" if payload.denominator is None else f"Of {payload.denominator:,.10g}."


def why_it_stops(payload: Payload, links_on: int, *, replied: bool = False) -> str:
    """Return why the thread stops at a bead, or was stopped there; empty where it goes on.

    Parameters
    ----------
    payload
        What the bead carries.
    links_on
        How many forward links it has.
    replied
        Whether somebody replied to it, though no link leads on.
    """
    stopped = _stopped(payload)
    if stopped or links_on:
        return stopped
    if replied:
        return "It went no further, but people were answered."
    if isinstance(payload, DecisionPayload):
        return MEANINGS[LooseEnd.DECISION_WITHOUT_ACTION].one
    end = _ENDS.get(payload.kind)
    return MEANINGS[end].one if end else _PLAIN_ENDS.get(payload.kind, "It goes no further yet.")


def _stopped(payload: Payload) -> str:
    """Return why a thing was stopped, or cannot be told yet, though links may lead on."""
    match payload:
        case DecisionPayload(outcome=Outcome.DECLINE | Outcome.DEFER):
            return f"{_DECIDED[payload.outcome]}, because: {payload.reason}"
        case ActionPayload(state=ActionState.STOPPED):
            return "This was stopped."
        case ObservationPayload(judgement=Judgement.TOO_EARLY):
            return _JUDGED[Judgement.TOO_EARLY]
        case _:
            return ""


GOOD_ENDS = frozenset({BeadKind.REPLY, BeadKind.PLEDGE})
"""Kinds at which the thread ends well, so that nobody need ask why it stops."""


BEGINS = "It begins here."


def where_it_begins(payload: Payload) -> str:
    """Return what it means that nothing leads to a bead."""
    if isinstance(payload, ContributionPayload | FigurePayload | EventPayload | InfluencePayload | FindingPayload):
        return BEGINS
    return "Nothing is linked behind this one: nobody's words and no figure lead to it yet."


def state_in_words(payload: Payload) -> str:
    """Return how far something has come: the outcome, the state, the judgement; empty for other kinds."""
    match payload:
        case DecisionPayload():
            return _DECIDED[payload.outcome]
        case ActionPayload():
            return payload.state.value.replace("_", " ").capitalize()
        case ObservationPayload():
            return _JUDGED[payload.judgement].rstrip(".")
        case IndicatorPayload() if payload.target is not None:
            return f"From {_number(payload.baseline)} to {_number(payload.target)} {payload.unit}".rstrip()
        case ReplyPayload():
            return f"By {payload.channel.value.replace('_', ' ')}"
        case _:
            return ""


def _number(value: float | None) -> str:
    return "an unknown start" if value is None else f"{value:,.10g}"


def counts_in_words(counts: Mapping[BeadKind, int]) -> str:
    """Return how many of each kind, in the order of the thread: "3 voices, 1 theme and 2 replies"; nothing for none."""
    told = [counted(kind, counts[kind]) for kind in BeadKind if counts.get(kind)]
    return " and ".join(part for part in (", ".join(told[:-1]), *told[-1:]) if part)
