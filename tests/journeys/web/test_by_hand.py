"""Walking the thread by hand: plain forms, with the keyboard alone, with JavaScript off too."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site
from tests.journeys.web.visitors import Visitor

HERE = "by-hand/in/tanners-row/"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
BEAD_PAGES = ("merge/", "split/")
"""Pages of a theme that walking over the site does not come by: see test_every_page.py."""

WALK: tuple[tuple[str, str, dict[str, str], tuple[str, ...]], ...] = (
    ("dev", "theme", {"Name": "Nowhere dry to wait"}, ()),
    ("dev", "factor", {"Name": "Dry places to wait"}, ()),
    ("dev", "causal link", {"The claim in words": "Dry places to wait ease getting about"}, ()),
    ("dev", "action idea", {"Name": "A roof at the stop", "Cost in pounds": "4000"}, ()),
    ("dev", "priority", {"Name": "A roof at the stop", "What exactly is asked?": "Put up a roof."}, ()),
    (
        "ngozi",
        "decision",
        {"Name": "Put up a roof", "On which day?": "2026-03-02", "Who decided?": "The town board"},
        ("Yes: do it",),
    ),
    ("dev", "action", {"Name": "Roof put up", "Who does it?": "The bus company"}, ("Under way",)),
    ("dev", "step of the theory of change", {"The step in words": "People wait longer than before"}, ()),
    ("dev", "indicator", {"Name": "People who wait in the rain"}, ("Down",)),
    (
        "dev",
        "observation",
        {"Name": "Counted in May", "On which day was it seen?": "2026-05-02", "Value": "3"},
        ("Improved",),
    ),
    (
        "dev",
        "reply",
        {
            "Name": "The roof is up",
            "What did you tell people?": "You said you got wet. There is a roof now.",
            "On which day did it go out?": "2026-06-02",
        },
        ("Poster",),
    ),
)
"""Who makes it, what it is, what is typed and what is ticked; what came before is ticked already."""


def fill(page: Page, typed: dict[str, str], ticked: tuple[str, ...]) -> None:
    """Fill in a form with keys alone."""
    for label, text in typed.items():
        start = re.compile(f"^{re.escape(label)}")
        if DAY.fullmatch(text):
            boxes = page.get_by_role("group", name=start)
            for box, part in zip(("Year", "Month", "Day"), text.split("-"), strict=True):
                boxes.get_by_label(box).focus()
                page.keyboard.type(part)
            continue
        page.get_by_label(start).focus()
        page.keyboard.type(text)
    for label in ticked:
        page.get_by_role("radio", name=label, exact=True).focus()
        page.keyboard.press("Space")


def send(page: Page, name: str) -> None:
    """Press a button with the keyboard and wait for the next page."""
    page.get_by_role("button", name=name, exact=True).focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def follow(page: Page, name: str) -> None:
    """Follow a link with the keyboard; some look like buttons."""
    # Words for screen readers only are joined on with a space.
    wanted = re.compile(f"^{re.escape(name).replace(':', ' ?:')}$")
    page.get_by_role("button", name=wanted).or_(page.get_by_role("link", name=wanted)).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def write_down_and_mark(dev: Visitor) -> str:
    """Write down what someone said, mark one voice in it, and return the voice's address."""
    page = dev.go(HERE)
    follow(page, "Add: contribution")
    fill(
        page,
        {"What was said, word for word?": "We get wet at the stop. It has no roof.", "On which day": "2026-02-01"},
        ("Someone new, who agreed that their words may be used here", "18 or over"),
    )
    send(page, "Keep")
    page.get_by_text("The contribution is kept.").wait_for()
    follow(page, "Go on to what was said")
    follow(page, "Mark a voice")
    page.get_by_role("checkbox", name="We get wet at the stop.", exact=True).focus()
    page.keyboard.press("Space")
    dev.keep("by-hand-mark", height=1200)
    send(page, "Mark it")
    page.get_by_text("The voice is marked.").wait_for()
    return page.url


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_the_whole_thread_is_walked_with_the_keyboard_alone(
    visit_as: VisitAs, own_site: Site, *, scripts: bool
) -> None:
    people = {name: visit_as(name, site=own_site, scripts=scripts) for name in ("dev", "ngozi")}
    voice = start = write_down_and_mark(people["dev"])
    for who, kind, typed, ticked in WALK:
        page = people[who].page
        page.goto(start)
        if kind == "priority":
            people[who].keep("by-hand-what-comes-next", height=1200)
        follow(page, f"Add: {kind}")
        fill(page, typed, ticked)
        send(page, "Keep")
        page.get_by_text(f"The {kind} is kept.").wait_for()
        start = page.url
    page = people["dev"].page
    page.goto(start)
    page.get_by_role("heading", name="The roof is up").wait_for()
    page.goto(voice)
    page.get_by_role("link", name="Follow the thread from here").click()
    page.get_by_text("The roof is up").first.wait_for()


