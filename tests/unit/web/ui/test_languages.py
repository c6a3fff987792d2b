"""What every page shares is there in every language that is offered."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from tests.unit.web.ui.tools import ROOT

UI = ROOT / "src" / "seedbed" / "web" / "ui"
OTHERS = [code for code, _ in settings.LANGUAGES if not code.startswith("en")]
ENTRY = re.compile(r'^msgid "(.+)"\nmsgstr "(.*)"$', re.MULTILINE)


def folder(code: str) -> Path:
    """Where the words of a language are."""
    return UI / "locale" / code / "LC_MESSAGES"


def shared_words() -> set[str]:
    """Every sentence that templates of this room and the menu mark for translation."""
    written = "".join(each.read_text("utf-8") for each in (UI / "templates").rglob("*.html"))
    double = re.findall(r'{% translate "([^"]+)"', written)
    single = re.findall(r"{% translate '([^']+)'", written)
    return {*double, *single, *(str(item.title) for item in settings.NAVIGATION)}


@pytest.mark.parametrize("code", OTHERS)
def test_every_shared_sentence_is_translated(code: str) -> None:
    with translation.override(code):
        assert {each for each in shared_words() if translation.gettext(each) == each} == set()


@pytest.mark.parametrize("code", OTHERS)
def test_the_compiled_words_are_those_that_were_written(code: str) -> None:
    """Compile them with ``msgfmt --check -o django.mo django.po``."""
    with (folder(code) / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    written = dict(ENTRY.findall((folder(code) / "django.po").read_text("utf-8")))
    assert len(written) > 30
    assert {key: compiled.gettext(key) for key in written} == written


@pytest.mark.django_db
def test_a_page_in_arabic_speaks_arabic_to_everyone(client: Client) -> None:
    client.post("/language/", {"language": "ar"})
    assert "انتقل إلى المحتوى الرئيسي" in client.get("/there-is-no-such-page/").content.decode()
