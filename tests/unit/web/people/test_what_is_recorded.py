"""What the audit trail must hold whatever else it holds: consent, roles, who came in, what was seen and taken out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from seedbed.web.consent.actions import agree
from seedbed.web.people.actions import end_grant, grant, note_sign_in
from seedbed.web.people.audit_words import WORDS
from seedbed.web.people.models import AuditEvent
from seedbed.web.people.roles import Role
from seedbed.web.places.models import Programme
from tests.unit.web.conftest import Cast


def _newest() -> AuditEvent:
    event = AuditEvent.objects.order_by("-pk").first()
    assert event is not None
    return event


def test_a_role_that_is_given_longer_and_ended_is_recorded_each_time(cast: Cast, programme: Programme) -> None:
    soon = timezone.now() + timedelta(hours=4)
    told = {"user": cast.lee, "scope": programme.scope, "role": Role.TABLE_HOST}
    made = grant(by=cast.olu, **told, until=soon)  # type: ignore[arg-type]
    grant(by=cast.olu, **told, until=soon + timedelta(hours=1))  # type: ignore[arg-type]
    end_grant(by=cast.olu, grant=made)
    events = AuditEvent.objects.filter(by=cast.olu, subject=f"user:{cast.lee.pk}").order_by("pk")
    assert [event.action for event in events] == ["people.grant", "people.lengthen_grant", "people.end_grant"]
    assert {event.detail["role"] for event in events} == {"table_host"}


def test_a_change_of_consent_is_recorded_without_saying_whose(cast: Cast) -> None:
    agree(by=cast.ama, participant=cast.rosa, scopes=["take_part"])
    event = _newest()
    assert (event.action, event.by) == ("consent.agree", cast.ama)
    assert cast.rosa.token not in f"{event.subject} {event.detail}"


def test_signing_in_is_recorded(cast: Cast) -> None:
    note_sign_in(user=cast.dev)
    assert (_newest().action, _newest().by) == ("people.sign_in", cast.dev)


@pytest.mark.parametrize(
    "action",
    [
        *("people.sign_in", "people.failed_sign_in", "accounts.sign_out"),
        *("contacts.see", "listening.open_receipt"),
        *("people.download_audit", "step1.download"),
        *("consent.welcome", "consent.agree", "consent.withdraw_scope", "listening.withdraw"),
        *("people.grant", "people.lengthen_grant", "people.end_grant", "accounts.remove_second_factor"),
    ],
)
def test_what_the_trail_is_for_has_a_name_in_it(action: str) -> None:
    assert WORDS[action]
