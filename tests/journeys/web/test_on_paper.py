"""Pages on sheets of A4: nothing is cut, few sheets, and nothing on them that only a screen can use."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.visitors import Visitor

CANDIDATES = "/step-1/programmes/alderwick-2025-to-2026-invented/candidates/"
CARE = "/step-1/programmes/alderwick-2025-to-2026-invented/care-system/"
PROFILE = "/step-1/neighbourhoods/kestrel-rise/profile/"
SHEET = (688, 1009)
"""Pixels between the margins of a sheet."""
SHEETS_OF_A_PROFILE = 24
WAIT = 30_000
"""Milliseconds for the jobs that make a profile, on a machine that does much else."""
PAUSE = 500

TOO_LARGE = """([wide, high]) => [...document.querySelectorAll('main svg, main table')]
  .filter((each) => each.checkVisibility())
  .map((each) => [each.tagName, each.getBoundingClientRect()])
  .filter(([tag, box]) => box.left < -4 || box.right > wide + 4 || (tag === 'svg' && box.height > high))
  .map(([tag, box]) => `${tag} ${Math.round(box.right)} x ${Math.round(box.height)}`)"""


def profile_for(visitor: Visitor) -> None:
    """Open the profile once its job has made it."""
    visitor.go(PROFILE)
    for _ in range(WAIT // PAUSE):
        if visitor.page.locator("#few-words").count():
            return
        visitor.page.wait_for_timeout(PAUSE)
        visitor.page.reload()
    pytest.fail("No profile was made.")


def followed_from_the_tour(visitor: Visitor) -> None:
    """Open the picture of the thread that the tour leads to."""
    visitor.go("/demo/one-voice/").get_by_role("button", name="See all of it as a picture").click()
    visitor.page.locator("main svg").first.wait_for()


def put_on_paper(visitor: Visitor) -> None:
    """Lay the page out as on a sheet."""
    visitor.page.set_viewport_size({"width": SHEET[0], "height": SHEET[1]})
    visitor.page.emulate_media(media="print")


def sheets(visitor: Visitor) -> int:
    """How many sheets the page is printed on."""
    printed = visitor.page.pdf(format="A4")
    return len(re.findall(rb"/Type\s*/Page\b", printed))


@pytest.mark.parametrize(
    "path",
    ["/demo/lost/", "/demo/decisions/kestrel-rise/", "/thread/in/kestrel-rise/measures/", CARE, CANDIDATES],
)
def test_no_picture_and_no_table_is_cut(path: str, visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    owner.go(path)
    put_on_paper(owner)
    assert owner.page.evaluate(TOO_LARGE, SHEET) == []


def test_the_picture_of_a_thread_fits_on_one_sheet(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    followed_from_the_tour(dev)
    put_on_paper(dev)
    assert dev.page.evaluate(TOO_LARGE, SHEET) == []


def test_a_profile_takes_few_sheets_and_none_of_it_is_cut(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    profile_for(dev)
    assert 5 < sheets(dev) <= SHEETS_OF_A_PROFILE
    put_on_paper(dev)
    assert dev.page.evaluate(TOO_LARGE, SHEET) == []


def test_a_profile_says_where_the_tables_are_that_it_leaves_out(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    profile_for(dev)
    told = dev.page.get_by_text("On paper each figure stands without a table of its own")
    assert not told.is_visible()
    put_on_paper(dev)
    assert told.is_visible()
    assert not dev.page.locator(".sb-figures table").first.is_visible()


def test_a_map_is_printed_as_its_drawing(visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    page = owner.go(CANDIDATES)
    expect(page.locator("#candidates-drawing")).to_be_hidden(timeout=WAIT)
    put_on_paper(owner)
    assert page.locator("#candidates-drawing svg").is_visible()
    assert not page.locator("#candidates-map").is_visible()


def test_a_drawing_with_ranks_of_before_is_not_printed(visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    page = owner.go(CANDIDATES)
    expect(page.locator("#candidates-drawing")).to_be_hidden(timeout=WAIT)
    page.locator(".sb-weight input[type=number]").first.fill("3")
    page.locator("tbody[data-ranked]").wait_for()
    put_on_paper(owner)
    assert not page.locator("#candidates-drawing").is_visible()


def test_what_only_a_screen_can_use_is_left_out(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    dev.go("/demo/")
    put_on_paper(dev)
    assert not dev.page.get_by_text("See what each of them sees").is_visible()
