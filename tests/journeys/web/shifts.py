"""Shifts in the street, as journeys begin them: one is planned, and a phone joins it."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.journeys.web.site import Site
from tests.journeys.web.visitors import Visitor

READY = "#shift[data-ready='yes']"


def plan(dev: Visitor) -> tuple[str, str]:
    """Plan a shift as whoever leads it; return its page and the code for its phones."""
    page = dev.go("/step-2/in/tanners-row/shifts/")
    dev.check_for_everyone()
    page.get_by_label("What is it called?").fill("Market, Tuesday")
    page.get_by_label("Where is it?").fill("The market")
    boxes = page.get_by_role("group", name=re.compile("On which day"))
    today = page.evaluate("[new Date().getDate(), new Date().getMonth() + 1, new Date().getFullYear()]")
    for box, part in zip(("Day", "Month", "Year"), today, strict=True):
        boxes.get_by_label(box).fill(str(part))
    page.get_by_label("When does it begin?").fill("23:30")
    page.get_by_label("Who goes out?").fill("Sam, Ola")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_role("heading", name="Who is out").wait_for()
    page.get_by_role("button", name="Show a code").click()
    code = page.locator("main p code").last.inner_text()
    dev.keep("shift-of-pairs", height=1800)
    dev.check_for_everyone()
    return page.url, code


def join(page: Page, site: Site, code: str) -> None:
    """Join a shift on a phone, and wait until it needs no network."""
    page.goto(f"{site.address}step-2/shift/#join={code}")
    page.locator(READY).wait_for()
    page.get_by_label("First names of your pair").fill("Sam and Ola")
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_role("button", name="Talk to someone").wait_for()
    page.locator("#shift[data-offline='yes']").wait_for()
