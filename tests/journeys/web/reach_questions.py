"""Asking who can reach what, as journeys do."""

from __future__ import annotations

import re

from playwright.sync_api import Page

KESTREL_RISE = "/reach/in/kestrel-rise/"
WAIT = 90_000


def ask(page: Page, spot: str = "") -> None:
    """Fill in the question that is open, wait for the work and open the answer."""
    page.get_by_label(re.compile("^Community centres and halls")).check()
    page.get_by_label("Within how many minutes?").fill("10")
    if spot:
        page.get_by_text("What if a new one opened?").click()
        page.get_by_label("What if one opened here?").fill(spot)
    page.get_by_role("button", name="Work it out").click()
    page.get_by_text("See the result").click(timeout=WAIT)
    page.get_by_role("heading", name="How it was worked out").wait_for()
