"""Loose ends: each kind comes up where it should, and goes when the thread goes on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.loose_ends import MEANINGS, LooseEnd, loose_ends
from seedbed.thread.payloads.choices import Outcome
from seedbed.thread.reading import columns_of
from seedbed.thread.thread import Thread
from tests.unit.thread.making import MARK, chain, payload

K, R, E = BeadKind, Relation, LooseEnd


def found(thread: Thread) -> dict[LooseEnd, tuple[int, ...]]:
    return {end: beads for end, beads in loose_ends(columns_of(thread, 1, 1)).items() if beads}


@pytest.mark.parametrize(
    ("kind", "ends"),
    [
        (K.CONTRIBUTION, {E.CONTRIBUTION_WITHOUT_VOICE}),
        (K.VOICE, {E.VOICE_WITHOUT_THEME, E.VOICE_WITHOUT_REPLY}),
        (K.CODE, {E.CODE_WITHOUT_THEME}),
        (K.THEME, {E.THEME_WITHOUT_FACTOR_OR_PRIORITY}),
        (K.FACTOR, {E.FACTOR_WITHOUT_ORIGIN}),
        (K.CAUSAL_LINK, {E.CAUSAL_LINK_WITHOUT_EVIDENCE}),
        (K.ACTION_IDEA, {E.IDEA_WITHOUT_PRIORITY}),
        (K.PRIORITY, {E.PRIORITY_WITHOUT_DECISION}),
        (K.DECISION, {E.DECISION_WITHOUT_ACTION, E.DECISION_WITHOUT_REPLY}),
        (
            K.ACTION,
            {E.ACTION_WITHOUT_PLEDGE, E.ACTION_WITHOUT_INDICATOR, E.ACTION_WITHOUT_VOICE, E.ACTION_WITHOUT_FIGURE},
        ),
        (K.INDICATOR, {E.INDICATOR_WITHOUT_OBSERVATION}),
        (K.OBSERVATION, {E.OBSERVATION_WITHOUT_REPLY}),
        (K.BARRIER, {E.BARRIER_WITHOUT_ACTION}),
        (K.QUESTION, {E.QUESTION_WITHOUT_ANSWER}),
        (K.REPLY, set()),
        (K.FIGURE, set()),
    ],
)
def test_a_bead_by_itself_is_loose(kind: BeadKind, ends: set[LooseEnd]) -> None:
    thread, _ = chain(kind)
    assert set(found(thread)) == ends


@pytest.mark.parametrize("kind", [K.FACTOR, K.CAUSAL_LINK])
def test_what_people_marked_as_of_experts_only_is_not_loose(kind: BeadKind) -> None:
    thread, (bead, *_) = chain(kind)
    columns = columns_of(thread, 1, 1)
    assert any(loose_ends(columns).values())
    assert not any(loose_ends(replace(columns, experts_only=frozenset({bead}))).values())


def test_every_kind_has_its_words() -> None:
    assert set(MEANINGS) == set(LooseEnd)
    assert list(loose_ends(columns_of(Thread(), 1, 1))) == list(LooseEnd)


def test_a_whole_thread_has_no_loose_end() -> None:
    thread, beads = chain(
        K.CONTRIBUTION, R.EXCERPTED_AS, K.VOICE, R.GROUPED_IN, K.THEME, R.RAISED_AS, K.PRIORITY, R.DECIDED_IN,
        K.DECISION, R.DELIVERED_BY, K.ACTION, R.MEASURED_BY, K.INDICATOR, R.OBSERVED_AS, K.OBSERVATION, R.REPORTED_TO,
        K.REPLY,
    )  # fmt: skip
    action, theme = beads[5], beads[2]
    pledge = thread.add(payload(K.PLEDGE), programme=1, neighbourhood=1, made=MARK).id
    figure = thread.add(payload(K.FIGURE), programme=1, made=MARK).id
    factor = thread.add(payload(K.FACTOR), programme=1, neighbourhood=1, made=MARK).id
    idea = thread.add(payload(K.ACTION_IDEA), programme=1, neighbourhood=1, made=MARK).id
    thread.link(action, R.FUNDED_BY, pledge, MARK)
    for source, relation, target in (
        (figure, R.EXPRESSED_AS, factor),
        (theme, R.EXPRESSED_AS, factor),
        (factor, R.LEVER_FOR, idea),
        (idea, R.RAISED_AS, beads[3]),
    ):
        thread.link(source, relation, target, MARK)
    assert found(thread) == {}


@pytest.mark.parametrize("outcome", [Outcome.DECLINE, Outcome.DEFER])
def test_what_was_not_adopted_needs_no_action_but_a_reply(outcome: Outcome) -> None:
    thread = Thread()
    thread.add(payload(K.DECISION, outcome=outcome, reason="no"), programme=1, neighbourhood=1, made=MARK)
    assert set(found(thread)) == {E.DECISION_WITHOUT_REPLY}


def test_a_reply_to_the_event_answers_a_voice() -> None:
    thread, (said, voice, _) = chain(K.CONTRIBUTION, R.EXCERPTED_AS, K.VOICE, R.GROUPED_IN, K.THEME)
    event = thread.add(payload(K.EVENT), programme=1, neighbourhood=1, made=MARK).id
    reply = thread.add(payload(K.REPLY), programme=1, neighbourhood=1, made=MARK).id
    thread.link(said, R.RAISED_IN, event, MARK)
    assert voice in found(thread)[E.VOICE_WITHOUT_REPLY]
    thread.link(reply, R.REPLIES_TO, event, MARK)
    assert E.VOICE_WITHOUT_REPLY not in found(thread)


def test_a_programme_wide_bead_counts_only_where_it_is_joined_to_the_neighbourhood() -> None:
    thread = Thread()
    wide = thread.add(payload(K.PRIORITY), programme=1, made=MARK).id
    assert found(thread) == {}
    theme = thread.add(payload(K.THEME), programme=1, neighbourhood=1, made=MARK).id
    thread.link(theme, R.RAISED_AS, wide, MARK)
    assert found(thread)[E.PRIORITY_WITHOUT_DECISION] == (wide,)
