"""The kiosk on paper: a pack is printed, a sheet is drawn on and photographed (simulated), read, and settled."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
from playwright.sync_api import Page

from benchmarks.paper_photos import photograph
from seedbed.formats.paper.pack import pack_from_json
from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site

ADDRESS = "/paper/in/kestrel-rise/"
WAIT = 90_000


def test_a_sheet_goes_from_the_printer_to_the_inbox(visit_as: VisitAs, own_site: Site, tmp_path: Path) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(ADDRESS)
    dev.check_for_everyone()
    page.get_by_label("A4", exact=True).check()
    dev.keep("paper-print")
    page.get_by_role("button", name="Draw the pack").click()
    page.get_by_text("See the result").click(timeout=WAIT)
    page.get_by_role("heading", name="Bring photographs").wait_for()
    page.get_by_label("Photographs or scans").set_input_files(_photographed(page, tmp_path))
    page.get_by_role("button", name="Read these").click()
    page.get_by_text("See the result").click(timeout=WAIT)
    dev.check_for_everyone()
    page.get_by_role("link", name="sheet.jpg").click()
    page.get_by_role("heading", name="A photographed sheet").wait_for()
    page.wait_for_function("[...document.images].every(each => each.loading === 'lazy' || each.naturalWidth > 0)")
    dev.check_for_everyone()
    dev.keep("paper-sheet", height=2200)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert dev.sideways() <= 0
    page.get_by_label("Keep mark 1", exact=True).check()
    page.get_by_label("What mark 1 is about").fill("A bench in the shade")
    page.get_by_label("Words on the sheet").fill("Somewhere to sit on the way to the shop")
    page.get_by_role("button", name="Settle this sheet").click()
    page.get_by_text("The sheet is in the inbox.").wait_for()
    dev.go("/capture/in/kestrel-rise/inbox/").get_by_text("Somewhere to sit on the way to the shop").wait_for()


def _photographed(page: Page, folder: Path) -> Path:
    """Print the pack, draw on it and take a photograph: all simulated."""
    with page.expect_download() as kept:
        page.get_by_role("link", name="Download what reads it again").click()
    document = json.loads(Path(kept.value.path()).read_text(encoding="utf-8"))
    seen = photograph(pack_from_json(document).sheets[0], 8, marks=5)
    path = folder / "sheet.jpg"
    cv2.imwrite(str(path), seen.pixels)
    return path
