"""Looking for who did what, and following one thing."""

from __future__ import annotations

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.visitors import Visitor


def _audit_page(owner: Visitor) -> None:
    owner.go("/people/1/audit/")
    owner.page.get_by_role("heading", name="Audit trail", exact=False).first.wait_for()


def test_an_owner_finds_what_was_done_and_follows_one_thing(visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    _audit_page(owner)
    owner.page.get_by_text("Find entries").click()
    owner.page.locator("#id_what").select_option(label="Wrote down what somebody said")
    owner.page.get_by_role("button", name="Find", exact=True).click()
    rows = owner.page.locator("tbody tr")
    assert rows.count() > 1
    assert set(rows.locator("td:nth-child(3)").all_inner_texts()) == {"Wrote down what somebody said"}
    owner.check_for_everyone()
    rows.first.get_by_role("link").click()
    owner.page.get_by_role("heading", name="History of contribution").wait_for()
    owner.check_for_everyone()


def test_a_day_that_is_none_is_told_at_its_field(visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    _audit_page(owner)
    owner.page.get_by_text("Find entries").click()
    days = owner.page.get_by_role("group", name="From")
    for part, number in (("Day", "31"), ("Month", "2"), ("Year", "2026")):
        days.get_by_label(part).fill(number)
    owner.page.get_by_role("button", name="Find", exact=True).click()
    owner.page.get_by_text("There is no such day.").first.wait_for()
    owner.check_for_everyone()


def test_an_owner_takes_the_list_away_as_a_table(visit_as: VisitAs) -> None:
    owner = visit_as("owner")
    _audit_page(owner)
    with owner.page.expect_download() as download:
        owner.page.get_by_role("button", name="Download as a table (CSV)").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert text.startswith("number,when,who,what,action,where,of what,detail,hash")
