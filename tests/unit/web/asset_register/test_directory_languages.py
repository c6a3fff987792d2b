"""The public directory in other languages: its words are translated, what people named stays and stands apart."""

from __future__ import annotations

import pytest
from django.test import Client

from seedbed.web.asset_register import public_limits
from seedbed.web.asset_register.models import Asset
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.directory import make_directory
from tests.unit.web.conftest import Cast

HERE = "/directory/millbrook/"


@pytest.fixture
def made(neighbourhood: Neighbourhood, cast: Cast) -> dict[str, Asset]:
    return make_directory(neighbourhood, cast.dev)


def read(client: Client, path: str, language: str) -> str:
    return client.get(path, headers={"accept-language": language}).content.decode()


@pytest.mark.parametrize("path", ["", "embed/", "large-print/"])
def test_names_stand_apart_on_a_page_from_right_to_left(client: Client, made: dict[str, Asset], path: str) -> None:
    text = read(client, HERE + path, "ar")
    assert '<html lang="ar" dir="rtl">' in text
    assert "<bdi>Book House</bdi>" in text
    assert "<bdi>Millbrook</bdi></h1>" in text


@pytest.mark.parametrize("path", ["", "embed/"])
def test_kinds_are_named_in_the_list_and_on_the_map(client: Client, made: dict[str, Asset], path: str) -> None:
    text = read(client, HERE + path, "cy")
    assert "Llyfrgell" in text
    assert '"Library": "Llyfrgell"' in text


def test_a_frame_says_that_its_words_are_a_draft(client: Client, made: dict[str, Asset]) -> None:
    assert "Draft translation" not in read(client, HERE + "embed/", "en-gb")
    assert "Cyfieithiad drafft" in read(client, HERE + "embed/", "cy")


def test_the_drawing_is_described_in_the_language_of_the_page(client: Client, made: dict[str, Asset]) -> None:
    assert "Mapa: Millbrook" in read(client, HERE, "pl")


def test_a_report_too_many_is_refused_in_the_language_of_the_page(
    client: Client, made: dict[str, Asset], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(public_limits, "MOST_OF_ALL", 0)
    path = f"{HERE}{made['Mill Hall'].identifier}/wrong/"
    answer = client.post(path, {"note": "It closed."}, headers={"accept-language": "ro"})
    assert answer.status_code == 429
    assert "Nu s-a trimis." in answer.content.decode()
