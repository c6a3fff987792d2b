"""Inviting, accepting once, and every way in which an invitation opens nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from seedbed.errors import NotAllowedError, UsageError
from seedbed.web.invitations.actions import LASTS, MOST_A_DAY, MOST_OF_ONE_A_DAY, accept, invite, renew, take_back
from seedbed.web.invitations.models import Invitation
from seedbed.web.people.actions import end_grant, grant
from seedbed.web.people.models import AuditEvent, Grant, Scope, User
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import HELPERS, Permission, Role
from seedbed.web.places.models import Neighbourhood, Programme
from tests.unit.web.at_once import at_once
from tests.unit.web.conftest import Cast

MINA = "mina@example.org"


def _invite(cast: Cast, scope: Scope, role: Role = Role.ANALYST, email: str = MINA) -> tuple[Invitation, str]:
    return invite(by=cast.olu, scope=scope, role=role, email=email, name="Mina")


def test_whoever_accepts_gets_an_account_and_the_role(cast: Cast, programme: Programme) -> None:
    _, token = _invite(cast, programme.scope)
    mina = accept(token=token)
    assert (mina.email, mina.name) == (MINA, "Mina")
    assert not mina.has_usable_password()
    assert can(mina, Permission.SEE_WORDS, programme.scope)
    assert mina.grants.get().granted_by == cast.olu


def test_the_token_is_kept_nowhere(cast: Cast, programme: Programme) -> None:
    made, token = _invite(cast, programme.scope)
    assert token not in str(list(Invitation.objects.values()))
    assert token not in str(list(AuditEvent.objects.values()))
    assert len(token) >= 43
    assert made.expires_at - made.made_at == LASTS


def test_the_trail_holds_numbers_alone(cast: Cast, programme: Programme) -> None:
    made, token = _invite(cast, programme.scope)
    mina = accept(token=token)
    kept = [
        (event.action, event.subject) for event in AuditEvent.objects.order_by("pk") if "invitation" in event.action
    ]
    assert kept == [("invitations.invite", f"invitation:{made.pk}"), ("invitations.accept", f"invitation:{made.pk}")]
    assert "mina" not in str(list(AuditEvent.objects.filter(by=mina).values())).lower()


def test_an_account_that_is_there_gets_the_role_when_it_accepts(cast: Cast, programme: Programme) -> None:
    _, token = _invite(cast, programme.scope, email="LEE@example.org")
    assert not cast.lee.grants.exists()
    assert accept(token=token, by=cast.lee) == cast.lee
    assert cast.lee.grants.get().role == Role.ANALYST


def test_several_roles_come_with_one_link(cast: Cast, programme: Programme) -> None:
    both = [Role.FACILITATOR, Role.STEWARD]
    _, token = invite(by=cast.olu, scope=programme.scope, role=both, email=MINA, name="Mina")
    held = accept(token=token).grants.values_list("role", flat=True)
    assert set(held) == {"facilitator", "steward"}


def test_roles_can_end_by_themselves(cast: Cast, programme: Programme) -> None:
    until = timezone.now() + timedelta(days=30)
    _, token = invite(by=cast.olu, scope=programme.scope, role=Role.ARTIST, name="Mina", email=MINA, until=until)
    assert accept(token=token).grants.get().until == until


def test_a_link_handed_over_makes_an_account_without_an_address(cast: Cast, programme: Programme) -> None:
    _, token = invite(by=cast.olu, scope=programme.scope, role=Role.ANALYST, name="Mina")
    mina = accept(token=token, name="Mina Ó")
    assert mina.name == "Mina Ó"
    assert mina.email.endswith(".invalid")


def test_invited_twice_there_is_one_invitation_and_the_newer_link_works(cast: Cast, programme: Programme) -> None:
    _, first = _invite(cast, programme.scope)
    _, second = _invite(cast, programme.scope)
    assert Invitation.objects.count() == 1
    with pytest.raises(UsageError, match="opens nothing"):
        accept(token=first)
    assert accept(token=second).email == MINA


def test_an_accepted_invitation_says_that_it_was_used(cast: Cast, programme: Programme) -> None:
    _, token = _invite(cast, programme.scope)
    mina = accept(token=token)
    for person in (None, mina, cast.lee):
        with pytest.raises(UsageError, match="was used"):
            accept(token=token, by=person)
    assert Grant.objects.filter(user=mina).count() == 1


def test_an_old_invitation_says_until_when_it_held(cast: Cast, programme: Programme) -> None:
    then = timezone.now() - LASTS
    _, token = invite(by=cast.olu, scope=programme.scope, role=Role.ANALYST, email=MINA, name="Mina", at=then)
    with pytest.raises(UsageError, match="has run out"):
        accept(token=token)


def test_one_that_was_taken_back_says_so(cast: Cast, programme: Programme) -> None:
    made, token = _invite(cast, programme.scope)
    take_back(by=cast.olu, invitation=made)
    with pytest.raises(UsageError, match="taken back"):
        accept(token=token)


def test_one_of_someone_else_says_so(cast: Cast, programme: Programme) -> None:
    _, token = _invite(cast, programme.scope)
    with pytest.raises(NotAllowedError, match="another e-mail address"):
        accept(token=token, by=cast.lee)
    assert not cast.lee.grants.exists()


def test_an_account_that_is_there_is_never_opened_by_a_link(cast: Cast, programme: Programme) -> None:
    """Else whoever sends a link to an owner's address, and reads it, would be that owner."""
    _, token = _invite(cast, programme.scope, email=cast.lee.email)
    with pytest.raises(NotAllowedError, match="Sign in first"):
        accept(token=token)


