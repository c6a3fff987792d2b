"""Withdrawn beads are in no trace and in no count."""

from __future__ import annotations

import pytest

from seedbed.errors import UsageError
from seedbed.thread.tracing import Way, trace
from seedbed.web.golden_thread import actions
from seedbed.web.golden_thread.models import Tombstone
from seedbed.web.golden_thread.queries import DatabaseLinks, trace_counts
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.golden_thread.builder import Builder, counted_anew, kept_counts, traced

pytestmark = pytest.mark.django_db


def test_a_withdrawn_voice_is_in_no_trace(thread: Builder) -> None:
    theme = thread.theme()
    voice = thread.voice_in(theme)
    actions.withdraw(by=None, beads=[voice], why="")
    assert traced(theme) == set()


def test_a_withdrawn_voice_is_in_no_count(thread: Builder) -> None:
    theme = thread.theme()
    voice, _ = thread.voice_in(theme), thread.voice_in(theme)
    actions.withdraw(by=None, beads=[voice], why="")
    assert trace_counts(theme.pk, Way.BACK).beads == 2
    assert kept_counts() == counted_anew()


def test_a_contribution_takes_its_voices_with_it(thread: Builder) -> None:
    theme = thread.theme()
    voice = thread.voice_in(theme)
    contribution = next(iter(traced(voice)))
    actions.withdraw(by=None, beads=[type(voice).objects.get(pk=contribution)], why="")
    assert set(Tombstone.objects.values_list("pk", flat=True)) == {contribution, voice.pk}


def test_withdrawing_twice_changes_nothing(thread: Builder) -> None:
    theme = thread.theme()
    voice = thread.voice_in(theme)
    first = actions.withdraw(by=None, beads=[voice], why="Asked to")
    second = actions.withdraw(by=None, beads=[voice], why="Again")
    assert [stone.why for stone in second] == [stone.why for stone in first]
    assert kept_counts() == counted_anew()


def test_a_withdrawn_voice_stays_hidden_through_merge_and_undo(thread: Builder) -> None:
    old, new = thread.theme(), thread.theme()
    voice, kept = thread.voice_in(old), thread.voice_in(old)
    actions.withdraw(by=None, beads=[voice], why="")
    merged = actions.merge(by=None, beads=[old], into=new, why="The same")
    assert voice.pk not in traced(new)
    assert kept_counts() == counted_anew()
    actions.undo(by=None, lineage=merged)
    assert traced(old) & {voice.pk, kept.pk} == {kept.pk}
    assert kept_counts() == counted_anew()


def test_a_voice_withdrawn_after_a_merge_stays_hidden_after_its_undo(thread: Builder) -> None:
    old, new = thread.theme(), thread.theme()
    voice = thread.voice_in(old)
    merged = actions.merge(by=None, beads=[old], into=new, why="The same")
    actions.withdraw(by=None, beads=[voice], why="")
    actions.undo(by=None, lineage=merged)
    assert traced(old) == set()
    assert kept_counts() == counted_anew()


def test_no_trace_is_counted_from_a_tombstone(thread: Builder) -> None:
    voice = thread.voice_in(thread.theme())
    actions.withdraw(by=None, beads=[voice], why="")
    with pytest.raises(UsageError, match="was withdrawn"):
        trace_counts(voice.pk, Way.FORWARD)


def test_a_tombstone_has_no_neighbours(thread: Builder) -> None:
    theme = thread.theme()
    voice = thread.voice_in(theme)
    actions.withdraw(by=None, beads=[voice], why="")
    assert DatabaseLinks().neighbours([voice.pk], Way.FORWARD, 20).hops == ()


def test_withdrawing_does_not_cross_programmes(thread: Builder, other_neighbourhood: Neighbourhood) -> None:
    with pytest.raises(UsageError, match="cannot be withdrawn together"):
        actions.withdraw(by=None, beads=[thread.voice(), Builder(other_neighbourhood).voice()], why="")


def test_totals_tell_of_links_that_a_page_leaves_out(thread: Builder) -> None:
    theme = thread.theme()
    voices = [thread.voice() for _ in range(23)]
    for voice in voices:
        thread.group(voice, theme)
    actions.withdraw(by=None, beads=voices[:1], why="")
    page = trace(DatabaseLinks(), theme.pk, Way.BACK)
    assert page.totals[theme.pk] == 22
    assert page.levels[1].beads == tuple(voice.pk for voice in voices[1:21])
    assert page.cut


def test_a_reason_that_does_not_fit_is_refused(thread: Builder) -> None:
    with pytest.raises(UsageError, match="too long"):
        actions.withdraw(by=None, beads=[thread.voice()], why="x" * 301)