def test_withdrawing_by_hand_says_what_happens_and_makes_counts_fall(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(HERE)
    before = int(page.get_by_role("link", name=re.compile(r"here ?: contribution$")).inner_text().split()[0])
    dev.go(f"{HERE}words/")
    page.get_by_role("link", name=re.compile("^Withdraw ")).first.click()
    page.get_by_text("This is what will happen").wait_for()
    fill(page, {"Why?": "They asked for it."}, ())
    send(page, "Withdraw it")
    page.get_by_text("Withdrawn: the contribution").wait_for()
    dev.go(HERE)
    after = int(page.get_by_role("link", name=re.compile(r"here ?: contribution$")).inner_text().split()[0])
    assert after == before - 1


def test_an_error_is_named_and_nothing_typed_is_lost(visit_as: VisitAs, own_site: Site) -> None:
    ngozi = visit_as("ngozi", site=own_site)
    ngozi.expected.add(422)
    page = ngozi.go(f"{HERE}add/decision/")
    typed = {"Name": "No roof", "On which day?": "2026-03-02", "Who decided?": "The town board"}
    fill(page, typed, ("No",))
    send(page, "Keep")
    page.get_by_role("heading", name="There is a problem").wait_for()
    assert page.get_by_label("Name").first.input_value() == "No roof"
    assert page.get_by_role("radio", name="No", exact=True).is_checked()
    ngozi.check_for_everyone()
    fill(page, {"Why?": "The pavement is too narrow."}, ())
    send(page, "Keep")
    page.get_by_text("The decision is kept.").wait_for()


def test_the_index_shows_the_kinds_and_how_many_there_are(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    page = dev.go(HERE)
    assert page.get_by_role("img", name=re.compile("^The kinds of beads")).is_visible()
    dev.keep("by-hand", height=1800)


def test_merging_and_splitting_work_for_everyone(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    page = dev.go(f"{HERE}all/theme/")
    theme = page.locator("main li a").first.get_attribute("href") or ""
    for part in BEAD_PAGES:
        dev.go(f"{theme}{part}")
        dev.check_for_everyone()


def test_splitting_and_undoing_work_for_everyone(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go(f"{HERE}all/theme/")
    theme = page.locator("main li a").first.get_attribute("href") or ""
    dev.go(f"{theme}split/")
    fill(page, {"What are the parts called?": "Indoors", "Why": "They differ."}, ())
    page.get_by_label("What are the parts called?").fill("Indoors\nOutdoors")
    send(page, "Next")
    page.get_by_role("heading", name="Which part takes which link?").wait_for()
    dev.check_for_everyone()
    send(page, "Split")
    page.get_by_role("link", name="Undo it").click()
    page.get_by_role("heading", name="Undo this split?").wait_for()
    dev.check_for_everyone()
    send(page, "Undo it")
    page.get_by_text("Everything is joined as it was before").wait_for()