def test_a_closed_account_accepts_nothing(cast: Cast, programme: Programme) -> None:
    User.objects.filter(pk=cast.lee.pk).update(is_active=False)
    _, token = _invite(cast, programme.scope, email=cast.lee.email)
    with pytest.raises(NotAllowedError, match="closed"):
        accept(token=token)


def test_a_token_that_was_changed_opens_nothing(cast: Cast, programme: Programme) -> None:
    _, token = _invite(cast, programme.scope)
    for wrong in (token[:-1], f"{token}x", token.swapcase(), "", "é\x00"):
        with pytest.raises(UsageError, match="opens nothing"):
            accept(token=wrong)


def test_an_invitation_gives_no_more_than_its_sender_still_may(cast: Cast, programme: Programme) -> None:
    _made, token = invite(by=cast.dev, scope=programme.scope, role=Role.TABLE_HOST, email=MINA, name="Mina")
    end_grant(by=cast.olu, grant=cast.dev.grants.get())
    with pytest.raises(UsageError, match="holds no more"):
        accept(token=token)


@pytest.mark.parametrize("role", [role for role in Role if role not in HELPERS])
def test_a_facilitator_invites_helpers_alone(cast: Cast, neighbourhood: Neighbourhood, role: Role) -> None:
    with pytest.raises(NotAllowedError):
        invite(by=cast.dev, scope=neighbourhood.scope, role=[Role.ARTIST, role], email=MINA, name="Mina")
    assert not Invitation.objects.exists()


def test_nobody_invites_themselves(cast: Cast, programme: Programme) -> None:
    with pytest.raises(NotAllowedError, match="yourself"):
        _invite(cast, programme.scope, email="OLU@example.org")
    _, by_hand = invite(by=cast.olu, scope=programme.scope, role=Role.STEWARD, name="Me")
    with pytest.raises(NotAllowedError, match="yourself"):
        accept(token=by_hand, by=cast.olu)


def test_nobody_else_takes_back_what_they_may_not_give(cast: Cast, programme: Programme) -> None:
    made, token = _invite(cast, programme.scope)
    for forbidden in (take_back, renew):
        with pytest.raises(NotAllowedError):
            forbidden(by=cast.dev, invitation=made)
    assert accept(token=token).email == MINA


