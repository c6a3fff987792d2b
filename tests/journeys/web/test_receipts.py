"""Rosa has no account, only a receipt: she sees what became of her words, takes them out and puts them back."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.journeys.visits import PHONE
from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site
from tests.journeys.web.visitors import Visitor

RECEIPT = re.compile(r"\d{4} \d{4} \d{4}")
SECOND_HALF = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")
SAID = "A room that belongs to nobody in particular."
COUNTED = "Voices behind the theme"


def halves(page: Page) -> tuple[str, str]:
    """Return number and second half as they stand on a page."""
    text = page.locator("main").inner_text()
    # Before the receipt of someone new stands their own number, which looks like a second half.
    return RECEIPT.findall(text)[-1], SECOND_HALF.findall(text)[-1]


def counted(dev: Visitor) -> dict[str, int]:
    """Return what is counted, by name, as it is now."""
    rows = dev.go("/demo/withdraw/").locator("main table tbody tr").all_inner_texts()
    return {row.split("\t")[0]: int(row.split("\t")[-1]) for row in rows}


def open_words(rosa: Visitor, number: str, second_half: str) -> Page:
    """Go from the menu's page to the words, by typing both halves."""
    page = rosa.go("/receipt/")
    page.get_by_label("The number on your receipt").fill(number)
    page.get_by_role("button", name="Look").click()
    page.get_by_role("heading", name="What became of your words").wait_for()
    page.get_by_role("link", name="See your words").click()
    page.get_by_label("The second half of your receipt").fill(second_half)
    page.get_by_role("button", name="Show my words").click()
    return page


def test_rosa_takes_her_words_out_with_her_receipt_and_puts_them_back(visit_as: VisitAs, own_site: Site) -> None:
    dev, rosa = visit_as("dev", site=own_site), visit_as(site=own_site, size=PHONE)
    number, second_half = halves(dev.go("/demo/"))
    before = counted(dev)
    page = rosa.go(f"/receipt/{number.replace(' ', '')}/")
    assert SAID not in page.content()
    page.get_by_text("Nowhere to meet").first.wait_for()
    rosa.keep("what-became-of-my-words", height=1900)
    rosa.check_for_everyone()
    page = open_words(rosa, number, second_half)
    page.get_by_text(SAID).wait_for()
    rosa.keep("my-words-by-receipt", height=1500)
    rosa.check_for_everyone()
    page.get_by_role("button", name="Take my words out").click()
    page.get_by_text("Your words are taken out").wait_for()
    rosa.keep("my-words-taken-out", height=900)
    rosa.check_for_everyone()
    after = counted(dev)
    assert all(after[name] < before[name] for name in before)
    page.get_by_role("button", name="Undo: put my words back").click()
    page.get_by_text("Your words are back").wait_for()
    assert counted(dev) == before


def test_words_given_by_hand_give_a_receipt_that_opens_them(visit_as: VisitAs, own_site: Site) -> None:
    dev, rosa = visit_as("dev", site=own_site), visit_as(site=own_site, size=PHONE, scripts=False)
    page = dev.go("/by-hand/in/tanners-row/add/contribution/")
    page.get_by_label(re.compile("^What was said, word for word")).fill("The bench by the bus stop is gone.")
    page.get_by_role("radio", name=re.compile("^Someone new")).check()
    page.get_by_role("checkbox", name="My words may be shown in public").check()
    page.get_by_role("radio", name="18 or over").check()
    boxes = page.get_by_role("group", name=re.compile("^On which day"))
    for box, part in (("Day", "2"), ("Month", "3"), ("Year", "2026")):
        boxes.get_by_label(box).fill(part)
    dev.keep("words-with-consent", height=2600)
    dev.check_for_everyone()
    page.get_by_role("button", name="Keep", exact=True).last.click()
    page.get_by_role("heading", name="Hand over this receipt").wait_for()
    dev.keep("receipt", height=1200)
    dev.check_for_everyone()
    number, second_half = halves(page)
    words = open_words(rosa, number, second_half)
    words.get_by_text("The bench by the bus stop is gone.").wait_for()
    public = words.get_by_role("checkbox", name="My words may be shown in public.")
    assert public.is_checked()
    public.uncheck()
    words.get_by_role("button", name="Keep what I chose").click()
    words.get_by_text("What you chose holds from now on").wait_for()
    assert not public.is_checked()


def test_a_wrong_half_and_an_unknown_number_say_the_same(visit_as: VisitAs, own_site: Site) -> None:
    dev, rosa = visit_as("dev", site=own_site), visit_as(site=own_site, size=PHONE)
    number, _ = halves(dev.go("/demo/"))
    rosa.expected.add(404)
    page = open_words(rosa, number, "0000-0000-0000-0000")
    page.get_by_role("heading", name="Nothing was found").wait_for()
    rosa.check_for_everyone()
    rosa.go("/receipt/482109375567/", status=404)
    page.get_by_role("heading", name="Nothing was found").wait_for()


def test_the_owner_records_the_lawful_basis_and_reads_the_wordings(visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    programme = owner.go("/").get_by_role("link", name=re.compile("^Alderwick 2025")).first.get_attribute("href") or ""
    slug = programme.rstrip("/").split("/")[-1]
    owner.go(f"/consent/programmes/{slug}/lawful-basis/").get_by_text("public task (e)").first.wait_for()
    owner.check_for_everyone()
    owner.keep("lawful-basis", height=1600)
    owner.go(f"/consent/programmes/{slug}/wordings/").get_by_text("reaches nobody").first.wait_for()
    owner.check_for_everyone()
    owner.keep("wordings-of-consent", height=900)
