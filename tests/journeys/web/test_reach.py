"""Who can reach what: asked, read, asked again with a new place; and streets that someone brings."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site

PLACE = "/reach/in/kestrel-rise/"
SPOT = "54.7994, 2.5297"
"""Among homes east of the railway, far from both halls."""
WAIT = 90_000


def _ask(page: Page, spot: str = "") -> None:
    page.get_by_label(re.compile("^Community centres and halls")).check()
    page.get_by_label("Within how many minutes?").fill("10")
    if spot:
        page.get_by_text("What if a new one opened?").click()
        page.get_by_label("What if one opened here?").fill(spot)
    page.get_by_role("button", name="Work it out").click()
    page.get_by_text("See the result").click(timeout=WAIT)
    page.get_by_role("heading", name="How it was worked out").wait_for()


def test_who_is_near_and_who_gains_from_a_new_one(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(PLACE)
    dev.keep("reach-question", height=1500)
    dev.check_for_everyone()
    page = dev.go(PLACE)
    _ask(page)
    page.get_by_text(re.compile(r"of 66,845 people .* are more than 10 minutes away on foot")).wait_for()
    assert "What if" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Ask again").click()
    _ask(page, SPOT)
    page.get_by_text(re.compile(r"What if: .* a new one opens .* people come within 10 minutes")).wait_for()
    assert page.get_by_role("region", name=re.compile("^What would change")).get_by_text("Asian people").is_visible()
    dev.keep("reach-answer", height=2000)
    assert page.get_by_role("group", name="Community centres and halls: how far people have it").count() == 1
    dev.check_for_everyone()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert dev.sideways() <= 0


def test_a_file_without_streets_is_refused_and_one_with_streets_is_used(
    visit_as: VisitAs, own_site: Site, tmp_path: Path
) -> None:
    dev = visit_as("dev", site=own_site)
    dev.expected.add(422)
    page = dev.go(PLACE)
    page.get_by_role("link", name="Bring a map of your own").click()
    dev.check_for_everyone()
    wrong = tmp_path / "town.osm.pbf"
    wrong.write_bytes(b"<html>The server is busy.</html>")
    page.get_by_label("An extract of OpenStreetMap").set_input_files(wrong)
    page.get_by_role("button", name="Use this map").click()
    page.get_by_role("alert").wait_for()
    dev.check_for_everyone()
    page = dev.go(PLACE)
    assert page.get_by_text("Streets: those of the data pack.").is_visible()
    page.get_by_role("link", name="Bring a map of your own").click()
    streets = next(own_site.folder.glob("**/packs/alderwick/*.osm.pbf"))
    page.get_by_label("An extract of OpenStreetMap").set_input_files(streets)
    page.get_by_role("button", name="Use this map").click()
    page.get_by_text(f"Streets: {streets.name}, brought on").wait_for()
