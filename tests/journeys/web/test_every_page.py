"""Every page of the site, one of each kind: for everyone, both ways round, on a phone, with and without JavaScript.

One window walks from page to page by the links that it finds, as a reader may; so a new page is looked at without
being named here. Axe finds nothing from left to right nor from right to left, nothing is wrong on the console, no page
scrolls sideways on a phone. Then all of them are asked for again without JavaScript.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Browser

from tests.journeys.visits import AXE, PHONE, TAGS, WIDE
from tests.journeys.web.reach_questions import KESTREL_RISE, ask
from tests.journeys.web.site import Site, serve_copy
from tests.journeys.web.visitors import Visitor, visitor

START = ("", "demo/", "style/", "style/?wrong", "thread/in/tanners-row/measures/?view=stages", "no-such-page/")
APART = frozenset({"view", "way", "wrong"})
"""What stands behind the question mark and makes another kind of page; a number of a page does not."""
EACH_KIND = "walking_skeleton:add"
"""The pages that differ with the kind of bead."""
NOT_PAGES = re.compile(
    r"^(account_logout|set_language|step1_profile:(care_file|profile_file)|ui:brand|api_pages:openapi|authority"
    r"|phones:ours$|paper_maps:pack_|walks:(booklet|postcards|captions)|media:(file|small)|asset_register:mapping$"
    r"|step5_agenda:(download$|picture))"
)
SAYS_NO = {"no-such-page/": 404}
KINDS_AT_LEAST = 60
FEWEST_LETTERS = 12

AXE_AT_ONCE = AXE.read_text(encoding="utf-8")
"""Told to a window once, which then has it on every page."""

LOOK = """async (tags) => {
  const usual = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false, iframes: false};
  document.querySelectorAll('details').forEach((part) => { part.open = true; });
  const answer = await axe.run(document, usual);
  return answer.violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 200)}`);
}"""
READ = """() => ({
  links: [...document.querySelectorAll('a[href]')].map((link) => link.href.split('#')[0]),
  headings: document.querySelectorAll('main h1').length,
  words: [...document.querySelectorAll('main')].map((main) => main.innerText).join(' '),
})"""
SIDEWAYS = """async () => {
  const root = document.documentElement;
  const found = [];
  for (const dir of ['rtl', 'ltr']) {
    root.dir = dir;
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    const over = root.scrollWidth - root.clientWidth;
    if (over > 0) { found.push(`${dir}: it scrolls sideways on a phone by ${over} px`); }
  }
  return found;
}"""
MARKS = "() => ['html', 'main'].map((each) => document.querySelector(each)).map((each) => `${each.lang} ${each.dir}`)"
DIRECTIONS = """() => {
  // The first letter of every run of text says which way it should run; the browser says which way it does.
  const latin = /\\p{Script=Latin}/u;
  const turned = /[\\p{Script=Arabic}\\p{Script=Hebrew}]/u;
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const around = text.parentElement;
    const words = text.data.trim();
    if (!around.checkVisibility() || around.closest('script, style, option')) { continue; }
    const first = [...words].find((letter) => latin.test(letter) || turned.test(letter));
    if (!first) { continue; }
    const menu = !around.closest('#maincontent, [lang][dir]:not(html)');
    const runs = getComputedStyle(around).direction;
    if (menu ? runs !== 'rtl' && turned.test(first) : runs !== (turned.test(first) ? 'rtl' : 'ltr')) {
      found.push(`it runs ${runs}: ${words.slice(0, 60)}`);
    }
  }
  return found;
}"""
BARRIERS = """async (tags) => {
  const usual = {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false, iframes: false};
  document.querySelectorAll('details').forEach((part) => { part.open = true; });
  // Colours are the same both ways, and the slowest to check.
  const answer = await axe.run(document, {...usual, rules: {'color-contrast': {enabled: false}}});
  return answer.violations.map((each) => `${each.id}: ${each.nodes[0].html.slice(0, 200)}`);
}"""
OVER = """async () => {
  const root = document.documentElement;
  // The menu folds itself once the screen is narrow.
  for (let frame = 0; frame < 60 && root.scrollWidth > root.clientWidth; frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
  }
  return root.scrollWidth - root.clientWidth;
}"""
PLAIN = """() => ({
  words: [...document.querySelectorAll('main')].map((main) => main.innerText).join(' '),
  dead: [...document.querySelectorAll('main button:not([disabled])')]
    .filter((each) => !each.form && each.checkVisibility()).length,
})"""
NAME_OF_CODE = re.compile(r"\bNone\b(?! of)|\bnan\b|\bundefined\b|\{[{%]|\b[a-z]+_[a-z0-9_]+\b")

RECORD = re.compile(r"(^|/)(audit|candidates|api)/$|^translations/")
"""The audit trail, the rule by which candidates are ranked, the API and texts to translate use names of files."""


TRANSLATED = re.compile(
    r"no-such-page/|directory/|invited/|kiosk/$|listening/promises/|receipt/|this-phone/|shifts/join/|sign-in/"
    r"|step-2/shift/|walks/show/|w/"
)
"""Pages for residents, which are there in their languages."""


def kind_of(address: str) -> str | None:
    """Return what kind of page an address leads to, None for none: the view, the bead's kind and the choices."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return None
    if NOT_PAGES.match(match.view_name):
        return None
    asked = parse_qs(parts.query, keep_blank_values=True)
    chosen = sorted(f"{name}={value[0]}" for name, value in asked.items() if name in APART)
    return " ".join([match.view_name, str(match.kwargs["kind"]) if match.view_name == EACH_KIND else "", *chosen])


class Walk:
    """A walk of the owner through the site, and what was found wrong."""

    def __init__(self, owner: Visitor) -> None:
        self.owner = owner
        owner.page.add_init_script(AXE_AT_ONCE)
        self.seen: dict[str, str] = {}
        self.wrong: list[str] = []
        self.ahead = [f"{owner.site.address}{start}" for start in START]

    def all(self) -> None:
        """Look at one page of each kind."""
        while self.ahead:
            address = self.ahead.pop(0)
            path = address.removeprefix(self.owner.site.address)
            kind = path if path in SAYS_NO else kind_of(address)
            if kind is not None and kind not in self.seen:
                self.seen[kind] = path
                self.wrong += [f"{path}: {each}" for each in self.look(path)]

    def look(self, path: str) -> list[str]:
        """Look at one page, and note where it leads."""
        page = self.owner.go(path, status=SAYS_NO.get(path, 200))
        wrong: list[str] = page.evaluate(LOOK, TAGS)  # It unfolds what is folded, so that all can be read.
        read: dict[str, Any] = page.evaluate(READ)
        self.ahead += [link for link in read["links"] if link.startswith(self.owner.site.address)]
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        wrong += page.evaluate(SIDEWAYS)
        page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
        if read["headings"] != 1:
            wrong.append("it has not one heading of the first level")
        names = [] if RECORD.search(path) else NAME_OF_CODE.findall(read["words"])
        wrong += [f"it shows a name of the code: {name}" for name in names]
        wrong += self.owner.complaints
        self.owner.complaints.clear()
        return wrong

    def turned(self) -> list[str]:
        """Return the pages that residents read in their language, and one of each room."""
        of_rooms = {kind.partition(":")[0]: path for kind, path in reversed(self.seen.items())}
        return [path for path in self.seen.values() if TRANSLATED.match(path) or path in of_rooms.values()]


@pytest.fixture(scope="module")
def site(told_story: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for these tests alone, on which someone has asked who can reach what: the story does not ask."""
    with serve_copy(told_story, tmp_path_factory.mktemp("site") / "walked") as served:
        yield served


@pytest.fixture(scope="module")
def walk(browser: Browser, site: Site) -> Iterator[Walk]:
    """Walk once; the tests ask what was found."""
    with visitor(browser, site, "dev") as dev:
        page = dev.go(KESTREL_RISE)
        ask(page, "ZZ1 0BX")
        answer = page.url
    with visitor(browser, site, "owner") as owner:
        walked = Walk(owner)
        walked.ahead.append(answer)
        walked.all()
        yield walked


def test_nothing_is_wrong_on_any_page(walk: Walk) -> None:
    assert walk.wrong == []


def test_all_kinds_of_pages_were_seen(walk: Walk) -> None:
    assert len(walk.seen) >= KINDS_AT_LEAST, sorted(walk.seen)


def test_every_page_can_be_used_without_javascript(walk: Walk, browser: Browser, site: Site) -> None:
    wrong = []
    with visitor(browser, site, "owner", size=PHONE, scripts=False) as owner:
        for path in walk.seen.values():
            page = owner.go(path, status=SAYS_NO.get(path, 200))
            read: dict[str, Any] = page.evaluate(PLAIN)
            if len(read["words"].strip()) < FEWEST_LETTERS:
                wrong.append(f"{path}: nothing to read")
            if read["dead"] and not path.startswith("style/"):  # Those of the style guide are to look at.
                wrong.append(f"{path}: {read['dead']} buttons that do nothing without JavaScript")
    assert wrong + owner.complaints == []


def test_text_runs_as_its_language_does_below_an_arabic_menu(walk: Walk, browser: Browser, site: Site) -> None:
    """Menu, banner and footer are Arabic; a page's own words are marked as English unless the page is translated.

    Of pages for the team, whose own words are the same in every language, one a room is looked at.
    """
    wrong = []
    with visitor(browser, site, "owner", language="ar") as owner:
        owner.page.add_init_script(AXE_AT_ONCE)
        for path in walk.turned():
            page = owner.go(path, status=SAYS_NO.get(path, 200))
            marks = page.evaluate(MARKS)
            translated = marks == ["ar rtl", " "] and TRANSLATED.match(path)
            if marks != ["ar rtl", "en-gb ltr"] and not translated:
                wrong.append(f"{path}: it is marked {marks}")
            # On a translated page names of places and words of the team stand among Arabic sentences.
            found = [] if translated else page.evaluate(DIRECTIONS)
            page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
            over = page.evaluate(OVER)
            found += [f"it scrolls sideways on a phone by {over} px"] if over > 0 else []
            page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
            found += page.evaluate(BARRIERS, TAGS)
            wrong += [f"{path}: {each}" for each in found]
    assert wrong + owner.complaints == []
