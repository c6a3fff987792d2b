"""The line around a neighbourhood: drawn on the map, or by ticking and writing; then the profile inside it."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site

LINE = "/step-1/neighbourhoods/tanners-row/boundary/"
PROFILE = "/step-1/neighbourhoods/tanners-row/profile/"
SQUARE = ((0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7), (0.3, 0.3))
LONG_WAIT = 90_000
"""Milliseconds for a profile with all its files, PDF among them, on a machine that does much else."""
BETWEEN_PRESSES = 400
"""Milliseconds: two presses that follow faster are a double press, which zooms."""


def _press_corners(page: Page) -> None:
    page.locator("#boundary-map").scroll_into_view_if_needed()
    box = page.locator("#boundary-map").bounding_box()
    assert box is not None
    for across, down in SQUARE:
        x, y = box["x"] + across * box["width"], box["y"] + down * box["height"]
        page.mouse.move(x, y)
        page.wait_for_timeout(BETWEEN_PRESSES)
        page.mouse.click(x, y)


def _keep(page: Page, reason: str) -> None:
    expect(page.locator("h1")).to_have_text("How the line fits")
    page.get_by_label("Why the line runs here").fill(reason)
    page.get_by_role("button", name="Keep this line").click()
    expect(page.locator("h1")).to_have_text("The line around Tanners Row")


def test_a_line_is_drawn_changed_undone_and_kept(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(LINE)
    page.locator("#boundary-tools[data-ready=yes]").wait_for()
    page.get_by_role("button", name="Draw a line").click()
    _press_corners(page)
    expect(page.locator("#draw-status")).to_contain_text("4 corners")

    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#draw-look")).to_be_disabled()
    page.get_by_role("button", name="Begin with the line in use").click()
    expect(page.locator("#draw-look")).to_be_enabled()
    page.get_by_role("button", name="Clear").click()

    page.get_by_role("button", name="Draw a line").click()
    _press_corners(page)
    page.locator("#draw-look").click()
    dev.check_for_everyone()
    _keep(page, "Residents drew it on the map.")
    expect(page.locator("main")).to_contain_text("Line 2 is in use")


def test_the_same_is_done_by_keyboard_and_without_scripts(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site, scripts=False)
    page = dev.go(LINE)
    assert page.locator("#boundary-tools").is_hidden()
    page.get_by_label("Tanners Row D").focus()
    page.keyboard.press("Space")
    page.locator("#pick-form button").focus()
    page.keyboard.press("Enter")
    _keep(page, "Row D belongs to it.")
    expect(page.locator("main")).to_contain_text("in 6 small areas")


def test_the_page_of_the_line_works_for_everyone(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    page = dev.go(LINE)
    page.locator("#boundary-tools[data-ready=yes]").wait_for()
    dev.check_for_everyone()


def test_corners_that_cross_are_explained(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    page = dev.go(LINE)
    dev.expected.add(422)
    page.get_by_label("Corners of the line").fill("0 51\n0.1 51.1\n0.1 51\n0 51.1")
    page.locator("form[action$='/corners/'] button").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("crosses itself")
    dev.check_for_everyone()


def test_a_profile_is_made_read_and_used(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(PROFILE)
    make = page.get_by_role("button", name="Make")
    make.first.click()
    page.get_by_text("See the result").click(timeout=LONG_WAIT)
    expect(page.locator("h2#few-words")).to_be_visible()
    dev.check_for_everyone()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Table of every figure (CSV)").click()
    assert saved.value.suggested_filename == "tanners-row-profile.csv"
    page.get_by_role("button", name="Use this figure").first.click()
    expect(page.locator("main")).to_contain_text("is on the thread as")


def test_the_care_system_is_drawn_and_told(visit_as: VisitAs) -> None:
    ngozi = visit_as("ngozi")
    page = ngozi.go("/step-1/programmes/alderwick-2025-to-2026-invented/care-system/")
    assert page.locator("svg[role=img]").count() == 1
    ngozi.check_for_everyone()
