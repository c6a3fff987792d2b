"""What every page has."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client, RequestFactory

from seedbed.web.ui import built
from seedbed.web.ui.errors import fault

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client) -> str:
    """Some page: the one that says there is none."""
    answer = client.get("/there-is-no-such-page/")
    assert answer.status_code == 404
    return answer.content.decode()


def test_an_error_says_what_why_and_what_next(page: str) -> None:
    assert "There is no such page." in page
    assert "The address may be old" in page
    assert "Start at home." in page


@pytest.mark.parametrize(
    "piece",
    [
        '<html lang="en-gb" dir="ltr">',
        '<a class="nhsuk-skip-link" href="#maincontent">',
        '<header class="nhsuk-header sb-header" data-module="nhsuk-header">',
        '<main class="nhsuk-main-wrapper" id="maincontent" tabindex="-1">',
        '<footer class="nhsuk-footer">',
        '<link rel="stylesheet" href="/brand.css?colour=005eb8">',
        '<script type="module" src="/static/dist/base.',
    ],
)
def test_every_page_has(page: str, piece: str) -> None:
    assert piece in page


def test_the_reader_can_change_to_arabic_and_the_page_turns_round(client: Client) -> None:
    answer = client.post("/language/", {"language": "ar", "next": "/there-is-no-such-page/"})
    assert answer["Location"] == "/there-is-no-such-page/"
    assert '<html lang="ar" dir="rtl"' in client.get("/there-is-no-such-page/").content.decode()


def test_the_other_languages_are_offered_by_their_own_name(page: str) -> None:
    names = re.findall(r'<button class="sb-languages__button" name="language" value="(.+?)" lang="(.+?)">(.+?)<', page)
    assert names == [(code, code, name) for code, name in settings.LANGUAGES if code != "en-gb"]


def test_pages_of_the_demonstration_say_they_are_invented(client: Client, settings: object) -> None:
    from dataclasses import replace

    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demonstration=True)  # type: ignore[attr-defined]
    assert "Invented: nobody here is real." in client.get("/there-is-no-such-page/").content.decode()


def test_a_fault_has_a_page_even_without_a_database(rf: RequestFactory) -> None:
    with patch("django.db.models.sql.compiler.SQLCompiler.execute_sql", side_effect=OperationalError):
        answer = fault(rf.get("/"))
    assert answer.status_code == 500
    assert "Something went wrong on our side." in answer.content.decode()


def test_other_pages_do_not(page: str) -> None:
    assert "Invented:" not in page


@pytest.mark.parametrize(("accepted", "packed"), [("br, gzip", "br"), ("gzip", "gzip"), ("", None)])
def test_styles_travel_packed_and_are_kept(client: Client, page: str, accepted: str, packed: str | None) -> None:
    address = page.split('<link rel="stylesheet" href="')[1].split('"', maxsplit=1)[0]
    answer = client.get(address, headers={"accept-encoding": accepted})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding") == packed
    assert "immutable" in answer["Cache-Control"]


def test_the_map_may_start_its_worker(client: Client) -> None:
    """Browsers run modules of this type alone."""
    worker = next((Path(built.FOLDER)).glob("maplibre-gl-worker.*.mjs"))
    assert client.get(f"/static/dist/{worker.name}")["Content-Type"].startswith("text/javascript")


def test_an_address_asked_for_in_a_way_it_does_not_know_says_so(client: Client) -> None:
    """As when an address that only takes forms is opened after signing in anew: an empty answer shows nothing."""
    answer = client.post("/health")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert "There is no page to show here." in answer.content.decode()
    assert "press its button again" in answer.content.decode()
