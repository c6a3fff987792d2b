"""Who can reach what: asked, read, asked again with a new place; and streets that someone brings."""

from __future__ import annotations

import re
from pathlib import Path

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.reach_questions import KESTREL_RISE, WAIT, ask
from tests.journeys.web.site import Site

SPOT = "ZZ1 0BX"
"""A postcode in the middle of Kestrel Rise, far from all halls."""


def test_who_is_near_and_who_gains_from_a_new_one(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(KESTREL_RISE)
    dev.keep("reach-question", height=2150)
    dev.check_for_everyone()
    page = dev.go(KESTREL_RISE)
    ask(page)
    page.get_by_text(re.compile(r"of 3,640 people in Kestrel Rise .* are more than 10 minutes away on foot")).wait_for()
    assert "What if" not in page.locator("main").inner_text()
    page.get_by_role("link", name="Ask again").click()
    ask(page, SPOT)
    page.get_by_text(
        re.compile(r"What if: .* a new one opens .* metres from .* people come within 10 minutes")
    ).wait_for()
    assert page.get_by_text("There are no intervals: 4 areas, fewer than 10").is_visible()
    assert page.get_by_text("Not compared: Deprivation.").is_visible()
    assert page.get_by_role("region", name=re.compile("^What would change")).get_by_text("Asian people").is_visible()
    dev.keep("reach-answer", height=2000)
    assert page.get_by_role("group", name="Community centres and halls: how far people have it").count() == 1
    dev.check_for_everyone()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert dev.sideways() <= 0


def test_everybody_on_the_map_may_be_counted(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(KESTREL_RISE)
    page.get_by_label("Everybody on the map of the streets").check()
    ask(page)
    page.get_by_text(re.compile(r"of 66,\d+ people \(.* are more than 10 minutes away on foot")).wait_for()
    assert page.get_by_text("those that other neighbourhoods here show in public").is_visible()


def test_a_file_without_streets_is_refused_and_one_with_streets_is_used(
    visit_as: VisitAs, own_site: Site, tmp_path: Path
) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(KESTREL_RISE)
    page.get_by_role("link", name="Bring a map of your own").click()
    dev.check_for_everyone()
    wrong = tmp_path / "town.osm.pbf"
    wrong.write_bytes(b"<html>The server is busy.</html>")
    page.get_by_label("An extract of OpenStreetMap").set_input_files(wrong)
    page.get_by_role("button", name="Use this map").click()
    page.get_by_role("alert").get_by_text("The file town.osm.pbf cannot be read.").wait_for(timeout=WAIT)
    dev.check_for_everyone()
    page.get_by_role("link", name="Back to where it was asked for").or_(
        page.get_by_role("button", name="Back to where it was asked for")
    ).click()
    page.get_by_role("heading", name="The map of streets and buildings").wait_for()
    page = dev.go(KESTREL_RISE)
    assert page.get_by_text("Streets: those of the data pack.").is_visible()
    page.get_by_role("link", name="Bring a map of your own").click()
    streets = next(own_site.folder.glob("**/packs/alderwick/*.osm.pbf"))
    page.get_by_label("An extract of OpenStreetMap").set_input_files(streets)
    page.get_by_role("button", name="Use this map").click()
    page.get_by_text("See the result").click(timeout=WAIT)
    page.get_by_text(f"In use: {streets.name}, brought on").wait_for()
