"""Candidates: weights that are moved re-rank the list at once, and the list does all that the map does."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site
from tests.journeys.web.visitors import Visitor

WITH_RANGES = "tbody[data-ranked='with ranges']"
PLACES = "all => all.map(each => each.dataset.area)"
WAIT = 30_000
"""Milliseconds for a job of a second or two, on a machine that does much else."""


def _look_for_candidates(dev: Visitor) -> Page:
    """Look for candidates among the most deprived third, as a job, and come to the list."""
    dev.go("/")
    links = dev.page.locator("a[href*='/programmes/']").evaluate_all("all => all.map(each => each.pathname)")
    slug = re.findall(r"/programmes/([^/]+)/", " ".join(links))[0]
    page = dev.go(f"/step-1/programmes/{slug}/candidates/")
    anew = page.get_by_text("Look for candidates anew")
    if anew.count():
        anew.click()
    page.get_by_label("Most deprived share").fill("33.4")
    page.get_by_role("button", name="Look for candidates").click()
    page.get_by_text("See the result").click(timeout=WAIT)
    page.locator("#candidates-table").wait_for()
    return page


def _listed(page: Page) -> list[str]:
    return list(page.locator("#candidates-table tbody tr").evaluate_all(PLACES))


def _told(page: Page) -> list[str]:
    rows = page.locator("#candidates-table tbody tr").all()
    parts = ("[data-rank]", "[data-score]", "[data-range]")
    return [" ".join(row.locator(part).inner_text() for part in parts) for row in rows]


def test_moved_weights_rank_compare_and_choose(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = _look_for_candidates(dev)
    page.locator("#weigh[data-live=yes]").wait_for()
    page.locator("#candidates-map[data-ready=yes]").wait_for()
    before = _listed(page)

    page.get_by_label("Deprivation", exact=True).fill("0")
    page.get_by_label("Clustering of ill health: slider").fill("0")
    page.locator(WITH_RANGES).wait_for()
    live, told = _listed(page), _told(page)
    assert sorted(live) == sorted(before)
    assert live != before

    page.reload()  # The address carries the weights, and the server ranks the same.
    assert _listed(page) == live
    assert _told(page) == told

    page.locator("#weigh[data-live=yes]").wait_for()
    boxes = page.locator("input[name=compare]")
    for place in range(3):
        boxes.nth(place).check()
    boxes.nth(3).click()
    assert not boxes.nth(3).is_checked()
    expect(page.locator("#rank-status")).to_contain_text("Three stand side by side already")
    page.get_by_role("button", name="Compare the ticked").click()
    page.locator("#compare").wait_for()
    assert page.locator("#comparison thead th").count() == 5
    page.get_by_role("button", name="Work out figures with intervals").click()
    page.get_by_text("See the result").click(timeout=WAIT)
    expect(page.locator("#comparison")).to_contain_text("%")
    assert _listed(page) == live
    dev.check_for_everyone()

    page.locator("a[data-choose]").nth(1).click()
    page.get_by_label("What people call the neighbourhood").fill("Old Harbour")
    page.get_by_label("Who chose").fill("The partnership and twelve residents")
    page.get_by_label("Why this place").fill("There is nowhere near to get help.")
    dev.check_for_everyone()
    page.get_by_role("button", name="Record the choice").click()
    expect(page.locator("h1")).to_have_text("Old Harbour was chosen")
    expect(page.locator("main")).to_contain_text("Few known places to go for help or company 100%")
    dev.check_for_everyone()


def test_the_map_ticks_the_list(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = _look_for_candidates(dev)
    shown = page.locator("#candidates-map[data-ready=yes]")
    shown.wait_for()
    box = shown.bounding_box()
    assert box is not None
    found = 0
    for across in range(4, 17):  # Press along a line through the town until a candidate was under the finger.
        page.mouse.click(box["x"] + box["width"] * across / 20, box["y"] + box["height"] / 2)
        found = page.locator("input[name=compare]:checked").count()
        if found:
            break
    assert found == 1


def test_weights_are_sent_as_a_form_without_scripts(visit_as: VisitAs, own_site: Site) -> None:
    scripted = visit_as("dev", site=own_site)
    _look_for_candidates(scripted)
    dev = visit_as("dev", site=own_site, scripts=False)
    page = dev.go(urlsplit(scripted.page.url).path)
    before = _listed_plainly(page)
    page.get_by_label("Deprivation", exact=True).fill("0")
    page.get_by_label("Clustering of ill health", exact=True).fill("0")
    page.get_by_role("button", name="Rank again").click()
    assert _listed_plainly(page) != before
    assert page.locator("#candidates-drawing svg").count() == 1


def _listed_plainly(page: Page) -> list[str]:
    return [row.get_attribute("data-area") or "" for row in page.locator("#candidates-table tbody tr").all()]
