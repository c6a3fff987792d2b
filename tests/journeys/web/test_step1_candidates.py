"""Candidates: weights that are moved re-rank the list at once, and the list does all that the map does."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site
from tests.journeys.web.visitors import Visitor

FORM = "#weigh[data-live=yes]"


def _open(visitor: Visitor) -> Page:
    """Open the candidates of the story's programme; look for some where nobody has yet."""
    visitor.go("/")
    address = visitor.page.evaluate("location.origin")
    slug = _programme(visitor)
    visitor.go(f"/step-1/programmes/{slug}/candidates/")
    assert address
    return visitor.page


def _programme(visitor: Visitor) -> str:
    links = visitor.page.locator("a[href*='/programmes/']").evaluate_all("all => all.map(each => each.pathname)")
    return re.findall(r"/programmes/([^/]+)/", " ".join(links))[0]


def test_a_moved_weight_ranks_the_list_again(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    page = _open(dev)
    page.locator(FORM).wait_for()
    before = page.locator("#candidates-table tbody tr").evaluate_all("all => all.map(each => each.dataset.area)")
    page.get_by_label("Deprivation", exact=True).fill("0")
    page.get_by_label("Clustering of ill health", exact=True).fill("0")
    page.locator("tbody[data-ranked='with ranges']").wait_for()
    after = page.locator("#candidates-table tbody tr").evaluate_all("all => all.map(each => each.dataset.area)")
    assert sorted(after) == sorted(before)
    assert after != before
    dev.keep("step1-candidates")
