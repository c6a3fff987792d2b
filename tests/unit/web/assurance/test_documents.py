"""Documents of assurance say what is configured, and mark what is open."""

from __future__ import annotations

from datetime import date

import pytest

from seedbed import __version__
from seedbed.web.assurance.documents import DOCUMENTS, Document, named, write, write_all
from seedbed.web.assurance.queries import facts
from seedbed.web.consent.actions import welcome
from seedbed.web.consent.models import Basis, SpecialCondition
from seedbed.web.consent.queries import wordings_of
from seedbed.web.consent.signing import Decided, draft_wording, record_lawful_basis, sign_wording
from seedbed.web.contacts.actions import set_retention
from seedbed.web.people.audit import record
from seedbed.web.places.models import Neighbourhood
from seedbed.web.safeguarding.actions import Planned, set_plan
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db


def _text(slug: str) -> str:
    document = named(slug)
    assert document is not None
    return " ".join(write(document, facts()).html.split())


def _open(slug: str) -> str:
    document = named(slug)
    assert document is not None
    return "\n".join(gap.what for gap in write(document, facts()).gaps)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.slug)
def test_each_is_a_dated_draft_of_a_version_until_somebody_signs(document: Document, cast: Cast) -> None:
    known = facts()
    text = " ".join(write(document, known).html.split())
    assert f"{known.day:%-d %B %Y} by Seedbed {__version__}" in text
    assert "It stays a draft until a named person has read it" in text
    assert "[to be filled in by whoever signs: name, post" in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda each: each.slug)
def test_every_mark_stands_once_in_the_list_at_the_top(document: Document, cast: Cast) -> None:
    written = write(document, facts())
    top, _, below = written.html.partition("</ul>")
    assert top.count("<li>") == len(written.gaps) > 1
    assert len(set(written.gaps)) == len(written.gaps)
    assert below.count("<mark>") >= len(written.gaps)


def test_all_of_them_can_be_written_on_a_site_without_programmes(site: object) -> None:
    assert [bool(each.gaps) for each in write_all(facts())] == [True] * len(DOCUMENTS)
    assert "the first programme" in _open("record-of-processing")


def test_a_lawful_basis_is_open_until_it_is_recorded(cast: Cast, neighbourhood: Neighbourhood) -> None:
    assert "lawful basis of Ashby 2026" in _open("impact-assessment")
    decided = Decided(
        Basis.PUBLIC_TASK, SpecialCondition.CARE, "Our duty <to improve> health.", "Ines, DPO", date(2026, 2, 3)
    )
    record_lawful_basis(by=cast.ama, programme=neighbourhood.programme, decided=decided)
    text = _text("impact-assessment")
    assert "public task (e)" in text
    assert "health or social care (h)" in text
    assert "Our duty &lt;to improve&gt; health." in text
    assert "Decided by Ines, DPO on 3 February 2026." in text
    assert "lawful basis of Ashby 2026" not in _open("impact-assessment")


def test_a_name_is_shown_as_it_is_written(cast: Cast, neighbourhood: Neighbourhood) -> None:
    neighbourhood.programme.name = "Ashby & O'Neil <2026>"
    neighbourhood.programme.save()
    assert "lawful basis of Ashby & O'Neil <2026>" in _open("impact-assessment")
    assert "lawful basis of Ashby &amp; O&#x27;Neil &lt;2026&gt;" in _text("impact-assessment")


def test_a_safeguarding_lead_is_open_until_one_is_named(cast: Cast, neighbourhood: Neighbourhood) -> None:
    assert "a safeguarding lead for Millbrook" in _open("impact-assessment")
    set_plan(by=cast.olu, neighbourhood=neighbourhood, planned=Planned(lead=cast.sam))
    assert "Millbrook: nobody" not in _open("impact-assessment")
    assert "a lead is named in 1 neighbourhood" in _text("impact-assessment")


def test_a_data_steward_is_open_where_nobody_is_one(site: object) -> None:
    assert "a data steward" in _open("record-of-processing")


def test_roles_are_told_as_counts_and_name_nobody(cast: Cast) -> None:
    text = _text("record-of-processing")
    assert '<th scope="row">Facilitator</th>' in text
    assert facts().stewards == 1
    held = {each.title: each.people for each in facts().roles}
    assert (held["Owner"], held["Facilitator"], held["Table host"]) == (1, 2, 0)
    assert not any(person.name in text or person.email in text for person in cast.everyone().values())


def test_who_must_use_a_second_way_to_sign_in_is_told(cast: Cast) -> None:
    needed = {each.title for each in facts().roles if each.second_factor}
    assert needed == {"Data steward", "Coordinator", "Owner"}


def test_retention_is_that_of_the_programme(cast: Cast, neighbourhood: Neighbourhood) -> None:
    before = _text("record-of-processing")
    set_retention(by=cast.ama, programme=neighbourhood.programme, months=7)
    after = _text("record-of-processing")
    assert "7 months" in after
    assert "7 months" not in before
    assert "erased 14 days later" in after


def test_signed_wordings_are_told_with_language_version_and_day(cast: Cast, neighbourhood: Neighbourhood) -> None:
    programme = neighbourhood.programme
    assert "Ashby 2026: no wording is signed but the English" in _text("impact-assessment")
    words = next(each for each in wordings_of(programme) if each.language == "cy")
    wording = draft_wording(
        by=cast.ama, programme=programme, language="cy", version="2", sentences=dict(words.sentences)
    )
    sign_wording(by=cast.ama, wording=wording, speaker="Megan Rees")
    text = _text("impact-assessment")
    assert "Ashby 2026: Welsh, version 2, signed on" in text
    assert "Megan" not in text


def test_small_numbers_of_residents_are_not_told(cast: Cast, neighbourhood: Neighbourhood) -> None:
    assert "<td>fewer than 10</td>" in _text("impact-assessment")
    for _each in range(10):
        welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part"])
    assert "<td>11</td>" in _text("impact-assessment")


def test_a_backup_is_open_until_one_was_noted(cast: Cast) -> None:
    assert "no backup of this site has been noted" in _open("hosting")
    record(by=None, action="operations.back_up", scope=None)
    assert "no backup of this site has been noted" not in _open("hosting")
    assert "The last backup was noted on" in _text("hosting")


def test_a_site_without_https_says_so(cast: Cast) -> None:
    assert "The site is not set up for https." in _text("hosting")
    assert "https: without it" in _open("hosting")


def test_languages_that_no_speaker_signed_are_called_drafts(cast: Cast) -> None:
    assert '<bdi lang="cy">Cymraeg</bdi>: a draft that no speaker has signed' in _text("accessibility")


def test_the_ground_says_what_people_are_asked(cast: Cast) -> None:
    assert "<li>my words may be quoted without my name</li>" in _text("impact-assessment")


def test_an_unknown_name_is_no_document() -> None:
    assert named("no-such") is None
