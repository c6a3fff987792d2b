"""Printing a pack, bringing a photograph of a sheet, and settling what is on it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import cv2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override
from PIL import Image

from benchmarks.paper_photos import photograph
from seedbed.formats.paper import reading
from seedbed.reports.paper.words import ENGLISH
from seedbed.web.capture.models import Waiting, WaitingState
from seedbed.web.consent.actions import welcome
from seedbed.web.consent.numbers import grouped
from seedbed.web.consent.sentences import bundled
from seedbed.web.consent.signing import draft_wording, sign_wording
from seedbed.web.jobs.models import Job, JobState
from seedbed.web.listening.models import Contribution
from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.paper_maps import tasks
from seedbed.web.paper_maps.actions import bring_photos, forget_old
from seedbed.web.paper_maps.models import PhotoState, PrintedPack, ProposedMark, ScanFile, SheetPhoto
from seedbed.web.paper_maps.queries import printed, theme_to_draw_on
from seedbed.web.paper_maps.sheet_words import consent_words
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


@cache
def _jpeg(document: str) -> bytes:
    """Return a simulated photograph of a sheet on which somebody drew; the same pack gives the same."""
    sheet = printed(PrintedPack.objects.get(pk=document)).sheets[0]
    return bytes(cv2.imencode(".jpg", photograph(sheet, 8, marks=4).pixels)[1])


def _brought(browser: Client, pack: PrintedPack, content: bytes) -> SheetPhoto:
    file = SimpleUploadedFile("sheet.jpg", content)
    browser.post(f"/paper/packs/{pack.pk}/", {"photographs": file})
    return SheetPhoto.objects.get()


def test_a_pack_is_printed_with_what_reads_it(printed_pack: PrintedPack, cast: Cast, as_: As) -> None:
    dev = as_(cast.dev)
    assert dev.get(f"/paper/packs/{printed_pack.pk}/pack.pdf").content.startswith(b"%PDF-")
    assert dev.get(f"/paper/packs/{printed_pack.pk}/pack.json").json()["pack"] == printed_pack.code
    assert printed_pack.sheets.get().code.startswith(f"SB1:{printed_pack.code}:1:")


def test_a_card_in_a_language_that_nobody_signed_says_so(neighbourhood: Neighbourhood) -> None:
    programme = neighbourhood.programme
    assert consent_words(ENGLISH, programme, "en-gb").unsigned == ""
    with override("ar"):
        arabic = consent_words(ENGLISH, programme, "ar")
    assert (arabic.asked_in, arabic.asked[0]) == ("en", bundled()["en"]["take_part"])
    assert arabic.unsigned != ENGLISH.unsigned
    draft = draft_wording(by=None, programme=programme, language="ar", version="1", sentences=bundled()["ar"])
    sign_wording(by=None, wording=draft, speaker="Layla Haddad")
    signed = consent_words(ENGLISH, programme, "ar")
    assert (signed.asked_in, signed.unsigned, signed.asked[0]) == ("ar", "", bundled()["ar"]["take_part"])


def test_without_a_map_the_page_leads_to_bringing_one(here: Neighbourhood, cast: Cast, as_: As) -> None:
    answer = as_(cast.dev).post(f"/paper/in/{here.slug}/", {"size": "A4", "language": "en-gb"})
    assert f"/neighbourhoods/{here.slug}/map/" in answer.content.decode()
    assert not PrintedPack.objects.exists()


def test_a_theme_that_hides_pens_is_not_printed_and_the_page_says_why(
    here: Neighbourhood, cast: Cast, as_: As, settings: Any, tmp_path: Path
) -> None:
    settings.PACKS_FOLDER = str(tmp_path / "packs")
    (tmp_path / "poster-theme.toml").write_text(
        'name = "Loud"\npaper = "#ffffff"\nink = "#000000"\n[water]\nfill = "#1c4fbd"\n', encoding="utf-8"
    )
    assert theme_to_draw_on()[0].name == "Paper to draw on"
    page = as_(cast.dev).get(f"/paper/in/{here.slug}/").content.decode()
    assert "Maps are printed in grey" in page
    assert "water, fill, #1c4fbd" in page


def test_marks_wait_for_a_person_and_go_to_the_inbox(printed_pack: PrintedPack, cast: Cast, as_: As) -> None:
    dev = as_(cast.dev)
    photo = _brought(dev, printed_pack, _jpeg(str(printed_pack.pk)))
    assert Job.objects.latest("asked_at").state == JobState.DONE
    assert photo.state == PhotoState.READ
    assert photo.marks.count() >= 3
    assert not Waiting.objects.exists()
    page = dev.get(f"/paper/photos/{photo.pk}/").content.decode()
    assert "Keep mark 1" in page
    dev.post(
        f"/paper/photos/{photo.pk}/",
        {"keep_1": "on", "about_1": "A bench", "words": "Slow the cars", "language": "en", "age_band": "18_plus"},
    )
    waiting = Waiting.objects.get()
    assert waiting.state == WaitingState.WAITING
    assert [each["label"] for each in waiting.marks] == ["A bench"]
    assert waiting.evidence.count() == 1
    photo.refresh_from_db()
    assert photo.state == PhotoState.SETTLED
    assert not ProposedMark.objects.exists()
    assert photo.media is None


def test_each_page_of_a_pdf_is_read_as_a_photograph(
    neighbourhood: Neighbourhood, cast: Cast, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reading itself is tested of photographs; here only what comes to it."""
    pack = PrintedPack.objects.create(neighbourhood=neighbourhood, code="AAAAAA", asked={}, document={})
    seen: list[str] = []
    monkeypatch.setattr(tasks, "printed", lambda _pack: None)
    monkeypatch.setattr(reading, "read_sheet", lambda picture, *_: seen.append(picture.name))
    monkeypatch.setattr(tasks, "_propose", lambda *_: None)
    kept, page = io.BytesIO(), Image.new("RGB", (700, 900), "white")
    page.save(kept, "PDF", save_all=True, append_images=[page])
    sent = [SimpleUploadedFile("scans.pdf", kept.getvalue()), SimpleUploadedFile("torn.pdf", b"%PDF-1.7 torn")]
    job = bring_photos(by=cast.dev, pack=pack, files=sent)
    tasks.read_photos(lambda *_: None, **job.arguments)
    assert seen == ["scans.pdf, 1", "scans.pdf, 2"]
    assert SheetPhoto.objects.get(state=PhotoState.REFUSED).name == "torn.pdf"
    assert not ScanFile.objects.exists()


