"""The editor of system maps on a large map: how soon it is open in a browser, and how it moves under the hand.

A site of its own is started, with a map of 500 factors and 1,500 links. It is opened in headless Chromium without a
graphics card, then dragged by its background for some seconds: every frame is timed by the page itself.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.harness import Recorder, Row, peak_mb
from seedbed.web.config.processes import environ_of_demonstration
from tests.journeys.conftest import BROWSERS, QUIET
from tests.journeys.web.site import Site, serve, tell_the_story
from tests.journeys.web.visitors import visitor

FACTORS, LINKS = 500, 1_500
MOST_SECONDS, LEAST_FRAMES = 2.0, 30.0
DRAG_S = 4.0
OPENINGS = 3
DRAW = """
import sys
import django
django.setup()
from dataclasses import replace
from seedbed.analysis.systems.types import SystemMap
from seedbed.formats.systems.read_map import ReadMap
from seedbed.web.people.actions import first_owner
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.exchange.importing import import_map
from tests.system_maps import random_map
made = random_map(int(sys.argv[1]), int(sys.argv[2]))
placed = [replace(each, name=f"What people say about thing {n}", x=200.0 * (n % 25), y=110.0 * (n // 25))
          for n, each in enumerate(made.factors)]
system = SystemMap(name="Large", factors=tuple(placed), links=made.links)
place = Neighbourhood.objects.order_by("pk").first()
print(import_map(by=first_owner(), neighbourhood=place, read=ReadMap(map=system), name="Large").pk)
"""
OPENED = """
const look = () => {
  const status = document.getElementById("system-map-status")?.dataset ?? {};
  const drawn = status.factors === "FACTORS" && status.links === "LINKS";
  if (!drawn) return requestAnimationFrame(look);
  requestAnimationFrame(() => setTimeout(() => { status.opened = String(performance.now() / 1000); }));
};
look();
""".replace("FACTORS", str(FACTORS)).replace("LINKS", str(LINKS))
"""Notes the seconds since the page was asked for, once all is drawn and the page listens again."""
COUNT = """() => {
  const frames = [];
  window.frames_at = frames;
  // Once somebody else counts, this one ends.
  const tick = (now) => { frames.push(now); if (window.frames_at === frames) requestAnimationFrame(tick); };
  requestAnimationFrame(tick);
}"""


def run(recorder: Recorder) -> None:
    """Open the map some times, then drag it."""
    with tempfile.TemporaryDirectory() as folder:
        told = tell_the_story(Path(folder) / "told")
        number = draw_large(told)
        with serve(told) as site:
            opened, rates = _measure(site, number)
    size = f"{FACTORS:,} factors, {LINKS:,} links"
    best = min(opened)
    bar = f"opens in under {MOST_SECONDS:g} s"
    note = f"seconds by the clock to a drawn map that listens, of {OPENINGS}: " + ", ".join(f"{s:.2f}" for s in opened)
    recorder.add(Row("map editor", f"{size}, opened", best, "", None, None, True, peak_mb(), None, bar,
                     best < MOST_SECONDS, note))  # fmt: skip
    for where, (frames, slowest) in rates.items():
        bar = f"at least {LEAST_FRAMES:g} frames a second"
        note = f"{frames:.1f} frames a second over {DRAG_S:g} s; 1 frame in 20 takes {slowest * 1000:.0f} ms or more"
        recorder.add(Row("map editor", f"{size}, dragged {where}", 1 / frames, "", None, None, True, peak_mb(), None,
                         bar, frames >= LEAST_FRAMES, note))  # fmt: skip


def draw_large(folder: Path) -> int:
    """Bring a large map into a site's data folder and return its number."""
    environ = environ_of_demonstration({"PYTHONPATH": str(Path(__file__).parent.parent)}, folder)
    environ |= {"DJANGO_SETTINGS_MODULE": "seedbed.web.config.settings"}
    command = [sys.executable, "-c", DRAW, str(FACTORS), str(LINKS)]
    made = subprocess.run(command, env=environ, check=True, capture_output=True, text=True)
    return int(made.stdout)


def _measure(site: Site, number: int) -> tuple[list[float], dict[str, tuple[float, float]]]:
    opened, rates = [], {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_browser(), args=list(QUIET))
        for _ in range(OPENINGS):
            # Each time somebody who was never here: nothing is kept on the device.
            with visitor(browser, site, "dev") as dev:
                dev.page.add_init_script(OPENED)
                dev.page.goto(f"{site.address}step-5/maps/{number}/", wait_until="commit")
                opened.append(_opened(dev.page))
                rates = {"whole": _dragged(dev.page)}
                dev.page.evaluate("systemMap.cy.zoom(1); systemMap.cy.center()")
                rates["near"] = _dragged(dev.page)
        browser.close()
    return opened, rates


def _browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert found is not None, "no Chromium is installed"
    return found


def _opened(page: Page) -> float:
    page.wait_for_selector("#system-map-status[data-opened]", timeout=60_000)
    return float(page.evaluate("document.getElementById('system-map-status').dataset.opened"))


def _dragged(page: Page) -> tuple[float, float]:
    """Drag the map by its background; return frames a second, and the seconds that one frame in twenty takes."""
    box = page.locator("#system-map-drawing").bounding_box()
    assert box is not None
    x, y = box["x"] + 3, box["y"] + 3
    page.wait_for_timeout(500)
    page.evaluate(COUNT)
    page.mouse.move(x, y)
    page.mouse.down()
    end = time.monotonic() + DRAG_S
    turn = 0
    while time.monotonic() < end:
        turn += 1
        page.mouse.move(x + 3 * (turn % 100), y + 2 * (turn % 100))
    page.mouse.up()
    at = page.evaluate("[window.frames_at, (window.frames_at = null)][0]")
    gaps = sorted((later - sooner) / 1000 for sooner, later in pairwise(at))
    return len(gaps) / sum(gaps), gaps[int(len(gaps) * 0.95)]
