"""A walk: planned, drawn on the map, stopped at, looked at, hung on a wall and answered."""

from __future__ import annotations

import io
import re
import wave
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site
from tests.journeys.web.visitors import Visitor

PLACE = "/walks/in/kestrel-rise/"
SAID = "We wait here for the bus, and there is no roof."
WAIT, PAUSE = 60_000, 500
"""Milliseconds for the job that checks a photo, and between two looks."""
EBML = bytes.fromhex("1a45dfa3")
"""How every WebM file begins."""
PLAYED = """async (content) => {
    const bytes = Uint8Array.from(content);
    const film = document.createElement("video");
    const known = new Promise((done, fail) => { film.onloadedmetadata = done; film.onerror = fail; });
    film.src = URL.createObjectURL(new Blob([bytes], { type: "video/webm" }));
    await known;
    const heard = await new OfflineAudioContext(1, 48000, 48000).decodeAudioData(bytes.buffer);
    const loudest = heard.getChannelData(0).reduce((most, each) => Math.max(most, Math.abs(each)), 0);
    return [film.duration, film.videoWidth, heard.duration, loudest];
}"""
"""Returns how long a film says it is, how wide, how long it is heard and how loud."""


def bench(folder: Path) -> Path:
    """Draw a picture that stands for a photo."""
    image = Image.new("RGB", (1200, 800), (196, 214, 226))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 560, 1200, 800), fill=(120, 150, 96))
    draw.rectangle((320, 470, 880, 510), fill=(122, 78, 46))
    for left in (350, 820):
        draw.rectangle((left, 510, left + 30, 640), fill=(88, 56, 34))
    target = io.BytesIO()
    image.effect_spread(3).save(target, "JPEG")
    path = folder / "bench.jpg"
    path.write_bytes(target.getvalue())
    return path


def birds(folder: Path) -> Path:
    """Write two seconds of sound."""
    path = folder / "birds.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(b"".join(int(9000 * (at % 20 < 10)).to_bytes(2, "little") for at in range(16_000)))
    return path


