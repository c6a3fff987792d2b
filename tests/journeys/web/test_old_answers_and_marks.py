"""A spreadsheet of an old consultation, mapped column by column; and what people of the story put on the map."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site

OLD = """Name,Submitted,What would help,Other views,Lat,Lng
Ada L.,03/04/2024,A bench by the shops,,54.79,2.52
Bo M.,25/04/2024,The lift,It is dark there,,
,someday,A crossing,,,
"""


def test_an_old_consultation_is_mapped_and_waits_in_the_inbox(
    visit_as: VisitAs, own_site: Site, tmp_path: Path
) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go("/messages/in/kestrel-rise/")
    table = tmp_path / "old.csv"
    table.write_text(OLD)
    page.get_by_label("What is it?").select_option("table")
    page.get_by_label("File", exact=True).set_input_files(table)
    page.get_by_role("button", name="Read it").click()
    page.get_by_role("heading", name="What its columns mean").wait_for()
    expect(page.get_by_label(re.compile("^The day"))).to_have_value("Submitted")
    assert page.get_by_text("Ada L.").count() == 0
    page.get_by_label("Other views").check()
    dev.check_for_everyone()
    page.get_by_role("button", name="Put it into the inbox").click()
    page.get_by_role("button", name="See the result").click(timeout=60_000)
    page.get_by_text("3 new in the inbox").wait_for()
    page.get_by_text("'someday' is no day.").wait_for()


def test_what_was_put_on_the_map_is_drawn_and_listed(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    page = dev.go("/listening/in/kestrel-rise/map/")
    page.get_by_role("link", name="BRIDGE!!!").wait_for()
    page.locator("#marks-map[data-ready=yes]").wait_for()
    dev.keep("marks-on-the-map", height=1500)
    dev.check_for_everyone()
    page.get_by_role("link", name="Steps with nowhere to rest").click()
    page.get_by_text("Halfway is where you need it.").first.wait_for()
