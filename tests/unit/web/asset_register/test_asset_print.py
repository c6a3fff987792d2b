"""What is printed: sheets that name the assets, for those who see the place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from seedbed.web.asset_register import printing
from seedbed.web.asset_register.actions.printing import KEPT_FOR, forget_old_prints
from seedbed.web.asset_register.actions.printing import TASK as PRINT
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.print_models import AssetPrint
from seedbed.web.jobs.models import Job
from seedbed.web.jobs.running import run
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.directory import make_directory
from tests.unit.web.conftest import Cast

Browser = Callable[[User | None], Client]
HERE = "/assets/in/millbrook/print/"


@pytest.fixture
def made(neighbourhood: Neighbourhood, cast: Cast) -> dict[str, Asset]:
    return make_directory(neighbourhood, cast.dev)


def test_documents_are_offered_once_a_sheet_is_chosen(made: dict[str, Asset], cast: Cast, as_: Browser) -> None:
    browser = as_(cast.sam)
    assert b"map.pdf" not in browser.get(HERE).content
    assert f"{HERE}map.pdf?paper=A0&amp;landscape=on" in browser.get(f"{HERE}?paper=A0&landscape=on").content.decode()


def test_the_map_names_every_asset(made: dict[str, Asset], cast: Cast, as_: Browser) -> None:
    drawn = as_(cast.sam).get(f"{HERE}map.svg?paper=A3").content.decode()
    assert 'width="297mm"' in drawn
    assert [
        name for name in ("Mill Hall", "Book House", "Walking &lt;group&gt;", "Hidden skill") if name not in drawn
    ] == []


def test_a_map_of_what_is_public_leaves_the_rest_out(made: dict[str, Asset], cast: Cast, as_: Browser) -> None:
    assert "Hidden skill" not in as_(cast.sam).get(f"{HERE}map.svg?public=on").content.decode()


@pytest.mark.parametrize(
    ("name", "start"), [("map.pdf", b"%PDF"), ("large-print.pdf", b"%PDF"), ("large-print.html", b"<!doctype html>")]
)
def test_documents_are_of_their_kind(made: dict[str, Asset], cast: Cast, as_: Browser, name: str, start: bytes) -> None:
    answer = as_(cast.sam).get(f"{HERE}{name}")
    assert answer.content.startswith(start)
    assert answer["Content-Disposition"] == f'attachment; filename="millbrook-{name}"'


@pytest.mark.parametrize("path", ["map.docx", "map.pdf?paper=B7"])
def test_what_is_not_made_is_not_there(made: dict[str, Asset], cast: Cast, as_: Browser, path: str) -> None:
    assert as_(cast.sam).get(f"{HERE}{path}").status_code == 404


@pytest.fixture
def long(made: dict[str, Asset], monkeypatch: pytest.MonkeyPatch) -> None:
    """The few assets here are many."""
    monkeypatch.setattr(printing, "AT_ONCE", 1)


def test_a_pdf_of_many_is_made_by_a_job_and_fetched(long: None, cast: Cast, as_: Browser) -> None:
    browser = as_(cast.sam)
    assert f"{HERE}map.pdf/make/?paper=A3" in browser.get(f"{HERE}?paper=A3").content.decode()
    browser.post(f"{HERE}map.pdf/make/?paper=A3")
    job = Job.objects.get(task=PRINT)
    run(job.pk)
    job.refresh_from_db()
    page = job.next_page
    link = f"{page}assets.pdf"
    assert link in browser.get(page).content.decode()
    fetched = browser.get(link)
    assert fetched.content.startswith(b"%PDF")
    assert fetched["Content-Disposition"] == 'attachment; filename="millbrook-map.pdf"'


def test_a_pdf_of_many_is_not_made_while_somebody_waits(long: None, cast: Cast, as_: Browser) -> None:
    answer = as_(cast.sam).get(f"{HERE}large-print.pdf?kind=library")
    assert answer.status_code == 200
    answer = as_(cast.sam).get(f"{HERE}large-print.pdf?paper=A4")
    assert answer["Location"] == f"{HERE}?paper=A4"


def test_what_is_not_made_yet_is_not_there(made: dict[str, Asset], cast: Cast, as_: Browser) -> None:
    waiting = AssetPrint.objects.create(neighbourhood=made["Mill Hall"].neighbourhood, document="map.pdf")
    page = f"/assets/in/printed/{waiting.pk}/"
    assert "assets.pdf" not in as_(cast.sam).get(page).content.decode()
    assert as_(cast.sam).get(f"{page}assets.pdf").status_code == 404


def test_what_was_printed_is_forgotten(made: dict[str, Asset]) -> None:
    old = AssetPrint.objects.create(neighbourhood=made["Mill Hall"].neighbourhood, document="map.pdf")
    forget_old_prints(old.made_at + KEPT_FOR - timedelta(seconds=1))
    assert AssetPrint.objects.count() == 1
    forget_old_prints(old.made_at + KEPT_FOR)
    assert AssetPrint.objects.count() == 0


def test_outsiders_learn_nothing(made: dict[str, Asset], cast: Cast, as_: Browser) -> None:
    for path in (HERE, f"{HERE}map.svg"):
        answer = as_(cast.lee).get(path)
        assert answer.status_code == 404
        assert b"Mill" not in answer.content.replace(b"millbrook", b"")
