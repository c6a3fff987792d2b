"""Counts from links kept in memory hold only while the thread is as it was."""

from __future__ import annotations

import pytest

from seedbed.thread.kinds import BeadKind
from seedbed.thread.tracing import Way
from seedbed.web.golden_thread import actions, counting
from seedbed.web.golden_thread.counting import count_trace, keep_links, version_of
from seedbed.web.golden_thread.models import Link
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.golden_thread.builder import Builder

pytestmark = pytest.mark.django_db


def test_links_kept_in_memory_count_as_the_database_does(thread: Builder) -> None:
    theme = thread.theme()
    thread.voice_in(theme)
    kept = keep_links(theme.programme_id)
    assert kept.count(theme.pk, Way.BACK) == {BeadKind.VOICE: 1, BeadKind.CONTRIBUTION: 1}


def test_kept_links_answer_while_the_thread_is_as_it_was(thread: Builder) -> None:
    theme = thread.theme()
    thread.voice_in(theme)
    keep_links(theme.programme_id)
    Link.objects.all().delete()  # Past the actions, so the version tells of nothing: the memory still answers.
    assert count_trace(theme.programme_id, theme.pk, Way.BACK) == {BeadKind.VOICE: 1, BeadKind.CONTRIBUTION: 1}


def test_a_change_makes_kept_links_old(thread: Builder) -> None:
    theme = thread.theme()
    voice = thread.voice_in(theme)
    keep_links(theme.programme_id)
    actions.withdraw(by=None, beads=[voice], why="")
    assert count_trace(theme.programme_id, theme.pk, Way.BACK) == {}


def test_kept_links_leave_out_what_was_withdrawn(thread: Builder) -> None:
    theme = thread.theme()
    voice = thread.voice_in(theme)
    thread.voice_in(theme)
    actions.withdraw(by=None, beads=[voice], why="")
    assert keep_links(theme.programme_id).count(theme.pk, Way.BACK)[BeadKind.VOICE] == 1


def test_kept_links_are_those_of_one_programme(thread: Builder, other_neighbourhood: Neighbourhood) -> None:
    theme = thread.theme()
    thread.voice_in(theme)
    elsewhere = Builder(other_neighbourhood)
    elsewhere.voice_in(elsewhere.theme())
    assert len(keep_links(theme.programme_id).beads) == 3


def test_a_bead_without_links_leads_nowhere(thread: Builder) -> None:
    thread.voice_in(thread.theme())
    alone = thread.theme()
    assert keep_links(alone.programme_id).count(alone.pk, Way.BACK) == {}


def test_a_thread_without_links_can_be_kept(thread: Builder) -> None:
    theme = thread.theme()
    assert keep_links(theme.programme_id).count(theme.pk, Way.BACK) == {}


def test_versions_only_grow(thread: Builder) -> None:
    voice, theme = thread.voice(), thread.theme()
    link = thread.group(voice, theme)
    first = version_of(theme.programme_id)
    actions.retract(by=None, link=link, why="Wrong")
    assert version_of(theme.programme_id) > first


def nothing_kept() -> None:
    """Let go of all links kept in memory."""
    counting._kept.clear()
    counting._spent.clear()


def wait_for_filling() -> None:
    """Wait until nothing is being read into memory."""
    with counting._filling:
        pass


@pytest.mark.django_db(transaction=True)
def test_questions_that_cost_as_much_as_keeping_fill_the_memory(
    thread: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme = thread.theme()
    thread.voice_in(theme)
    nothing_kept()
    monkeypatch.setattr(counting, "SECONDS_BEFORE_KEEPING", 0.0)
    count_trace(theme.programme_id, theme.pk, Way.BACK)
    wait_for_filling()
    assert counting.kept_links(theme.programme_id) is not None


def test_cheap_questions_keep_nothing(thread: Builder) -> None:
    theme = thread.theme()
    nothing_kept()
    count_trace(theme.programme_id, theme.pk, Way.BACK)
    assert counting.kept_links(theme.programme_id) is None
