"""What people do on the page of a system map."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.journeys.web.visitors import Visitor

PLACE = "/step-5/in/kestrel-rise/"
CONNECTED = "#system-map-status[data-connected=true]"


def holds(page: Page, part: str, many: int) -> None:
    """Wait until the page's copy of the map holds so many."""
    page.wait_for_selector(f'#system-map-status[data-{part}="{many}"]')


def draw_factor(page: Page, name: str) -> None:
    page.get_by_label("Name of a factor").fill(name)
    page.get_by_role("button", name="Add factor").click()


def kept(page: Page) -> None:
    page.wait_for_selector('#system-map-status[data-waiting="0"]')


def opened(page: Page, menu: str) -> Locator:
    """Open a menu above the drawing and return its summary."""
    summary = page.locator("summary").filter(has_text=menu).and_(page.locator(".sb-menu__summary"))
    summary.click()
    return summary


def started(dev: Visitor, name: str) -> str:
    """Start a map and return its address."""
    dev.go(PLACE)
    dev.page.get_by_label("What is the map about?").fill(name)
    dev.page.get_by_role("button", name="Start it").click()
    dev.page.wait_for_selector(CONNECTED)
    return dev.page.url