def test_invited_again_for_a_day_nobody_keeps_a_role_for_ever(cast: Cast, programme: Programme) -> None:
    told: Any = {"by": cast.olu, "scope": programme.scope, "role": Role.ANALYST, "email": MINA, "name": "Mina"}
    invite(**told)
    day = timezone.now() + timedelta(days=1)
    _, token = invite(**told, until=day)
    assert accept(token=token).grants.get().until == day


def test_a_new_link_gives_seven_new_days(cast: Cast, programme: Programme) -> None:
    then = timezone.now() - 2 * LASTS
    made, old = invite(by=cast.olu, scope=programme.scope, role=Role.ANALYST, email=MINA, name="Mina", at=then)
    new = renew(by=cast.olu, invitation=made)
    with pytest.raises(UsageError, match="opens nothing"):
        accept(token=old)
    assert accept(token=new).email == MINA


def test_what_was_answered_is_neither_renewed_nor_taken_back(cast: Cast, programme: Programme) -> None:
    made, token = _invite(cast, programme.scope)
    accept(token=token)
    for late in (take_back, renew):
        with pytest.raises(UsageError, match="Nothing more can be done"):
            late(by=cast.olu, invitation=made)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"email": "nobody"}, "not an e-mail address"),
        ({"name": " "}, "no name"),
        ({"name": "x" * 300}, "too long"),
        ({"role": []}, "invited to nothing"),
        ({"until": timezone.now() - timedelta(days=1)}, "cannot end before it begins"),
    ],
)
def test_what_will_not_do_is_refused(cast: Cast, programme: Programme, change: dict[str, object], said: str) -> None:
    told = {"by": cast.olu, "scope": programme.scope, "role": Role.ANALYST, "email": MINA, "name": "Mina"}
    with pytest.raises(UsageError, match=said):
        invite(**{**told, **change})  # type: ignore[arg-type]
    assert not Invitation.objects.exists()


def test_one_person_sends_so_many_a_day(cast: Cast, programme: Programme) -> None:
    for number in range(MOST_A_DAY):
        _invite(cast, programme.scope, email=f"{number}@example.org")
    with pytest.raises(UsageError, match="No more invitations today"):
        _invite(cast, programme.scope)


def test_sending_again_counts_among_them(cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seedbed.web.invitations.actions.MOST_A_DAY", 3)
    made, _ = _invite(cast, programme.scope)
    renew(by=cast.olu, invitation=made)
    renew(by=cast.olu, invitation=made)
    with pytest.raises(UsageError, match="You sent 3 within a day"):
        renew(by=cast.olu, invitation=made)


def test_one_invitation_is_sent_so_often_a_day_whoever_sends_it(cast: Cast, programme: Programme) -> None:
    made, _ = _invite(cast, programme.scope)
    grant(by=None, user=cast.lee, scope=programme.scope, role=Role.COORDINATOR)
    for number in range(MOST_OF_ONE_A_DAY - 1):
        renew(by=(cast.olu, cast.lee)[number % 2], invitation=made)
    with pytest.raises(UsageError, match="not sent again today"):
        renew(by=cast.lee, invitation=made)
    with pytest.raises(UsageError, match="not sent again today"):
        _invite(cast, programme.scope)
    assert renew(by=cast.olu, invitation=made, at=timezone.now() + timedelta(days=1, minutes=1))


@pytest.mark.django_db(transaction=True)
def test_accepted_twice_at_once_it_is_accepted_once(cast: Cast, programme: Programme) -> None:
    _, token = _invite(cast, programme.scope)
    assert at_once(*[lambda: accept(token=token)] * 2) == ["This invitation was used."]
    assert User.objects.filter(email=MINA).count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"accepted_at": timezone.now() + timedelta(days=30)},
        {"accepted_at": timezone.now(), "taken_back_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(days=30)},
    ],
)
def test_the_database_refuses_what_cannot_be(cast: Cast, programme: Programme, change: dict[str, object]) -> None:
    made, _ = _invite(cast, programme.scope)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.filter(pk=made.pk).update(**change)
