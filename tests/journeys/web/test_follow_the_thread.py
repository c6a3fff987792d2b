"""Follow the thread from a voice, open its beads, look a number up, read the measures and the loose ends."""

from __future__ import annotations

import pytest

from tests.journeys.visits import PHONE, WIDE
from tests.journeys.web.conftest import VisitAs

PLACE = "/thread/in/tanners-row/"
PAGES = (
    PLACE,
    f"{PLACE}measures/",
    f"{PLACE}measures/?view=stages",
    f"{PLACE}loose-ends/",
    f"{PLACE}loose-ends/?kind=voice_without_reply",
)


def test_a_voice_is_followed_forward_and_back_without_scripts(visit_as: VisitAs) -> None:
    dev = visit_as("dev", scripts=False)
    page = dev.go(PLACE)
    page.locator("main ul a").first.click()
    page.get_by_role("heading", name="As a picture").wait_for()
    assert page.locator("main svg:visible").count() == 1
    page.get_by_role("link", name="Follow it back instead").click()
    page.get_by_role("heading", name="Where it begins").wait_for()


def test_a_voice_is_told_as_a_list_too(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    page = dev.go(PLACE)
    page.locator("main ul a").first.click()
    page.get_by_role("heading", name="As a list").wait_for()
    dev.keep("follow-one-voice", height=2200)


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_picture_is_whole_at_a_glance(visit_as: VisitAs, size: tuple[int, int]) -> None:
    """It once ran off the side of the page, and on a phone showed one box."""
    dev = visit_as("dev", size=size)
    page = dev.go(PLACE)
    page.locator("main ul a").first.click()
    picture = page.locator("main svg:visible")
    frame = picture.locator("..")
    assert frame.evaluate("frame => frame.scrollWidth - frame.clientWidth") <= 0
    shrunk = picture.evaluate("svg => svg.clientWidth / svg.viewBox.baseVal.width")
    assert shrunk >= 0.95
    heading = {name: page.get_by_role("heading", name=name).bounding_box() for name in ("As a picture", "As a list")}
    first = min(heading, key=lambda name: (heading[name] or {"y": 0.0})["y"])
    assert first == ("As a list" if size == PHONE else "As a picture")


def test_a_hop_opens_its_bead(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    page = dev.go(PLACE)
    page.locator("main ul a").first.click()
    page.locator("main ol ul a").nth(1).click()
    page.get_by_role("heading", name="Who says? How sure?").wait_for()


def test_a_printed_number_is_looked_up(visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    page = sam.go(PLACE)
    number = page.locator("main .sb-number").first.inner_text()
    page.get_by_label("Look up a printed number").fill(number.lower())
    page.get_by_role("button", name="Look up").click()
    page.get_by_role("heading", level=1).wait_for()
    assert number in page.locator("h1").inner_text()


def test_an_outsider_finds_nothing(visit_as: VisitAs) -> None:
    lee = visit_as("lee")
    for page in PAGES:
        lee.go(page, status=404)


def test_measures_are_chosen_by_group(visit_as: VisitAs) -> None:
    ngozi = visit_as("ngozi")
    page = ngozi.go(f"{PLACE}measures/")
    page.get_by_label("Groups by").select_option("language")
    page.get_by_role("button", name="Show").click()
    page.get_by_text("Language: English").wait_for()
    assert page.get_by_text("gave no card of their language").count() == 1
    ngozi.keep("measures", height=2000)
