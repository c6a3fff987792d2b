"""Merging, splitting, replacing and undoing in the database."""

from __future__ import annotations

import pytest

from seedbed.errors import UsageError
from seedbed.thread.kinds import Relation
from seedbed.web.golden_thread import actions
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder, counted_anew, kept_counts, living_rows, traced

pytestmark = pytest.mark.django_db


def test_a_merge_carries_links_over(thread: Builder) -> None:
    old, new = thread.theme(), thread.theme()
    voice = thread.voice()
    thread.group(voice, old)
    actions.merge(by=thread.by, beads=[old], into=new, why="The same")
    assert traced(new) == {voice.pk}
    assert traced(old) == set()


def test_a_merge_carries_context_over(thread: Builder) -> None:
    old, new, action = thread.theme(), thread.theme(), thread.action()
    thread.join(action, Relation.ANSWERS, old)
    actions.merge(by=None, beads=[old], into=new, why="The same")
    assert (action.pk, "answers", new.pk) in living_rows()


def test_a_merge_makes_no_link_twice(thread: Builder) -> None:
    first, second, new = thread.theme(), thread.theme(), thread.theme()
    voice = thread.voice()
    for theme in (first, second, new):
        thread.group(voice, theme)
    actions.merge(by=None, beads=[first, second], into=new, why="The same")
    assert Link.objects.filter(retracted_at=None, relation="grouped_in").count() == 1
    assert kept_counts() == counted_anew()


def test_merge_then_undo_is_identity(thread: Builder) -> None:
    first, second, new = thread.theme(), thread.theme(), thread.theme()
    thread.voice_in(first, new)
    thread.voice_in(second)
    links, counts = living_rows(), kept_counts()
    actions.undo(by=None, lineage=actions.merge(by=None, beads=[first, second], into=new, why="The same"))
    assert (living_rows(), kept_counts()) == (links, counts)
    assert not Bead.objects.filter(went_in__isnull=False).exists()


def test_a_second_undo_says_who_undid_it(thread: Builder, cast: Cast) -> None:
    merged = actions.merge(by=None, beads=[thread.theme()], into=thread.theme(), why="The same")
    actions.undo(by=cast.sam, lineage=merged)
    with pytest.raises(UsageError, match="cannot be undone once more") as caught:
        actions.undo(by=cast.dev, lineage=merged)
    assert caught.value.why.startswith("It was already undone by Sam on ")


def test_a_bead_is_merged_away_once(thread: Builder) -> None:
    old = thread.theme()
    actions.merge(by=None, beads=[old], into=thread.theme(), why="The same")
    with pytest.raises(UsageError, match="was merged into another"):
        actions.merge(by=None, beads=[old], into=thread.theme(), why="The same")


def test_what_a_later_merge_rests_on_is_not_undone(thread: Builder) -> None:
    first, second, third = thread.theme(), thread.theme(), thread.theme()
    thread.voice_in(first)
    merged = actions.merge(by=None, beads=[first], into=second, why="The same")
    later = actions.merge(by=None, beads=[second], into=third, why="The same")
    with pytest.raises(UsageError, match="cannot be undone yet"):
        actions.undo(by=None, lineage=merged)
    actions.undo(by=None, lineage=later)
    actions.undo(by=None, lineage=merged)
    assert len(traced(first)) == 2


def test_merges_need_a_reason(thread: Builder) -> None:
    with pytest.raises(UsageError, match="for a reason"):
        actions.merge(by=None, beads=[thread.theme()], into=thread.theme(), why=" ")


def test_voices_are_never_merged(thread: Builder) -> None:
    with pytest.raises(UsageError, match="voice cannot be merged"):
        actions.merge(by=None, beads=[thread.voice()], into=thread.voice(), why="The same")


def test_merges_do_not_cross_programmes(thread: Builder, other_neighbourhood: Neighbourhood) -> None:
    with pytest.raises(UsageError, match="cannot be merged"):
        actions.merge(by=None, beads=[thread.theme()], into=Builder(other_neighbourhood).theme(), why="The same")


def test_a_split_gives_each_link_to_its_part(thread: Builder) -> None:
    whole, halls, parks = thread.theme(), thread.theme(), thread.theme()
    of_halls, of_both = thread.group(thread.voice(), whole), thread.group(thread.voice(), whole)
    shares = {halls: [of_halls.pk, of_both.pk], parks: [of_both.pk]}
    actions.split(by=None, bead=whole, into=shares, why="Two matters")
    assert traced(halls) == {of_halls.source_id, of_both.source_id}
    assert traced(parks) == {of_both.source_id}
    assert kept_counts() == counted_anew()


def test_a_split_loses_no_link(thread: Builder) -> None:
    whole, halls, parks = thread.theme(), thread.theme(), thread.theme()
    thread.group(thread.voice(), whole)
    with pytest.raises(UsageError, match="cannot be split like this"):
        actions.split(by=None, bead=whole, into={halls: [], parks: []}, why="Two matters")


def test_a_split_needs_two_parts(thread: Builder) -> None:
    with pytest.raises(UsageError, match="cannot be split like this"):
        actions.split(by=None, bead=thread.theme(), into={thread.theme(): []}, why="Two matters")


def test_split_then_undo_is_identity(thread: Builder) -> None:
    whole, halls, parks = thread.theme(), thread.theme(), thread.theme()
    link = thread.group(thread.voice(), whole)
    links, counts = living_rows(), kept_counts()
    made = actions.split(by=None, bead=whole, into={halls: [link.pk], parks: [link.pk]}, why="Two matters")
    actions.undo(by=None, lineage=made)
    assert (living_rows(), kept_counts()) == (links, counts)


def test_a_replacement_takes_over_the_links(thread: Builder) -> None:
    old, new = thread.theme(), thread.theme()
    voice = thread.voice()
    thread.group(voice, old)
    made = actions.supersede(by=None, old=old, new=new, why="Better words")
    assert traced(new) == {voice.pk}
    assert (new.pk, "supersedes", old.pk) in living_rows()
    actions.undo(by=None, lineage=made)
    assert traced(old) == {voice.pk}


def test_a_replaced_bead_names_the_one_that_took_its_place(thread: Builder) -> None:
    old, new = thread.theme(), thread.theme()
    actions.supersede(by=None, old=old, new=new, why="Better words")
    with pytest.raises(UsageError, match="was replaced"):
        thread.group(thread.voice(), old)
