"""The first five minutes: follow one voice, see who got lost, what was decided and why not, take words back."""

from __future__ import annotations

import re

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site

SAID = "ቡን እንሰትየሉ ቦታ የብልናን"
ANSWERED = "ኣብቲ ሓድሽ ማእከል"


def test_a_newcomer_follows_one_voice_to_its_reply_within_three_clicks(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    page = dev.go("/demo/")
    page.get_by_text(SAID).wait_for()
    dev.keep("first-five-minutes", height=1300)
    page.get_by_role("button", name="Follow the thread between them").click()
    page.get_by_role("heading", name="The thread between them").wait_for()
    dev.keep("one-voice-beside-its-reply", height=1400)
    page.get_by_role("link", name="Nowhere to meet").first.click()
    page.get_by_role("heading", level=1).wait_for()
    page.go_back()
    assert page.get_by_text(ANSWERED).first.is_visible()


def test_a_newcomer_sees_who_got_lost_on_the_way(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    page = dev.go("/demo/")
    page.get_by_role("link", name="See who got lost").click()
    page.get_by_role("heading", name="Not one voice only").wait_for()
    assert page.locator("figure svg").count() == 1
    dev.keep("who-got-lost", height=1700)


def test_a_decision_maker_reads_ask_gap_and_no_because_and_no_words_of_residents(visit_as: VisitAs) -> None:
    ngozi = visit_as("ngozi")
    page = ngozi.go("/demo/")
    assert page.get_by_text(SAID).count() == 0
    page.get_by_role("link", name="Decisions about Kestrel Rise").click()
    page.get_by_text("No, because").wait_for()
    assert page.get_by_text("is still to be found").first.is_visible()
    ngozi.keep("what-was-decided", height=1700)


def test_words_taken_back_make_counts_fall(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go("/demo/")
    page.get_by_role("link", name="Take words back").click()
    page.get_by_role("button", name="Take these words back").click()
    page.get_by_text("It was taken back").wait_for()
    row = page.get_by_role("row", name=re.compile("^Contributions of the neighbourhood")).inner_text().split()
    assert int(row[-1]) == int(row[-2]) - 1
    dev.keep("words-taken-back", height=1200)


def test_looking_as_lee_a_newcomer_sees_nothing_and_comes_back(visit_as: VisitAs, own_site: Site) -> None:
    dev = visit_as("dev", site=own_site)
    page = dev.go("/demo/")
    page.get_by_role("button", name=re.compile("^Lee")).click()
    page.get_by_text("There is nothing here for you").wait_for()
    dev.go("/demo/lost/", status=404)
    dev.go("/demo/")
    page.get_by_role("button", name="Yourself again").click()
    page.get_by_text(SAID).wait_for()


def test_the_tour_works_without_scripts(visit_as: VisitAs) -> None:
    dev = visit_as("dev", scripts=False)
    page = dev.go("/demo/")
    page.get_by_role("button", name="Follow the thread between them").or_(
        page.get_by_role("link", name="Follow the thread between them")
    ).first.click()
    page.get_by_role("heading", name="The thread between them").wait_for()
    assert page.get_by_text(ANSWERED).first.is_visible()
