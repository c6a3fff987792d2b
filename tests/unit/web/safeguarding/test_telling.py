"""E-mails say that there is a concern and to sign in; after a day unread the deputy is reminded too, and may open."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail

from seedbed.errors import MissingDataError
from seedbed.web.jobs.ticking import do_what_is_due
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.safeguarding import mailing
from seedbed.web.safeguarding.actions import open_concern
from seedbed.web.safeguarding.mailing import EMAILS_TO_LEAD, remind_unread, tell_lead
from seedbed.web.safeguarding.models import Concern
from seedbed.web.safeguarding.queries import may_open
from tests.unit.web.conftest import Cast
from tests.unit.web.safeguarding.conftest import REACH, SENT, WORDS

DAY = timedelta(hours=24)
MINUTE = timedelta(minutes=1)


def test_the_lead_alone_is_told_and_of_nothing_else(
    concern: Concern, lead: User, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seedbed.web.people.mail.SERVER", settings.EMAIL_BACKEND)
    assert tell_lead(concern)
    (message,) = mail.outbox
    assert message.to == [lead.email]
    whole = f"{message.subject} {message.body}"
    assert "There is a concern" in whole
    assert "/safeguarding/" in whole
    for secret in (WORDS, REACH, cast.dev.name, concern.neighbourhood.name, str(concern.pk)):
        assert secret not in whole


def test_without_a_mail_server_nobody_is_said_to_have_been_told(concern: Concern) -> None:
    """E-mails become files then: whoever is worried has to ring."""
    assert not tell_lead(concern)


def test_nobody_is_reminded_within_a_day(concern: Concern) -> None:
    assert remind_unread(SENT + DAY - MINUTE) == 0
    assert mail.outbox == []


def test_after_a_day_unread_both_are_reminded_and_the_deputy_may_open(
    concern: Concern, lead: User, deputy: User
) -> None:
    assert not may_open(deputy, concern)
    assert "safeguarding.remind_unread" in do_what_is_due(SENT + DAY)
    assert {message.to[0] for message in mail.outbox} == {lead.email, deputy.email}
    assert may_open(deputy, Concern.objects.get())
    assert AuditEvent.objects.get(action="safeguarding.remind").subject == f"concern:{concern.pk}"


def test_they_are_reminded_again_each_day_and_no_oftener(concern: Concern) -> None:
    assert [remind_unread(SENT + DAY + after) for after in (MINUTE, DAY, DAY + MINUTE)] == [1, 0, 1]


def test_what_was_opened_reminds_nobody(concern: Concern, lead: User) -> None:
    open_concern(by=lead, concern=concern)
    assert remind_unread(SENT + 5 * DAY) == 0


def test_a_mail_server_that_is_down_is_told_and_the_deputy_may_open_all_the_same(
    concern: Concern, deputy: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise MissingDataError("The e-mail could not be sent.", "Down.", "Try again.")

    monkeypatch.setattr(mailing, "send", refuse)
    assert not tell_lead(concern)
    assert remind_unread(SENT + DAY) == 1
    assert may_open(deputy, Concern.objects.get())
    assert "okapi" not in caplog.text


def test_the_e_mails_to_a_lead_end_and_the_concerns_do_not(concern: Concern, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seedbed.web.people.mail.SERVER", settings.EMAIL_BACKEND)
    told = [tell_lead(concern, SENT) for _ in range(EMAILS_TO_LEAD.most + 1)]
    assert told == [*[True] * EMAILS_TO_LEAD.most, False]
    assert len(mail.outbox) == EMAILS_TO_LEAD.most
    assert tell_lead(concern, SENT + timedelta(hours=1))
