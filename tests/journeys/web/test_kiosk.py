"""Residents at a kiosk by themselves: without a network, by keyboard, with large letters, and gone half way."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.journeys.web.devices import ALL_THAT_IS_KEPT, FULL, PICTURE, barriers, phone, small, waits
from tests.journeys.web.site import Site, serve_copy
from tests.journeys.web.visitors import Visitor, visitor
from tests.journeys.web.ways import ByEar, ByKeyboard, ByTouch

SAID = "The bench by the library is gone, and nobody rests there any more."
MOST_MARKS = 50
"""Of one contribution, as the site takes them."""
MOST_STEPS = 20
"""Presses and fields of one way through: at nine seconds each it takes three minutes."""
MOST_SECONDS = 180
A_STEP = MOST_SECONDS // MOST_STEPS
COUNT_STEPS = """() => {
    globalThis.steps = 0;
    const count = () => { globalThis.steps += 1; };
    document.addEventListener("click", count, { capture: true });
    document.addEventListener("change", (event) => event.target.type === "text" && count(), { capture: true });
}"""
"""Counts what a resident presses, and the fields they fill."""
SECONDS = 30
"""Of the longest recording here."""
KEPT_FILES = """async () => {
    const answer = (asked) => new Promise((done) => { asked.onsuccess = () => done(asked.result); });
    const database = await answer(indexedDB.open("seedbed-kiosk"));
    const kept = await answer(database.transaction("media").objectStore("media").getAll());
    database.close();
    const ears = new OfflineAudioContext(1, 48000, 48000);
    const measure = async (content) => content.type.startsWith("audio")
        ? (await ears.decodeAudioData(await content.arrayBuffer())).duration
        : content.size;
    const pairs = kept.map(async ({ content }) => [content.type.split("/")[0], await measure(content)]);
    return Object.fromEntries(await Promise.all(pairs));
}"""
"""Returns how many seconds the recording that waits lasts when it is played, and how many bytes the photo has."""


@dataclass(frozen=True)
class Setup:
    """A kiosk that joined, the site it sends to, and the code of its volunteers."""

    page: Page
    site: Site
    dev: Visitor
    lock: str


@pytest.fixture(scope="module")
def kiosk(told_story: Path, tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Setup]:
    folder = tmp_path_factory.mktemp("kiosk") / "site"
    with serve_copy(told_story, folder) as site, visitor(browser, site, "dev") as dev, ExitStack() as windows:
        page = dev.go("/kiosk/in/tanners-row/")
        page.get_by_role("button", name="Show a code").click()
        address = page.locator(".sb-link-to-copy code").inner_text()
        lock = page.locator("main strong[dir=ltr]").inner_text()
        dev.keep("kiosks-of-a-neighbourhood", height=1500)
        dev.check_for_everyone()
        device = windows.enter_context(phone(browser, tmp_path_factory.mktemp("kiosk") / "browser"))
        stand = device.pages[0]
        stand.goto(f"{site.address.rstrip('/')}{urlsplit(address).path}#{urlsplit(address).fragment}")
        stand.get_by_label("What is this kiosk called?").fill("Library")
        stand.get_by_role("button", name="Join", exact=True).click()
        stand.get_by_role("button", name="Write").wait_for()
        stand.locator("#shift[data-offline='yes']").wait_for()
        yield Setup(stand, site, dev, lock)


def begin(page: Page, way: str, *switches: str) -> None:
    """Choose a way to tell, and agree to what it needs."""
    page.get_by_role("button", name=way, exact=True).click()
    page.get_by_role("heading", name="What may we do?").wait_for()
    for switch in switches:
        page.get_by_label(switch).check()
    page.get_by_role("button", name="Go on").click()


def reach(page: Page, name: str, key: str) -> None:
    """Reach a button, switch or field by its name with the keyboard alone, and press a key there."""
    named = "document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent"
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(named).strip() == name:
            page.keyboard.press(key)
            return
    raise AssertionError(f"The keyboard does not reach: {name}")


def mark(page: Page) -> None:
    """Put a pin with a sticker on the map, and draw by hand."""
    ground = page.locator(".sb-kiosk-map")
    ground.scroll_into_view_if_needed()
    ground.click(position={"x": 150, "y": 200})
    page.get_by_label("What is here? Mark 1").fill("The bench")
    page.get_by_label("Which sticker? Mark 1").select_option("Needs mending")
    page.get_by_role("radio", name="Draw freely").check()
    box = ground.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 80, box["y"] + 150)
    page.mouse.down()
    for step in range(1, 9):
        page.mouse.move(box["x"] + 80 + 15 * step, box["y"] + 150 + 5 * step)
    page.mouse.up()
    page.get_by_label("What is here? Mark 2").wait_for()


def test_half_a_minute_of_voice_marks_words_and_a_photo_arrive_after_the_network_was_gone(kiosk: Setup) -> None:
    page, sent = kiosk.page, list[Response]()
    page.context.on("response", lambda got: sent.append(got) if got.request.method == "PUT" else None)
    page.context.set_offline(True)
    page.reload()
    begin(page, "Show on the map", "You may use my words", "You may use my voice or photo", "You may show roughly")
    mark(page)
    replace(kiosk.dev, page=page).keep("kiosk-map", height=1900)
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Mark 1: Needs mending, The bench", exact=True).wait_for()
    page.get_by_role("button", name="Write").click()
    page.get_by_label("Your words").fill(SAID)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Photo", exact=True).click()
    page.get_by_label("Take or choose a photo").set_input_files(PICTURE)
    page.locator("img.sb-small-photo").wait_for()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Speak", exact=True).click()
    page.get_by_role("button", name="Record my voice").click()
    page.get_by_text(f"Recording: {SECONDS + 1} seconds").wait_for(timeout=(SECONDS + 20) * 1000)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Keep it").click()
    number = page.locator(".sb-receipt-half").first.inner_text().replace(" ", "")
    page.get_by_role("button", name="Done").click()
    waits(page, 1)
    page.reload()
    waits(page, 1)
    assert SAID in str(page.evaluate(ALL_THAT_IS_KEPT))
    kept = page.evaluate(KEPT_FILES)
    assert kept["image"] == PICTURE.stat().st_size
    assert kept["audio"] >= SECONDS
    page.context.set_offline(False)
    waits(page, 0)
    item: Any = next(each for each in sent if "/items/" in each.url).request.post_data_json
    assert [(each["geometry"]["type"], each["category"]) for each in item["marks"]] == [
        ("Point", "Needs mending"),
        ("LineString", ""),
    ]
    # The site checks each file against the digest that came before it.
    assert [each.status for each in sent if "/media/" in each.url] == [201, 201]
    assert SAID not in str(page.evaluate(ALL_THAT_IS_KEPT))
    kiosk.dev.go("/step-2/in/tanners-row/evening/").get_by_text(SAID).wait_for()
    kiosk.dev.go(f"/receipt/{number}/")


def test_the_list_of_places_does_what_the_map_does_by_keyboard_with_large_letters(kiosk: Setup) -> None:
    page = kiosk.page
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.locator("h1").focus()
    page.evaluate(COUNT_STEPS)
    assert barriers(page) == []
    steps = [
        ("Show on the map", "Enter"),
        ("You may use my words", "Space"),
        ("You may show roughly where I mean", "Space"),
        ("Go on", "Enter"),
        ("Type part of a name", "End"),
    ]
    for name, key in steps:
        reach(page, name, key)
    page.keyboard.type("Alderwick Lib")
    reach(page, "Alderwick Library", "Enter")
    assert barriers(page) == []
    reach(page, "Go on", "Enter")
    page.get_by_text("Mark 1: Alderwick Library", exact=True).wait_for()
    reach(page, "Keep it", "Enter")
    page.get_by_role("heading", name="Your receipt").wait_for()
    assert barriers(page) == []
    reach(page, "Done: wipe the screen", "Enter")
    waits(page, 0)
    page.evaluate("document.documentElement.style.fontSize = ''")
    assert len(steps) < page.evaluate("steps") <= MOST_STEPS


WAYS = {
    "phone": (ByTouch, "", False),
    "keyboard": (ByKeyboard, "", False),
    "screen reader": (ByEar, "", False),
    "large letters": (ByTouch, "200%", False),
    "no network": (ByTouch, "", True),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_resident_finishes_by_themself_in_under_three_minutes(kiosk: Setup, way: str) -> None:
    page, (kind, letters, offline) = kiosk.page, WAYS[way]
    page.context.set_offline(offline)
    page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", letters)
    began, resident = time.monotonic(), kind(page)
    page.locator("h1").focus()
    resident.press("Write")
    resident.at_heading("What may we do?")
    resident.switch_on("You may use my words")
    resident.press("Go on")
    page.get_by_label("Your words").wait_for()
    resident.fill("Your words", f"The lift is broken: {way}.")
    resident.press("Go on")
    resident.at_heading("Is this right?")
    resident.press("Keep it")
    resident.at_heading("Your receipt")
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    resident.press("Done: wipe the screen")
    page.get_by_role("button", name="Speak", exact=True).wait_for()
    took = time.monotonic() - began
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.context.set_offline(False)
    waits(page, 0)
    assert resident.steps * A_STEP < MOST_SECONDS
    assert took < MOST_SECONDS
    kiosk.dev.go("/step-2/in/tanners-row/evening/").get_by_text(f"The lift is broken: {way}.").wait_for()


def test_a_full_kiosk_keeps_the_words_on_its_screen_until_there_is_room(kiosk: Setup) -> None:
    page = kiosk.page
    begin(page, "Write", "You may use my words")
    page.get_by_label("Your words").fill("The ramp is too steep.")
    page.get_by_role("button", name="Go on").click()
    page.evaluate(FULL, "yes")
    page.get_by_role("button", name="Keep it").click()
    page.locator(".nhsuk-error-message").wait_for()
    assert page.get_by_text("The ramp is too steep.").is_visible()
    page.evaluate(FULL, "no")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("heading", name="Your receipt").wait_for()
    page.get_by_role("button", name="Done").click()
    waits(page, 0)


def test_what_was_begun_on_the_map_is_kept_by_whoever_goes_on(kiosk: Setup) -> None:
    page = kiosk.page
    begin(page, "Show on the map", "You may use my words", "You may show roughly")
    page.get_by_role("radio", name="An area").check()
    ground = page.locator(".sb-kiosk-map")
    ground.scroll_into_view_if_needed()
    for spot in ((100, 120), (180, 120), (140, 200)):
        ground.click(position={"x": spot[0], "y": spot[1]})
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("Mark 1", exact=True).wait_for()
    page.get_by_role("button", name="Stop and keep nothing").click()


def test_a_mark_beyond_the_most_is_said_not_to_be_kept(kiosk: Setup) -> None:
    page, alert = kiosk.page, kiosk.page.get_by_role("alert").filter(has_text=f"{MOST_MARKS} marks are the most")
    page.context.set_offline(True)
    begin(page, "Show on the map", "You may use my words", "You may show roughly")
    page.locator(".sb-kiosk-map").focus()
    for _ in range(MOST_MARKS):
        page.keyboard.press("Enter")
    page.get_by_text(f"Marks: {MOST_MARKS}", exact=True).wait_for()
    expect(alert).to_have_count(0)
    page.keyboard.press("Enter")
    expect(alert).to_be_in_viewport()
    assert barriers(page) == []
    page.get_by_role("button", name=f"Remove: Mark {MOST_MARKS}", exact=True).click()
    expect(alert).to_have_count(0)
    page.locator(".sb-kiosk-map").press("Enter")
    # A line that is not finished is not lost without a word either: who goes on is told, and may go on then.
    page.get_by_role("radio", name="A line").check()
    for key in ("Enter", "ArrowRight", "Enter"):
        page.locator(".sb-kiosk-map").press(key)
    page.get_by_role("button", name="Go on").click()
    expect(alert).to_be_in_viewport()
    page.get_by_role("button", name="Go on").click()
    page.get_by_text(f"Mark {MOST_MARKS}", exact=True).wait_for()
    page.get_by_role("button", name="Stop and keep nothing").click()
    page.context.set_offline(False)


@pytest.mark.parametrize("language", ["English", "العربية"])
def test_every_screen_is_for_everyone(kiosk: Setup, language: str) -> None:
    """Each is looked at from left to right and from right to left; its names are those of the language."""
    page, wrong = kiosk.page, list[str]()
    wide = page.locator("#shift-form .sb-wide-button")

    def look(screen: str) -> None:
        wrong.extend(f"{screen}: {each}" for each in [*barriers(page), *small(page)])

    def go_on() -> None:
        page.locator("#shift-form .nhsuk-form-group .sb-wide-button:not(.nhsuk-button--secondary)").last.click()

    page.get_by_role("button", name=language, exact=True).click()
    look("first screen")
    page.locator(".sb-kiosk-way").nth(1).click()
    page.locator(".sb-kiosk-switch").first.wait_for()
    for switch in page.locator(".sb-kiosk-switch input").all():
        switch.check()
    look("consent")
    go_on()
    page.locator("textarea").fill("More light by the canal.")
    look("writing")
    go_on()
    for place, shown in enumerate(("button", "", ".sb-kiosk-map", "#photos")):
        if shown:
            page.locator("blockquote").wait_for()
            page.locator(".sb-kiosk-way").nth(place).click()
            page.locator(f"#shift-form {shown}").first.wait_for()
            look(f"way {place}")
            go_on()
    page.locator("blockquote").wait_for()
    look("read back")
    page.locator("#shift-form .sb-wide-button:not(.nhsuk-button--secondary):not(.sb-kiosk-way)").first.click()
    page.locator(".sb-receipt-half").first.wait_for()
    look("receipt")
    go_on()
    page.locator(".sb-kiosk-way").first.wait_for()
    wide.last.click()
    page.locator("input[type=password]").wait_for()
    look("code of the volunteers")
    page.locator("input[type=password]").fill(kiosk.lock)
    wide.first.click()
    page.locator("input[type=password]").wait_for(state="detached")
    look("menu of the volunteers")
    wide.first.click()
    page.get_by_role("button", name="English", exact=True).click()
    waits(page, 0)
    assert "\n".join(wrong) == ""


def test_a_no_is_counted_and_nothing_else(kiosk: Setup) -> None:
    page = kiosk.page
    before = kiosk.dev.go("/step-2/in/tanners-row/evening/").locator("main").inner_text()
    page.get_by_role("button", name="No, thank you: only count me").click()
    page.get_by_text("You are counted.").wait_for()
    waits(page, 0)
    assert kiosk.dev.go("/step-2/in/tanners-row/evening/").locator("main").inner_text() != before


def test_the_kiosk_asks_waits_and_wipes_itself(kiosk: Setup) -> None:
    page = kiosk.page
    page.clock.install()
    page.reload()
    begin(page, "Write", "You may use my words", "You may use my voice or photo")
    page.get_by_label("Your words").fill("Only for me.")
    for _ in range(2):
        page.clock.run_for(65_000)
        page.get_by_role("alertdialog", name="Are you still there?").wait_for()
        page.get_by_role("button", name="I need more time").click()
        expect(page.get_by_label("Your words")).to_have_value("Only for me.")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Photo", exact=True).click()
    page.get_by_label("Take or choose a photo").set_input_files(PICTURE)
    shown = page.locator("img.sb-small-photo").get_attribute("src")
    page.clock.run_for(95_000)
    page.get_by_role("button", name="Speak", exact=True).wait_for()
    assert "Only for me" not in page.content()
    # What is kept may say what this kiosk is, and nothing of anybody.
    kept = page.evaluate(ALL_THAT_IS_KEPT)
    assert "Library" in str(kept)
    assert "Only for me" not in str(kept)
    assert "'blob'" not in str(kept)
    assert page.evaluate("(address) => fetch(address).then(() => 'there', () => 'gone')", shown) == "gone"


def test_only_the_code_opens_the_menu_of_the_volunteers(kiosk: Setup) -> None:
    page = kiosk.page
    page.get_by_role("button", name="For volunteers").click()
    page.get_by_label("Code of the volunteers").fill("000000" if kiosk.lock != "000000" else "000001")
    page.get_by_role("button", name="Go on").click()
    page.get_by_text("This is not the code.").wait_for()
    page.get_by_label("Code of the volunteers").fill(kiosk.lock)
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="What is on this kiosk").wait_for()
    page.get_by_role("button", name="Back").click()
    page.get_by_role("button", name="Speak", exact=True).wait_for()
