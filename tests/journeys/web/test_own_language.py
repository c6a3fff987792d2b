"""What a resident said in Arabic is told as Arabic wherever it stands: in lists, forms and the picture."""

from __future__ import annotations

import re

from playwright.sync_api import Locator

from tests.journeys.web.conftest import VisitAs

SAID = "الجسر"
"""A word of a resident of the story."""


def ways(found: Locator) -> set[tuple[str, str]]:
    """Language and direction of elements."""
    told = found.evaluate_all("all => all.map((each) => [each.lang, getComputedStyle(each).direction])")
    return {(language, way) for language, way in told}


def test_words_keep_their_language_and_direction_in_the_list_and_on_their_page(visit_as: VisitAs) -> None:
    dev = visit_as("dev", language="ar")
    page = dev.go(f"/by-hand/in/tanners-row/words/?q={SAID}")
    assert ways(page.locator("main p", has_text=SAID).filter(has_not_text="contain")) == {("ar", "rtl")}
    page.locator("main h2 a").first.click()
    assert ways(page.locator("main bdi", has_text=SAID)) == {("ar", "rtl")}
    assert ways(page.locator("main .sb-words__line").first) == {("ar", "rtl")}
    assert ways(page.locator("main .sb-words__line").last) == {("", "ltr")}


def test_the_picture_writes_arabic_from_the_right_of_its_box(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    page = dev.go(f"/by-hand/in/tanners-row/words/?q={SAID}")
    page.locator("main h2 a").first.click()
    page.get_by_role("link", name="Follow the thread from here").click()
    text = page.locator("main svg text[lang=ar]").locator("visible=true").first
    box, frame = text.bounding_box(), page.locator("main svg rect").locator("visible=true").first.bounding_box()
    assert box is not None
    assert frame is not None
    assert text.evaluate("each => getComputedStyle(each).direction") == "rtl"
    left, right = box["x"] - frame["x"], frame["x"] + frame["width"] - box["x"] - box["width"]
    assert 0 < right < 15
    assert left > 0


def test_a_sentence_to_tick_is_arabic_and_its_box_stands_where_those_of_the_page_do(visit_as: VisitAs) -> None:
    dev = visit_as("dev", language="ar")
    page = dev.go(f"/by-hand/in/tanners-row/words/?q={SAID}")
    page.get_by_role("link", name=re.compile("Mark what they say")).first.click()
    label = page.locator("main .nhsuk-checkboxes__label", has_text=SAID)
    assert ways(label.locator("bdi")) == {("ar", "rtl")}
    assert ways(label) == {("", "ltr")}
