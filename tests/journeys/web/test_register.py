"""The register of assets: taken in from a file, merged, checked on a phone, with what keeps people away."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site

PLACE = "/assets/in/kestrel-rise/"
TABLE = """name,identifier,latitude,longitude,postcode
Bowls on the green,1,54.8,2.53,
,2,54.8,2.53,
Kestrel Community Orchard,3,54.8,2.53,
"""


def test_a_list_beside_a_map_of_the_same(visit_as: VisitAs) -> None:
    ngozi = visit_as("ngozi")
    page = ngozi.go(PLACE)
    page.locator("#directory-map[data-ready=yes]").wait_for()
    expect(page.locator(".sb-map__credit")).to_contain_text("Map:")
    ngozi.keep("assets", height=1400)
    ngozi.check_for_everyone()


def test_the_list_is_narrowed_and_leads_to_an_asset(visit_as: VisitAs) -> None:
    sam = visit_as("sam")
    page = sam.go(PLACE)
    page.get_by_text("Narrow the list").click()
    page.get_by_label("Words").fill("orchard")
    page.get_by_role("button", name="Show", exact=True).click()
    page.locator("#directory-map[data-ready=yes]").wait_for()
    names = page.locator(".sb-assets__one a").all_inner_texts()
    assert names
    assert all("Orchard" in name for name in names)
    sam.check_for_everyone()
    page.locator(".sb-assets__one a").first.click()
    page.get_by_role("heading", name=names[0], level=1).wait_for()
    sam.check_for_everyone()


def test_an_asset_is_put_on_the_map_by_keyboard_and_by_its_street(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(f"{PLACE}add/")
    page.get_by_label("Name", exact=True).fill("Sewing circle")
    page.locator("#place-map[data-ready=yes]").wait_for()
    expect(page.locator(".sb-map__credit")).to_contain_text("Map:")
    page.locator("#place-map canvas").press("ArrowRight")
    page.locator("#place-map canvas").press("Enter")
    expect(page.locator("#place-told")).to_contain_text("The pin is")
    assert page.locator("#id_latitude").input_value().startswith("54.")
    dev.keep("assets-add-on-the-map", height=1400)
    dev.check_for_everyone()
    street = page.locator("#id_where optgroup").last.locator("option").first.inner_text()
    page.get_by_label("Where is it on the map?").select_option(label=street)
    expect(page.locator("#place-told")).to_have_text(f"The pin is near {street}.")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_text("Sewing circle is in the register.").wait_for()


def test_a_file_is_taken_in_and_what_is_refused_is_named(visit_as: VisitAs, own_site: Site, tmp_path: Path) -> None:
    dev = visit_as("dev", site=own_site)
    path = tmp_path / "groups.csv"
    path.write_text(TABLE, encoding="utf-8")
    page = dev.go(f"{PLACE}import/")
    dev.check_for_everyone()
    page.get_by_label("File").set_input_files(path)
    page.get_by_label("Who gives it out?").fill("A residents' list (invented)")
    page.get_by_role("button", name="Import").click()
    page.get_by_role("heading", name="What the columns mean").wait_for()
    dev.keep("assets-columns", height=1600)
    dev.check_for_everyone()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_role("button", name="See the result").click(timeout=60_000)
    page.get_by_role("heading", name="What was imported").wait_for()
    assert "3 records: 2 added, 0 changed, 1 not taken." in page.locator("main").inner_text()
    dev.keep("assets-imported", height=1100)
    dev.check_for_everyone()


def test_two_listings_of_one_orchard_become_one_and_two_again(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(f"{PLACE}duplicates/")
    dev.keep("assets-duplicates", height=1200)
    dev.check_for_everyone()
    page.get_by_role("button", name=re.compile("Merge, keep “Kestrel Community Orchard”")).click()
    page.get_by_text("No two listings look alike.").wait_for()
    page = dev.go(PLACE)
    page.get_by_role("link", name="Kestrel Community Orchard").click()
    page.get_by_role("button", name=re.compile("Undo this merge")).click()
    page.get_by_text("Both listings stand by themselves again.").wait_for()
    dev.go(f"{PLACE}duplicates/").get_by_text("1 pair").wait_for()


def test_a_round_on_a_phone_takes_one_tap_each(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site, size=PHONE, scripts=False)
    page = dev.go(f"{PLACE}round/")
    page.get_by_role("heading", name="Kestrel Parade Post Office").wait_for()
    dev.keep("assets-round-on-a-phone", height=1500)
    page.get_by_role("button", name="Still right").click()
    page.get_by_text("Noted: Kestrel Parade Post Office.").wait_for()
    assert not page.get_by_role("heading", name="Kestrel Parade Post Office").count()


def test_a_barrier_is_put_on_an_asset_with_who_said_so(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(PLACE)
    page.get_by_role("link", name="Kestrel Gospel Hall").click()
    page.get_by_role("link", name="Put a barrier on it").click()
    dev.check_for_everyone()
    page.get_by_label("What keeps people away?").fill("Nobody knows that it is open")
    page.get_by_label("Kind", exact=True).select_option(label="People do not know of it")
    page.get_by_label("Who could change it?").fill("The hall (invented)")
    page.locator("input[name=voices]").first.check()
    page.get_by_role("button", name="Keep").click()
    page.get_by_text("1 voice said so.").wait_for()
    page.get_by_role("link", name=re.compile("Follow it on the thread")).click()
    page.get_by_text("Nobody knows that it is open").first.wait_for()
