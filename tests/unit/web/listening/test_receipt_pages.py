"""Pages of receipts: what became of words for anybody with the number, the words for who has both halves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.choices import Outcome
from seedbed.thread.payloads.decided import DecisionPayload, PriorityPayload, ReplyPayload
from seedbed.thread.payloads.heard import ThemePayload
from seedbed.web.config.environment import Environment
from seedbed.web.consent import limits
from seedbed.web.consent.models import ReceiptTry
from seedbed.web.consent.numbers import new_number
from seedbed.web.consent.queries import effective
from seedbed.web.golden_thread.actions import add_bead, link
from seedbed.web.golden_thread.models import Tombstone
from seedbed.web.listening.actions import excerpt, withdraw_contribution
from seedbed.web.listening.models import Contribution, Withdrawal
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.listening.conftest import Say

As = Callable[[User | None], Client]
SAID, TRANSLATED = "The quagga café is gone.", "Okapi rooms are shut."


@pytest.fixture(autouse=True)
def the_list(settings: Any, tmp_path: Path) -> None:
    """A withdrawal list of this test alone."""
    known = {field.name: getattr(settings.ENVIRONMENT, field.name) for field in fields(Environment)}
    settings.ENVIRONMENT = Environment(**(known | {"withdrawals": tmp_path / "withdrawals.jsonl"}))


@pytest.fixture
def said(say: Say, cast: Cast, neighbourhood: Neighbourhood) -> Contribution:
    """What Rosa said, followed to a theme, a priority, a decision and a reply."""
    kept = say(SAID, translation=TRANSLATED, language="cy")
    beads = [excerpt(by=cast.dev, contribution=kept, start=0, end=10).bead]
    for payload, relation in (
        (ThemePayload(name="Nowhere to meet"), Relation.GROUPED_IN),
        (PriorityPayload(name="A room for everyone", ask="Open the hall"), Relation.RAISED_AS),
        (
            DecisionPayload(
                name="Open it", outcome=Outcome.DECLINE, decided_on=date(2026, 4, 1), decided_by="Board", reason="Rain"
            ),
            Relation.DECIDED_IN,
        ),
        (ReplyPayload(name="To all", words="We heard you.", sent_on=date(2026, 5, 1)), Relation.REPORTED_TO),
    ):
        made = add_bead(by=cast.dev, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload)
        link(by=cast.dev, source=beads[-1], relation=relation, target=made)
        beads.append(made)
    return kept


def page(number: object, part: str = "") -> str:
    return f"/receipt/{number}/{part}"


def send(browser: Client, said: Contribution, **told: Any) -> Any:
    return browser.post(page(said.receipt_id, "words/"), {"second_half": said.second_half, **told})


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_number_tells_what_became_of_the_words(client: Client, said: Contribution) -> None:
    told = text(client.get(page(said.receipt_id)))
    for part in ("Nowhere to meet", "A room for everyone", "Open it: no, 1 April 2026. Because: Rain", "We heard you."):
        assert part in told


def test_a_number_tells_neither_words_nor_who(client: Client, said: Contribution, cast: Cast) -> None:
    told = text(client.get(page(said.receipt_id)))
    assert [part for part in ("quagga", "Okapi", cast.rosa.token, "65 to 74", "Welsh") if part in told] == []


def test_every_receipt_shows_the_same_stages(client: Client, said: Contribution, say: Say) -> None:
    pages = [text(client.get(page(each.receipt_id))) for each in (said, say("Something new."))]
    first, second = (
        [re.sub("<.*", "", each).strip() for each in re.findall(r"<h2[^>]*>([^\n]*)", told)] for told in pages
    )
    assert first == second


def test_a_number_is_found_however_it_is_typed(client: Client, said: Contribution) -> None:
    number = str(said.receipt_id)
    answer = client.get("/receipt/", {"number": f" {number[:4]}-{number[4:8]} {number[8:]}"})
    assert answer["Location"] == page(number)


def test_a_slip_is_told_before_anyone_looks(client: Client, said: Contribution) -> None:
    number = str(said.receipt_id)
    slip = number[:-1] + str((int(number[-1]) + 1) % 10)
    answer = client.get("/receipt/", {"number": slip})
    assert answer.status_code == 422
    assert "slip" in text(answer)
    assert client.get(page(slip)).status_code == 404
    assert not ReceiptTry.objects.exists()


def test_both_halves_show_the_words(client: Client, said: Contribution) -> None:
    told = text(send(client, said))
    assert SAID in told
    assert TRANSLATED in told


def test_no_address_opens_the_words(client: Client, said: Contribution) -> None:
    answer = client.get(page(said.receipt_id, "words/"), {"second_half": said.second_half})
    assert "quagga" not in text(answer)


def test_seeing_words_by_receipt_is_in_the_trail(client: Client, said: Contribution) -> None:
    send(client, said)
    event = AuditEvent.objects.get(action="listening.open_receipt")
    assert (event.by, event.subject) == (None, f"contribution:{said.pk}")


def without_tokens(answer: Any) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text(answer))


@pytest.mark.django_db
def test_an_unknown_number_and_a_wrong_half_get_the_same_answer(client: Client, said: Contribution, say: Say) -> None:
    other = say("Something else.").second_half
    wrong = client.post(page(said.receipt_id, "words/"), {"second_half": other})
    unknown = client.post(page(new_number(), "words/"), {"second_half": other})
    assert (wrong.status_code, unknown.status_code) == (404, 404)
    assert without_tokens(wrong).replace(str(said.receipt_id), "") == re.sub(r"\b\d{12}\b", "", without_tokens(unknown))


def test_receipts_cannot_be_enumerated_from_an_address(client: Client, said: Contribution) -> None:
    answers = [client.get(page(new_number())).status_code for _ in range(limits.MOST_OF_AN_ADDRESS + 5)]
    assert answers == [404] * limits.MOST_OF_AN_ADDRESS + [429] * 5
    assert client.get(page(said.receipt_id)).status_code == 429


def test_second_halves_cannot_be_tried_out(client: Client, said: Contribution) -> None:
    for _ in range(limits.MOST_OF_AN_ADDRESS):
        assert client.post(page(said.receipt_id, "words/"), {"second_half": "0000-0000-0000-0000"}).status_code == 404
    assert client.post(page(said.receipt_id, "words/"), {"second_half": "1111-1111-1111-1111"}).status_code == 429


@pytest.mark.parametrize("limit", ["MOST_OF_AN_ADDRESS", "MOST_OF_A_NETWORK"])
def test_nobody_keeps_others_from_taking_their_words_out(
    client: Client, said: Contribution, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    """Whoever uses up all tries, at the same library or all over its network, locks out nobody with both halves."""
    monkeypatch.setattr(limits, limit, 3)
    assert [client.get(page(new_number())).status_code for _ in range(4)] == [404] * 3 + [429]
    assert send(client, said, do="take_out").status_code == 200
    assert Tombstone.objects.filter(bead_id=said.pk).exists()


def test_receipts_cannot_be_enumerated_from_the_addresses_of_a_network(
    client: Client, said: Contribution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "MOST_OF_A_NETWORK", 40)
    answers = [client.get(page(new_number()), REMOTE_ADDR=f"203.0.113.{host}").status_code for host in range(45)]
    assert answers == [404] * 40 + [429] * 5


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded"])
def test_an_address_that_somebody_makes_up_counts_for_nothing(client: Client, said: Contribution, header: str) -> None:
    answers = [
        client.get(page(new_number()), headers={header: f"203.0.113.{host}"}).status_code
        for host in range(limits.MOST_OF_AN_ADDRESS + 1)
    ]
    assert answers[-1] == 429


@pytest.mark.parametrize("part", ["", "words/"])
def test_pages_of_receipts_are_neither_kept_nor_listed(client: Client, said: Contribution, part: str) -> None:
    answer = client.get(page(said.receipt_id, part))
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]


def test_words_are_taken_out_and_put_back_with_the_receipt(client: Client, said: Contribution) -> None:
    told = text(send(client, said, do="take_out"))
    assert "Your words are taken out" in told
    assert "quagga" not in told
    assert Withdrawal.objects.get().by_holder
    assert "Nowhere to meet" not in text(client.get(page(said.receipt_id)))
    assert SAID in text(send(client, said, do="undo"))
    assert not Tombstone.objects.exists()


def test_taking_out_twice_says_so(client: Client, said: Contribution) -> None:
    send(client, said, do="take_out")
    answer = send(client, said, do="take_out")
    assert answer.status_code == 400
    assert "withdrawn before" in text(answer)


def test_what_is_ticked_is_agreed_to_and_the_rest_is_not(client: Client, said: Contribution, cast: Cast) -> None:
    send(client, said, do="choose", scope=["public_display", "card"])
    agreed = [scope for scope in ("quote", "public_display", "card") if effective(cast.rosa, scope)]
    assert agreed == ["public_display", "card"]


def test_words_said_in_public_leave_nothing_to_choose(client: Client, say: Say) -> None:
    kept = say("The hall is locked.", participant=None)
    assert "What do you agree to?" not in text(send(client, kept))
    assert "taken out" in text(send(client, kept, do="take_out"))


@pytest.mark.parametrize(("name", "status"), [("olu", 200), ("ama", 200), ("dev", 403), ("ngozi", 403), ("lee", 404)])
def test_the_steward_alone_undoes_what_others_took_back(
    said: Contribution, cast: Cast, as_: As, neighbourhood: Neighbourhood, name: str, status: int
) -> None:
    withdraw_contribution(by=cast.dev, contribution=said, why="They asked.")
    address = f"/listening/in/{neighbourhood.slug}/withdrawals/"
    browser = as_(cast.everyone()[name])
    answer = browser.get(address)
    assert answer.status_code == status
    assert "quagga" not in text(answer)
    browser.post(address, {"withdrawal": Withdrawal.objects.get().pk})
    assert Tombstone.objects.exists() is (status != 200)


def test_what_the_team_took_out_is_not_put_back_with_the_receipt(
    client: Client, said: Contribution, cast: Cast
) -> None:
    withdraw_contribution(by=cast.dev, contribution=said, why="It names somebody.")
    told = text(send(client, said))
    assert "The team took these words out." in told
    assert "put my words back" not in told
    assert send(client, said, do="undo").status_code == 400
    assert Tombstone.objects.exists()
    assert "The team took these words out." in text(client.get(page(said.receipt_id)))


def test_what_was_taken_out_with_the_receipt_is_not_put_back_by_the_team(
    client: Client, said: Contribution, cast: Cast, as_: As, neighbourhood: Neighbourhood
) -> None:
    send(client, said, do="take_out")
    address = f"/listening/in/{neighbourhood.slug}/withdrawals/"
    browser = as_(cast.ama)
    assert "Whoever holds the receipt can undo it" in text(browser.get(address))
    assert browser.post(address, {"withdrawal": Withdrawal.objects.get().pk}).status_code == 403
    assert Tombstone.objects.exists()


@pytest.mark.parametrize("sent", ["", "x", "-1", "9" * 30, "²"])
def test_undoing_nothing_is_no_page(cast: Cast, as_: As, neighbourhood: Neighbourhood, sent: str) -> None:
    address = f"/listening/in/{neighbourhood.slug}/withdrawals/"
    assert as_(cast.ama).post(address, {"withdrawal": sent}).status_code == 404


def test_a_withdrawal_of_elsewhere_is_not_undone(
    said: Contribution, cast: Cast, as_: As, other_neighbourhood: Neighbourhood
) -> None:
    withdraw_contribution(by=cast.dev, contribution=said, why="They asked.")
    address = f"/listening/in/{other_neighbourhood.slug}/withdrawals/"
    assert as_(cast.olu).post(address, {"withdrawal": Withdrawal.objects.get().pk}).status_code == 404
    assert Tombstone.objects.exists()


HOSTILE = ("\x00", "9" * 5000, "-1", "²", "\u202e", "'\"><script>alert(1)</script>", "\ud800", "[]", "")


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_that_is_sent_makes_a_page_of_receipts_fail(client: Client, said: Contribution, value: str) -> None:
    client.raise_request_exception = False
    tame = value.encode("utf-8", "replace").decode()
    names = ("number", "second_half", "do", "scope", "withdrawal")
    for address in ("/receipt/", page(said.receipt_id), page(said.receipt_id, "words/")):
        assert client.get(address, dict.fromkeys(names, tame)).status_code < 500
        assert client.post(address, dict.fromkeys(names, tame)).status_code < 500
    assert send(client, said, do=tame, scope=tame).status_code < 500


@pytest.mark.parametrize("value", HOSTILE[:-1])
def test_no_hostile_address_makes_a_page_of_receipts_fail(client: Client, said: Contribution, value: str) -> None:
    client.raise_request_exception = False
    part = quote(value.encode("utf-8", "replace"), safe="")
    for address in (page(part), page(part, "words/")):
        assert client.get(address).status_code in {404, 429}
