"""Columns of the measures, read from the database."""

from __future__ import annotations

from datetime import date

import pytest

from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.payloads.choices import ActionState, Judgement, Origin, Outcome
from seedbed.web.golden_thread import actions
from seedbed.web.golden_thread.queries import thread_columns
from seedbed.web.places.actions import start_neighbourhood
from tests.unit.thread.making import payload
from tests.unit.web.golden_thread.builder import Builder

pytestmark = pytest.mark.django_db


def test_days_and_states_come_with_their_types(thread: Builder) -> None:
    day = date(2026, 5, 1)
    said = thread.add(payload(BeadKind.CONTRIBUTION, said_on=day, origin=Origin.PROFESSIONAL))
    reply = thread.add(payload(BeadKind.REPLY, sent_on=day))
    decision = thread.add(payload(BeadKind.DECISION, outcome=Outcome.DECLINE, reason="No room"))
    action = thread.add(payload(BeadKind.ACTION))
    seen = thread.add(payload(BeadKind.OBSERVATION, judgement=Judgement.TOO_EARLY))
    columns = thread_columns(thread.neighbourhood)
    assert (columns.said_on, columns.origins) == ({said.pk: day}, {said.pk: Origin.PROFESSIONAL})
    assert (columns.sent_on, columns.outcomes) == ({reply.pk: day}, {decision.pk: Outcome.DECLINE})
    assert (columns.states, columns.judgements) == (
        {action.pk: ActionState.PLANNED},
        {seen.pk: Judgement.TOO_EARLY},
    )


def test_what_was_withdrawn_or_merged_away_is_left_out(thread: Builder) -> None:
    old, new = thread.theme(), thread.theme()
    gone, kept = thread.voice_in(old), thread.voice_in(old)
    actions.merge(by=None, beads=[old], into=new, why="The same")
    actions.withdraw(by=None, beads=[gone], why="")
    columns = thread_columns(thread.neighbourhood)
    assert not {old.pk, gone.pk} & set(columns.kinds)
    assert {row for row in columns.links if row[1] is Relation.GROUPED_IN} == {(kept.pk, Relation.GROUPED_IN, new.pk)}


def test_links_of_context_are_there_and_those_of_lineage_are_not(thread: Builder) -> None:
    theme, action = thread.theme(), thread.action()
    thread.join(action, Relation.ANSWERS, theme)
    actions.merge(by=None, beads=[thread.theme()], into=theme, why="The same")
    assert thread_columns(thread.neighbourhood).links == ((action.pk, Relation.ANSWERS, theme.pk),)


def test_another_neighbourhood_s_beads_are_not_there(thread: Builder) -> None:
    other = start_neighbourhood(by=None, programme=thread.neighbourhood.programme, name="Old Ford")
    thread.voice_in(thread.theme())
    assert thread_columns(other).kinds == {}


def test_figures_of_the_whole_programme_are_told_apart(thread: Builder) -> None:
    figure = actions.add_bead(
        by=None, programme=thread.neighbourhood.programme, neighbourhood=None, payload=payload(BeadKind.FIGURE)
    )
    factor = thread.add(payload(BeadKind.FACTOR))
    thread.join(figure, Relation.EVIDENCES, factor)
    columns = thread_columns(thread.neighbourhood)
    assert columns.programme_wide == {figure.pk}
    assert (figure.pk, Relation.EVIDENCES, factor.pk) in columns.links
