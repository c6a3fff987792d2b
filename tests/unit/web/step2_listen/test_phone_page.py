"""The form that phones keep: the same page to everyone, its service worker, and its words in every language."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from seedbed.web.people.models import User
from seedbed.web.step2_listen.phone_words import WORDS, speeches
from seedbed.web.ui.offline import files_of
from tests.unit.web.conftest import Cast
from tests.unit.web.ui.tools import ROOT

As = Callable[[User | None], Client]
ISLANDS = ROOT / "src" / "seedbed" / "web" / "ui" / "islands"
SAID = re.compile(r"""\bsay\(\s*"(\w+)"|\bsay\([^()]*\? "(\w+)" : "(\w+)"\)""")


@pytest.mark.django_db
def test_the_page_is_the_same_whoever_is_signed_in(as_: As, cast: Cast) -> None:
    pages = [as_(person).get("/step-2/shift/").content for person in (None, cast.dev, cast.ngozi)]
    assert pages[0] == pages[1] == pages[2]
    assert b"csrf" not in pages[0]


@pytest.mark.django_db
def test_the_worker_keeps_the_page_and_files_that_are_there(client: Client) -> None:
    text = client.get("/step-2/shift/worker.js").content.decode()
    kept = json.loads(text.split(";\n")[0].removeprefix("self.KEPT="))
    assert kept["page"] == "/step-2/shift/"
    assert [each for each in kept["files"] if client.get(each).status_code != 200] == []


@pytest.mark.django_db
def test_the_worker_is_another_where_the_page_is_another(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    before = client.get("/step-2/shift/worker.js").content
    assert client.get("/step-2/shift/worker.js").content == before
    monkeypatch.setitem(WORDS, "title", "Something else")
    assert client.get("/step-2/shift/worker.js").content != before


def test_an_island_brings_all_that_it_imports() -> None:
    files = files_of(["step2-shift"])
    assert [each for each in files if "chunk-" in each]
    assert [each for each in files if "step2-shift" in each]


@pytest.mark.django_db
def test_every_word_that_the_script_says_is_there() -> None:
    parts = [*ISLANDS.glob("shift/*.ts"), *ISLANDS.glob("shared/form-*.ts"), ISLANDS / "step2-shift.ts"]
    scripts = "\n".join(path.read_text("utf-8") for path in parts)
    said = {name for found in SAID.findall(scripts) for name in found if name}
    assert said - set(WORDS) == set()
    assert len(said) > 80


@pytest.mark.django_db
def test_the_form_speaks_every_language_of_the_pages() -> None:
    told = speeches()["languages"]
    assert set(told) == {code for code, _ in settings.LANGUAGES}
    assert told["ar"]["direction"] == "rtl"
    blanks = re.compile(r"{\w+}")
    for code, speech in told.items():
        wrong = [name for name, text in speech["words"].items() if blanks.findall(text) != blanks.findall(WORDS[name])]
        assert wrong == [], code
