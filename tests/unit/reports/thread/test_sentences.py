"""Who says, how sure, and why the thread stops."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.reports.thread.sentences import (
    counts_in_words,
    day_in_words,
    day_of,
    how_sure,
    state_in_words,
    where_it_begins,
    who_says,
    why_it_stops,
)
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.choices import ActionState, Confidence, Judgement, Outcome, Polarity
from tests.unit.thread.making import DAY, payload


@pytest.mark.parametrize(
    ("kind", "values", "says"),
    [
        (BeadKind.DECISION, {"outcome": Outcome.DECLINE, "reason": "no money"}, "Declined, because: no money"),
        (BeadKind.DECISION, {"outcome": Outcome.DEFER, "reason": "next year"}, "Put off, because: next year"),
        (BeadKind.ACTION, {"state": ActionState.STOPPED}, "This was stopped."),
        (BeadKind.OBSERVATION, {"judgement": Judgement.TOO_EARLY, "value": None}, "Too early to tell."),
    ],
)
@pytest.mark.parametrize("links_on", [0, 3])
def test_what_was_stopped_says_so_even_where_links_lead_on(
    kind: BeadKind, values: dict[str, Any], says: str, links_on: int
) -> None:
    assert why_it_stops(payload(kind, **values), links_on) == says


@pytest.mark.parametrize("kind", BeadKind)
def test_every_kind_says_why_it_stops_only_where_it_does(kind: BeadKind) -> None:
    assert why_it_stops(payload(kind), 0)
    assert not why_it_stops(payload(kind), 1)


def test_a_theme_that_was_answered_says_so() -> None:
    assert why_it_stops(payload(BeadKind.THEME), 0, replied=True) == "It went no further, but people were answered."


def test_a_decision_that_nothing_delivers_says_so() -> None:
    assert "nothing is being done yet" in why_it_stops(payload(BeadKind.DECISION), 0)


def test_words_begin_a_thread_and_a_theme_does_not() -> None:
    assert where_it_begins(payload(BeadKind.CONTRIBUTION)) == "It begins here."
    assert "nobody's words" in where_it_begins(payload(BeadKind.THEME))


@pytest.mark.parametrize(
    ("kind", "who"),
    [
        (BeadKind.CONTRIBUTION, "a resident"),
        (BeadKind.FIGURE, "s"),
        (BeadKind.DECISION, "the board"),
        (BeadKind.PLEDGE, "the council"),
        (BeadKind.THEME, ""),
    ],
)
def test_who_says(kind: BeadKind, who: str) -> None:
    assert who_says(payload(kind)) == who


def test_how_sure_a_figure_is() -> None:
    figure = payload(BeadKind.FIGURE, value=12.5, ci_low=10.0, ci_high=15.25, denominator=1200.0)
    assert how_sure(figure) == "12.5, 10.0 to 15.2 (95% interval). Of 1,200."


def test_a_figure_without_an_interval_says_so() -> None:
    assert how_sure(payload(BeadKind.FIGURE)) == "No interval is given."


def test_an_observation_says_its_judgement_first() -> None:
    assert how_sure(payload(BeadKind.OBSERVATION)) == "It improved. No interval is given."


def test_a_causal_link_says_whether_its_way_is_known() -> None:
    link = payload(BeadKind.CAUSAL_LINK, confidence=Confidence.LOW, polarity=Polarity.UNCERTAIN)
    assert how_sure(link) == "Those who said so are not sure of it. Which way it works is not known."
    assert how_sure(payload(BeadKind.THEME)) == ""


def test_days_and_states_in_words() -> None:
    assert day_in_words(DAY) == "1 March 2025"
    assert day_of(payload(BeadKind.REPLY)) == DAY
    assert day_of(payload(BeadKind.THEME)) is None
    assert state_in_words(payload(BeadKind.DECISION)) == "Adopted"
    assert state_in_words(payload(BeadKind.INDICATOR, baseline=10.0, target=20.0, unit="%")) == "From 10 to 20 %"
    assert state_in_words(payload(BeadKind.INDICATOR, target=20.0)) == "From an unknown start to 20"


def test_counts_come_in_the_order_of_the_thread() -> None:
    counts = {BeadKind.REPLY: 2, BeadKind.CAUSAL_LINK: 1, BeadKind.THEME: 0, BeadKind.VOICE: 3}
    assert counts_in_words(counts) == "3 voices, 1 causal link and 2 replies"


def test_one_kind_or_none_needs_no_and() -> None:
    assert counts_in_words({BeadKind.THEORY_STEP: 1}) == "1 step of the theory of change"
    assert counts_in_words({}) == ""
