"""The site as a whole: it lets people in, stays quiet, and works for everyone."""

from __future__ import annotations

import json
from urllib.request import urlopen

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site


def test_anyone_comes_into_the_demonstration_and_stands_on_the_tour(visit_as: VisitAs) -> None:
    someone = visit_as()
    someone.go("/welcome/")
    assert someone.page.url.endswith("/demo/")
    someone.check_for_everyone()


def test_any_page_lets_a_newcomer_in(visit_as: VisitAs) -> None:
    someone = visit_as()
    someone.go("/")
    assert someone.page.url == someone.site.address


def test_a_page_that_is_not_there_says_so_in_three_sentences(visit_as: VisitAs) -> None:
    dev = visit_as("dev")
    dev.go("/nowhere/", status=404)
    assert dev.page.locator("main").inner_text().count(".") >= 3
    dev.check_for_everyone()


def test_health_is_well(site: Site) -> None:
    with urlopen(f"{site.address}health", timeout=20) as answer:  # noqa: S310 - our own server
        assert json.load(answer)["status"] == "ok"
