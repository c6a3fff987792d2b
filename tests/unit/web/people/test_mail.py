"""E-mails: plain text, one line of subject, addresses from the settings alone."""

from __future__ import annotations

import smtplib

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from seedbed.errors import MissingDataError
from seedbed.web.people.mail import send, site_address


def _send(subject: str = "Hello") -> None:
    send("dev@example.org", subject, "people/mail/frame.txt", {"words": "<Tea> & cake"})


def test_words_stay_as_they_are_because_nothing_is_markup() -> None:
    _send()
    assert "<Tea> & cake" in mail.outbox[0].body
    assert mail.outbox[0].to == ["dev@example.org"]


def test_a_break_in_a_subject_adds_no_header() -> None:
    _send("Hello\r\nBcc: all@example.org")
    assert mail.outbox[0].subject == "Hello Bcc: all@example.org"
    assert mail.outbox[0].message()["Bcc"] is None


def test_a_mail_server_that_refuses_is_told_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: EmailMessage) -> int:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailMessage, "send", refuse)
    with pytest.raises(MissingDataError, match="could not be sent"):
        _send()


def test_addresses_are_those_of_the_settings() -> None:
    assert site_address("/enter/x/") == "http://localhost:8000/enter/x/"
