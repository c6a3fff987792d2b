"""The story on a site: told by the cast on its own days, all of it, once; what is planted holds."""

from __future__ import annotations

from datetime import date

import pytest
from django.db.models import Count

from seedbed.demo.story.reading import read_story
from seedbed.demo.story.shapes import Person
from seedbed.demo.truths import TRUTHS, UNREACHABLE_HALL
from seedbed.errors import UsageError
from seedbed.thread.kinds import BeadKind
from seedbed.thread.measures import completeness, time_to_feedback
from seedbed.thread.tracing import Way, trace
from seedbed.web.asset_register.models import Asset, Barrier
from seedbed.web.asset_register.queries.lists import Freshness, Wanted, assets_of
from seedbed.web.consent.models import DemographicCard
from seedbed.web.demonstration import rooms
from seedbed.web.demonstration.load import Loaded, load_story
from seedbed.web.demonstration.models import Told
from seedbed.web.golden_thread.models import Bead, Lineage, Tombstone
from seedbed.web.golden_thread.queries import DatabaseLinks, thread_columns, trace_counts
from seedbed.web.listening.mapped import marks_of, readable
from seedbed.web.listening.models import Event
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.queries import boundary_of
from seedbed.web.step2_listen.models import StreetShift
from seedbed.web.walks.models import Walk

BY_ID = {truth.id.split("-")[0]: truth for truth in TRUTHS}


def _ahead(loaded: Loaded, start: str) -> set[str]:
    names = {bead.pk: id_ for id_, bead in loaded.beads.items()}
    found = trace(DatabaseLinks(), loaded.beads[start].pk, Way.FORWARD).beads
    # Assets and barriers are of the register, not of the story.
    return {names[number] for number in found if number in names}


def test_every_part_of_the_story_is_on_the_thread(loaded: Loaded) -> None:
    story = read_story()
    told = set(Told.objects.values_list("story_id", flat=True))
    assert {bead.id for bead in story.beads} | {said.id for said in story.said} <= told
    of_register = [BeadKind.ASSET.value, BeadKind.BARRIER.value, BeadKind.ORGANISATION.value]
    assert len(told) == Bead.objects.filter(programme=loaded.programme).exclude(kind__in=of_register).count()


def test_its_programme_is_invented_and_names_the_towns_pack(loaded: Loaded) -> None:
    assert loaded.programme.invented
    assert loaded.programme.pack == "alderwick"


def test_rooms_of_listening_show_occasions_that_the_story_tells_anyway(loaded: Loaded) -> None:
    walk, shift = Walk.objects.get(), StreetShift.objects.get()
    assert {walk.pk, shift.pk} == {loaded.beads[id_].pk for id_ in (rooms.WALK, rooms.DOORS)}
    assert [stop.name for stop in walk.stops.exclude(longitude=None)] == [name for name, _ in rooms.STOPS]
    assert walk.shown_at is not None
    assert Event.objects.exclude(open_to_change="").count() == len(rooms.PROMISED)


@pytest.mark.parametrize(("slug", "name"), [("kestrel-rise", "BRIDGE!!!"), ("tanners-row", "The one swing")])
def test_maps_hold_what_was_put_on_them_within_the_line(loaded: Loaded, slug: str, name: str) -> None:
    shown = readable(marks_of(loaded.neighbourhoods[slug]))
    assert name in {each.name for each in shown}
    assert {each.kind for each in shown} == {"point", "line", "area"}
    assert all(each.roughly for each in shown if each.name == "home")
    assert sum(not each.outside for each in shown) > len(shown) / 2


def test_both_neighbourhoods_have_their_line_and_its_residents(loaded: Loaded) -> None:
    lines = {slug: boundary_of(place) for slug, place in loaded.neighbourhoods.items()}
    assert {slug: line.residents if line else None for slug, line in lines.items()} == {
        "tanners-row": 4380,
        "kestrel-rise": 3640,
    }


