"""Pictures on a phone: letters that can be read, frames that the keyboard scrolls, and words before drawings."""

from __future__ import annotations

import pytest

from tests.journeys.web.conftest import VisitAs

CARE = "/step-1/programmes/alderwick-2025-to-2026-invented/care-system/"
USUAL_PHONE = (390, 844)
SMALLEST = 11.5
"""Pixels."""

LETTERS = """() => Math.min(...[...document.querySelectorAll('main svg')]
  .filter((each) => each.checkVisibility())
  .flatMap((each) => {
    const scale = each.getBoundingClientRect().width / each.viewBox.baseVal.width;
    return [...each.querySelectorAll('text')].map((text) => scale * parseFloat(getComputedStyle(text).fontSize));
  }))"""
MUTE = """() => [...document.querySelectorAll('main *')]
  .filter((each) => each.querySelector(':scope > svg, :scope > .sb-drawing > svg'))
  .filter((each) => each.checkVisibility() && each.scrollWidth > each.clientWidth)
  .filter((each) => getComputedStyle(each).overflowX !== 'visible')
  .filter((each) => each.tabIndex !== 0 || !each.getAttribute('role') ||
    !(each.getAttribute('aria-label') || each.getAttribute('aria-labelledby')))
  .map((each) => each.className)"""


@pytest.mark.parametrize(
    "path", ["/demo/lost/", "/demo/decisions/kestrel-rise/", "/thread/in/kestrel-rise/measures/", CARE]
)
def test_letters_in_pictures_can_be_read(path: str, visit_as: VisitAs) -> None:
    page = visit_as("owner", size=USUAL_PHONE).go(path)
    assert page.evaluate(LETTERS) >= SMALLEST


@pytest.mark.parametrize("path", ["/demo/lost/", "/thread/in/kestrel-rise/measures/", CARE])
def test_what_scrolls_has_a_name_and_the_keyboard_reaches_it(path: str, visit_as: VisitAs) -> None:
    page = visit_as("owner", size=USUAL_PHONE).go(path)
    assert page.evaluate(MUTE) == []


def test_charts_need_no_scrolling(visit_as: VisitAs) -> None:
    page = visit_as("owner", size=USUAL_PHONE).go("/demo/lost/")
    wider = "each => each.scrollWidth - each.clientWidth"
    assert page.locator(".sb-chart__picture").evaluate(wider) <= 0


def test_the_table_of_the_care_system_comes_before_its_drawing(visit_as: VisitAs) -> None:
    owner = visit_as("owner", size=USUAL_PHONE)
    page = owner.go(CARE)
    owner.check_for_everyone()
    table = page.get_by_role("heading", name="As a table").bounding_box()
    drawing = page.get_by_role("heading", name="As a drawing").bounding_box()
    assert table is not None
    assert drawing is not None
    assert table["y"] < drawing["y"]
