"""Sending from ODK Collect, byte by byte as it does: list, form, HEAD, POST, splits, edits and all that goes wrong."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from lxml import etree

from seedbed.formats.openrosa_forms import read_form
from seedbed.formats.xlsform import Asked, Choice, FormWritten, as_phone_form
from seedbed.thread.identifiers import printed
from seedbed.web.capture.actions import end_device, set_aside
from seedbed.web.capture.models import Tally, Waiting
from seedbed.web.consent.receipts import digest_of
from seedbed.web.listening.models import Contribution
from seedbed.web.media.actions import receive
from seedbed.web.media.models import MediaFile
from seedbed.web.people.models import User
from seedbed.web.phones import actions
from seedbed.web.phones.access import name_of
from seedbed.web.phones.actions import offer_form, say_what_is_asked
from seedbed.web.phones.models import EarlierWords, Filled, Form
from seedbed.web.phones.our_form import our_form
from seedbed.web.places.models import Neighbourhood
from tests.conftest import SHARED
from tests.unit.formats.media.pictures import photo as jpeg
from tests.unit.web.conftest import Cast
from tests.unit.web.phones.collect import Phone, filled

As = Callable[[User | None], Client]
REAL = sorted((SHARED / "data" / "field" / "C" / "kobo").rglob("*.xml"))
NUMBER, HALF = "482109375567", "7K3M-Q0ZD-7K3M-Q0ZD"
WALK = FormWritten(
    "walk", "Walk", "1", [("en", "English")],
    [
        Asked("text", "said", {"en": "What do they say?"}),
        Asked("select_one why", "why", {"en": "Why?"}),
        Asked("geopoint", "where", {"en": "Where?"}),
        Asked("image", "photo", {"en": "Photo"}),
    ],
    [Choice("why", "a", {"en": "It is broken"}), Choice("why", "b", {"en": "It is far"})],
)  # fmt: skip


@pytest.fixture
def walk(cast: Cast, neighbourhood: Neighbourhood) -> Form:
    form = offer_form(by=cast.dev, neighbourhood=neighbourhood, form=as_phone_form(WALK))
    return say_what_is_asked(by=cast.dev, form=form, roles={"said": "words", "why": "prompt", "where": "place"})


@pytest.fixture
def ours(cast: Cast, neighbourhood: Neighbourhood) -> Form:
    made = our_form(neighbourhood)
    form = as_phone_form(made.written)
    return offer_form(by=cast.dev, neighbourhood=neighbourhood, form=form, roles=made.roles, wordings=made.wordings)


def _ours(form: Form, number: str = "1", **answers: str) -> str:
    told = {"language": "en", "take_part": "yes", "age_band": "18_plus", "words": "The lift is broken", **answers}
    inside = "".join(f"<{name}>{text}</{name}>" for name, text in told.items())
    return filled(inside, number, f'id="{form.form_id}" version="{form.version}"')


def test_the_list_leads_to_the_form_and_its_manifest(phone: Phone, walk: Form) -> None:
    listed = phone.get("formList")
    assert listed["X-OpenRosa-Version"] == "1.0"
    assert listed["Content-Type"] == "text/xml; charset=utf-8"
    told = {each.tag.rpartition("}")[2]: each.text for each in etree.fromstring(listed.content)[0]}
    assert (told["formID"], told["version"]) == ("walk", "1")
    assert read_form(phone.get(told["downloadUrl"]).content).form_id == "walk"
    assert phone.get(told["manifestUrl"]).status_code == 200


def test_a_head_says_how_much_may_be_sent(phone: Phone) -> None:
    answer = phone.head()
    assert answer.status_code == 204
    assert answer["X-OpenRosa-Accept-Content-Length"] == "100000000"
    assert answer["X-OpenRosa-Version"] == "1.0"


@pytest.mark.parametrize("sent", ["", "Basic", "Basic !!", "Basic cGhvbmU6eA==", "Device a:b"])
def test_who_is_not_let_in_is_asked_for_a_name(phone: Phone, sent: str) -> None:
    phone.headers["HTTP_AUTHORIZATION"] = sent
    answer = phone.get("formList")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Basic")


def test_a_phone_that_was_ended_sends_no_more(phone: Phone, cast: Cast, walk: Form) -> None:
    end_device(by=cast.dev, device=phone.device)
    assert phone.send(filled("<said>Hi</said>")).status_code == 401
    assert not Filled.objects.exists()


def test_wrong_tokens_of_one_phone_shut_no_other_out(phone: Phone, walk: Form) -> None:
    wrong = base64.b64encode(f"{name_of(phone.device)}:gone".encode()).decode()
    tried = [phone.client.get(f"{phone.at}/formList", HTTP_AUTHORIZATION=f"Basic {wrong}") for _ in range(11)]
    assert [each.status_code for each in tried] == [401] * 10 + [429]
    assert phone.get("formList").status_code == 200


def test_a_phone_of_another_place_is_not_let_in(phone: Phone, other_neighbourhood: Neighbourhood) -> None:
    phone.at = f"/phones/{other_neighbourhood.slug}"
    assert phone.get("formList").status_code == 401


def test_no_token_is_taken_without_tls_from_afar(phone: Phone) -> None:
    phone.client = Client(headers={"host": "testserver"})
    assert phone.get("formList").status_code == 426
    assert phone.client.get(f"{phone.at}/formList", secure=True, **phone.headers).status_code == 200


def test_a_form_without_our_consent_waits_in_the_inbox(phone: Phone, walk: Form) -> None:
    answer = phone.send(filled("<said>Lift</said><why>a</why><where>51.5 -0.1 0 5</where>"))
    assert answer.status_code == 201
    waiting = Waiting.objects.get()
    assert (waiting.source, waiting.source_key) == ("form", "form:uuid:1")
    assert (waiting.words, waiting.prompt) == ("Lift", "It is broken")
    assert waiting.marks[0]["geometry"]["coordinates"] == [-0.1, 51.5]
    assert not Contribution.objects.exists()


def test_a_form_that_says_nothing_here_brings_every_answer(phone: Phone, cast: Cast, walk: Form) -> None:
    say_what_is_asked(by=cast.dev, form=walk, roles={})
    phone.send(filled("<said>Lift</said><why>b</why>"))
    assert Waiting.objects.get().words == "What do they say?: Lift\nWhy?: It is far"


def test_the_same_form_sent_again_changes_nothing(phone: Phone, walk: Form) -> None:
    sent = [phone.send(filled("<said>Lift</said>")).status_code for _ in range(3)]
    assert sent == [201, 201, 201]
    assert (Filled.objects.count(), Waiting.objects.count()) == (1, 1)


def test_other_answers_under_one_number_are_refused(phone: Phone, walk: Form) -> None:
    phone.send(filled("<said>Lift</said>"))
    assert phone.send(filled("<said>Rain</said>")).status_code == 409
    assert Waiting.objects.get().words == "Lift"


def test_files_of_a_split_form_are_joined(phone: Phone, walk: Form) -> None:
    xml = filled("<said>Lift</said><photo>1.jpg</photo>")
    assert phone.send(xml).status_code == 202
    assert phone.send(xml, **{"1_jpg": jpeg()}).status_code == 201
    assert phone.send(xml, **{"1_jpg": jpeg()}).status_code == 201
    assert Waiting.objects.get().media.count() == 1


def test_a_file_of_what_is_set_aside_meanwhile_is_used_by_nothing(
    phone: Phone, walk: Form, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def receive_late(**told: Any) -> MediaFile:
        set_aside(by=cast.dev, waiting=Waiting.objects.get(), because="A test.")
        return receive(**told)

    monkeypatch.setattr(actions, "receive_media", receive_late)
    phone.send(filled("<said>Lift</said><photo>1.jpg</photo>"), **{"1_jpg": jpeg()})
    held = Waiting.objects.get()
    assert (held.media.count(), held.needs) == (0, [])


def test_a_file_that_is_none_is_told_of_and_the_answers_stay(phone: Phone, walk: Form) -> None:
    xml = filled("<said>Lift</said><photo>1.jpg</photo>")
    assert phone.send(xml, **{"1_jpg": b"%PDF-1.4 not a photo"}).status_code == 202
    assert "not taken" in Filled.objects.get().note
    assert Waiting.objects.get().words == "Lift"


def test_a_file_that_no_answer_names_is_let_go(phone: Phone, walk: Form) -> None:
    phone.send(filled("<said>Lift</said>"), **{"1_jpg": jpeg()})
    assert not MediaFile.objects.exists()


def test_a_change_takes_the_place_and_keeps_what_was_before(phone: Phone, walk: Form) -> None:
    phone.send(filled("<said>Lift</said>", "1"))
    changed = filled("<said>Both lifts</said>", "2", meta="<deprecatedID>uuid:1</deprecatedID>")
    assert phone.send(changed).status_code == 201
    assert Waiting.objects.get().words == "Both lifts"
    assert EarlierWords.objects.get().words == "Lift"
    assert list(Filled.objects.order_by("pk").values_list("first", flat=True)) == ["uuid:1", "uuid:1"]


def test_a_change_of_what_was_taken_in_changes_its_words(phone: Phone, ours: Form, cast: Cast, as_: As) -> None:
    phone.send(_ours(ours, "1"))
    said = Contribution.objects.get()
    meta = "<deprecatedID>uuid:1</deprecatedID>"
    phone.send(_ours(ours, "2", words="Both lifts are broken").replace("</meta>", f"{meta}</meta>"))
    waits = Waiting.objects.get()
    page = as_(cast.dev).get(f"/capture/inbox/{waits.pk}/").content.decode()
    assert printed(said.pk) in page
    assert "What they agreed to" not in page
    sent = {"do": "change", "words": "Both lifts are broken"}
    assert as_(cast.dev).post(f"/capture/inbox/{waits.pk}/", sent).status_code == 302
    now = Contribution.objects.get()
    assert (now.words, now.receipt_id) == ("Both lifts are broken", said.receipt_id)
    assert now.earlier.get().words == "The lift is broken"


def test_a_change_that_takes_words_and_place_away_leaves_neither(phone: Phone, walk: Form) -> None:
    phone.send(filled("<said>Lift</said><where>53.5 -2.1 0 0</where>", "1"))
    phone.send(filled("<said/><where/>", "2", meta="<deprecatedID>uuid:1</deprecatedID>"))
    held = Waiting.objects.get()
    assert (held.words, held.marks, held.needs) == ("", [], ["consent", "words"])


@pytest.mark.parametrize("form", ['id="walk" version="0"', 'id="unknown"'])
def test_old_versions_and_unknown_forms_are_kept_with_a_note(phone: Phone, walk: Form, form: str) -> None:
    assert phone.send(filled("<said>Lift</said>", form=form)).status_code == 201
    assert "not known" in Filled.objects.get().note
    assert "Lift" in Waiting.objects.get().words


def test_our_form_becomes_a_contribution_with_the_phones_receipt(phone: Phone, ours: Form) -> None:
    answer = phone.send(
        _ours(
            ours, agree_quote="yes", agree_card="yes", card_age="65_plus", prompt="p1", place="51.5 -0.1 0 5",
            receipt_number=NUMBER, receipt_digest=digest_of(NUMBER, HALF), receipt_half=HALF,
        )
    )  # fmt: skip
    assert answer.status_code == 201
    kept = Contribution.objects.get()
    assert kept.words == "The lift is broken"
    assert kept.receipt is not None
    assert (kept.receipt.pk, kept.receipt.digest) == (NUMBER, digest_of(NUMBER, HALF))
    assert kept.participant is not None
    assert kept.participant.consents.get().scopes == ["take_part", "quote", "card"]
    assert kept.participant.cards.get().group == "65 and over"
    assert not Waiting.objects.exists()


def test_who_does_not_agree_is_counted_and_nothing_is_kept(phone: Phone, ours: Form) -> None:
    xml = _ours(ours, take_part="no", photo="1.jpg")
    assert phone.send(xml, **{"1_jpg": jpeg()}).status_code == 201
    assert Tally.objects.get().sort == "refusal"
    assert not Contribution.objects.exists()
    assert not Waiting.objects.exists()
    assert not MediaFile.objects.exists()


def test_a_photo_is_taken_with_our_form_only_where_it_was_agreed(phone: Phone, ours: Form) -> None:
    phone.send(_ours(ours, "1", photo="1.jpg", agree_photo="yes"), **{"1_jpg": jpeg()})
    phone.send(_ours(ours, "2", photo="1.jpg", agree_photo="no"), **{"1_jpg": jpeg()})
    assert MediaFile.objects.count() == 1


def test_a_child_takes_part_only_with_two_yeses(phone: Phone, ours: Form) -> None:
    phone.send(_ours(ours, "1", age_band="under_13", guardian="yes", assent="no"))
    phone.send(_ours(ours, "2", age_band="under_13", guardian="yes", assent="yes"))
    assert Contribution.objects.count() == 1


def test_consent_without_an_age_waits(phone: Phone, ours: Form) -> None:
    phone.send(_ours(ours, age_band=""))
    assert Waiting.objects.count() == 1
    assert not Contribution.objects.exists()


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"\xff\xd8 photo",
        b"<!DOCTYPE d [<!ENTITY a 'b'>]><data id='walk'><said>&a;</said></data>",
        b"<data><said>Hi</said></data>",
    ],
)
def test_what_is_no_filled_form_is_refused_in_words(phone: Phone, xml: bytes) -> None:
    answer = phone.send(xml)
    assert answer.status_code == 400
    assert b"submit_error" in answer.content


def test_a_request_without_answers_is_refused(phone: Phone) -> None:
    assert phone.client.post(f"{phone.at}/submission", {}, **phone.headers).status_code == 400


def test_real_submissions_are_kept_once_each(phone: Phone, field_data: Path) -> None:
    """Of the 66 files 63 are filled forms; some are copies, and some hold other answers under one number."""
    assert field_data.is_dir()
    answers: dict[int, int] = {}
    for path in REAL:
        status = phone.send(path.read_bytes()).status_code
        answers[status] = answers.get(status, 0) + 1
    assert set(answers) == {201, 400, 409}
    assert answers[400] == sum(path.name in {"blank.xml", "blank_registration.xml"} for path in REAL)
    assert Filled.objects.count() <= answers[201]


def test_numbers_too_long_for_the_inbox_are_kept_by_digest(phone: Phone, walk: Form) -> None:
    assert phone.send(filled("<said>Lift</said>", "x" * 200 + str(uuid4()))).status_code == 201
    assert len(Waiting.objects.get().source_key) < 200


def test_every_answer_has_the_headers_of_openrosa(phone: Phone, walk: Form) -> None:
    callers: list[Callable[[], Any]] = [phone.head, lambda: phone.send(b"x"), lambda: phone.get("formList")]
    assert {caller()["X-OpenRosa-Version"] for caller in callers} == {"1.0"}
