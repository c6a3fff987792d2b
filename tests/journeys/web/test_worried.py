"""A helper is worried about someone: one tap, and the named lead alone reads it."""

from __future__ import annotations

import re

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site

PLACE = "/safeguarding/in/tanners-row/"
WORDS = "A man at the bus stop (invented) has not eaten for two days."


def test_dev_is_worried_and_the_lead_alone_reads_it(visit_as: VisitAs, own_site: Site) -> None:
    owner = visit_as("owner", site=own_site)
    page = owner.go(PLACE)
    page.get_by_role("link", name="Say who hears of concerns here").click()
    owner.check_for_everyone()
    page.get_by_label(re.compile("^Lead")).select_option(label="Sam, analyst (invented)")
    page.get_by_label(re.compile("^Deputy")).select_option(label="Bea, lead for safety (invented)")
    owner.keep("who-hears-of-concerns", height=1400)
    page.get_by_role("button", name="Set it").click()
    page.get_by_text("It is set.").wait_for()

    dev = visit_as("dev", site=own_site, size=PHONE)
    page = dev.go("/by-hand/in/tanners-row/add/contribution/")
    page.get_by_role("main").get_by_role("link", name="Worried about someone?").click()
    dev.check_for_everyone()
    page.get_by_label("What worries you?").fill(WORDS)
    dev.keep("worried-about-someone", height=1500)
    page.get_by_role("button", name="Tell the lead now").click()
    page.get_by_role("heading", name="It is with the lead").wait_for()
    dev.check_for_everyone()

    sam = visit_as("sam", site=own_site)
    page = sam.go("/safeguarding/")
    sam.check_for_everyone()
    page.locator("main li a").first.click()
    assert WORDS not in page.content()
    page.get_by_role("button", name="Open it").click()
    page.get_by_text(WORDS).wait_for()
    sam.check_for_everyone()
    sam.keep("a-concern", height=1500)
    address = page.url.removeprefix(own_site.address)
    page.get_by_label("What did you do?").fill("Rang the council.")
    page.get_by_role("button", name="I have acted").click()
    page.get_by_text("What you did is noted.").wait_for()

    for other in (owner, dev):
        other.go(address, status=404)
        other.go("/safeguarding/", status=404)


def test_one_tap_is_enough_without_javascript(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site, size=PHONE, scripts=False)
    page = dev.go(PLACE)
    page.get_by_role("button", name="Tell the lead now").click()
    page.get_by_role("heading", name="It is with the lead").wait_for()
    assert "999" in page.locator("main").inner_text()
