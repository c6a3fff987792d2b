"""A law: whatever people do, the thread in the database and the thread in memory show the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random
from typing import Any

import pytest
from django.db import transaction

from seedbed.thread.reading import columns_of
from seedbed.thread.tracing import Limits, Way, trace
from seedbed.web.golden_thread.counting import keep_links
from seedbed.web.golden_thread.models import Tombstone
from seedbed.web.golden_thread.queries import DatabaseLinks, thread_columns, trace_counts
from seedbed.web.people.actions import open_site
from seedbed.web.places.actions import start_neighbourhood, start_partnership, start_programme
from tests.unit.web.golden_thread.builder import counted_anew, kept_counts, living_rows
from tests.unit.web.golden_thread.twins import Twins, plain_columns

COURSES = 5
NARROW = Limits(links_of_a_bead=2, beads_of_a_level=3, beads=12)


@pytest.fixture(scope="module", params=range(COURSES))
def twins_once(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[Twins]:
    """Both threads after a hundred and twenty random actions; each number is another course of events.

    Kept in a transaction for all tests of a course, which only look, then rolled back.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        open_site()
        partnership = start_partnership(by=None, name="Ashby Partnership")
        programme = start_programme(by=None, partnership=partnership, name="Ashby 2026", invented=True)
        first, other = (start_neighbourhood(by=None, programme=programme, name=name) for name in ("Millbrook", "Ford"))
        made = Twins([first, first, other, None], Random(request.param))
        for _ in range(120):
            made.act()
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def twins(twins_once: Twins, db: None) -> Twins:
    return twins_once


def test_both_have_the_same_living_links(twins: Twins) -> None:
    gone = set(Tombstone.objects.values_list("pk", flat=True))
    shown = [row for row in living_rows() if not gone.intersection((row[0], row[2]))]
    names = {twin.pk: mine for mine, twin in twins.beads.items()}
    in_database = {(names[source], relation, names[target]) for source, relation, target in shown}
    assert in_database == {(link.source, link.relation.value, link.target) for link in twins.memory.living_links()}


@pytest.mark.parametrize("limits", [NARROW, Limits()])
def test_both_give_the_same_traces(twins: Twins, limits: Limits) -> None:
    for bead, way in product(twins.memory.store.beads, Way):
        mine = twins.memory.trace(bead, way, limits)
        found = trace(DatabaseLinks(), twins.beads[bead].pk, way, limits)
        levels = [(list(level.beads), list(level.hops)) for level in mine.levels]
        assert twins.translated(found) == (levels, dict(mine.totals), mine.cut)


def test_both_count_traces_alike(twins: Twins) -> None:
    for bead, way in product(twins.memory.store.beads, Way):
        assert trace_counts(twins.beads[bead].pk, way).by_kind == twins.memory.trace_counts(bead, way).by_kind


def test_links_kept_in_memory_count_traces_alike(twins: Twins) -> None:
    kept = keep_links(twins.programme.pk)
    for bead, way in product(twins.memory.store.beads, Way):
        assert kept.count(twins.beads[bead].pk, way) == twins.memory.trace_counts(bead, way).by_kind


def test_kept_counts_are_right_after_all_of_it(twins: Twins) -> None:
    gone = set(Tombstone.objects.values_list("pk", flat=True))
    counted, kept = counted_anew(), kept_counts()
    assert {bead: kept[bead] for bead in kept if bead not in gone} == {
        bead: counted[bead] for bead in counted if bead not in gone
    }


def test_both_give_the_measures_the_same_columns(twins: Twins) -> None:
    place = next(place for place in twins.places if place is not None)
    mine = columns_of(twins.memory, twins.programme.pk, place.pk)
    same = {bead: bead for bead in twins.beads}
    assert twins.translated_columns(thread_columns(place)) == plain_columns(mine, same)
