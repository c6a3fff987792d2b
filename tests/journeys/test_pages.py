"""Every page works for everyone: either direction, wide and on a phone, by keyboard, with large text, on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.visits import visit

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("browser")]

PAGES = ("index", "candidates", "kestrel-rise", "kestrel-rise-short", "tanners-row")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    browser: Browser, demo_pages: Path, name: str, direction: str
) -> None:
    with visit(browser, demo_pages / f"{name}.html") as seen:
        assert seen.wrong_at_either_size(name, direction) == []


@pytest.mark.parametrize("name", PAGES)
def test_pages_ask_for_nothing_and_the_console_stays_quiet(browser: Browser, demo_pages: Path, name: str) -> None:
    with visit(browser, demo_pages / f"{name}.html") as seen:
        seen.unfold()
        seen.page.mouse.wheel(0, 20_000)
        seen.page.wait_for_timeout(200)
        assert [url for url in seen.requests if not url.startswith("data:")] == [
            (demo_pages / f"{name}.html").as_uri()
        ]  # fmt: skip
        assert seen.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_at_320_pixels_and_twice_the_text_size_nothing_is_cut_off(
    browser: Browser, demo_pages: Path, name: str
) -> None:
    with visit(browser, demo_pages / f"{name}.html", (320, 700)) as seen:
        assert seen.sideways() <= 0
    with visit(browser, demo_pages / f"{name}.html", (640, 900)) as seen:
        seen.page.add_style_tag(content="html { font-size: 200% !important; }")
        assert seen.sideways() <= 0


def test_the_first_tab_reaches_the_skip_link_which_leads_to_the_content(browser: Browser, demo_pages: Path) -> None:
    with visit(browser, demo_pages / "kestrel-rise.html") as seen:
        seen.page.keyboard.press("Tab")
        assert seen.page.evaluate("document.activeElement.textContent") == "Skip to main content"
        assert seen.page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
        seen.page.keyboard.press("Enter")
        assert seen.page.url.endswith("#main")


def test_a_note_leads_to_its_figures_and_back(browser: Browser, demo_pages: Path) -> None:
    with visit(browser, demo_pages / "kestrel-rise.html") as seen:
        seen.page.locator("#said-1").click()
        assert seen.page.url.endswith("#note-1")
        assert seen.page.locator("#note-1").is_visible()
        seen.page.locator("#note-1 a[href='#said-1']").click()
        assert seen.page.url.endswith("#said-1")


def test_the_spread_inside_is_unfolded_by_keyboard(browser: Browser, demo_pages: Path) -> None:
    with visit(browser, demo_pages / "kestrel-rise.html") as seen:
        summary = seen.page.locator(".figure summary").first
        summary.focus()
        seen.page.keyboard.press("Enter")
        assert seen.page.locator(".figure details").first.get_attribute("open") is not None
        assert seen.page.locator(".figure details table").first.is_visible()


def test_all_figures_of_a_chapter_are_one_link_away(browser: Browser, demo_pages: Path) -> None:
    with visit(browser, demo_pages / "kestrel-rise.html") as seen:
        link = seen.page.locator("a[href='#all-figures-homes']")
        link.click()
        assert seen.page.locator("#all-figures-homes > summary").is_visible()


def test_from_a_candidate_in_the_list_to_its_row_in_the_table(browser: Browser, demo_pages: Path) -> None:
    with visit(browser, demo_pages / "candidates.html") as seen:
        seen.page.locator(".short a").first.click()
        assert seen.page.url.endswith("#candidate-1")
        assert seen.page.locator("#candidate-1").is_visible()


def test_every_map_and_chart_is_drawn_and_named(browser: Browser, demo_pages: Path) -> None:
    with visit(browser, demo_pages / "kestrel-rise.html") as seen:
        seen.unfold()
        pictures = seen.page.get_by_role("img")
        assert pictures.count() > 10
        sizes = seen.page.evaluate(
            "[...document.querySelectorAll('svg')].map((one) => one.getBoundingClientRect().width * "
            "one.getBoundingClientRect().height)"
        )
        assert min(sizes) > 500


def test_on_paper_what_leads_around_the_screen_is_left_out(browser: Browser, demo_pages: Path) -> None:
    with visit(browser, demo_pages / "kestrel-rise.html") as seen:
        seen.page.emulate_media(media="print")
        assert not seen.page.locator("nav.contents").is_visible()
        assert seen.page.locator("h1").is_visible()


def test_the_checker_itself_finds_a_barrier(browser: Browser, tmp_path: Path) -> None:
    bad = tmp_path / "bad.html"
    bad.write_text("<!doctype html><html><title>Bad</title><img src='data:,'><p style='width:5000px'>wide")
    with visit(browser, bad) as seen:
        rules = {found.split(":")[0] for found in seen.barriers()}
        assert {"html-has-lang", "image-alt"} <= rules
        assert seen.sideways() > 0