def test_a_consent_card_with_a_number_takes_it_in(printed_pack: PrintedPack, cast: Cast, as_: As) -> None:
    dev = as_(cast.dev)
    photo = _brought(dev, printed_pack, _jpeg(str(printed_pack.pk)))
    who = welcome(by=cast.dev, neighbourhood=printed_pack.neighbourhood, scopes=["take_part"])
    sent = {"words": "Slow the cars", "language": "en", "age_band": "18_plus"}
    refused = dev.post(f"/paper/photos/{photo.pk}/", {**sent, "token": "AAAA-AAAA-AAAA-AAAA"})
    assert "Nobody here has this number" in refused.content.decode()
    dev.post(f"/paper/photos/{photo.pk}/", {**sent, "keep_2": "on", "token": who.token.lower().replace("-", " ")})
    made = Contribution.objects.get()
    assert made.participant == who
    assert made.marks.count() == 1
    kept = MediaFile.objects.exclude(state=MediaState.ERASED).values_list("pk", flat=True)
    assert set(kept) == set(made.media.values_list("media", flat=True))


def test_a_card_without_a_number_gives_a_receipt_once_its_age_is_said(
    neighbourhood: Neighbourhood, as_: As, cast: Cast
) -> None:
    pack = PrintedPack.objects.create(neighbourhood=neighbourhood, code="AAAAAA", asked={}, document={}, pdf=b"%PDF")
    photo = SheetPhoto.objects.create(pack=pack, state=PhotoState.READ, within=3)
    sent = {"words": "Slow the cars", "language": "en", "scopes": ["take_part"]}
    page = f"/paper/photos/{photo.pk}/"
    assert "Say how old they are" in as_(cast.dev).post(page, sent).content.decode()
    given = as_(cast.dev).post(page, sent | {"age_band": "18_plus"}).content.decode()
    said = Contribution.objects.get()
    assert grouped(str(said.receipt_id)) in given
    assert f"/receipt/{said.receipt_id}/" in given
    assert "Second half" in given


def test_a_sheet_that_nobody_settles_is_forgotten(printed_pack: PrintedPack) -> None:
    photo = SheetPhoto.objects.create(pack=printed_pack, state=PhotoState.READ, name="sheet.jpg")
    photo.marks.create(number=1, kind="point", colour="red", geometry={}, box=[1, 1, 2, 2], sure=0.9)
    forget_old(photo.made_at + timedelta(days=89))
    assert ProposedMark.objects.exists()
    forget_old(photo.made_at + timedelta(days=91))
    photo.refresh_from_db()
    assert (photo.state, photo.name) == (PhotoState.SETTLED, "")
    assert not ProposedMark.objects.exists()


def test_a_picture_without_a_sheet_is_refused_with_the_reason(printed_pack: PrintedPack, cast: Cast, as_: As) -> None:
    import numpy as np

    dev = as_(cast.dev)
    plain = bytes(cv2.imencode(".jpg", np.full((900, 1200, 3), 200, np.uint8))[1])
    photo = _brought(dev, printed_pack, plain)
    assert photo.state == PhotoState.REFUSED
    assert "None of the four printed corners" in dev.get(f"/paper/photos/{photo.pk}/").content.decode()


@pytest.mark.parametrize("who", ["ngozi", "lee"])
def test_others_see_nothing(printed_pack: PrintedPack, cast: Cast, as_: As, who: str) -> None:
    assert as_(getattr(cast, who)).get(f"/paper/packs/{printed_pack.pk}/").status_code in {403, 404}
