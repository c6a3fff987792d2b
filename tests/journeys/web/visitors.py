"""People at the site with a browser: who they are, what they saw, and what went wrong on the way."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urljoin

from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response

from tests.journeys.visits import SCREENSHOTS, WIDE, Visit
from tests.journeys.web.site import Site

FAILED_ANSWER = re.compile(r"Failed to load resource: the server responded with a status of (\d+)")


@dataclass
class Visitor(Visit):
    """A browser window of someone at the site.

    ``page`` is Playwright's page. Everything that goes wrong is in ``complaints``: the fixture looks at the end.
    """

    site: Site = field(kw_only=True)
    scripts: bool = field(default=True, kw_only=True)
    expected: set[int] = field(default_factory=set)

    def go(self, path: str, *, status: int = 200) -> Page:
        """Open a page of the site and check its status; a status of 400 or more is then no complaint."""
        self.expected.add(status)
        answer = self.page.goto(urljoin(self.site.address, path.lstrip("/")))
        assert answer is not None
        assert answer.status == status, f"{path} answered {answer.status}, not {status}"
        return self.page

    def check_for_everyone(self) -> None:
        """Check that axe finds nothing and nothing scrolls sideways: left to right, right to left, unfolded."""
        self.page.locator("main h1").first.wait_for()
        self.unfold()
        assert self.barriers() == []
        assert self.sideways() <= 0
        before = self.page.evaluate("[document.documentElement.dir, document.documentElement.lang]")
        self.read_from_right_to_left()
        assert self.barriers(colours=False) == []
        assert self.sideways() <= 0
        self.page.evaluate(
            "([d, l]) => { document.documentElement.dir = d; document.documentElement.lang = l; }", before
        )

    def keep(self, name: str, *, height: int = 1500) -> None:
        """Keep a picture for the documentation, with SEEDBED_SCREENSHOTS=1. Wait for a landmark first."""
        if os.environ.get("SEEDBED_SCREENSHOTS") != "1":
            return
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        size = self.page.viewport_size or {"width": WIDE[0], "height": WIDE[1]}
        clip = {"x": 0.0, "y": 0.0, "width": float(size["width"]), "height": float(height)}
        self.page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True, clip=clip)  # type: ignore[arg-type]

    def _note_console(self, said: ConsoleMessage) -> None:
        if said.type not in {"error", "warning"}:
            return
        if "GL Driver Message" in said.text:  # Maps drawn without a graphics card are slow to photograph; so it says.
            return
        status = FAILED_ANSWER.match(said.text)
        if status and int(status[1]) in self.expected:
            return
        self.complaints.append(f"{said.type}: {said.text} ({said.location.get('url', '')})")

    def _note_failure(self, request: Request) -> None:
        # Leaving a page ends what it still asked for; that is no failure. Where scripts are off a browser fetches none,
        # and calls one that a page announces refused by its policy.
        announced = not self.scripts and request.failure == "csp" and request.url.endswith(".js")
        if request.failure and "ERR_ABORTED" not in request.failure and not announced:
            self.complaints.append(f"{request.failure}: {request.url}")

    def _note_answer(self, answer: Response) -> None:
        if answer.status >= 400 and answer.status not in self.expected:
            self.complaints.append(f"{answer.status}: {answer.url}")

    def listen(self) -> None:
        """Note all that goes wrong from now on, and every request that leaves the site."""
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._note_failure)
        self.page.on("response", self._note_answer)
        self.page.on("request", lambda request: self._note_request(request.url))

    def _note_request(self, url: str) -> None:
        self.requests.append(url)
        if not url.startswith((self.site.address, "data:", "blob:")):
            self.complaints.append(f"asked for something elsewhere: {url}")


@contextmanager
def visitor(
    browser: Browser,
    site: Site,
    person: str | None = None,
    *,
    size: tuple[int, int] = WIDE,
    scripts: bool = True,
    language: str = "en-GB",
) -> Iterator[Visitor]:
    """Open a window as someone of the cast (dev, ngozi, sam, lee, owner), or as nobody in particular.

    Parameters
    ----------
    scripts
        Whether JavaScript is on.
    language
        What the browser says it reads.
    """
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        base_url=site.address,
        reduced_motion="reduce",
        java_script_enabled=scripts,
        locale=language,
    )
    if person is not None:
        context.add_cookies([{"name": "seedbed", "value": site.sessions[person], "url": site.address}])
    seen = Visitor(context.new_page(), site=site, scripts=scripts)
    seen.listen()
    try:
        yield seen
    finally:
        context.close()
