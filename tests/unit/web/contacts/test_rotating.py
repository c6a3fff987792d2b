"""A newer key: old rows open, are sealed anew bit by bit, and are found all the while; a lost key is told plainly."""

from __future__ import annotations

from django.utils import timezone

from seedbed.web.consent.actions import welcome
from seedbed.web.consent.models import Participant
from seedbed.web.contacts.actions import find_contact, keep_contact, see_contact
from seedbed.web.contacts.models import Contact
from seedbed.web.contacts.queries import contact_of, out_of_reach
from seedbed.web.jobs.ticking import do_what_is_due
from seedbed.web.people.sealed_rows import Resealed, reseal_some, rows_by_key
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.contacts.conftest import PHONE, REACH, WithKeys


def _several(neighbourhood: Neighbourhood, cast: Cast, many: int = 5) -> list[Participant]:
    people = [welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part", "recontact"]) for _ in range(many)]
    for person in people:
        keep_contact(by=cast.ama, participant=person, reach=REACH)
    return people


def test_rows_under_the_old_key_open_and_are_found(tern: Participant, cast: Cast, with_keys: WithKeys) -> None:
    with_keys(1)
    contact = keep_contact(by=cast.ama, participant=tern, reach=REACH)
    with_keys(2, 1)
    assert see_contact(by=cast.ama, contact=contact) == (tern.pk, REACH)
    assert find_contact(by=cast.ama, neighbourhood=contact.neighbourhood, typed=PHONE) == contact
    assert contact_of(tern) == contact


def test_they_are_sealed_anew_and_then_need_the_old_key_no_more(
    neighbourhood: Neighbourhood, cast: Cast, with_keys: WithKeys
) -> None:
    with_keys(1)
    people = _several(neighbourhood, cast)
    with_keys(2, 1)
    assert reseal_some() == Resealed(done=5, waiting=0, lost=0)
    with_keys(2)
    for person in people:
        kept = contact_of(person)
        assert kept is not None
        assert see_contact(by=cast.ama, contact=kept) == (person.pk, REACH)


def test_it_goes_on_where_it_was_stopped(neighbourhood: Neighbourhood, cast: Cast, with_keys: WithKeys) -> None:
    with_keys(1)
    people = _several(neighbourhood, cast)
    with_keys(2, 1)
    assert reseal_some(most=2) == Resealed(done=2, waiting=3, lost=0)
    assert all(contact_of(person) is not None for person in people)
    assert reseal_some(most=2) == Resealed(done=2, waiting=1, lost=0)
    assert reseal_some(most=2) == Resealed(done=1, waiting=0, lost=0)
    assert reseal_some(most=2) == Resealed(done=0, waiting=0, lost=0)


def test_a_second_rotation_before_the_first_ended_leaves_nothing_behind(
    neighbourhood: Neighbourhood, cast: Cast, with_keys: WithKeys
) -> None:
    with_keys(1)
    _several(neighbourhood, cast)
    with_keys(2, 1)
    reseal_some(most=2)
    with_keys(3, 2, 1)
    assert reseal_some() == Resealed(done=5, waiting=0, lost=0)
    assert len(rows_by_key()["contacts"]) == 1


def test_the_running_site_goes_on_by_itself(neighbourhood: Neighbourhood, cast: Cast, with_keys: WithKeys) -> None:
    with_keys(1)
    _several(neighbourhood, cast)
    with_keys(2, 1)
    assert "contacts.reseal" in do_what_is_due(timezone.now())
    assert len(rows_by_key()["contacts"]) == 1


def test_what_a_lost_key_sealed_is_counted_and_left_alone(
    neighbourhood: Neighbourhood, cast: Cast, with_keys: WithKeys
) -> None:
    with_keys(1)
    _several(neighbourhood, cast, 2)
    before = list(Contact.objects.values_list("key_id", "person").order_by("pk"))
    with_keys(2)
    assert reseal_some() == Resealed(done=0, waiting=0, lost=2)
    assert out_of_reach(neighbourhood) == 2
    assert list(Contact.objects.values_list("key_id", "person").order_by("pk")) == before


def test_keeping_somebody_anew_while_their_row_waits_makes_no_second_row(
    tern: Participant, cast: Cast, with_keys: WithKeys
) -> None:
    with_keys(1)
    keep_contact(by=cast.ama, participant=tern, reach=REACH)
    with_keys(2, 1)
    keep_contact(by=cast.ama, participant=tern, reach=REACH)
    assert Contact.objects.count() == 1


def test_without_any_keys_and_rows_nothing_is_made(db: None) -> None:
    assert reseal_some() == Resealed(0, 0, 0)
