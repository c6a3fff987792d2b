"""A pair goes out with one phone: no network, no server, a reload, a browser that is closed; all arrives once."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.devices import ALL_THAT_IS_KEPT, FULL, PHONE, PICTURE, barriers, keep, phone, waits
from tests.journeys.web.first_outbox import ASK_FOR_DEVICE, AT, CONTRIBUTION, FIRST_OUTBOX, item_of
from tests.journeys.web.shifts import READY, join, plan
from tests.journeys.web.site import Site, serve, serve_copy
from tests.journeys.web.visitors import visitor

MOST_ON_FIRST_SCREEN = 150_000
"""Bytes that a cheap phone on a slow network fetches before it can be used."""
SAID = "The bench by the bus stop is gone, and nobody waits there any more."


def talk(page: Page) -> str:
    """Hold a conversation: words, voice and a photo; return the number of the receipt."""
    page.get_by_role("button", name="Talk to someone").click()
    page.get_by_role("heading", name="What do you agree to?").wait_for()
    for sentence in ("What I say may be used in this", "My voice may be", "Photos may be taken", "What I told about"):
        page.get_by_label(re.compile(sentence)).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Word for word").fill(SAID)
    page.get_by_role("button", name="Record the voice").click()
    page.get_by_text("Recording: 1 seconds").wait_for()
    page.get_by_role("button", name="Stop recording").click()
    page.locator("audio").wait_for()
    page.get_by_label("Take or choose a photo").set_input_files(PICTURE)
    page.locator("img.sb-small-photo").wait_for()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("heading", name="About you, if you like").wait_for()
    page.get_by_role("radio", name="25 to 34").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("heading", name="Your receipt").wait_for()
    keep(page, "receipt-on-a-phone")
    number = page.locator(".sb-receipt-half").first.inner_text()
    page.get_by_role("button", name="Done").click()
    return number


def test_what_was_heard_without_a_network_arrives_once(
    browser: Browser, told_story: Path, tmp_path: Path, visit_as: VisitAs
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(told_story, folder)
    with ExitStack() as running:
        site = running.enter_context(serve(folder))
        port = urlsplit(site.address).port or 0
        watched, code = plan(visit_as("dev", site=site))
        with phone(browser, tmp_path / "phone") as context:
            page = context.pages[0]
            join(page, site, code)
            running.close()
            context.set_offline(True)
            page.reload()
            number = talk(page)
            waits(page, 1)
            page.reload()
            waits(page, 1)
        with phone(browser, tmp_path / "phone", offline=True) as context:
            page = context.pages[0]
            page.goto(f"{site.address}step-2/shift/")
            page.get_by_role("button", name="They said no").click()
            waits(page, 2)
            site = running.enter_context(serve(folder, port))
            context.set_offline(False)
            waits(page, 0)
            page.reload()
            waits(page, 0)
        dev = visit_as("dev", site=site)
        figures = dev.go(urlsplit(watched).path).locator("[data-figure]").all_inner_texts()
        assert figures == ["1", "1", "0", "0", "0", "0"]
        dev.go("/step-2/in/tanners-row/evening/").get_by_text(SAID).wait_for()
        dev.keep("evening-page", height=1500)
        dev.check_for_everyone()
        dev.go(f"/receipt/{number.replace(' ', '')}/")


@pytest.fixture(scope="module")
def shared(told_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for the tests below."""
    with serve_copy(told_story, tmp_path_factory.mktemp("shift") / "site") as served:
        yield served


@pytest.fixture(scope="module")
def joined(shared: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A phone that joined a shift; each test leaves nothing waiting on it."""
    with visitor(browser, shared, "dev") as dev:
        _, code = plan(dev)
    with phone(browser, tmp_path_factory.mktemp("phone")) as context:
        page = context.pages[0]
        join(page, shared, code)
        yield page


def press(page: Page, name: str) -> None:
    """Reach a button by its name with the keyboard alone, and press it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        now = page.evaluate("document.activeElement.textContent.trim()")
        if now == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"The keyboard does not reach: {name}")


