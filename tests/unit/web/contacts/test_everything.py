"""All that is held of one person: whole, theirs alone, recorded, and nothing that a spreadsheet runs."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from seedbed.web.consent.actions import welcome
from seedbed.web.consent.held import Who, who_took
from seedbed.web.consent.models import Participant
from seedbed.web.contacts.everything import export_everything
from seedbed.web.contacts.models import Contact
from seedbed.web.listening.actions import record_contribution, withdraw_contribution
from seedbed.web.listening.models import Contribution
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.people.sealing import CannotBeOpenedError
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.contacts.conftest import EMAIL, PHONE, WithKeys

As = Callable[[User | None], Client]
SAID = "=cmd|calc: the okapi bridge is dark"
OTHER = "Numbat swings are broken"


@pytest.fixture
def said(tern: Participant, contact: Contact, cast: Cast, neighbourhood: Neighbourhood) -> Contribution:
    """What Tern said, beside what somebody else said."""
    other = welcome(by=None, neighbourhood=neighbourhood, cards={"age": "85 or over"}, scopes=["take_part", "card"])
    told: dict[str, Any] = {"by": cast.dev, "neighbourhood": neighbourhood, "said_on": date(2026, 3, 1)}
    record_contribution(participant=other, words=OTHER, **told)
    return record_contribution(participant=tern, words=SAID, prompt="What is dark?", **told)


def _files(written: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(written)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def _export(who: Who, said: Contribution, cast: Cast) -> dict[str, str]:
    with export_everything(by=cast.ama, scope=said.bead.scope, who=who) as file:
        return _files(file.read())


def test_it_holds_words_consents_cards_contact_and_what_became(
    said: Contribution, tern: Participant, cast: Cast
) -> None:
    told = json.loads(_export(Who(tern), said, cast)["everything.json"])
    assert told["words"][0]["words"] == SAID
    assert told["cards"] == [{"about": "age", "told": "16 to 24"}]
    assert (told["contact"][0]["phone"], told["contact"][0]["e-mail"]) == (PHONE, EMAIL)
    shown = {row["words shown"]: row["agreed"] for row in told["consents"]}
    assert shown["You may contact me again."] == "yes"
    assert shown["My voice may be recorded."] == "no"
    assert told["became"][0]["stage"] == "We wrote it down"
    assert told["media"] == []


def test_people_can_read_it(said: Contribution, tern: Participant, cast: Cast) -> None:
    page = _export(Who(tern), said, cast)["everything.html"]
    for words in (SAID, "16 to 24", PHONE, "You may contact me again.", "<h1>All that is held about you</h1>"):
        assert words in page
    assert "<script" not in page


def test_it_holds_nothing_of_anybody_else(said: Contribution, tern: Participant, cast: Cast) -> None:
    whole = "".join(_export(Who(tern), said, cast).values())
    for secret in ("Numbat", "85 or over", cast.dev.name, cast.dev.email, cast.rosa.pk):
        assert secret not in whole


def test_no_table_of_it_runs_in_a_spreadsheet(said: Contribution, tern: Participant, cast: Cast) -> None:
    files = _export(Who(tern), said, cast)
    tables = {name: list(csv.reader(StringIO(text))) for name, text in files.items() if name.endswith(".csv")}
    assert {"words.csv", "consents.csv", "contact.csv", "became.csv", "person.csv"} <= set(tables)
    assert not [
        cell for rows in tables.values() for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))
    ]
    assert f"'{SAID}" in tables["words.csv"][1]


def test_what_was_taken_back_and_is_not_erased_yet_is_held_too(
    said: Contribution, tern: Participant, cast: Cast
) -> None:
    withdraw_contribution(by=None, contribution=said, why="asked")
    (row,) = json.loads(_export(Who(tern), said, cast)["everything.json"])["words"]
    assert row["words"] == SAID
    assert row["taken back"]


def test_it_is_recorded_by_a_digest_and_counts(said: Contribution, tern: Participant, cast: Cast) -> None:
    _export(Who(tern), said, cast)
    entry = AuditEvent.objects.get(action="contacts.export")
    assert entry.by == cast.ama
    assert entry.subject.startswith("person:")
    assert tern.pk not in f"{entry.subject} {entry.detail}"
    assert set(entry.detail) == {"rows"}


def test_nothing_half_is_handed_out_when_a_key_is_lost(
    said: Contribution, tern: Participant, cast: Cast, with_keys: WithKeys
) -> None:
    with_keys(9)
    with pytest.raises(CannotBeOpenedError):
        _export(Who(tern), said, cast)
    assert not AuditEvent.objects.filter(action="contacts.export").exists()


def test_a_receipt_leads_to_whoever_took_it_home(said: Contribution, tern: Participant) -> None:
    assert said.receipt is not None
    assert who_took(said.receipt) == Who(tern, said.receipt)


def test_a_receipt_of_nobody_in_particular_gives_its_own_words_alone(
    said: Contribution, cast: Cast, neighbourhood: Neighbourhood
) -> None:
    in_public = record_contribution(
        by=cast.dev, neighbourhood=neighbourhood, words="Quagga meeting", said_on=date(2026, 3, 1)
    )
    assert in_public.receipt is not None
    told = json.loads(_export(who_took(in_public.receipt), said, cast)["everything.json"])
    assert [row["words"] for row in told["words"]] == ["Quagga meeting"]
    assert (told["contact"], told["cards"], told["consents"]) == ([], [], [])


def _asked(as_: As, person: User, said: Contribution, **sent: str) -> Any:
    place = said.bead.neighbourhood
    assert place is not None
    return as_(person).post(
        f"/contacts/in/{place.slug}/everything/", {"receipt": "", "second_half": "", "number": ""} | sent
    )


def test_the_steward_gets_it_by_both_halves_of_a_receipt(said: Contribution, cast: Cast, as_: As) -> None:
    answer = _asked(as_, cast.ama, said, receipt=str(said.receipt_id), second_half=said.second_half)
    assert answer["Content-Type"] == "application/zip"
    assert SAID in _files(b"".join(answer.streaming_content))["everything.html"]


def test_the_steward_gets_it_by_a_participants_number(
    said: Contribution, tern: Participant, cast: Cast, as_: As
) -> None:
    answer = _asked(as_, cast.ama, said, number=tern.pk.lower().replace("-", " "))
    assert SAID in _files(b"".join(answer.streaming_content))["everything.html"]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"second_half": "0000-0000-0000-0000"}, "does not open"),
        ({"second_half": ""}, "both halves"),
        ({"receipt": "1234", "second_half": "x"}, "digits"),
        ({"receipt": "", "number": "7K3M-Q0ZD-W8RT-4CXA"}, "Nobody here has this number"),
        ({"receipt": ""}, "Nobody is named"),
    ],
)
def test_who_is_not_shown_to_be_them_gets_nothing(
    said: Contribution, cast: Cast, as_: As, sent: dict[str, str], says: str
) -> None:
    answer = _asked(as_, cast.ama, said, **{"receipt": str(said.receipt_id)} | sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not AuditEvent.objects.filter(action="contacts.export").exists()


def test_receipts_cannot_be_tried_one_after_the_other(said: Contribution, cast: Cast, as_: As) -> None:
    answers = [
        _asked(as_, cast.ama, said, receipt=str(said.receipt_id), second_half=f"0000-0000-0000-{number:04}")
        for number in range(12)
    ]
    assert "Too many receipts" in answers[-1].content.decode()


def test_participants_of_elsewhere_are_not_found(
    said: Contribution, other_neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    other = welcome(by=None, neighbourhood=other_neighbourhood)
    assert _asked(as_, cast.ama, said, number=other.pk).status_code == 422
