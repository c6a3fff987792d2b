"""Who is heard, as a facilitator and a community researcher look at it between two shifts."""

from __future__ import annotations

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs

SCROLLS = """() => Array.from(document.querySelectorAll("main .sb-scroll"))
    .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => each.ariaLabel)"""


def test_a_facilitator_sees_who_is_missing_and_where_to_go(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    dev.go("/heard/in/kestrel-rise/")
    dev.page.get_by_role("heading", name="Where to go next").first.wait_for()
    dev.page.get_by_text("different people spoke").wait_for()
    dev.keep("who-is-heard", height=2000)
    dev.page.get_by_text("All measures, and how they were worked out").click()
    dev.page.get_by_text("Be careful about").wait_for()
    dev.page.get_by_role("link", name="organisations that are in touch with them").first.click()
    dev.page.get_by_role("heading", name="Organisations approached").first.wait_for()


def test_nobody_scrolls_sideways_on_a_phone(visit_as: VisitAs) -> None:
    dev = visit_as("dev", size=PHONE)
    dev.go("/heard/in/kestrel-rise/")
    dev.page.get_by_text("All measures, and how they were worked out").click()
    dev.page.get_by_text("Be careful about").wait_for()
    assert dev.page.locator("main .sb-scroll").count() > 3
    assert dev.page.evaluate(SCROLLS) == []
    assert dev.page.get_by_role("columnheader", name="People who spoke").count() > 0
    dev.check_for_everyone()
