"""The public directory: read, narrowed, said to be wrong, put on another site's page, and on paper."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site

HERE = "/directory/kestrel-rise/"
PAPER = "/assets/in/kestrel-rise/print/"
WAIT = 30_000
"""Milliseconds, on a machine that does much else."""
SHEET = (688, 1009)
"""Pixels between the margins of a sheet."""
TOO_WIDE = """(wide) => [...document.querySelectorAll('main svg, main li, main p')]
  .filter((each) => each.checkVisibility())
  .map((each) => [each.tagName, each.getBoundingClientRect()])
  .filter(([, box]) => box.left < -4 || box.right > wide + 4).map(([tag, box]) => `${tag} ${Math.round(box.right)}`)"""


def test_a_resident_finds_a_place_and_says_what_is_wrong(visit_as: VisitAs, own_site: Site) -> None:
    resident = visit_as(site=own_site, size=PHONE)
    page = resident.go("/directory/")
    page.get_by_role("link", name="Kestrel Rise").click()
    expect(page.locator("h1")).to_have_text("What there is in Kestrel Rise")
    resident.check_for_everyone()

    page.get_by_label("Kind").select_option(label="Library")
    page.get_by_label("Step-free").check()
    page.get_by_role("button", name="Show these").click()
    libraries = page.locator(".sb-listing h3")
    assert [each for each in libraries.all_inner_texts() if "Library" not in each] == []
    resident.check_for_everyone()

    libraries.first.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("Checked on")
    resident.check_for_everyone()
    page.get_by_role("link", name="Say that something here is wrong").click()
    resident.check_for_everyone()
    page.get_by_label("What is wrong?").fill("It opens at ten now.")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("main")).to_contain_text("Someone will look whether this is right")
    expect(page.locator("main")).to_contain_text("It is being looked at")


def test_the_map_shows_what_the_list_shows(visit_as: VisitAs) -> None:
    resident = visit_as()
    page = resident.go(f"{HERE}?kind=park")
    shown = page.locator("#directory-map[data-ready=yes]")
    shown.wait_for(timeout=WAIT)
    tiles = [url for url in resident.requests if ".mvt" in url]
    assert tiles
    assert all("kind=park" in url for url in tiles)
    expect(page.locator("#directory-drawing")).to_be_hidden()
    page.get_by_role("link", name="List what the map shows").click()
    assert "box=" in page.url
    assert "kind=park" in page.url
    page.locator("#directory-map[data-ready=yes]").wait_for(timeout=WAIT)
    resident.check_for_everyone()


def test_a_pin_leads_to_its_page(visit_as: VisitAs) -> None:
    resident = visit_as()
    listed = resident.page.request.get("/open-referral/kestrel-rise/service_at_locations?search=library")
    found = listed.json()["contents"][0]
    east, north = found["location"]["longitude"], found["location"]["latitude"]
    around = f"{east - 0.002},{north - 0.002},{east + 0.002},{north + 0.002}"
    page = resident.go(f"{HERE}?q=library&box={around}")
    shown = page.locator("#directory-map[data-ready=yes]")
    shown.wait_for(timeout=WAIT)
    shown.click()  # In its middle.
    page.locator("#directory-told a").click()
    expect(page.locator("h1")).to_contain_text(found["service"]["name"])


def test_without_scripts_a_drawing_has_the_numbers_of_the_list(visit_as: VisitAs) -> None:
    resident = visit_as(scripts=False)
    page = resident.go(HERE)
    drawn = page.locator("#directory-drawing svg text").all_text_contents()
    listed = page.locator(".sb-listing__number").all_inner_texts()
    assert page.locator("#directory-drawing").is_visible()
    assert {each for each in drawn if each.isdigit()} <= set(listed)
    assert len({each for each in drawn if each.isdigit()}) > 5


# ---- on a page of another site ---------------------------------------------------------------------------------


@contextmanager
def elsewhere(folder: Path) -> Iterator[str]:
    """Serve a folder as another site: another host and port."""
    quiet = type("Quiet", (SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(quiet, directory=folder)) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_another_site_embeds_the_directory_and_nothing_else(browser: Browser, site: Site, tmp_path: Path) -> None:
    address = site.address.rstrip("/") + HERE
    frames = {"page.html": f"{address}embed/", "forbidden.html": address}
    for name, shown in frames.items():
        (tmp_path / name).write_text(
            '<!doctype html><html lang="en"><title>Ours</title><link rel="icon" href="data:,">'
            f'<iframe title="directory" src="{shown}" width="900" height="900"></iframe></html>',
            encoding="utf-8",
        )
    context = browser.new_context(viewport={"width": 1000, "height": 1000})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda each: said.append(each.text) if each.type == "error" else None)
    with elsewhere(tmp_path) as other:
        page.goto(f"{other}page.html")
        frame = page.frame_locator("iframe")
        expect(frame.locator("h1")).to_have_text("What there is in Kestrel Rise")
        frame.locator("#directory-map[data-ready=yes]").wait_for(timeout=WAIT)
        assert [each for each in said if "GL Driver" not in each] == []
        assert context.cookies() == []
        with context.expect_page() as opened:
            frame.locator(".sb-listing h3 a").first.click()
        assert HERE in opened.value.url
        services = page.evaluate(
            "async (url) => (await (await fetch(url)).json()).total_items",
            f"{site.address}open-referral/kestrel-rise/services",
        )
        assert services > 20
        page.goto(f"{other}forbidden.html")
        expect(page.frame_locator("iframe").locator("h1", has_text="Kestrel Rise")).to_have_count(0)
        assert any("frame-ancestors" in each for each in said)
    context.close()


# ---- on paper --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [HERE, f"{HERE}large-print/"])
def test_nothing_is_cut_on_paper(path: str, visit_as: VisitAs) -> None:
    resident = visit_as()
    page = resident.go(path)
    resident.check_for_everyone()
    page.set_viewport_size({"width": SHEET[0], "height": SHEET[1]})
    page.emulate_media(media="print")
    assert page.evaluate(TOO_WIDE, SHEET[0]) == []


def test_the_team_prints_a_map(visit_as: VisitAs, tmp_path: Path) -> None:
    dev = visit_as("dev")
    page = dev.go(PAPER)
    page.get_by_label("Paper").select_option("A3")
    page.get_by_label("Turned on its side").check()
    page.get_by_role("button", name="Make it").click()
    dev.check_for_everyone()
    with page.expect_download() as loaded:
        page.get_by_role("link", name="The map as PDF").click()
    path = tmp_path / "map.pdf"
    loaded.value.save_as(path)
    told = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size:\s+1190\.\d+ x 841\.\d+ pts", told)
    assert "Tagged:          yes" in told
