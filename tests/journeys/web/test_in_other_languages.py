"""Rosa reads what became of her words in Arabic, from right to left; others read the same pages in their languages."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.test_receipts import halves

SIGNED_ENGLISH = "My words may be quoted without my name."
RESIDENTS = (
    "/receipt/",
    "/receipt/?number=123",
    "/receipt/{number}/",
    "/receipt/{number}/words/",
    "/this-phone/",
    "/directory/",
    "/directory/kestrel-rise/",
    "/directory/kestrel-rise/large-print/",
    "/there-is-none/",
)
REFUSED = {"/receipt/?number=123": 422, "/there-is-none/": 404}


def choose(page: Page, language: str) -> None:
    """Press the name of a language."""
    page.locator(f"button[name=language][value={language}]").click()
    page.wait_for_function("language => document.documentElement.lang === language", arg=language)


def test_rosa_reads_and_takes_out_her_words_in_arabic(visit_as: VisitAs) -> None:
    dev, rosa = visit_as("dev"), visit_as(size=PHONE)
    number, second_half = halves(dev.go("/demo/"))
    page = rosa.go("/receipt/")
    choose(page, "ar")
    page.get_by_label("الرقم الذي على إيصالك").fill(number)
    page.get_by_role("button", name="ابحث").click()
    page.get_by_role("heading", name="ماذا حدث لكلامك").wait_for()
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator("main").get_attribute("dir") is None
    rosa.keep("receipt-in-arabic", height=1500)
    rosa.check_for_everyone()
    page.get_by_role("link", name="انظر إلى كلامك").click()
    page.get_by_label("النصف الثاني من إيصالك").fill(second_half)
    page.get_by_role("button", name="أظهر كلامي").click()
    page.get_by_role("button", name="اسحب كلامي").wait_for()
    rosa.check_for_everyone()


def test_wordings_that_nobody_has_signed_stay_in_the_signed_english(visit_as: VisitAs) -> None:
    dev, rosa = visit_as("dev"), visit_as(size=PHONE, language="pl")
    number, second_half = halves(dev.go("/demo/"))
    page = rosa.go(f"/receipt/{number.replace(' ', '')}/words/")
    page.locator("main input[name=second_half]").fill(second_half)
    page.locator("main form button").click()
    label = page.get_by_text(SIGNED_ENGLISH)
    label.wait_for()
    assert label.get_attribute("lang") == "en"


@pytest.mark.parametrize("language", [code for code, _ in settings.LANGUAGES])
def test_pages_of_residents_are_whole_on_a_phone_in_every_language(visit_as: VisitAs, language: str) -> None:
    dev, rosa = visit_as("dev"), visit_as(size=PHONE, language=language)
    number = re.sub(r"\D", "", halves(dev.go("/demo/"))[0])
    for address in RESIDENTS:
        page = rosa.go(address.format(number=number), status=REFUSED.get(address, 200))
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("main[lang]").count() == 0
        assert page.locator(".sb-draft").count() == (language != "en-gb")
        assert rosa.sideways() <= 0
        # Colours are the same in every language.
        assert rosa.barriers(colours=language == "en-gb") == []
