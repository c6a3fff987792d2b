"""What the pages of places show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from seedbed.thread.payloads.heard import ThemePayload
from seedbed.web.golden_thread.actions import add_bead
from seedbed.web.listening.actions import record_contribution
from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.models import Scope, User
from seedbed.web.people.roles import Role
from seedbed.web.places.actions import set_boundary, start_neighbourhood
from seedbed.web.places.models import Neighbourhood, Partnership, Programme
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]
SQUARE: dict[str, Any] = {"type": "Polygon", "coordinates": [[[0, 0], [0.01, 0], [0.01, 0.01], [0, 0.01], [0, 0]]]}


def _text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_home_shows_what_a_facilitator_can_do_next(cast: Cast, as_: As) -> None:
    text = _text(as_(cast.dev), "/")
    assert "Millbrook" in text
    assert "Record what somebody said" in text


def test_home_offers_a_decision_maker_decisions_only(cast: Cast, as_: As) -> None:
    text = _text(as_(cast.ngozi), "/")
    assert "Record a decision and its reason" in text
    assert "Record what somebody said" not in text


def test_home_shows_an_outsider_nothing(cast: Cast, as_: As) -> None:
    text = _text(as_(cast.lee), "/")
    assert "You have no role yet." in text
    assert "Millbrook" not in text


def test_home_shows_the_owner_how_to_start(cast: Cast, as_: As) -> None:
    assert 'href="/start/"' in _text(as_(cast.olu), "/")


def test_home_welcomes_the_first_owner_with_the_first_thing_to_do(site: Scope, as_: As) -> None:
    owner = create_account(by=None, name="Olu", email="olu@example.org")
    grant(by=None, user=owner, scope=site, role=Role.OWNER)
    text = _text(as_(owner), "/")
    assert "Begin with a partnership" in text
    assert 'href="/start/"' in text
    assert "Your neighbourhoods</h1>" not in text


def test_home_offers_nobody_else_to_start(cast: Cast, as_: As) -> None:
    assert 'href="/start/"' not in _text(as_(cast.dev), "/")


def test_a_neighbourhood_says_what_is_there_and_what_is_missing(
    neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    theme = ThemePayload(name="Nowhere to meet")
    add_bead(by=cast.dev, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=theme)
    text = _text(as_(cast.dev), "/neighbourhoods/millbrook/")
    assert "1 themes" not in text
    assert "1 theme" in text
    assert "Missing: events." in text


def test_a_neighbourhood_shows_who_works_there(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    text = _text(as_(cast.dev), "/neighbourhoods/millbrook/")
    assert "Ngozi" in text
    assert "Pat" not in text


def test_a_neighbourhood_shows_its_line_and_why(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    set_boundary(
        by=cast.dev, neighbourhood=neighbourhood, shares={"T01": 1.0}, outline=SQUARE, origin="drawn",
        reason="The <b>brook</b>.", residents=1234.4,
    )  # fmt: skip
    text = _text(as_(cast.dev), "/neighbourhoods/millbrook/")
    assert "The line around Millbrook" in text
    assert "The &lt;b&gt;brook&lt;/b&gt;." in text
    assert "about 1,234" in text


def test_earlier_lines_stay_to_be_read(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    for reason in ("The brook.", "The railway."):
        set_boundary(
            by=cast.dev, neighbourhood=neighbourhood, shares={"T01": 1.0}, outline=SQUARE, origin="drawn", reason=reason
        )
    text = _text(as_(cast.dev), "/neighbourhoods/millbrook/lines/")
    assert text.index("The railway.") < text.index("The brook.")


def test_the_owner_starts_their_own_in_three_names(cast: Cast, as_: As) -> None:
    browser = as_(cast.olu)
    address = browser.post("/start/", {"name": "Well Newtown"})["Location"]
    address = browser.post(address, {"name": "Newtown 2027"})["Location"]
    address = browser.post(address, {"name": "Canal Side"})["Location"]
    assert address == "/neighbourhoods/canal-side/"
    assert "Canal Side" in _text(browser, address)


def test_a_form_sent_twice_starts_one_place(cast: Cast, as_: As) -> None:
    browser = as_(cast.olu)
    for _ in range(2):
        answer = browser.post("/start/", {"name": "Well Newtown"})
    assert b"There is a partnership of this name already." in answer.content
    assert Partnership.objects.filter(name="Well Newtown").count() == 1


@pytest.mark.parametrize("name", ["", "a" * 100_000, "a\x00b", "\u202egnp.exe"])
def test_a_name_that_will_not_do_is_said_on_the_form(cast: Cast, as_: As, name: str) -> None:
    answer = as_(cast.olu).post("/start/", {"name": name})
    assert answer.status_code == 422
    assert b"nhsuk-error-message" in answer.content


def test_markup_in_a_name_is_shown_as_typed(programme: Programme, cast: Cast, as_: As) -> None:
    made = start_neighbourhood(by=None, programme=programme, name="<script>alert(1)</script>")
    text = _text(as_(cast.dev), f"/neighbourhoods/{made.slug}/")
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_an_invented_programme_says_so(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    assert "nobody here is real" in _text(as_(cast.dev), "/neighbourhoods/millbrook/")


def test_a_real_programme_does_not_say_it_is_invented(cast: Cast, as_: As) -> None:
    assert "nobody here is real" not in _text(as_(cast.pat), "/neighbourhoods/far-field/")


def test_pages_of_somebody_are_kept_by_no_browser(cast: Cast, as_: As) -> None:
    assert as_(cast.dev).get("/")["Cache-Control"] == "private, no-store"


def test_home_asks_no_more_of_the_database_for_more_neighbourhoods(
    programme: Programme, cast: Cast, as_: As, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    browser = as_(cast.dev)
    browser.get("/")  # The first page of a session notes that the session is in use.
    with CaptureQueriesContext(connection) as of_one:
        browser.get("/")
    for number in range(19):
        start_neighbourhood(by=None, programme=programme, name=f"Place {number}")
    with django_assert_num_queries(len(of_one)):
        assert "Place 18" in _text(browser, "/")


def test_contributions_are_counted_for_a_decision_maker_but_lead_nowhere(
    neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    record_contribution(by=cast.dev, neighbourhood=neighbourhood, words="Nowhere to sit.", said_on=date(2026, 3, 1))
    text = _text(as_(cast.ngozi), "/neighbourhoods/millbrook/")
    assert "1 contribution" in text
    assert "/all/contribution/" not in text
    assert "/all/contribution/" in _text(as_(cast.dev), "/neighbourhoods/millbrook/")
