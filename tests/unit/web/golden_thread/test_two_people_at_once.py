"""Two people who change the same thing at once, on two connections: one does it, the other is told."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from seedbed.errors import UsageError
from seedbed.thread.kinds import Relation
from seedbed.web.golden_thread import actions
from seedbed.web.golden_thread.models import Lineage, Link, Tombstone
from tests.unit.web.golden_thread.builder import Builder, counted_anew, kept_counts

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], object]) -> list[UsageError]:
    """Run calls at the same moment, each on a connection of its own, and return the errors that people see."""
    ready = Barrier(len(calls))

    def one(call: Callable[[], object]) -> UsageError | None:
        try:
            connection.ensure_connection()
            ready.wait(timeout=30)
            call()
        except UsageError as error:
            return error
        finally:
            connection.close()
        return None

    with ThreadPoolExecutor(len(calls)) as pool:
        told = list(pool.map(one, calls))
    return [error for error in told if error is not None]


def test_one_of_two_undoes_a_merge(thread: Builder) -> None:
    old, new = thread.theme(), thread.theme()
    thread.voice_in(old)
    merged = actions.merge(by=thread.by, beads=[old], into=new, why="The same")
    told = at_once(*[lambda: actions.undo(by=thread.by, lineage=merged)] * 2)
    assert [error.what for error in told] == ["This merge cannot be undone once more."]
    assert kept_counts() == counted_anew()


def test_one_of_two_merges_a_bead(thread: Builder) -> None:
    old, first, second = thread.theme(), thread.theme(), thread.theme()
    thread.voice_in(old)
    told = at_once(
        lambda: actions.merge(by=None, beads=[old], into=first, why="The same"),
        lambda: actions.merge(by=None, beads=[old], into=second, why="The same"),
    )
    assert ["was merged into another" in error.what for error in told] == [True]
    assert Lineage.objects.count() == 1
    assert kept_counts() == counted_anew()


def test_two_who_merge_each_other_s_bead_make_no_ring(thread: Builder) -> None:
    first, second = thread.theme(), thread.theme()
    told = at_once(
        lambda: actions.merge(by=None, beads=[first], into=second, why="The same"),
        lambda: actions.merge(by=None, beads=[second], into=first, why="The same"),
    )
    assert len(told) == 1
    assert Link.objects.filter(relation=Relation.MERGED_INTO.value).count() == 1


def test_the_same_link_made_twice_at_once_is_one(thread: Builder) -> None:
    voice, theme = thread.voice(), thread.theme()
    assert at_once(*[lambda: thread.group(voice, theme)] * 3) == []
    assert Link.objects.count() == 1
    assert kept_counts()[theme.pk] == (0, 1)


def test_one_of_two_retracts_a_link(thread: Builder) -> None:
    link = thread.group(thread.voice(), thread.theme())
    told = at_once(*[lambda: actions.retract(by=None, link=link, why="Wrong")] * 2)
    assert [error.what for error in told] == ["This link was already retracted."]
    assert kept_counts() == counted_anew()


def test_withdrawing_while_merging_keeps_counts_right(thread: Builder) -> None:
    old, new = thread.theme(), thread.theme()
    voices = [thread.voice_in(old, new) for _ in range(3)]
    told = at_once(
        lambda: actions.withdraw(by=None, beads=voices[:2], why=""),
        lambda: actions.merge(by=None, beads=[old], into=new, why="The same"),
        lambda: actions.withdraw(by=None, beads=voices[1:2], why=""),
    )
    assert told == []
    assert Tombstone.objects.count() == 2
    assert kept_counts() == counted_anew()
