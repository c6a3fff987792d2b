"""Concerns: sealed, for the named lead alone, never in the trail, and erased only once they were acted on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from seedbed.errors import BadInputError, NotAllowedError, UsageError
from seedbed.web.accounts.models import Tries
from seedbed.web.jobs.ticking import do_what_is_due
from seedbed.web.people.models import AuditEvent, Grant, User
from seedbed.web.people.roles import Role
from seedbed.web.places.models import Neighbourhood
from seedbed.web.safeguarding.actions import (
    CONCERNS_OF_ACCOUNT,
    Planned,
    erase_due,
    hand_over,
    note_acted,
    open_concern,
    send_concern,
    set_plan,
)
from seedbed.web.safeguarding.models import Concern, Plan
from seedbed.web.safeguarding.queries import left_behind, may_be_named, may_open
from tests.unit.web.conftest import Cast
from tests.unit.web.safeguarding.conftest import REACH, SENT, WORDS, someone


def leave(user: User) -> None:
    """End every role of someone."""
    Grant.objects.living().filter(user=user).update(ended_at=timezone.now())


def test_the_lead_opens_it_and_reads_who_sent_it(concern: Concern, lead: User, cast: Cast) -> None:
    told = open_concern(by=lead, concern=concern)
    assert (told["words"], told["reach"], told["from"]) == (WORDS, REACH, cast.dev.name)
    assert Concern.objects.get().seen_at is not None


def test_the_tables_hold_nothing_of_it(concern: Concern, lead: User, cast: Cast) -> None:
    note_acted(by=lead, concern=concern, note="Rang the quagga")
    with connection.cursor() as cursor:
        held = ""
        for table in ("safeguarding_concern", "people_auditevent", "golden_thread_bead"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - names of ours
            held += " ".join(
                repr(bytes(cell) if isinstance(cell, memoryview) else cell) for row in cursor for cell in row
            )
    for secret in ("okapi", "numbat", "quagga", cast.dev.name):
        assert secret not in held


def test_the_trail_does_not_say_who_sent_it(concern: Concern) -> None:
    entry = AuditEvent.objects.get(action="safeguarding.send")
    assert (entry.by, entry.subject, entry.detail) == (None, f"concern:{concern.pk}", {})


def test_each_look_is_recorded(concern: Concern, lead: User) -> None:
    open_concern(by=lead, concern=concern)
    open_concern(by=lead, concern=concern)
    assert [entry.by for entry in AuditEvent.objects.filter(action="safeguarding.see")] == [lead, lead]


@pytest.mark.parametrize("name", ["olu", "dev", "sam", "ama", "ngozi", "lee", "pat"])
def test_nobody_else_opens_it_whatever_their_role(concern: Concern, cast: Cast, name: str) -> None:
    person = cast.everyone()[name]
    for do in (open_concern, hand_over):
        with pytest.raises(NotAllowedError, match="cannot open"):
            do(by=person, concern=concern)
    with pytest.raises(NotAllowedError):
        note_acted(by=person, concern=concern, note="x")


def test_naming_oneself_opens_nothing_that_was_sent_before(concern: Concern, cast: Cast, deputy: User) -> None:
    set_plan(by=cast.olu, neighbourhood=concern.neighbourhood, planned=Planned(lead=cast.olu, deputy=deputy))
    assert not may_open(cast.olu, Concern.objects.get())


def test_without_a_lead_nothing_is_kept(neighbourhood: Neighbourhood, cast: Cast) -> None:
    with pytest.raises(UsageError, match="Nothing was sent"):
        send_concern(by=cast.dev, neighbourhood=neighbourhood, words=WORDS)
    assert not Concern.objects.exists()


def test_a_lead_who_left_hears_nothing_and_the_deputy_does(plan: Plan, cast: Cast, lead: User, deputy: User) -> None:
    leave(lead)
    assert send_concern(by=cast.dev, neighbourhood=plan.neighbourhood).lead == deputy


def test_both_gone_counts_as_nobody(plan: Plan, cast: Cast, lead: User, deputy: User) -> None:
    leave(lead)
    leave(deputy)
    with pytest.raises(UsageError, match="Nothing was sent"):
        send_concern(by=cast.dev, neighbourhood=plan.neighbourhood)


def test_who_left_opens_nothing_and_the_deputy_does(concern: Concern, lead: User, deputy: User) -> None:
    assert not may_open(deputy, concern)
    leave(lead)
    kept = Concern.objects.get()
    assert (may_open(lead, kept), may_open(deputy, kept)) == (False, True)


def test_one_tap_without_words_is_enough(plan: Plan, cast: Cast, lead: User) -> None:
    sent = send_concern(by=cast.dev, neighbourhood=plan.neighbourhood)
    assert open_concern(by=lead, concern=sent)["from"] == cast.dev.name


def test_outsiders_send_nothing(plan: Plan, cast: Cast) -> None:
    with pytest.raises(NotAllowedError):
        send_concern(by=cast.lee, neighbourhood=plan.neighbourhood)


def test_far_too_many_words_are_refused(plan: Plan, cast: Cast) -> None:
    with pytest.raises(BadInputError, match="was not sent"):
        send_concern(by=cast.dev, neighbourhood=plan.neighbourhood, words="x" * 4_001)


def test_it_is_erased_its_days_after_it_was_acted_on(concern: Concern, lead: User) -> None:
    note_acted(by=lead, concern=concern, note="Rang", at=SENT)
    assert erase_due(SENT + timedelta(days=29)) == 0
    assert "safeguarding.erase_due" in do_what_is_due(SENT + timedelta(days=30))
    assert not Concern.objects.exists()
    assert AuditEvent.objects.filter(action="safeguarding.erase", by=None).count() == 1


def test_what_nobody_acted_on_stays_however_old(concern: Concern, lead: User) -> None:
    open_concern(by=lead, concern=concern)
    assert erase_due(SENT + timedelta(days=9_999)) == 0


def test_acting_needs_a_note(concern: Concern, lead: User) -> None:
    with pytest.raises(BadInputError, match="was not noted"):
        note_acted(by=lead, concern=concern, note=" ")


def test_it_is_handed_to_the_lead_of_now_and_shut_to_the_one_before(
    concern: Concern, lead: User, deputy: User, cast: Cast
) -> None:
    with pytest.raises(UsageError, match="Nobody else"):
        hand_over(by=lead, concern=concern)
    set_plan(by=cast.olu, neighbourhood=concern.neighbourhood, planned=Planned(lead=cast.sam, deputy=deputy))
    kept = hand_over(by=lead, concern=concern)
    assert (may_open(lead, kept), may_open(cast.sam, kept), kept.seen_at) == (False, True, None)


def test_what_is_left_with_people_who_left_is_told_without_a_number(concern: Concern, lead: User, deputy: User) -> None:
    assert not left_behind(concern.neighbourhood)
    leave(lead)
    leave(deputy)
    assert left_behind(concern.neighbourhood)


def test_who_manages_people_names_them_and_nobody_else(neighbourhood: Neighbourhood, cast: Cast, lead: User) -> None:
    for person in (cast.dev, cast.ama, cast.lee):
        with pytest.raises(NotAllowedError):
            set_plan(by=person, neighbourhood=neighbourhood, planned=Planned(lead=lead))
    coordinator = someone("cora", neighbourhood, Role.COORDINATOR)
    assert set_plan(by=coordinator, neighbourhood=neighbourhood, planned=Planned(lead=lead)).lead == lead


@pytest.mark.parametrize("days", [0, -1, 5_000])
def test_plans_that_will_not_do_are_refused(neighbourhood: Neighbourhood, cast: Cast, lead: User, days: int) -> None:
    planned = [Planned(lead, lead), Planned(None, lead), Planned(cast.lee), Planned(cast.pat), Planned(lead, days=days)]
    for each in planned:
        with pytest.raises(UsageError, match="was not changed"):
            set_plan(by=cast.olu, neighbourhood=neighbourhood, planned=each)


def test_who_has_no_address_cannot_be_named_outside_an_invented_town(
    neighbourhood: Neighbourhood, other_neighbourhood: Neighbourhood, lead: User
) -> None:
    for place, may in ((other_neighbourhood, False), (neighbourhood, True)):
        helper = someone(f"helper{place.pk}", place, Role.TABLE_HOST)
        User.objects.filter(pk=helper.pk).update(email=f"x{place.pk}@shift.invalid")
        assert (helper in may_be_named(place)) is may
    assert lead in may_be_named(neighbourhood)


def test_who_is_named_is_recorded_by_number(plan: Plan, cast: Cast, lead: User, deputy: User) -> None:
    entry = AuditEvent.objects.get(action="safeguarding.set_plan")
    assert (entry.by, entry.detail) == (cast.olu, {"people": [lead.pk, deputy.pk], "days": 30})


def test_nobody_floods_the_lead(plan: Plan, cast: Cast, neighbourhood: Neighbourhood) -> None:
    for _ in range(CONCERNS_OF_ACCOUNT.most):
        send_concern(by=cast.dev, neighbourhood=neighbourhood, at=SENT)
    with pytest.raises(UsageError, match="Ring the lead now"):
        send_concern(by=cast.dev, neighbourhood=neighbourhood, at=SENT)
    send_concern(by=cast.sam, neighbourhood=neighbourhood, at=SENT)
    send_concern(by=cast.dev, neighbourhood=neighbourhood, at=SENT + timedelta(hours=1))
    assert Concern.objects.count() == CONCERNS_OF_ACCOUNT.most + 2


def test_what_counts_them_does_not_say_who_sent_any(concern: Concern, cast: Cast) -> None:
    (row,) = Tries.objects.values()
    assert set(row) == {"id", "source", "began_at", "count"}
    assert int(row["source"], 16) > 1 << 200