def tick(page: Page, begins: str) -> None:
    """Reach a switch by the beginning of its label with the keyboard alone, and turn it on."""
    for _ in range(80):
        page.keyboard.press("Tab")
        now = page.evaluate("document.activeElement.labels?.[0]?.textContent ?? ''")
        if now.startswith(begins):
            page.keyboard.press("Space")
            return
    raise AssertionError(f"The keyboard does not reach: {begins}")


def test_everyone_can_use_it_by_keyboard_and_with_large_letters(joined: Page) -> None:
    page = joined
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    page.locator("h1").focus()
    assert barriers(page) == []
    press(page, "Talk to someone")
    assert barriers(page) == []
    tick(page, "What I say may be used in this")
    press(page, "Go on")
    page.get_by_label("Word for word").wait_for()
    assert barriers(page) == []
    tick(page, "Word for word")
    page.keyboard.type("More light by the canal.")
    press(page, "Go on")
    press(page, "Keep it")
    page.get_by_role("heading", name="Your receipt").wait_for()
    assert barriers(page) == []
    press(page, "Done: wipe the screen")
    page.get_by_role("button", name="Count stickers").wait_for()
    waits(page, 0)


def test_two_tabs_send_each_thing_once(joined: Page) -> None:
    context = joined.context
    other = context.new_page()
    sent: list[str] = []
    context.on("request", lambda asked: sent.append(asked.url) if asked.method == "PUT" else None)
    context.set_offline(True)
    other.goto(joined.url)
    for _ in range(3):
        joined.get_by_role("button", name="Nobody at home").click()
    waits(joined, 3)
    sent.clear()
    context.set_offline(False)
    waits(joined, 0)
    waits(other, 0)
    other.close()
    assert len(sent) == len(set(sent)) == 3


def test_an_answer_of_somebody_in_between_clears_nothing(joined: Page) -> None:
    page = "<title>Welcome to the cafe</title>"
    joined.context.route("**/capture/**", lambda route: route.fulfill(status=200, content_type="text/html", body=page))
    joined.get_by_role("button", name="Nobody at home").click()
    waits(joined, 1)
    joined.context.unroute("**/capture/**")
    waits(joined, 0)


def test_what_the_site_refuses_is_kept_saved_and_taken_in(joined: Page, shared: Site, browser: Browser) -> None:
    no = '{"what": "It cannot be taken in.", "why": "The form is old.", "next": "Open it anew."}'
    refuse: dict[str, Any] = {"status": 422, "content_type": "application/json", "body": no}
    joined.context.route("**/capture/items/**", lambda route: route.fulfill(**refuse))
    joined.get_by_role("button", name="They said no").click()
    expect(joined.locator("#shift-waiting")).to_have_attribute("data-refused", "1")
    joined.context.unroute("**/capture/items/**")
    joined.reload()
    joined.get_by_role("button", name="What is on this phone").click()
    joined.get_by_text("The form is old.").wait_for()
    assert barriers(joined) == []
    with joined.expect_download() as saved:
        joined.get_by_role("button", name="Save a rescue file").click()
    joined.get_by_role("button", name="Clear what is in the rescue file").wait_for()
    with visitor(browser, shared, "dev") as dev:
        page = dev.go("/step-2/rescue/in/tanners-row/")
        page.get_by_label("Rescue file").set_input_files(saved.value.path())
        page.get_by_role("button", name="Take it in").click()
        page.get_by_text("Taken in: 1. Here before: 0.").wait_for()
        dev.check_for_everyone()
        assert dev.complaints == []
    joined.get_by_role("button", name="Clear what is in the rescue file").click()
    joined.get_by_role("button", name="Clear it").click()
    expect(joined.locator("#shift-waiting")).to_have_attribute("data-refused", "0")
    joined.get_by_role("button", name="Back").click()


def test_a_file_that_is_refused_holds_up_no_other_and_is_set_aside(joined: Page) -> None:
    no = '{"what": "It cannot be taken in.", "why": "It is no sound.", "next": "Record it again."}'

    def refuse_sounds(route: Route) -> None:
        if route.request.method == "PUT" and route.request.headers.get("x-seedbed-kind") == "audio":
            route.fulfill(status=422, content_type="application/json", body=no)
        else:
            route.continue_()

    joined.context.route("**/capture/media/**", refuse_sounds)
    with joined.expect_response(lambda told: "/capture/media/" in told.url and told.status == 201):
        talk(joined)
    waiting = joined.locator("#shift-waiting")
    expect(waiting).to_have_attribute("data-refused", "1")
    expect(waiting).to_have_text("")
    joined.get_by_role("button", name="What is on this phone").click()
    joined.get_by_role("button", name="Set it aside").click()
    joined.get_by_role("button", name="Delete it here").click()
    expect(waiting).to_have_text("All is sent.")
    joined.context.unroute("**/capture/media/**")
    joined.get_by_role("button", name="Back").click()


