"""Shifts: opened by those who run the day, joined with a first name, and over for everyone when they end."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from seedbed.errors import NotAllowedError, UsageError
from seedbed.web.invitations import queries
from seedbed.web.invitations.models import Shift
from seedbed.web.invitations.shifts import (
    LONGEST,
    MOST_A_MINUTE,
    MOST_HELPERS,
    close_shift,
    join_shift,
    new_code,
    open_shift,
)
from seedbed.web.people.actions import end_grant
from seedbed.web.people.models import AuditEvent, Grant, User
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import HELPERS, Permission, Role
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.at_once import at_once
from tests.unit.web.conftest import Cast

NO_SHIFT = "opens no shift"


def _open(
    cast: Cast, place: Neighbourhood, role: Role = Role.TABLE_HOST, *, most: int = 20, at: datetime | None = None
) -> tuple[Shift, str]:
    now = at or timezone.now()
    return open_shift(by=cast.dev, scope=place.scope, role=role, until=now + timedelta(hours=4), most=most, at=now)


@pytest.mark.parametrize("role", sorted(HELPERS))
def test_a_helper_needs_a_first_name_alone(cast: Cast, neighbourhood: Neighbourhood, role: Role) -> None:
    shift, token = _open(cast, neighbourhood, role)
    user, joined = join_shift(token=token, name="Bo")
    held = user.grants.get()
    assert (joined, user.name, held.role, held.until) == (shift, "Bo", role.value, shift.ends_at)
    assert user.email.endswith(".invalid")
    assert can(user, Permission.SEE_PLACE, neighbourhood.scope)


def test_the_role_ends_with_the_shift(cast: Cast, neighbourhood: Neighbourhood) -> None:
    begun = timezone.now() - timedelta(hours=4)
    _, token = _open(cast, neighbourhood, at=begun)
    user, _ = join_shift(token=token, name="Bo", at=begun + timedelta(hours=1))
    assert not can(user, Permission.SEE_PLACE, neighbourhood.scope)
    with pytest.raises(UsageError, match=NO_SHIFT):
        join_shift(token=token, name="Cy")


def test_closing_it_ends_it_for_all(cast: Cast, neighbourhood: Neighbourhood) -> None:
    shift, token = _open(cast, neighbourhood)
    people = [join_shift(token=token, name=name)[0] for name in ("Bo", "Cy")]
    close_shift(by=cast.dev, shift=shift)
    assert not Grant.objects.living().filter(user__in=people).exists()
    assert not User.objects.filter(pk__in=[person.pk for person in people], is_active=True).exists()
    with pytest.raises(UsageError, match=NO_SHIFT):
        join_shift(token=token, name="Di")
    with pytest.raises(UsageError, match=NO_SHIFT):
        close_shift(by=cast.dev, shift=shift)


def test_a_changed_code_opens_nothing(cast: Cast, neighbourhood: Neighbourhood) -> None:
    shift, token = _open(cast, neighbourhood)
    number, issue, signature = token.split("-")
    other_end = signature[:-1] + ("E" if signature.endswith("A") else "A")
    wrong = [
        *(f"{int(number) + 1}-{issue}-{signature}", f"{number}-2-{signature}", f"{number}-{issue}-", token[:-1]),
        *("", "-", "--", "1-1-1", "é-1-x", f"{number}-{issue}-é", f"{number}-{issue}-{other_end}"),
    ]
    for each in wrong:
        with pytest.raises(UsageError, match=NO_SHIFT):
            join_shift(token=each, name="Bo")
    assert queries.joined(shift).count() == 0


def test_a_new_code_ends_the_old_one_and_nobodys_shift(cast: Cast, neighbourhood: Neighbourhood) -> None:
    shift, old = _open(cast, neighbourhood)
    user, _ = join_shift(token=old, name="Bo")
    new = new_code(by=cast.dev, shift=shift)
    with pytest.raises(UsageError, match=NO_SHIFT):
        join_shift(token=old, name="Cy")
    assert join_shift(token=new, name="Cy")[1] == shift
    assert can(user, Permission.SEE_PLACE, neighbourhood.scope)


def test_the_code_can_be_shown_again_and_is_kept_nowhere(cast: Cast, neighbourhood: Neighbourhood) -> None:
    shift, token = _open(cast, neighbourhood)
    assert queries.token_of(Shift.objects.get(pk=shift.pk)) == token
    signature = token.split("-")[2]
    assert signature not in str([*Shift.objects.values(), *AuditEvent.objects.values()])
    assert len(signature) >= 20


def test_no_more_join_than_were_asked_for(cast: Cast, neighbourhood: Neighbourhood) -> None:
    shift, token = _open(cast, neighbourhood, most=2)
    for name in ("Bo", "Cy"):
        join_shift(token=token, name=name)
    with pytest.raises(UsageError, match="full"):
        join_shift(token=token, name="Di")
    assert queries.joined(shift).count() == 2


def test_many_at_once_are_let_in_a_few_at_a_time(cast: Cast, neighbourhood: Neighbourhood) -> None:
    _, token = _open(cast, neighbourhood)
    now = timezone.now()
    for number in range(MOST_A_MINUTE):
        join_shift(token=token, name=f"N{number}", at=now)
    with pytest.raises(UsageError, match="Many people"):
        join_shift(token=token, name="One more", at=now + timedelta(seconds=30))
    assert join_shift(token=token, name="One more", at=now + timedelta(seconds=61))[0].name == "One more"


def test_a_shift_of_someone_whose_role_has_ended_takes_nobody(cast: Cast, neighbourhood: Neighbourhood) -> None:
    _, token = _open(cast, neighbourhood)
    end_grant(by=cast.olu, grant=cast.dev.grants.get())
    with pytest.raises(UsageError, match=NO_SHIFT):
        join_shift(token=token, name="Bo")


@pytest.mark.parametrize("role", [role for role in Role if role not in HELPERS])
def test_no_other_role_is_given_for_a_shift(cast: Cast, neighbourhood: Neighbourhood, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        open_shift(by=cast.olu, scope=neighbourhood.scope, role=role, until=timezone.now() + timedelta(hours=1))
    assert not Shift.objects.exists()


@pytest.mark.parametrize("person", ["sam", "ngozi", "ama", "lee", "pat"])
def test_others_open_close_and_renew_none(cast: Cast, neighbourhood: Neighbourhood, person: str) -> None:
    shift, _ = _open(cast, neighbourhood)
    by, until = cast.everyone()[person], timezone.now() + timedelta(hours=1)
    with pytest.raises(NotAllowedError):
        open_shift(by=by, scope=neighbourhood.scope, role=Role.ARTIST, until=until)
    for forbidden in (close_shift, new_code):
        with pytest.raises(NotAllowedError):
            forbidden(by=by, shift=shift)


@pytest.mark.parametrize(
    ("hours", "most", "said"),
    [
        (0, 5, "cannot end then"),
        (-1, 5, "cannot end then"),
        (1 + LONGEST // timedelta(hours=1), 5, "cannot end then"),
        (1, 0, "This many"),
        (1, MOST_HELPERS + 1, "This many"),
    ],
)
def test_a_shift_that_will_not_do_is_refused(
    cast: Cast, neighbourhood: Neighbourhood, hours: int, most: int, said: str
) -> None:
    now = timezone.now()
    with pytest.raises(UsageError, match=said):
        open_shift(
            by=cast.dev,
            scope=neighbourhood.scope,
            role=Role.ARTIST,
            until=now + timedelta(hours=hours),
            most=most,
            at=now,
        )


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\u202eb"])
def test_a_name_that_will_not_do_makes_no_account(cast: Cast, neighbourhood: Neighbourhood, name: str) -> None:
    _, token = _open(cast, neighbourhood)
    before = User.objects.count()
    with pytest.raises(UsageError, match="first name"):
        join_shift(token=token, name=name)
    assert User.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_the_last_place_is_given_once(cast: Cast, neighbourhood: Neighbourhood) -> None:
    _, token = _open(cast, neighbourhood, most=1)
    assert at_once(*[lambda: join_shift(token=token, name="Bo")] * 2) == ["This shift is full."]


def test_the_database_keeps_shifts_to_helpers(cast: Cast, neighbourhood: Neighbourhood) -> None:
    shift, _ = _open(cast, neighbourhood)
    with pytest.raises(IntegrityError), transaction.atomic():
        Shift.objects.filter(pk=shift.pk).update(role=Role.OWNER)
