"""Counting what hangs in a neighbourhood."""

from __future__ import annotations

from pytest_django import DjangoAssertNumQueries

from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.heard import ThemePayload
from seedbed.web.golden_thread.actions import add_bead, withdraw
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.places import count_kinds
from seedbed.web.places.models import Neighbourhood


def _theme(place: Neighbourhood) -> Bead:
    return add_bead(
        by=None, programme=place.programme, neighbourhood=place, payload=ThemePayload(name="Nowhere to meet")
    )


def test_beads_are_counted_where_they_hang(
    neighbourhood: Neighbourhood, other_neighbourhood: Neighbourhood, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for place in (neighbourhood, neighbourhood, other_neighbourhood):
        _theme(place)
    with django_assert_num_queries(1):
        counts = count_kinds([neighbourhood, other_neighbourhood])
    assert counts == {neighbourhood.pk: {BeadKind.THEME: 2}, other_neighbourhood.pk: {BeadKind.THEME: 1}}


def test_withdrawn_beads_are_not_counted(neighbourhood: Neighbourhood) -> None:
    withdraw(by=None, beads=[_theme(neighbourhood)], why="Asked to.")
    assert count_kinds([neighbourhood]) == {}
