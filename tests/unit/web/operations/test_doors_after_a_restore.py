"""What opened doors when a backup was made opens none in the site that is made of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.api.actions import make_token
from seedbed.web.api.queries import living_token
from seedbed.web.invitations.actions import accept, invite, renew
from seedbed.web.invitations.models import Invitation
from seedbed.web.invitations.shifts import join_shift, open_shift
from seedbed.web.operations.actions import note_restore
from seedbed.web.people.actions import make_entry_link, use_entry_link
from seedbed.web.people.models import AuditEvent
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission, Role
from seedbed.web.places.models import Programme
from tests.unit.web.conftest import Cast


def _restored() -> None:
    note_restore(by=None, made_at=timezone.now(), head=None, withdrawals=0)


def test_a_link_that_may_have_been_used_since_opens_nothing(cast: Cast) -> None:
    token = make_entry_link(by=None, user=cast.dev)
    _restored()
    with pytest.raises(UsageError, match="opens nothing"):
        use_entry_link(token=token)


def test_a_token_that_may_have_been_ended_since_opens_nothing(cast: Cast, programme: Programme) -> None:
    sees = [Permission.SEE_PLACE]
    _, secret = make_token(by=cast.dev, name="report", scope=programme.scope, permissions=sees, days=7)
    _restored()
    assert living_token(secret, timezone.now()) is None


def test_an_invitation_that_may_have_been_taken_back_since_is_to_be_sent_anew(cast: Cast, programme: Programme) -> None:
    made, token = invite(by=cast.olu, scope=programme.scope, role=Role.ANALYST, name="New", email="new@example.org")
    _restored()
    with pytest.raises(UsageError, match="run out"):
        accept(token=token)
    again = renew(by=cast.olu, invitation=Invitation.objects.get(pk=made.pk))
    assert accept(token=again).email == "new@example.org"


def test_how_many_doors_were_closed_is_in_the_trail(cast: Cast) -> None:
    make_entry_link(by=None, user=cast.dev)
    _restored()
    assert AuditEvent.objects.get(action="operations.restore").detail["closed"] == 1


def test_a_shift_that_may_have_been_closed_since_lets_nobody_in(cast: Cast, programme: Programme) -> None:
    until = timezone.now() + timedelta(hours=2)
    _, token = open_shift(by=cast.olu, scope=programme.scope, role=Role.TABLE_HOST, until=until)
    helper, _ = join_shift(token=token, name="Kit")
    _restored()
    with pytest.raises(UsageError, match="opens no shift"):
        join_shift(token=token, name="Wren")
    assert not can(helper, Permission.SEE_PLACE, programme.scope)
