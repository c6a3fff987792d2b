"""The thread in memory: what it refuses, and what its changes do to links."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from seedbed.errors import UsageError
from seedbed.thread.history import Mark
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.thread import Thread
from seedbed.thread.tracing import Way
from tests.unit.thread.making import MARK, chain, payload

LATER = Mark(datetime(2025, 4, 1, 9, 30, tzinfo=UTC), 8, "after all")


def with_themes(*names: str) -> tuple[Thread, list[int]]:
    """Return a thread of these themes and a priority that the first of them was raised as; its number comes last."""
    thread = Thread()
    beads = [thread.add(payload(BeadKind.THEME, name), programme=1, made=MARK).id for name in names]
    beads.append(thread.add(payload(BeadKind.PRIORITY), programme=1, made=MARK).id)
    thread.link(beads[0], Relation.RAISED_AS, beads[-1], MARK)
    return thread, beads


def rows(thread: Thread) -> set[tuple[int, Relation, int]]:
    return {link.row for link in thread.living_links()}


def test_a_link_that_is_not_in_the_table_is_refused() -> None:
    thread, (theme, priority) = with_themes("a")
    with pytest.raises(UsageError, match="cannot be joined"):
        thread.link(priority, Relation.RAISED_AS, theme, MARK)


def test_a_link_of_lineage_cannot_be_made_by_hand() -> None:
    thread, (first, second, _) = with_themes("a", "b")
    with pytest.raises(UsageError, match="cannot be linked by hand"):
        thread.link(first, Relation.MERGED_INTO, second, MARK)


def test_a_link_across_programmes_is_refused() -> None:
    thread, (theme, _) = with_themes("a")
    other = thread.add(payload(BeadKind.PRIORITY), programme=2, made=MARK).id
    with pytest.raises(UsageError) as refused:
        thread.link(theme, Relation.RAISED_AS, other, MARK)
    assert refused.value.why == "They belong to different programmes."


def test_a_link_made_twice_is_there_once() -> None:
    thread, (theme, priority) = with_themes("a")
    again = thread.link(theme, Relation.RAISED_AS, priority, LATER)
    assert again.made == MARK
    assert len(thread.store.links) == 1


def test_a_retracted_link_can_be_made_anew_and_the_old_one_stays() -> None:
    thread, (theme, priority) = with_themes("a")
    thread.retract(1, LATER)
    assert not rows(thread)
    thread.link(theme, Relation.RAISED_AS, priority, LATER)
    assert thread.store.links[1].retracted == LATER
    assert len(thread.store.links) == 2


def test_a_link_cannot_be_retracted_twice() -> None:
    thread, _ = with_themes("a")
    thread.retract(1, LATER)
    with pytest.raises(UsageError, match="cannot be retracted"):
        thread.retract(1, LATER)


def test_nothing_can_be_linked_to_a_bead_that_was_merged() -> None:
    thread, (first, second, priority) = with_themes("a", "b")
    thread.merge([first], second, MARK)
    with pytest.raises(UsageError, match="out of use"):
        thread.link(first, Relation.RAISED_AS, priority, MARK)


def test_a_merge_carries_links_over_and_makes_none_twice() -> None:
    thread, (first, second, third, priority) = with_themes("a", "b", "c")
    thread.link(third, Relation.RAISED_AS, priority, MARK)
    thread.merge([first, second], third, MARK)
    assert rows(thread) == {
        (third, Relation.RAISED_AS, priority),
        (first, Relation.MERGED_INTO, third),
        (second, Relation.MERGED_INTO, third),
    }
    assert len(list(thread.living_links())) == 3


def test_a_merge_keeps_why_a_link_was_made() -> None:
    thread, (first, second, _) = with_themes("a", "b")
    thread.merge([first], second, LATER)
    carried = next(link for link in thread.living_links() if link.relation is Relation.RAISED_AS)
    assert (carried.made.why, carried.made.by, carried.made_in) == ("because", 8, 1)


@pytest.mark.parametrize("kind", [BeadKind.VOICE, BeadKind.DECISION, BeadKind.REPLY, BeadKind.FIGURE])
def test_what_was_said_decided_and_answered_cannot_be_merged(kind: BeadKind) -> None:
    thread = Thread()
    beads = [thread.add(payload(kind), programme=1, made=MARK).id for _ in range(2)]
    with pytest.raises(UsageError, match="cannot be merged"):
        thread.merge(beads[:1], beads[1], MARK)


def test_different_kinds_cannot_be_merged() -> None:
    thread, (theme, priority) = with_themes("a")
    with pytest.raises(UsageError) as refused:
        thread.merge([theme], priority, MARK)
    assert refused.value.why == "They are of different kinds: priority, theme."


def test_a_bead_cannot_be_merged_with_itself_alone() -> None:
    thread, (theme, _) = with_themes("a")
    with pytest.raises(UsageError, match="One bead alone"):
        thread.merge([theme], theme, MARK)


def test_beads_of_two_programmes_cannot_be_merged() -> None:
    thread, (theme, _) = with_themes("a")
    other = thread.add(payload(BeadKind.THEME), programme=2, made=MARK).id
    with pytest.raises(UsageError, match="cannot be merged"):
        thread.merge([other], theme, MARK)


def test_a_split_gives_each_part_its_links() -> None:
    thread, (first, second, third, priority) = with_themes("a", "b", "c")
    other = thread.add(payload(BeadKind.FACTOR), programme=1, made=MARK).id
    thread.link(first, Relation.EXPRESSED_AS, other, MARK)
    thread.split(first, {second: [1], third: [1, 2]}, MARK)
    assert {row for row in rows(thread) if row[1] is not Relation.SPLIT_INTO} == {
        (second, Relation.RAISED_AS, priority),
        (third, Relation.RAISED_AS, priority),
        (third, Relation.EXPRESSED_AS, other),
    }


def test_a_split_that_forgets_a_link_is_refused() -> None:
    thread, (first, second, third, _) = with_themes("a", "b", "c")
    with pytest.raises(UsageError) as refused:
        thread.split(first, {second: [], third: []}, MARK)
    assert refused.value.why == "1 of its links has no place among the parts."


def test_a_split_cannot_hand_out_links_of_others() -> None:
    thread, (first, second, third, _) = with_themes("a", "b", "c")
    with pytest.raises(UsageError) as refused:
        thread.split(second, {first: [1], third: []}, MARK)
    assert refused.value.why == "1 of the links given to its parts are not among its own."


def test_a_split_takes_two_parts() -> None:
    thread, (first, second, _) = with_themes("a", "b")
    with pytest.raises(UsageError, match="cannot be split"):
        thread.split(first, {second: [1]}, MARK)


def test_a_newer_bead_takes_the_older_ones_links() -> None:
    thread, (first, second, priority) = with_themes("a", "b")
    thread.supersede(first, second, MARK)
    assert rows(thread) == {(second, Relation.RAISED_AS, priority), (second, Relation.SUPERSEDES, first)}


def test_undoing_puts_back_what_was_there() -> None:
    thread, (first, second, priority) = with_themes("a", "b")
    thread.merge([first], second, MARK)
    thread.undo(1, LATER)
    assert rows(thread) == {(first, Relation.RAISED_AS, priority)}
    assert thread.store.links[1].lives


def test_two_people_cannot_undo_the_same_merge() -> None:
    thread, (first, second, _) = with_themes("a", "b")
    thread.merge([first], second, MARK)
    thread.undo(1, LATER)
    with pytest.raises(UsageError) as refused:
        thread.undo(1, Mark(LATER.at, 9))
    assert refused.value.why == "It was already undone by account 8 on 1 April 2025, 09:30."


def test_an_earlier_merge_cannot_be_undone_before_a_later_one_that_rests_on_it() -> None:
    thread, (first, second, third, _) = with_themes("a", "b", "c")
    thread.merge([first], second, MARK)
    thread.merge([second], third, MARK)
    with pytest.raises(UsageError) as refused:
        thread.undo(1, LATER)
    assert refused.value.next_step == "Undo the later one first."
    thread.undo(2, LATER)
    assert thread.undo(1, LATER).undone == LATER


def test_a_merge_cannot_be_undone_while_the_other_end_of_its_links_is_merged() -> None:
    thread, (first, second, priority) = with_themes("a", "b")
    other = thread.add(payload(BeadKind.PRIORITY), programme=1, made=MARK).id
    thread.merge([first], second, MARK)
    thread.merge([priority], other, MARK)
    with pytest.raises(UsageError, match="cannot be undone yet"):
        thread.undo(1, LATER)


def test_a_merge_that_nothing_rests_on_can_be_undone_after_others() -> None:
    thread, (first, second, third, _) = with_themes("a", "b", "c")
    fourth = thread.add(payload(BeadKind.THEME), programme=1, made=MARK).id
    thread.merge([first], second, MARK)
    thread.merge([third], fourth, MARK)
    assert thread.undo(1, LATER).undone == LATER


def test_revising_keeps_what_was_there_before() -> None:
    thread, (theme, _) = with_themes("a")
    thread.revise(theme, payload(BeadKind.THEME, "b"), LATER)
    assert thread.bead(theme).payload.title == "b"
    assert [old.before.title for old in thread.store.revisions[theme]] == ["a"]


def test_revising_to_the_same_leaves_no_trace() -> None:
    thread, (theme, _) = with_themes("a")
    thread.revise(theme, payload(BeadKind.THEME, "a"), LATER)
    assert not thread.store.revisions


def test_a_bead_stays_of_its_kind() -> None:
    thread, (theme, _) = with_themes("a")
    with pytest.raises(UsageError, match="cannot become a factor"):
        thread.revise(theme, payload(BeadKind.FACTOR), LATER)


def test_a_contribution_takes_its_voices_along_when_withdrawn() -> None:
    thread, (said, voice, theme) = chain(
        BeadKind.CONTRIBUTION, Relation.EXCERPTED_AS, BeadKind.VOICE, Relation.GROUPED_IN, BeadKind.THEME
    )
    assert thread.withdraw([said], LATER.at) == (said, voice)
    assert set(thread.store.beads) == {theme}
    assert thread.trace_counts(theme, Way.BACK).beads == 0


def test_withdrawing_twice_is_as_good_as_once() -> None:
    thread, (said, _) = chain(BeadKind.CONTRIBUTION, Relation.EXCERPTED_AS, BeadKind.VOICE)
    thread.withdraw([said], LATER.at)
    assert thread.withdraw([said], LATER.at) == ()


def test_a_trace_from_a_tombstone_is_refused() -> None:
    thread, (said, voice) = chain(BeadKind.CONTRIBUTION, Relation.EXCERPTED_AS, BeadKind.VOICE)
    thread.withdraw([said], LATER.at)
    with pytest.raises(UsageError, match="was withdrawn"):
        thread.trace(voice, Way.BACK)
    with pytest.raises(UsageError, match="was withdrawn"):
        thread.trace_counts(voice, Way.BACK)


def test_a_number_is_never_used_again() -> None:
    thread, (said, voice) = chain(BeadKind.CONTRIBUTION, Relation.EXCERPTED_AS, BeadKind.VOICE)
    thread.withdraw([said], LATER.at)
    assert thread.add(payload(BeadKind.THEME), programme=1, made=MARK).id not in {said, voice}


def test_what_does_not_exist_is_said_so() -> None:
    with pytest.raises(UsageError, match="There is no bead 9"):
        Thread().bead(9)
    with pytest.raises(UsageError, match="cannot be undone"):
        Thread().undo(1, LATER)


def test_circles_close_over_effects_and_traces_end() -> None:
    thread, (factor, link) = chain(BeadKind.FACTOR, Relation.CAUSE_OF, BeadKind.CAUSAL_LINK)
    thread.link(link, Relation.EFFECT_ON, factor, MARK)
    assert thread.trace(factor, Way.FORWARD).beads == (factor, link)
