"""The tools of a map's page: all in sight, by keyboard alone, finding, highlighting, leaving out."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.drawn_maps import CONNECTED, draw_factor, holds, kept, opened, started
from tests.journeys.web.site import Site
from tests.journeys.web.visitors import Visitor


def at_the_towns_map(ngozi: Visitor) -> Page:
    """Open the invented town's map."""
    ngozi.go("/step-5/in/tanners-row/")
    ngozi.page.get_by_role("link", name="What makes things better or worse").click()
    ngozi.page.wait_for_selector(CONNECTED)
    holds(ngozi.page, "factors", 13)
    return ngozi.page


def find(page: Page, letters: str) -> None:
    page.get_by_label("Find a factor").fill(letters)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("size", [(1280, 720), (390, 844)])
def test_the_drawing_is_in_sight_at_once(visit_as: VisitAs, size: tuple[int, int]) -> None:
    page = at_the_towns_map(visit_as("sam", size=size))
    box = page.locator("#system-map-drawing").bounding_box()
    assert box is not None
    assert size[1] - box["y"] > 230


def test_a_map_is_drawn_by_keyboard_alone(own_site: Site, visit_as: VisitAs) -> None:
    dev = visit_as("dev", site=own_site)
    started(dev, "What keeps homes damp")
    page = dev.page
    page.get_by_text("Nothing is on the map yet.").wait_for()
    page.get_by_label("Name of a factor").focus()
    page.keyboard.type("Damp homes")
    page.keyboard.press("Enter")
    find(page, "damp")
    page.get_by_label("What does it change?").focus()
    page.keyboard.type("Asthma")
    page.keyboard.press("Enter")
    page.get_by_text("Damp homes raises Asthma").first.wait_for()
    holds(page, "links", 1)
    find(page, "asth")
    page.locator("#system-map-drawing").focus()
    page.keyboard.press("Delete")
    holds(page, "factors", 1)
    page.keyboard.press("Control+z")
    holds(page, "links", 1)
    kept(page)


def test_arrows_move_what_is_chosen(own_site: Site, visit_as: VisitAs) -> None:
    dev = visit_as("dev", site=own_site)
    started(dev, "What keeps homes damp")
    draw_factor(dev.page, "Damp homes")
    dev.page.locator("#system-map-drawing").focus()
    dev.page.keyboard.press("ArrowRight")
    dev.page.keyboard.press("Shift+ArrowDown")
    assert dev.page.evaluate("[...systemMap.map.factors.values()].map((each) => [each.get('x'), each.get('y')])") == [
        [10, 50]
    ]


def test_a_link_from_a_factor_to_itself_is_drawn(own_site: Site, visit_as: VisitAs) -> None:
    dev = visit_as("dev", site=own_site)
    started(dev, "What keeps homes damp")
    draw_factor(dev.page, "Damp homes")
    dev.page.get_by_label("What does it change?").fill("damp homes")
    dev.page.get_by_role("button", name="Add link").click()
    holds(dev.page, "links", 1)
    dev.page.wait_for_function("() => Number.isFinite(systemMap.cy.edges()[0]?.sourceEndpoint()?.x)")


def test_two_presses_say_where_a_factor_goes(own_site: Site, visit_as: VisitAs) -> None:
    dev = visit_as("dev", site=own_site)
    started(dev, "What keeps homes damp")
    dev.page.locator("#system-map-drawing").dblclick(position={"x": 100, "y": 80})
    dev.page.get_by_text("Write its name: it goes where you pressed.").wait_for()
    wanted = dev.page.evaluate(
        "(([p, z]) => [(100 - p.x) / z, (80 - p.y) / z])([systemMap.cy.pan(), systemMap.cy.zoom()])"
    )
    dev.page.keyboard.type("Damp homes")
    dev.page.keyboard.press("Enter")
    holds(dev.page, "factors", 1)
    placed = dev.page.evaluate("[...systemMap.map.factors.values()].map((each) => [each.get('x'), each.get('y')])[0]")
    assert placed == pytest.approx(wanted, abs=4)


def test_what_leads_to_a_factor_is_highlighted_and_named(visit_as: VisitAs) -> None:
    page = at_the_towns_map(visit_as("ngozi"))
    find(page, "children")
    page.get_by_label("Highlight").select_option(label="what leads to it")
    page.get_by_text("1: Damp in rented homes").wait_for()
    strong = "systemMap.cy.nodes().filter((each) => !each.hasClass('is-pale')).length"
    assert page.evaluate(strong) == 2
    page.locator("#system-map-drawing").focus()
    page.keyboard.press("Escape")
    assert page.evaluate(strong) == 13


def test_kinds_of_links_are_left_out(visit_as: VisitAs) -> None:
    page = at_the_towns_map(visit_as("ngozi"))
    before = page.evaluate("systemMap.cy.edges(':visible').length")
    opened(page, "View")
    page.get_by_text("links that lower").click()  # its words, not its box
    page.get_by_text("Not all of the map is shown").wait_for()
    lowering = page.evaluate("systemMap.cy.edges('[polarity = \"opposite\"]').length")
    page.wait_for_function("many => systemMap.cy.edges(':visible').length === many", arg=before - lowering)
    assert lowering > 0


def test_escape_closes_a_menu_where_it_was_opened(visit_as: VisitAs) -> None:
    page = at_the_towns_map(visit_as("ngozi"))
    summary = opened(page, "Ask it")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ask the map a question"
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Find its loops").is_visible()
    assert page.evaluate("document.activeElement.textContent") == summary.text_content()


def test_one_menu_is_open_at_a_time(visit_as: VisitAs) -> None:
    page = at_the_towns_map(visit_as("ngozi"))
    opened(page, "Together")
    opened(page, "Ask it")
    assert not page.get_by_role("link", name="All maps").is_visible()


def test_who_looks_at_a_place_stays_there_when_others_draw(own_site: Site, visit_as: VisitAs) -> None:
    dev, sam = visit_as("dev", site=own_site), visit_as("sam", site=own_site)
    address = started(dev, "What keeps homes damp")
    draw_factor(dev.page, "Damp homes")
    sam.page.goto(address)
    holds(sam.page, "factors", 1)
    for _ in range(8):
        sam.page.get_by_role("button", name="Nearer").click()
    before = sam.page.evaluate("systemMap.cy.extent()")
    draw_factor(dev.page, "Asthma")
    holds(sam.page, "factors", 2)
    assert sam.page.evaluate("systemMap.cy.extent()") == before
