"""Visits to a page: what the browser saw, asked for and complained about."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Browser, FloatRect, Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIND = """([tags, colours]) => axe.run(document, {
  runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false, iframes: false,
  rules: {'color-contrast': {enabled: colours}},
})"""
KEPT = {
    "candidates-ltr-wide": "candidates",
    "kestrel-rise-ltr-wide": "profile",
    "kestrel-rise-rtl-wide": "profile-right-to-left",
    "kestrel-rise-ltr-phone": "profile-on-a-phone",
    "agreement-ltr-wide": "agreement",
    "slope-ltr-wide": "slope",
    "survival-ltr-wide": "survival",
}
"""Pictures that the documentation shows."""
SCREENSHOTS = Path(__file__).parents[2] / "docs" / "assets" / "screenshots"
WIDE, PHONE = (1280, 1400), (360, 780)


@dataclass
class Visit:
    """An open page and what happened on it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def read_from_right_to_left(self) -> None:
        """Turn the page round, as for Arabic."""
        self.page.evaluate("document.documentElement.dir = 'rtl'; document.documentElement.lang = 'ar'")

    def unfold(self) -> None:
        """Open everything that can be unfolded."""
        self.page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")

    def barriers(self, *, colours: bool = True) -> list[str]:
        """What axe finds: the rule and the first place of each.

        Parameters
        ----------
        colours
            Whether contrasts are looked at, by far the slowest: they are the same in either direction.
        """
        if self.page.evaluate("typeof axe === 'undefined'"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        answer: dict[str, Any] = self.page.evaluate(FIND, [TAGS, colours])
        return [f"{found['id']}: {found['nodes'][0]['html'][:200]}" for found in answer["violations"]]

    def wrong_at_either_size(self, name: str, direction: str) -> list[str]:
        """Turn the page as asked for and say what is wrong of it on a phone and wide, folded and unfolded.

        Axe looks once a direction: wide from left to right, with colours; on a phone from right to left.
        """
        sizes = {"phone": PHONE, "wide": WIDE}
        if direction == "rtl":
            self.read_from_right_to_left()
            sizes = {"wide": WIDE, "phone": PHONE}
        wrong = []
        for state in ("folded", "unfolded"):
            if state == "unfolded":
                self.unfold()
            for size_name, (width, height) in sizes.items():
                self.page.set_viewport_size({"width": width, "height": height})
                if state == "folded":
                    self.keep_screenshot(f"{name}-{direction}-{size_name}")
                wrong += [f"{size_name}, {state}: it scrolls sideways"] if self.sideways() > 0 else []
        return wrong + self.barriers(colours=direction == "ltr")

    def sideways(self) -> int:
        """By how many pixels the page can be scrolled sideways."""
        return int(
            self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        )  # fmt: skip

    def keep_screenshot(self, name: str) -> None:
        """Keep a picture for the documentation when SEEDBED_SCREENSHOTS is 1."""
        if name in KEPT and os.environ.get("SEEDBED_SCREENSHOTS") == "1":
            SCREENSHOTS.mkdir(parents=True, exist_ok=True)
            size = self.page.viewport_size or {"width": WIDE[0], "height": WIDE[1]}
            clip: FloatRect = {"x": 0.0, "y": 0.0, "width": float(size["width"]), "height": 1500.0}
            self.page.screenshot(path=SCREENSHOTS / f"{KEPT[name]}.png", full_page=True, clip=clip)


@contextmanager
def visit(browser: Browser, path: Path, size: tuple[int, int] = WIDE) -> Iterator[Visit]:
    """Open a page from disk in a window of its own."""
    context = browser.new_context(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
    page = context.new_page()
    seen = Visit(page)
    page.on("request", lambda request: seen.requests.append(request.url))
    page.on("console", lambda said: seen.complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: seen.complaints.append(str(error)))
    page.goto(path.as_uri())
    try:
        yield seen
    finally:
        context.close()
