"""Phones and kiosks in people's hands: browsers that keep what pages keep, with a microphone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.journeys.conftest import BROWSERS
from tests.journeys.visits import AXE, SCREENSHOTS, TAGS

PHONE: ViewportSize = {"width": 360, "height": 780}
PICTURE = Path(__file__).parents[3] / "src/seedbed/web/ui/static/ui/icon-512.png"
LARGE_ENOUGH = 44
"""Pixels of the shorter side of what is touched (WCAG 2.5.5)."""
SMALL = """(least) => [...document.querySelectorAll("#shift :is(button, input, select, textarea, summary, a)")]
    .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < least)
    .map((each) => `${Math.round(each.getBoundingClientRect().height)} px: ${each.textContent || each.type}`)"""
"""What is lower than that on the screen."""
MICROPHONE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")
ALL_THAT_IS_KEPT = """async () => {
    const answer = (asked) => new Promise((done, fail) => {
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => fail(asked.error);
    });
    const plain = async (value) => {
        if (value instanceof Blob) return { blob: await value.text() };
        if (Array.isArray(value)) return Promise.all(value.map(plain));
        if (value === null || typeof value !== "object") return value;
        const parts = Object.entries(value).map(async ([name, part]) => [name, await plain(part)]);
        return Object.fromEntries(await Promise.all(parts));
    };
    const kept = { local: { ...localStorage }, session: { ...sessionStorage }, databases: {}, caches: {} };
    for (const { name } of await indexedDB.databases()) {
        const database = await answer(indexedDB.open(name));
        for (const store of database.objectStoreNames) {
            const values = await answer(database.transaction(store).objectStore(store).getAll());
            kept.databases[`${name} ${store}`] = await plain(values);
        }
        database.close();
    }
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const asked of await cache.keys()) {
            kept.caches[asked.url] = await (await cache.match(asked)).text();
        }
    }
    return kept;
}"""
"""Returns all that a site keeps in this browser: databases with what is in their files, both storages, caches."""

FULL = """(full) => {
    const [store, estimate] = [IDBObjectStore.prototype, StorageManager.prototype.estimate];
    globalThis.before ??= { add: store.add, put: store.put, estimate };
    const no = function () { throw new DOMException("There is no room.", "QuotaExceededError"); };
    store.add = full === "yes" ? no : globalThis.before.add;
    store.put = full === "yes" ? no : globalThis.before.put;
    StorageManager.prototype.estimate =
        full === "no" ? globalThis.before.estimate : async () => ({ usage: 900_000_000, quota: 1_000_000_000 });
}"""
"""Makes a device full (yes), nearly full (nearly) or neither (no)."""


@contextmanager
def phone(browser: Browser, kept: Path, *, offline: bool = False) -> Iterator[BrowserContext]:
    """Open a browser that keeps what pages keep, as a phone does when it was off in between."""
    found = next(path for name in BROWSERS if (path := shutil.which(name)))
    context = browser.browser_type.launch_persistent_context(
        kept,
        executable_path=found,
        args=list(MICROPHONE),
        viewport=PHONE,
        permissions=["microphone"],
        locale="en-GB",
        reduced_motion="reduce",
    )
    context.set_offline(offline)
    try:
        yield context
    finally:
        context.close()


def keep(page: Page, name: str) -> None:
    """Keep a picture for the documentation, with SEEDBED_SCREENSHOTS=1."""
    if os.environ.get("SEEDBED_SCREENSHOTS") == "1":
        page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def waits(page: Page, count: int) -> None:
    """Check how much waits on a device."""
    expect(page.locator("#shift-waiting")).to_have_attribute("data-waiting", str(count), timeout=30_000)


def barriers(page: Page) -> list[str]:
    """Return what axe finds, from left to right and from right to left, and whether the screen scrolls sideways."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    look = "(tags) => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
    found = []
    for way in ("rtl", "ltr"):
        page.evaluate("(way) => { document.documentElement.dir = way; }", way)
        answer = page.evaluate(look, TAGS)
        found += [f"{way}: {each['id']}: {each['nodes'][0]['html'][:200]}" for each in answer["violations"]]
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        found += [f"{way}: it scrolls sideways by {over} px"] if over > 0 else []
    return found


def small(page: Page) -> list[str]:
    """Return the buttons, switches and fields that are too small for a finger."""
    found: list[str] = page.evaluate(SMALL, LARGE_ENOUGH)
    return found
