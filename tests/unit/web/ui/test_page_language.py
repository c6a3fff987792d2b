"""A page speaks the language of its own words; menu, banner and footer the one that the reader chose."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.test import Client
from django.urls import include, path
from django.utils import translation

from seedbed.errors import UsageError
from seedbed.formats.said import Said, said_within
from seedbed.web.config import urls
from seedbed.web.people.access import public
from seedbed.web.ui.languages import is_translated, translated
from seedbed.web.ui.templatetags.seedbed import evidence, isolated, said

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

BODY = """{% extends "ui/base.html" %}{% load i18n %}{% block title %}{% translate "Home" %}{% endblock %}
{% block before_main %}{% include "ui/components/back_link.html" with address="/" %}{% endblock %}
{% block main %}<h1>{% translate "Home" %}</h1><form method="post">{{ form }}</form>{% endblock %}"""
ENGLISH_MAIN = '<main class="nhsuk-main-wrapper" id="maincontent" tabindex="-1" lang="en-gb" dir="ltr">'
BACK, NEEDED = "رجوع", "هذا الحقل مطلوب."


class Asking(forms.Form):
    """A form that will do only with a name."""

    name = forms.CharField()


def a_page(request: HttpRequest) -> HttpResponse:
    """Return a page with a form that was sent empty, and a message."""
    messages.success(request, "Kept.")
    return HttpResponse(engines["django"].from_string(BODY).render({"form": Asking({})}, request))


@translated
def spoken(request: HttpRequest) -> HttpResponse:
    """Return the same page, every word of which is translated."""
    return a_page(request)


@translated
def refusing(request: HttpRequest) -> HttpResponse:
    """Refuse what it was sent."""
    raise UsageError("It cannot be done.", "It is a test.", "Go home.")


urlpatterns = [
    path("plain/", public(a_page)),
    path("spoken/", public(spoken)),
    path("refusing/", public(refusing)),
    path("", include(urls)),
]
handler404 = urls.handler404


@pytest.fixture
def reader(client: Client) -> Client:
    """Somebody who chose Arabic."""
    client.post("/language/", {"language": "ar"})
    return client


def page(reader: Client, address: str) -> str:
    """A page as they get it."""
    return reader.get(address).content.decode()


def main_of(answer: str) -> str:
    """What stands between menu and footer."""
    return answer[answer.index("<main") : answer.index("</main>")]


def test_a_page_that_is_not_translated_is_marked_as_english(reader: Client) -> None:
    answer = page(reader, "/plain/")
    assert '<html lang="ar" dir="rtl">' in answer
    assert ENGLISH_MAIN in answer
    assert '<title lang="en-gb" dir="ltr">' in answer
    assert '<div class="nhsuk-width-container" lang="en-gb" dir="ltr">' in answer  # the way back stands in it


def test_its_menu_and_footer_stay_in_the_language_of_the_reader(reader: Client) -> None:
    answer = page(reader, "/plain/")
    assert "انتقل إلى المحتوى الرئيسي" in answer
    assert "عن هذا الموقع" in answer[answer.index("<footer") :]


def test_its_form_errors_and_components_are_in_english_too(reader: Client) -> None:
    answer = page(reader, "/plain/")
    assert "Error: " in answer
    assert "This field is required." in main_of(answer)
    assert "There is a problem" in main_of(answer)
    assert not re.search("[\u0600-\u06ff]", main_of(answer))
    assert BACK not in answer


def test_a_translated_page_follows_the_reader(reader: Client) -> None:
    answer = page(reader, "/spoken/")
    assert "<h1>الرئيسية</h1>" in answer
    assert BACK in answer
    assert NEEDED in main_of(answer)
    assert 'lang="en' not in answer.replace('lang="en-gb">English', "")  # but for the switch to English
    assert 'dir="ltr"' not in main_of(answer)


def test_nothing_is_marked_where_the_reader_reads_english(client: Client) -> None:
    answer = page(client, "/plain/")
    assert '<html lang="en-gb" dir="ltr">' in answer
    assert '<main class="nhsuk-main-wrapper" id="maincontent" tabindex="-1">' in answer


def test_an_error_that_every_page_may_meet_follows_the_reader(reader: Client) -> None:
    answer = page(reader, "/no-such-page/")
    assert "لا توجد صفحة كهذه." in main_of(answer)
    assert "lang=" not in main_of(answer)


def test_a_refusal_without_translation_is_in_english_even_of_a_translated_page(reader: Client) -> None:
    answer = page(reader, "/refusing/")
    assert ENGLISH_MAIN in answer
    assert "What to do next" in answer
    assert '<html lang="ar" dir="rtl">' in answer


def test_the_next_page_is_in_the_readers_language_again(reader: Client) -> None:
    page(reader, "/plain/")
    assert "<h1>الرئيسية</h1>" in page(reader, "/spoken/")


def test_declaring_who_may_see_a_page_keeps_that_it_is_translated() -> None:
    @translated
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, "ui/error.html")

    assert is_translated(public(view))
    assert is_translated(translated(public(a_page)))
    assert not is_translated(public(a_page))


def test_words_carry_their_language_and_keep_their_own_order() -> None:
    assert said(Said("لا <b>", "ar")) == '<bdi lang="ar">لا &lt;b&gt;</bdi>'
    assert said("Nowhere") == "<bdi>Nowhere</bdi>"


def test_of_a_line_only_the_words_carry_their_language() -> None:
    line = said_within("Voice: ", Said("لا", "ar"), " (6Y-X)")
    assert isolated(line) == 'Voice: <bdi lang="ar">لا</bdi> (6Y-X)'


def test_evidence_runs_line_by_line() -> None:
    told = Said("لا.\nIn English: No.\nSpoken by a resident.", "ar", until=3)
    assert evidence(told) == (
        '<span class="sb-words__line" lang="ar" dir="auto">لا.</span>'
        '<span class="sb-words__line" dir="auto">In English: <bdi>No.</bdi></span>'
        '<span class="sb-words__line" dir="auto">Spoken by a resident.</span>'
    )


def test_components_isolate_only_what_runs_against_the_page() -> None:
    assert isolated("No.") == "No."
    assert isolated("لا.") == "<bdi>لا.</bdi>"
    with translation.override("ar"):
        assert isolated("No.") == "<bdi>No.</bdi>"
        assert isolated("لا.") == "لا."
