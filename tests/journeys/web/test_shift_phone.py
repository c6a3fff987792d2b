"""The form of a shift on all sorts of phones: what is spoken, warned of and pasted, and every screen of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.web.devices import PHONE, barriers, phone, small, waits
from tests.journeys.web.shifts import READY, join, plan
from tests.journeys.web.site import Site, serve_copy
from tests.journeys.web.visitors import visitor

IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.0 Mobile/15E148 Safari/604.1"
)
LISTEN = """() => {
    globalThis.uttered = [];
    speechSynthesis.speak = (spoken) => globalThis.uttered.push(`${spoken.lang}: ${spoken.text}`);
}"""
PASTED = "Two lines\u000bof a letter \ud83c\udf1e\u0007 and half a sun \ud83c"
"""With a soft line end, a bell and half an emoji: what other programmes leave behind when text is cut off."""
TAKE_PART = re.compile("What I say may be used in this")


@pytest.fixture(scope="module")
def site(told_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serve_copy(told_story, tmp_path_factory.mktemp("phones") / "site") as served:
        yield served


@pytest.fixture(scope="module")
def code(site: Site, browser: Browser) -> str:
    with visitor(browser, site, "dev") as dev:
        return plan(dev)[1]


@pytest.fixture(scope="module")
def joined(site: Site, browser: Browser, code: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A phone that joined; each test leaves nothing waiting on it, and its first screen open."""
    with phone(browser, tmp_path_factory.mktemp("phone")) as context:
        page = context.pages[0]
        join(page, site, code)
        yield page


def begin(page: Page, *agreed: str) -> None:
    """Begin a conversation with consent."""
    page.get_by_role("button", name="Talk to someone").click()
    page.get_by_role("heading", name="What do you agree to?").wait_for()
    for each in (TAKE_PART, *(re.compile(one) for one in agreed)):
        page.get_by_label(each).check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Word for word").wait_for()


def finish(page: Page) -> None:
    """Keep what was said, and wipe the screen."""
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Done").click()


def test_iphones_are_led_to_the_home_screen_before_they_join(browser: Browser, site: Site, code: str) -> None:
    context = browser.new_context(viewport=PHONE, user_agent=IPHONE)
    try:
        page = context.new_page()
        page.goto(f"{site.address}step-2/shift/#join={code}")
        page.locator(READY).wait_for()
        page.get_by_role("heading", name="Put this page on your home screen first").wait_for()
        page.get_by_text("Press Share, then Add to Home Screen.").wait_for()
        assert barriers(page) == []
    finally:
        context.close()


def test_other_phones_are_not(joined: Page) -> None:
    joined.get_by_role("button", name="What is on this phone").click()
    joined.get_by_role("button", name="Join another shift").click()
    joined.get_by_label("First names of your pair").wait_for()
    assert joined.get_by_role("heading", name="Put this page on your home screen first").count() == 0
    joined.reload()


def test_questions_are_spoken_the_one_that_is_asked_now(joined: Page) -> None:
    joined.evaluate(LISTEN)
    begin(joined)
    first = joined.locator(".nhsuk-lede-text").inner_text()
    joined.get_by_role("button", name="Read aloud").click()
    joined.get_by_text("Ask another question").click()
    joined.get_by_role("radio").nth(1).check()
    second = joined.locator(".nhsuk-lede-text").inner_text()
    joined.get_by_role("button", name="Read aloud").click()
    assert first != second
    assert joined.evaluate("globalThis.uttered") == [f"en: {first}", f"en: {second}"]
    joined.get_by_role("button", name="Stop and keep nothing").click()


def test_a_recording_that_nobody_stopped_is_kept_and_the_microphone_is_off(joined: Page) -> None:
    begin(joined, "My voice may be")
    joined.get_by_role("button", name="Record the voice").click()
    joined.get_by_text("Recording: 1 seconds").wait_for()
    joined.get_by_role("button", name="Go on").click()
    joined.locator("audio").wait_for()
    files: list[int] = []
    joined.on("response", lambda got: files.append(got.status) if "/capture/media/" in got.url else None)
    finish(joined)
    waits(joined, 0)
    assert files == [201]


def test_a_recording_of_a_talk_that_was_stopped_goes_on_nowhere(joined: Page) -> None:
    joined.evaluate(
        """() => {
        const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
        navigator.mediaDevices.getUserMedia = async (asked) => (globalThis.heard = await ask(asked));
    }"""
    )
    begin(joined, "My voice may be")
    joined.get_by_role("button", name="Record the voice").click()
    joined.get_by_text("Recording: 1 seconds").wait_for()
    joined.get_by_role("button", name="Stop and keep nothing").click()
    joined.get_by_role("button", name="Talk to someone").wait_for()
    waits(joined, 0)
    assert joined.evaluate("globalThis.heard.getTracks().map((each) => each.readyState)") == ["ended"]


