"""The pack on pages and as files: for those who run the site, and nobody else."""

from __future__ import annotations

import io
from collections.abc import Callable
from zipfile import ZipFile

import docx
import pytest
from django.test import Client

from seedbed.web.assurance.documents import DOCUMENTS
from seedbed.web.people.models import AuditEvent
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


def test_the_owner_finds_every_document_with_what_is_open(cast: Cast, as_: As) -> None:
    page = as_(cast.olu).get("/assurance/").content.decode()
    assert [each.slug for each in DOCUMENTS if f'href="/assurance/{each.slug}/"' not in page] == []


def test_a_document_shows_its_open_points_first(cast: Cast, as_: As) -> None:
    page = as_(cast.olu).get("/assurance/hosting/").content.decode()
    assert page.index("What is still open") < page.index("Where it runs")


@pytest.mark.parametrize("address", ["/assurance/", "/assurance/dtac/", "/assurance/pack.zip", "/assurance/dtac/word/"])
def test_nobody_else_sees_it(address: str, cast: Cast, as_: As) -> None:
    others = {name: person for name, person in cast.everyone().items() if name != "olu"}
    ask = "post" if address.endswith(("zip", "word/")) else "get"
    answers = {name: getattr(as_(person), ask)(address).status_code for name, person in others.items()}
    assert set(answers.values()) <= {403, 404}, answers
    assert AuditEvent.objects.filter(action="assurance.download").count() == 0


def test_a_document_that_is_none_is_not_found(cast: Cast, as_: As) -> None:
    owner = as_(cast.olu)
    assert owner.get("/assurance/no-such/").status_code == 404
    assert owner.post("/assurance/no-such/word/").status_code == 404


def test_a_word_file_holds_the_document_and_marks_what_is_open(cast: Cast, as_: As) -> None:
    answer = as_(cast.olu).post("/assurance/hosting/word/")
    assert answer["Content-Disposition"].startswith('attachment; filename="hosting-')
    word = docx.Document(io.BytesIO(answer.content))
    assert word.paragraphs[0].text == "Hosting statement"
    headings = [each.text for each in word.paragraphs if each.style is not None and each.style.name == "Heading 1"]
    assert headings[:2] == ["What is still open", "Where it runs"]
    assert word.tables[0].rows[0].cells[0].text == "What"
    marked = [run.text for each in word.paragraphs for run in each.runs if run.font.highlight_color]
    assert any(text.startswith("[to be filled in by whoever hosts the site:") for text in marked)


def test_the_zip_file_holds_all_of_them(cast: Cast, as_: As) -> None:
    answer = as_(cast.olu).post("/assurance/pack.zip")
    assert ZipFile(io.BytesIO(answer.content)).namelist() == [f"{each.slug}.docx" for each in DOCUMENTS]


def test_that_somebody_took_it_is_recorded(cast: Cast, as_: As) -> None:
    owner = as_(cast.olu)
    owner.post("/assurance/dtac/word/")
    owner.post("/assurance/pack.zip")
    taken = AuditEvent.objects.filter(action="assurance.download").order_by("pk")
    assert [(each.by, each.detail["document"]) for each in taken] == [(cast.olu, "dtac"), (cast.olu, "all")]


def test_nothing_is_handed_out_for_an_address_alone(cast: Cast, as_: As) -> None:
    owner = as_(cast.olu)
    assert [owner.get(f"/assurance/{end}").status_code for end in ("pack.zip", "dtac/word/")] == [405, 405]
