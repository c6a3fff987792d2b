"""Who is heard in the invented town, and where its pages send people next."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse

from seedbed.web.consent.actions import welcome, withdraw_scope
from seedbed.web.consent.models import DemographicCard, Participant
from seedbed.web.demonstration.load import Loaded
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import record_contribution, undo_withdrawal, withdraw_contribution
from seedbed.web.listening.models import Contribution, Event
from seedbed.web.listening.queries import event_of
from seedbed.web.places.models import Neighbourhood
from seedbed.web.who_is_heard.actions import look
from seedbed.web.who_is_heard.advice import _heard_at, next_shifts
from seedbed.web.who_is_heard.residents import people_of, residents_of
from seedbed.web.who_is_heard.themes import of_one

TODAY = date(2026, 11, 20)


@pytest.fixture
def kestrel_rise(loaded: Loaded) -> Neighbourhood:
    return Neighbourhood.objects.get(slug="kestrel-rise")


def _page(client: Client) -> str:
    answer = client.get(reverse("who_is_heard:heard", args=["kestrel-rise"]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_residents_add_up_over_the_areas(kestrel_rise: Neighbourhood) -> None:
    found = residents_of(kestrel_rise, "language")
    benchmark = people_of(kestrel_rise, "language")
    assert found is not None
    assert benchmark is not None
    assert sum(benchmark.people.values()) == pytest.approx(float(found.people.sum()))
    assert np.isfinite(found.places).all()


def test_the_card_of_ethnic_groups_has_its_census_too(kestrel_rise: Neighbourhood) -> None:
    found = people_of(kestrel_rise, "ethnicity")
    assert found is not None
    assert set(found.people) > {"White", "Another ethnic group"}


def test_what_nobody_counts_has_no_residents(kestrel_rise: Neighbourhood) -> None:
    assert residents_of(kestrel_rise, "favourite colour") is None


def test_people_are_counted_once_however_much_they_said(kestrel_rise: Neighbourhood) -> None:
    before = look(neighbourhood=kestrel_rise)
    loud = Contribution.objects.filter(bead__neighbourhood=kestrel_rise).exclude(participant=None).first()
    assert loud is not None
    record_contribution(
        by=None, neighbourhood=kestrel_rise, words="And the bins.", said_on=TODAY, participant=loud.participant
    )
    after = look(neighbourhood=kestrel_rise)
    assert before.spread is not None
    assert after.spread is not None
    assert after.spread.contributions == before.spread.contributions + 1
    assert after.spread.people == before.spread.people
    assert [each.counts.tolist() for each in after.heard] == [each.counts.tolist() for each in before.heard]


def test_everybody_who_spoke_is_in_a_group_or_gave_no_card(kestrel_rise: Neighbourhood) -> None:
    found = look(neighbourhood=kestrel_rise)
    assert found.spread is not None
    age = next(each for each in found.heard if each.characteristic == "age")
    assert age.counts.sum() + age.no_card + age.not_said == found.spread.people


def test_two_looks_around_one_arrival_show_the_same(kestrel_rise: Neighbourhood) -> None:
    looks = [look(neighbourhood=kestrel_rise)]
    for _ in range(10):
        somebody = welcome(by=None, neighbourhood=kestrel_rise, cards={"age": "16 to 24"}, scopes=["take_part", "card"])
        record_contribution(by=None, neighbourhood=kestrel_rise, words="The bins.", said_on=TODAY, participant=somebody)
        looks.append(look(neighbourhood=kestrel_rise))
    assert sum(before.document != after.document for before, after in pairwise(looks)) == 1
    assert sum(before.spread != after.spread for before, after in pairwise(looks)) == 1


def test_one_withdrawal_takes_a_whole_ten_out_and_nobody_else_in(kestrel_rise: Neighbourhood) -> None:
    before = look(neighbourhood=kestrel_rise)
    words = Contribution.objects.filter(bead__neighbourhood=kestrel_rise, participant__counted_in=1).first()
    assert words is not None
    assert before.spread is not None
    withdraw_contribution(by=None, contribution=words, why="Asked to.")
    after = look(neighbourhood=kestrel_rise)
    assert after.spread is not None
    assert before.spread.people - after.spread.people == 10
    undo_withdrawal(by=None, contribution=words)
    assert look(neighbourhood=kestrel_rise).document == before.document


def test_who_no_longer_takes_part_is_counted_no_more(kestrel_rise: Neighbourhood) -> None:
    before = look(neighbourhood=kestrel_rise).spread
    someone = Participant.objects.filter(neighbourhood=kestrel_rise, counted_in=2).first()
    assert someone is not None
    withdraw_scope(by=None, participant=someone, scope="take_part")
    after = look(neighbourhood=kestrel_rise).spread
    assert before is not None
    assert after is not None
    assert before.people - after.people == 10


def test_an_hour_at_which_all_was_taken_back_is_one_at_which_nobody_was_heard(kestrel_rise: Neighbourhood) -> None:
    words = next(
        each for each in Contribution.objects.filter(bead__neighbourhood=kestrel_rise) if event_of(each) is not None
    )
    bead = event_of(words)
    assert bead is not None
    event, _ = Event.objects.get_or_create(bead=bead)
    Event.objects.exclude(pk=event.pk).update(starts_at=None)
    event.starts_at = datetime(2026, 6, 3, 10, tzinfo=UTC)
    event.save()
    before = _heard_at(kestrel_rise).sum()
    assert before > 0
    withdraw_contribution(by=None, contribution=words, why="Asked to.")
    assert _heard_at(kestrel_rise).sum() == before - 1


def test_themes_are_weighted_to_who_lives_here(kestrel_rise: Neighbourhood, dev: Client) -> None:
    heard = next(each for each in look(neighbourhood=kestrel_rise).heard if each.characteristic == "age")
    theme = Bead.objects.filter(neighbourhood=kestrel_rise, kind="theme", tombstone=None, went_in=None).first()
    assert theme is not None
    few, many = 0, len(heard.residents.groups) - 1
    # Of two groups of one size, ten of ten spoke of it in one and none of forty in the other.
    people = np.zeros_like(heard.residents.people)
    people[:, few] = people[:, many] = 1
    of_person = {f"a{number}": few for number in range(10)} | {f"b{number}": many for number in range(40)}
    counts = np.bincount(list(of_person.values()), minlength=many + 1).astype(float)
    told = replace(heard, residents=replace(heard.residents, people=people), counts=counts, of_person=of_person)
    (said,) = of_one(told, {theme.pk: {f"a{number}" for number in range(10)}}, {theme.pk: theme})
    assert (said.as_heard, said.weighted) == (20, 50)
    assert of_one(told, {theme.pk: {f"a{number}" for number in range(9)}}, {theme.pk: theme}) == []
    assert "as heard and weighted by age" in _page(dev)


def test_somebody_who_did_not_speak_is_not_heard(kestrel_rise: Neighbourhood) -> None:
    before = look(neighbourhood=kestrel_rise).heard
    welcome(by=None, neighbourhood=kestrel_rise, cards={"age": "16 to 24"}, scopes=["take_part", "card"])
    after = look(neighbourhood=kestrel_rise).heard
    assert [each.counts.tolist() for each in after] == [each.counts.tolist() for each in before]


def test_children_who_all_live_in_one_part_are_met_there_outside_school_hours(kestrel_rise: Neighbourhood) -> None:
    age = next(each for each in look(neighbourhood=kestrel_rise).heard if each.characteristic == "age")
    living, people = age.residents.all, age.residents.people.copy()
    people[:, 0], people[0, 0] = 0, living[0]
    counts = np.round(100 * living / living.sum())
    counts[0] = 0
    told = replace(age, residents=replace(age.residents, people=people), counts=counts)
    found = next_shifts(kestrel_rise, [told])["age"]
    assert {each.group for each in found} == {age.residents.groups[0]}
    assert all(each.venue.public and each.venue.gone_at is None for each in found)
    at_school = ("morning, 9 to 12", "afternoon, 12 to 3")
    assert not [each for each in found if each.when.endswith(at_school) and not each.when.startswith("S")]


def test_two_cards_are_on_no_page(dev: Client, kestrel_rise: Neighbourhood) -> None:
    kept = DemographicCard.objects.filter(participant__neighbourhood=kestrel_rise, characteristic="age")[:2]
    DemographicCard.objects.exclude(pk__in=[each.pk for each in kept]).delete()
    assert "Every group is hidden: too few people were heard." in _page(dev)


def test_the_page_says_people_and_where_to_go(dev: Client) -> None:
    page = _page(dev)
    assert "different people spoke" in page
    assert "Where to go next" in page
    assert "The open data cannot tell" in page
    assert "R-indicator" in page
    assert "nobody drew them at random" in page


def test_whoever_decides_does_not_see_it(ngozi: Client) -> None:
    assert ngozi.get(reverse("who_is_heard:heard", args=["kestrel-rise"])).status_code == 403


def test_an_outsider_sees_nothing(lee: Client) -> None:
    assert lee.get(reverse("who_is_heard:heard", args=["kestrel-rise"])).status_code == 404
