"""What is printed: sheets that name the assets, for those who see the place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from seedbed.web.asset_register.models import Asset
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


def test_outsiders_learn_nothing(made: dict[str, Asset], cast: Cast, as_: Browser) -> None:
    for path in (HERE, f"{HERE}map.svg"):
        answer = as_(cast.lee).get(path)
        assert answer.status_code == 404
        assert b"Mill" not in answer.content.replace(b"millbrook", b"")