def test_beads_were_made_on_the_storys_days_by_the_cast(loaded: Loaded) -> None:
    decision = Bead.objects.get(pk=loaded.beads["kr-decision-crossing"].pk)
    assert f"{decision.made_at:%Y-%m-%d}" == "2026-01-29"
    assert decision.made_by == loaded.people[Person.NGOZI]


def test_nothing_was_written_by_nobody(loaded: Loaded) -> None:
    assert not AuditEvent.objects.filter(scope__path__startswith=loaded.programme.scope.path, by=None).exists()


def test_merge_split_and_withdrawal_are_recorded(loaded: Loaded) -> None:
    made = Lineage.objects.filter(programme=loaded.programme).values_list("relation", flat=True)
    assert sorted(made) == ["merged_into", "split_into"]
    assert Tombstone.objects.filter(bead=loaded.beads["t090"]).exists()


def test_actions_keep_that_they_were_planned_first(loaded: Loaded) -> None:
    action = Bead.objects.annotate(changes=Count("revisions")).get(pk=loaded.beads["tr-action-space"].pk)
    assert action.payload["state"] == "delivered"
    assert action.changes == 1


def test_cards_are_kept_for_those_who_gave_one(loaded: Loaded) -> None:
    cards = DemographicCard.objects.filter(participant__neighbourhood=loaded.neighbourhoods["tanners-row"])
    assert cards.filter(characteristic="language", group="Tigrinya").count() == 12
    assert not cards.filter(characteristic="age", group="16 to 24").exists()


def test_t8_the_lost_voice_ends_at_its_theme(loaded: Loaded) -> None:
    lost = loaded.beads[BY_ID["T8"].beads[0]]
    assert set(trace_counts(lost.pk, Way.FORWARD).by_kind) == {BeadKind.CODE, BeadKind.THEME}


def test_t8_whoever_spoke_is_still_waiting(loaded: Loaded) -> None:
    columns = thread_columns(loaded.neighbourhoods["tanners-row"])
    answers = time_to_feedback(columns, date(2026, 9, 30))
    assert loaded.beads["t082"].pk in answers.waiting
    assert loaded.beads["t081"].pk in answers.answered


@pytest.mark.parametrize("voice", ["k002a", "k011a", "k053a", "k079a", "k084a"])
def test_t9_the_declines_reason_is_reached_from_who_asked(loaded: Loaded, voice: str) -> None:
    assert {"kr-decision-crossing", "kr-reply-crossing"} <= _ahead(loaded, voice)


def test_t10_nowhere_to_meet_is_followed_to_its_reply(loaded: Loaded) -> None:
    assert set(BY_ID["T10"].beads) <= _ahead(loaded, "t001a")


def test_most_contributions_reached_a_decision_and_some_did_not(loaded: Loaded) -> None:
    found = completeness(thread_columns(loaded.neighbourhoods["tanners-row"]))
    assert 0.5 < found.decided / found.contributions < 0.9
    assert 1 <= found.with_both < found.actions == found.with_voice


def test_it_is_not_told_twice(loaded: Loaded) -> None:
    with pytest.raises(UsageError, match="already"):
        load_story()


def test_the_unreachable_hall_is_in_the_register_with_its_barriers(loaded: Loaded) -> None:
    hall = Asset.objects.get(name=UNREACHABLE_HALL, neighbourhood=loaded.neighbourhoods["kestrel-rise"])
    kinds = sorted(barrier.kind for barrier in hall.barriers.all())
    assert (hall.named_by_residents, kinds) == (True, ["disability_access", "distance"])


def test_a_barrier_stands_on_a_policy(loaded: Loaded) -> None:
    (barrier,) = Barrier.objects.filter(organisation__isnull=False)
    assert barrier.organisation is not None
    assert barrier.organisation.payload["form"] == "policy"


def test_some_listings_are_fresh_some_doubted_and_some_never_looked_at(loaded: Loaded) -> None:
    place = loaded.neighbourhoods["kestrel-rise"]
    found = {freshness: assets_of(place, Wanted(freshness=freshness)).exists() for freshness in Freshness}
    assert found[Freshness.DOUBTED]
    assert found[Freshness.NEVER]
