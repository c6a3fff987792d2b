"""Pages of the steward: the lawful basis, and who signed which words."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from seedbed.errors import BadInputError, UsageError
from seedbed.web.consent.models import ConsentWording, LawfulBasis
from seedbed.web.consent.queries import languages_to_ask_in, lawful_basis_of, sentences_for
from seedbed.web.consent.sentences import NAMES, bundled
from seedbed.web.consent.signing import draft_wording, sign_wording
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood, Programme
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]
DECIDED = {
    "basis": "6.1.e",
    "condition": "9.2.h",
    "because": "The council has a duty to improve health.",
    "decided_by": "Ama Mensah, data protection officer",
    "decided_on": "2026-02-01",
}


def at(programme: Programme, part: str) -> str:
    return f"/consent/programmes/{programme.slug}/{part}/"


@pytest.mark.parametrize(("name", "status"), [("olu", 302), ("ama", 302), ("dev", 403), ("ngozi", 403), ("lee", 404)])
def test_steward_and_owner_record_the_lawful_basis(
    cast: Cast, as_: As, programme: Programme, name: str, status: int
) -> None:
    answer = as_(cast.everyone()[name]).post(at(programme, "lawful-basis"), DECIDED)
    assert answer.status_code == status
    assert LawfulBasis.objects.exists() is (status == 302)


def test_the_basis_decided_last_counts_and_those_before_stay(cast: Cast, as_: As, programme: Programme) -> None:
    browser = as_(cast.ama)
    browser.post(at(programme, "lawful-basis"), DECIDED)
    browser.post(at(programme, "lawful-basis"), {**DECIDED, "basis": "6.1.f"})
    basis = lawful_basis_of(programme)
    assert basis is not None
    assert basis.basis == "6.1.f"
    assert "public task (e)" in browser.get(at(programme, "lawful-basis")).content.decode()


@pytest.mark.parametrize(
    "told", [{"basis": "6.1.z"}, {"because": " "}, {"decided_by": ""}, {"decided_on": "2999-01-01"}]
)
def test_a_basis_that_says_too_little_is_refused(
    cast: Cast, as_: As, programme: Programme, told: dict[str, str]
) -> None:
    assert as_(cast.ama).post(at(programme, "lawful-basis"), {**DECIDED, **told}).status_code == 422
    assert not LawfulBasis.objects.exists()


def test_every_wording_that_comes_along_says_every_sentence() -> None:
    assert {language: set(NAMES) ^ set(told) for language, told in bundled().items() if set(NAMES) != set(told)} == {}


def test_english_alone_may_be_used_before_anyone_signs(programme: Programme) -> None:
    assert languages_to_ask_in(programme) == ["en"]


def test_a_draft_is_shown_to_no_resident(programme: Programme) -> None:
    draft_wording(by=None, programme=programme, language="so", version="1", sentences=bundled()["en"])
    assert sentences_for(programme, "so") == ("en", bundled()["en"])


def test_a_named_speaker_signs_a_draft_on_its_page(cast: Cast, as_: As, programme: Programme) -> None:
    draft_wording(by=None, programme=programme, language="so", version="1", sentences=bundled()["en"])
    browser = as_(cast.ama)
    assert browser.post(at(programme, "wordings/so/1"), {"speaker": " "}).status_code == 422
    assert browser.post(at(programme, "wordings/so/1"), {"speaker": "Hodan Warsame"}).status_code == 302
    signed = ConsentWording.objects.get()
    assert (signed.status, signed.signed_by, signed.recorded_by) == ("signed", "Hodan Warsame", cast.ama)
    assert "Hodan Warsame" in browser.get(at(programme, "wordings")).content.decode()
    assert "so" in languages_to_ask_in(programme)


def test_signed_words_are_not_signed_again(cast: Cast, as_: As, programme: Programme) -> None:
    wording = draft_wording(by=None, programme=programme, language="so", version="1", sentences=bundled()["en"])
    sign_wording(by=None, wording=wording, speaker="Hodan Warsame")
    with pytest.raises(UsageError, match="signed already"):
        sign_wording(by=None, wording=wording, speaker="Someone else")


def test_another_version_begins_with_the_words_there_are(cast: Cast, as_: As, programme: Programme) -> None:
    browser = as_(cast.ama)
    assert bundled()["en"]["quote"] in browser.get(at(programme, "wordings/en/new")).content.decode()
    answer = browser.post(at(programme, "wordings/en/new"), {**bundled()["en"], "version": "2", "quote": "Quote me."})
    assert answer["Location"] == at(programme, "wordings/en/2")
    assert ConsentWording.objects.get().sentences["quote"] == "Quote me."


@pytest.mark.parametrize("version", ["", "new", "../2", "2/3", "²"])
def test_a_version_is_a_number(programme: Programme, version: str) -> None:
    with pytest.raises(BadInputError, match="version"):
        draft_wording(by=None, programme=programme, language="so", version=version, sentences=bundled()["en"])


@pytest.mark.parametrize("name", ["take_part", "safety"])
def test_a_wording_leaves_no_sentence_out(programme: Programme, name: str) -> None:
    with pytest.raises(BadInputError, match="cannot be kept"):
        draft_wording(
            by=None, programme=programme, language="so", version="1", sentences={**bundled()["en"], name: " "}
        )


def test_words_to_read_out_are_signed_ones(cast: Cast, as_: As, neighbourhood: Neighbourhood) -> None:
    told = as_(cast.dev).get(f"/consent/in/{neighbourhood.slug}/read-out/so/").content.decode()
    assert "No words are signed in this language" in told
    assert bundled()["en"]["safety"] in told
