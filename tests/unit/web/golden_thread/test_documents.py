"""``seedbed thread`` on the site's own database."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from seedbed.errors import UsageError
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.decided import PriorityPayload
from seedbed.thread.payloads.heard import ThemePayload
from seedbed.thread.tracing import Way
from seedbed.web.golden_thread.actions import add_bead, link
from seedbed.web.golden_thread.documents import gaps_in_database, trace_in_database
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import record_contribution
from seedbed.web.places.models import Neighbourhood

AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def theme(neighbourhood: Neighbourhood) -> Bead:
    return _add(neighbourhood, ThemePayload(name="Nowhere to meet"))


@pytest.fixture
def priority(neighbourhood: Neighbourhood, theme: Bead) -> Bead:
    bead = _add(neighbourhood, PriorityPayload(name="A room to meet in"))
    link(by=None, source=theme, relation=Relation.RAISED_AS, target=bead, at=AT)
    return bead


def _add(place: Neighbourhood, payload: ThemePayload | PriorityPayload) -> Bead:
    return add_bead(by=None, programme=place.programme, neighbourhood=place, payload=payload, at=AT)


def test_a_theme_is_followed_to_its_priority(theme: Bead, priority: Bead) -> None:
    document = trace_in_database(printed(theme.pk), Way.FORWARD)
    assert [bead.name for level in document.levels for bead in level.beads] == ["Nowhere to meet", "A room to meet in"]


def test_a_trace_of_an_invented_programme_says_so(theme: Bead) -> None:
    assert trace_in_database(printed(theme.pk), Way.FORWARD).invented


def test_no_words_are_printed(neighbourhood: Neighbourhood) -> None:
    said = record_contribution(by=None, neighbourhood=neighbourhood, words="Nowhere warm", said_on=date(2026, 2, 1))
    document = trace_in_database(printed(said.pk), Way.FORWARD)
    assert "warm" not in document.model_dump_json()


def test_a_priority_without_a_decision_is_a_loose_end(priority: Bead) -> None:
    gaps = {gap.end: gap.beads for gap in gaps_in_database(None).gaps}
    assert [bead.name for bead in gaps["priority_without_decision"]] == ["A room to meet in"]


@pytest.mark.django_db
def test_a_site_without_neighbourhoods_says_what_to_do() -> None:
    with pytest.raises(UsageError, match="no such neighbourhood"):
        gaps_in_database(None)


def test_with_several_neighbourhoods_one_must_be_named(
    neighbourhood: Neighbourhood, other_neighbourhood: Neighbourhood
) -> None:
    with pytest.raises(UsageError, match="not clear"):
        gaps_in_database(None)