def until_checked(page: Page, shown: str) -> None:
    for _ in range(WAIT // PAUSE):
        if page.get_by_role("link", name="Look at it").count() and page.locator(shown).count():
            return
        page.wait_for_timeout(PAUSE)
        page.reload()
    pytest.fail("It was not checked.")


def plan(page: Page) -> None:
    page.get_by_label("What is the walk called?").fill("Along the bus route")
    for label, value in (("Day", "1"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("What is it about?").fill("Where people wait, and where they wish to sit.")
    page.get_by_role("button", name="Plan it").click()


def keep_at_stop(dev: Visitor, photo: Path) -> None:
    """Write down what somebody said at a stop, take a photo, and look at both."""
    page = dev.page
    page.get_by_text("Write down what somebody said").click()
    page.get_by_label("What did somebody say here?").fill(SAID)
    for agreed in ("Photos may be taken in which nobody", "My words may be shown in public"):
        page.get_by_label(agreed).check()
    page.get_by_label("They agree that what they say is used").check()
    page.get_by_role("button", name="Keep their words").click()
    page.get_by_role("heading", name="Their words are kept").wait_for()
    page.get_by_role("link", name="Back to the stop").click()
    page.get_by_role("button", name="I read them: nothing in them harms anybody").click()

    page.get_by_text("Add a photo, sound, film or drawing").click()
    page.get_by_label("The file").set_input_files(photo)
    page.get_by_label("What does it show or say?").fill("A bench without a roof")
    page.get_by_label("It shows, or is by, whoever said").check()
    page.get_by_role("button", name="Send it").click()
    until_checked(page, ".sb-media__picture")
    dev.check_for_everyone()
    dev.keep("walk-stop", height=1500)
    page.get_by_role("link", name="Look at it").click()
    page.get_by_label("No, nobody").check()
    dev.check_for_everyone()
    dev.keep("media-look", height=1500)
    page.get_by_role("button", name="I looked: it may go further").click()
    page.get_by_text("It may be shown in public").wait_for()


def keep_sound(page: Page, sound: Path) -> None:
    """Add a sound that nobody is heard in, and look at it."""
    page.get_by_text("Add a photo, sound, film or drawing").click()
    page.get_by_label("sound", exact=True).check()
    page.get_by_label("The file").set_input_files(sound)
    page.get_by_label("What does it show or say?").fill("Birds by the stop")
    page.get_by_role("button", name="Send it").click()
    until_checked(page, "audio")
    page.get_by_role("link", name="Look at it").last.click()
    page.get_by_label("No, nobody").check()
    page.get_by_role("button", name="I looked: it may go further").click()
    page.get_by_text("It may be shown in public").wait_for()


def see_film(dev: Visitor) -> None:
    """Play the film by keyboard, and keep it as a file that other players can read."""
    page = dev.page
    page.get_by_role("link", name="Play it as a film with captions").click()
    film = page.locator("#film")
    page.get_by_role("button", name="Play", exact=True).wait_for()
    page.locator("#film-picture").press("ArrowRight")
    page.locator("#film-words").get_by_text("We wait here").wait_for()
    page.get_by_label("Captions").select_option("none")
    assert page.locator("#film-words").inner_text() == ""
    page.get_by_label("Captions").select_option("said")
    page.locator("#film-picture").press(" ")
    page.get_by_role("button", name="Pause", exact=True).wait_for()
    page.locator("#film-picture").press(" ")
    dev.keep("walk-film", height=1500)
    dev.check_for_everyone()
    seconds = float(film.get_attribute("data-seconds") or 0)
    with page.expect_download(timeout=(seconds + 60) * 1000) as saved:
        page.get_by_role("button", name="Keep as a file").click()
    kept = saved.value.path().read_bytes()
    assert kept.startswith(EBML)
    length, wide, sounds, loudest = page.evaluate(PLAYED, list(kept))
    assert length == pytest.approx(seconds, abs=0.1)
    assert wide == 1280
    assert sounds == pytest.approx(seconds, abs=0.1)
    assert loudest > 0.01


def visit_exhibition(anyone: Visitor, address: str) -> None:
    """See what was said on a page and on slides, and answer on a phone."""
    wall = anyone.go(address)
    wall.get_by_text(SAID).wait_for()
    anyone.check_for_everyone()
    anyone.keep("walk-exhibition", height=1700)
    wall.get_by_role("link", name="Listen to its sounds").click()
    wall.get_by_role("button", name="Play", exact=True).click()
    wall.locator("li[aria-current=step]").wait_for()
    wall.get_by_role("button", name="Play", exact=True).wait_for()  # It came to its end.
    anyone.check_for_everyone()
    anyone.go(f"{address}film/").get_by_role("button", name="Keep as a file").wait_for()
    anyone.check_for_everyone()
    anyone.go(address)
    wall.get_by_role("link", name="As slides for a screen").click()
    # This browser asks for less motion: nothing turns until somebody wants it to.
    wall.get_by_role("button", name="Play").click()
    wall.get_by_role("button", name="Pause").click()
    anyone.check_for_everyone()
    wall.get_by_role("link", name="All of it as a list, and a place to answer").click()
    wall.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert anyone.sideways() <= 0
    wall.get_by_label("What does this make you think of?").fill("My mother waits there too.")
    wall.locator("#id_takes_part").check()
    wall.get_by_label("I am 16 or older").check()
    wall.get_by_role("button", name="Send my answer").click()
    wall.get_by_text("Thank you. Your answer is kept.").wait_for()
    anyone.check_for_everyone()


def test_a_walk_becomes_an_exhibition_that_people_answer(visit_as: VisitAs, own_site: Site, tmp_path: Path) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(PLACE)
    dev.check_for_everyone()
    plan(page)
    page.get_by_role("link", name="Say where it goes").click()
    page.locator("#walk-map[data-ready=yes]").wait_for()
    for x, y in ((240, 150), (330, 210), (420, 160)):
        page.locator("#walk-map canvas").click(position={"x": x, "y": y})
        page.wait_for_timeout(400)
    assert len(page.get_by_label("Or a point a line").input_value().splitlines()) == 3
    dev.check_for_everyone()
    page.get_by_role("button", name="Keep the route").click()
    page.get_by_text(re.compile(r"^[\d,]+ metres\.$")).wait_for()
    page.locator("#walk-map[data-ready=yes]").wait_for()
    page.get_by_label("What is there?").fill("The bench by the stop")
    page.locator("#walk-map canvas").click(position={"x": 240, "y": 150})
    assert re.match(r"-?\d+\.\d+, -?\d+\.\d+$", page.get_by_label("Where is it?").input_value())
    page.get_by_role("button", name="Add the stop").click()
    at_stop = urlsplit(page.url).path
    keep_at_stop(dev, bench(tmp_path))
    keep_sound(dev.go(at_stop), birds(tmp_path))
    dev.go(PLACE)
    page.get_by_role("link", name="Along the bus route").click()
    page.locator("#walk-map[data-ready=yes]").wait_for()
    dev.check_for_everyone()
    dev.keep("walk", height=1300)
    page.get_by_role("link", name=re.compile("Look at the exhibition")).click()
    page.get_by_role("button", name="Open it to everybody").click()
    page.get_by_text("It is open at:").wait_for()
    dev.check_for_everyone()
    shown = str(page.locator("main a[href*='/walks/show/']").first.get_attribute("href"))
    see_film(dev)
    visit_exhibition(visit_as(site=own_site), shown[shown.index("/walks/") :])