def test_pasted_signs_that_are_no_text_hold_nothing_up(joined: Page) -> None:
    begin(joined)
    paste = """(text) => {
        const box = document.querySelector("textarea");
        box.value = text;
        box.dispatchEvent(new Event("input"));
    }"""
    joined.evaluate(paste, PASTED)
    sent: list[Any] = []
    joined.on("request", lambda asked: sent.append(asked.post_data_json) if "/capture/items/" in asked.url else None)
    joined.get_by_role("button", name="Go on").click()
    finish(joined)
    waits(joined, 0)
    expect(joined.locator("#shift-waiting")).to_have_attribute("data-refused", "0")
    assert [each["words"] for each in sent] == ["Two lines\nof a letter \U0001f31e and half a sun"]


def test_words_that_nobody_can_see_are_none(joined: Page) -> None:
    begin(joined)
    joined.get_by_label("Word for word").fill("\u200b\u2060 \u3164")
    joined.get_by_role("button", name="Go on").click()
    joined.locator(".nhsuk-error-message").wait_for()
    joined.get_by_role("button", name="Stop and keep nothing").click()


def test_what_waits_longer_than_a_day_is_warned_of_each_time(
    site: Site, browser: Browser, code: str, tmp_path: Path
) -> None:
    with phone(browser, tmp_path / "late") as context:
        page = context.pages[0]
        join(page, site, code)
        context.set_offline(True)
        page.get_by_role("button", name="Nobody at home").click()
        waits(page, 1)
        warning = page.get_by_text("Something has waited here for more than a day.")
        assert warning.count() == 0
        page.clock.install()
        for _day in range(2):
            page.clock.fast_forward("25:00:00")
            page.reload()
            warning.wait_for()
        assert barriers(page) == []
        context.set_offline(False)
        waits(page, 0)


def test_signing_in_and_out_on_the_same_phone_leaves_it_let_in(joined: Page, site: Site) -> None:
    context = joined.context
    context.add_cookies([{"name": "seedbed", "value": site.sessions["sam"], "url": site.address}])
    other = context.new_page()
    other.set_viewport_size({"width": 1280, "height": 1000})
    other.goto(f"{site.address}step-2/in/tanners-row/shifts/")
    other.get_by_role("banner").get_by_role("button", name="Sign out").click()
    other.get_by_role("heading", name="Sign in").wait_for()
    other.close()
    joined.get_by_role("button", name="Nobody at home").click()
    waits(joined, 0)
    expect(joined.locator("#shift-waiting")).to_have_text("All is sent.")


@pytest.mark.parametrize("language", ["English", "العربية"])
def test_every_screen_is_for_everyone(joined: Page, language: str) -> None:
    """Each is looked at from left to right and from right to left; names are read from the screen in Arabic."""
    page, wrong = joined, list[str]()

    def look(screen: str) -> None:
        wrong.extend(f"{screen}: {each}" for each in [*barriers(page), *small(page)])

    def press(place: int, screen: str) -> None:
        page.locator("#shift-form .sb-wide-button").nth(place).click()
        page.locator("#shift-form h1:focus").wait_for()
        look(screen)

    if language != "English":
        page.get_by_role("button", name=language).click()
    look("first screen")
    press(1, "counting")
    page.locator("#shift-form .sb-wide-button").last.click()
    press(-2, "help")
    page.locator("#shift-form .sb-wide-button").last.click()
    press(-1, "what waits")
    page.locator("#shift-form .sb-wide-button").last.click()
    page.locator("#shift-form .sb-wide-button").first.click()
    page.locator("#shift-form h1:focus").wait_for()
    if page.locator("input[type=checkbox]").count() == 0:
        look("language")
        page.locator("#shift-form .sb-wide-button").first.click()
    page.locator("#shift-form input[type=checkbox]").first.wait_for()
    page.locator("#shift-form input[type=radio]").first.check()  # A child: with its guardian.
    look("consent")
    page.locator("#shift-form input[type=radio]").last.check()
    for switch in page.locator("#shift-form input[type=checkbox]").all():
        if switch.is_visible():
            switch.check()
    page.locator("#shift-form .sb-wide-button").nth(-3).click()
    page.locator("textarea").wait_for()
    page.locator("details").first.evaluate("(each) => { each.open = true; }")
    look("telling")
    page.locator("textarea").fill("More light by the canal.")
    page.locator("#shift-form .sb-wide-button").nth(-2).click()
    page.locator("#shift-form fieldset").nth(2).wait_for()
    look("card")
    page.locator("#shift-form .sb-wide-button").nth(-2).click()
    page.locator("blockquote").wait_for()
    look("read back")
    page.locator("#shift-form .sb-wide-button").nth(-2).click()
    page.locator(".sb-receipt-half").first.wait_for()
    look("receipt")
    page.locator("#shift-form .sb-wide-button").last.click()
    waits(page, 0)
    if language != "English":
        page.get_by_role("button", name="English").click()
    assert "\n".join(wrong) == ""
