"""Adding, linking, retracting and revising in the database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.db.models.fields.json import KT
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.thread.kinds import FORWARD, LEGAL_LINKS, BeadKind, Course, Relation
from seedbed.thread.payloads.decided import PriorityPayload
from seedbed.thread.payloads.heard import ThemePayload
from seedbed.web.golden_thread import actions
from seedbed.web.golden_thread.models import Bead, Link, Revision, ThreadVersion
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.golden_thread.builder import Builder, counted_anew, kept_counts, traced

pytestmark = pytest.mark.django_db


def test_no_circle_of_forward_links_is_legal() -> None:
    """So that no action needs to look for one: kinds can be put in an order that every forward relation keeps."""
    ahead = {kind: set[BeadKind]() for kind in BeadKind}
    for relation in FORWARD:
        for source in LEGAL_LINKS[relation].sources:
            ahead[source] |= LEGAL_LINKS[relation].targets
    placed: set[BeadKind] = set()
    while len(placed) < len(ahead):
        last = {kind for kind, targets in ahead.items() if kind not in placed and targets <= placed}
        assert last, f"a circle among {sorted(set(ahead) - placed)}"
        placed |= last


def test_only_lineage_joins_two_beads_of_one_kind() -> None:
    """So that carrying links over can never join a bead to itself."""
    alike = {row.relation for row in LEGAL_LINKS.values() if row.sources & row.targets}
    assert alike == {row.relation for row in LEGAL_LINKS.values() if row.course is Course.LINEAGE}


def test_a_link_is_followed_both_ways(thread: Builder) -> None:
    theme = thread.theme()
    voice = thread.voice_in(theme)
    assert voice.pk in traced(theme)


def test_an_illegal_link_is_refused(thread: Builder) -> None:
    with pytest.raises(UsageError, match="cannot be joined to"):
        thread.join(thread.theme(), Relation.GROUPED_IN, thread.voice())


def test_a_relation_of_lineage_is_not_made_by_hand(thread: Builder) -> None:
    with pytest.raises(UsageError, match="not made or taken back by hand"):
        thread.join(thread.theme(), Relation.MERGED_INTO, thread.theme())


def test_links_do_not_cross_programmes(thread: Builder, other_neighbourhood: Neighbourhood) -> None:
    with pytest.raises(UsageError, match="different programmes"):
        thread.group(thread.voice(), Builder(other_neighbourhood).theme())


def test_a_bead_is_not_kept_in_a_neighbourhood_of_another_programme(
    thread: Builder, other_neighbourhood: Neighbourhood
) -> None:
    payload = ThemePayload(name="Buses")
    with pytest.raises(UsageError, match="another programme"):
        actions.add_bead(
            by=None,
            programme=thread.neighbourhood.programme,
            neighbourhood=other_neighbourhood,
            payload=payload,
        )


def test_the_same_link_twice_is_one(thread: Builder) -> None:
    voice, theme = thread.voice(), thread.theme()
    assert thread.group(voice, theme).pk == thread.group(voice, theme).pk
    assert Link.objects.count() == 1


def test_a_withdrawn_bead_takes_no_link(thread: Builder) -> None:
    voice = thread.voice()
    actions.withdraw(by=None, beads=[voice], why="")
    with pytest.raises(UsageError, match="was withdrawn"):
        thread.group(voice, thread.theme())


def test_a_bead_merged_away_takes_no_link_and_names_the_one_that_stands(thread: Builder) -> None:
    old, new = thread.theme("Halls"), thread.theme("Nowhere to meet")
    actions.merge(by=thread.by, beads=[old], into=new, why="The same")
    with pytest.raises(UsageError, match="was merged into another") as caught:
        thread.group(thread.voice(), old)
    assert "Use " in caught.value.next_step


def test_a_retracted_link_is_in_no_trace_but_in_the_records(thread: Builder) -> None:
    theme, voice = thread.theme(), thread.voice()
    link = actions.retract(by=thread.by, link=thread.group(voice, theme), why="Another matter")
    assert traced(theme) == set()
    assert (link.retracted_by, link.retracted_why) == (thread.by, "Another matter")


def test_a_link_is_retracted_once(thread: Builder) -> None:
    link = thread.group(thread.voice(), thread.theme())
    actions.retract(by=thread.by, link=link, why="Wrong")
    with pytest.raises(UsageError, match="already retracted") as caught:
        actions.retract(by=None, link=link, why="Wrong")
    assert caught.value.why.startswith("Dev")


def test_a_second_retraction_says_when_in_local_time(thread: Builder) -> None:
    link = thread.group(thread.voice(), thread.theme())
    noon = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    actions.retract(by=None, link=link, why="Wrong", at=noon)
    with timezone.override("Europe/London"), pytest.raises(UsageError) as caught:
        actions.retract(by=None, link=link, why="Wrong")
    assert caught.value.why == "Someone did so on 1 July 2026, 13:00."


def test_a_link_can_be_made_anew_after_it_was_retracted(thread: Builder) -> None:
    voice, theme = thread.voice(), thread.theme()
    actions.retract(by=None, link=thread.group(voice, theme), why="Wrong")
    thread.group(voice, theme)
    assert traced(theme) == {voice.pk}


def test_a_revision_keeps_what_was_there_before(thread: Builder) -> None:
    theme = thread.theme("Halls")
    changed = actions.revise(by=thread.by, bead=theme, payload=ThemePayload(name="Places to meet"), why="Wider")
    assert changed.payload["name"] == "Places to meet"
    assert Revision.objects.get().payload["name"] == "Halls"


def test_an_equal_revision_changes_nothing(thread: Builder) -> None:
    actions.revise(by=None, bead=thread.theme("Halls"), payload=ThemePayload(name="Halls"), why="")
    assert not Revision.objects.exists()


def test_many_are_revised_as_each_would_be(thread: Builder) -> None:
    halls, parks, same = thread.theme("Halls"), thread.theme("Parks"), thread.theme("Same")
    before = AuditEvent.objects.count()
    to = [(parks, "Greens"), (same, "Same"), (halls, "Places")]
    revised = [(bead, ThemePayload(name=name)) for bead, name in to]
    told = actions.revise_many(by=thread.by, revised=revised, why="Said again")
    assert [each.payload["name"] for each in told] == ["Greens", "Same", "Places"]
    assert dict(Bead.objects.values_list("pk", KT("payload__name"))) == {bead.pk: name for bead, name in to}
    assert set(Revision.objects.values_list("bead", KT("payload__name"))) == {(halls.pk, "Halls"), (parks.pk, "Parks")}
    assert AuditEvent.objects.count() == before + 2


def test_of_many_none_is_revised_where_one_cannot_be(thread: Builder) -> None:
    halls, parks = thread.theme("Halls"), thread.theme("Parks")
    revised = [(halls, ThemePayload(name="Places")), (parks, PriorityPayload(name="Greens"))]
    with pytest.raises(UsageError, match="cannot become a priority"):
        actions.revise_many(by=None, revised=revised, why="")
    assert not Revision.objects.exists()


def test_a_bead_keeps_its_kind(thread: Builder) -> None:
    with pytest.raises(UsageError, match="cannot become a priority"):
        actions.revise(by=None, bead=thread.theme(), payload=PriorityPayload(name="Hall"), why="")


def test_a_change_writes_one_audit_row(thread: Builder) -> None:
    voice, theme = thread.voice(), thread.theme()
    before = AuditEvent.objects.count()
    thread.group(voice, theme)
    thread.group(voice, theme)
    assert AuditEvent.objects.count() == before + 1


def test_a_change_of_links_raises_the_thread_s_version(thread: Builder) -> None:
    voice, theme = thread.voice(), thread.theme()
    thread.group(voice, theme)
    first = ThreadVersion.objects.get().number
    thread.group(thread.voice(), theme)
    assert ThreadVersion.objects.get().number > first


def test_counts_are_kept_right_as_links_come_and_go(thread: Builder) -> None:
    theme, other = thread.theme(), thread.theme()
    links = [thread.group(thread.voice(), theme) for _ in range(3)]
    thread.join(thread.action(), Relation.ANSWERS, theme)
    thread.voice_in(theme, other)
    actions.retract(by=None, link=links[0], why="Wrong")
    assert kept_counts() == counted_anew()
    assert kept_counts()[theme.pk] == (0, 3)


@pytest.mark.parametrize("why", ["x" * 100_000, "bell \x07", "nothing \x00"])
def test_a_hostile_reason_is_refused(thread: Builder, why: str) -> None:
    with pytest.raises(UsageError, match="reason"):
        actions.retract(by=None, link=thread.group(thread.voice(), thread.theme()), why=why)


def test_markup_in_a_reason_is_kept_as_it_is(thread: Builder) -> None:
    link = thread.group(thread.voice(), thread.theme())
    assert actions.retract(by=None, link=link, why="<script>'\u202e").retracted_why == "<script>'\u202e"


def test_many_links_are_made_as_each_by_itself_would_be(thread: Builder) -> None:
    themes, voices = [thread.theme(), thread.theme()], [thread.voice(), thread.voice(), thread.voice()]
    thread.group(voices[0], themes[0])
    wanted = [(voice, Relation.GROUPED_IN, theme) for theme in themes for voice in voices]
    made = actions.link_many(by=None, joins=[*wanted, wanted[1]])
    assert [(each.source, each.target) for each in made] == [(voice, theme) for voice, _, theme in wanted[1:]]
    assert kept_counts() == counted_anew()
    assert {voice.pk for voice in voices} <= traced(themes[1])


def test_many_links_are_one_entry_in_the_trail(thread: Builder) -> None:
    theme, voices = thread.theme(), [thread.voice(), thread.voice()]
    before = AuditEvent.objects.filter(action="thread.link").count()
    made = actions.link_many(by=thread.by, joins=[(voice, Relation.GROUPED_IN, theme) for voice in voices])
    event = AuditEvent.objects.filter(action="thread.link").latest("pk")
    assert AuditEvent.objects.filter(action="thread.link").count() == before + 1
    assert (event.by, event.detail["links"]) == (thread.by, [each.pk for each in made])


def test_one_link_among_many_that_may_not_be_stops_them_all(
    thread: Builder, other_neighbourhood: Neighbourhood
) -> None:
    theme, voice, gone = thread.theme(), thread.voice(), thread.voice()
    actions.withdraw(by=None, beads=[gone], why="")
    for other in (gone, Builder(other_neighbourhood).voice(), thread.theme()):
        with pytest.raises(UsageError):
            actions.link_many(by=None, joins=[(voice, Relation.GROUPED_IN, theme), (other, Relation.GROUPED_IN, theme)])
        assert Link.objects.filter(source=voice, target=theme).count() == 0


def test_no_links_are_made_of_none(thread: Builder) -> None:
    assert actions.link_many(by=thread.by, joins=[]) == []


def test_many_beads_are_withdrawn_with_few_questions(thread: Builder) -> None:
    with CaptureQueriesContext(connection) as few:
        actions.withdraw(by=None, beads=[thread.theme()], why="")
    themes = [thread.theme() for _ in range(20)]
    with CaptureQueriesContext(connection) as many:
        actions.withdraw(by=None, beads=themes, why="")
    assert len(many) <= len(few)