def test_an_update_sends_what_an_older_page_kept(joined: Page, shared: Site, browser: Browser, tmp_path: Path) -> None:
    device = joined.evaluate(ASK_FOR_DEVICE)
    item, medium = str(uuid4()), str(uuid4())
    picture = PICTURE.read_bytes()
    described = {
        "id": medium,
        "kind": "photo",
        "type": "image/png",
        "size": len(picture),
        "sha256": hashlib.sha256(picture).hexdigest(),
    }
    said = {**item_of("contribution", item), **CONTRIBUTION, "media": [described]}
    count = item_of("tally", str(uuid4())) | {"sort": "refusal", "prompt": "", "category": "", "count": 1}
    # The older page had sent the words of one, and the network went before its photo.
    half = {"id": item, "item": said, "media": [described], "wanted": [medium], "problem": None, "keptAt": AT}
    whole = {"id": count["id"], "item": count, "media": [], "wanted": None, "problem": None, "keptAt": AT}
    told = {
        "device": device,
        "items": [half, whole],
        "media": [{"id": medium, "item": item, "type": "image/png", "content": list(picture)}],
    }
    with phone(browser, tmp_path / "older") as context:
        page = context.pages[0]
        page.goto(f"{shared.address}directory/")
        headers = {"Authorization": f"Device {device['number']}:{device['token']}"}
        answer = context.request.put(f"{shared.address}capture/items/{item}/", data=said, headers=headers)
        assert (answer.status, answer.json()["media_wanted"]) == (201, [medium])
        page.evaluate(FIRST_OUTBOX, told)
        arrived: list[int] = []
        page.on("response", lambda got: arrived.append(got.status) if f"media/{medium}" in got.url else None)
        page.goto(f"{shared.address}step-2/shift/")
        page.locator(READY).wait_for()
        waits(page, 0)
        assert arrived == [201]
        kept = page.evaluate(ALL_THAT_IS_KEPT)["databases"]
        assert (kept["seedbed-shift items"], kept["seedbed-shift media"]) == ([], [])


def test_a_full_phone_says_so_before_and_loses_nothing(joined: Page, shared: Site, browser: Browser) -> None:
    page = joined
    page.context.set_offline(True)
    page.evaluate(FULL, "nearly")
    page.get_by_role("button", name="Nobody at home").click()
    page.get_by_text("This phone is nearly full.").wait_for()
    waits(page, 1)
    page.evaluate(FULL, "yes")
    page.get_by_role("button", name="They said no").click()
    page.get_by_text("It was not kept: this phone is full.").wait_for()
    page.get_by_role("button", name="Talk to someone").click()
    page.get_by_label(re.compile("What I say may be used in this")).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Word for word").fill("The ramp is too steep.")
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Keep it").click()
    page.get_by_text("It was not kept: this phone is full.").wait_for()
    assert page.get_by_text("The ramp is too steep.").is_visible()
    waits(page, 1)
    page.evaluate(FULL, "no")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("heading", name="Your receipt").wait_for()
    page.get_by_role("button", name="Done").click()
    waits(page, 2)
    page.context.set_offline(False)
    waits(page, 0)
    with visitor(browser, shared, "dev") as dev:
        dev.go("/step-2/in/tanners-row/evening/").get_by_text("The ramp is too steep.").wait_for()


def test_the_first_screen_is_small(browser: Browser, shared: Site) -> None:
    context = browser.new_context(viewport=PHONE)
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        sizes: list[float] = []
        session.on("Network.loadingFinished", lambda told: sizes.append(told["encodedDataLength"]))
        page.goto(f"{shared.address}step-2/shift/")
        page.locator("#shift[data-offline='yes']").wait_for()
        assert 0 < sum(sizes) < MOST_ON_FIRST_SCREEN
    finally:
        context.close()
