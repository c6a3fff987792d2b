"""Events: what was promised, who came, what it cost, and what everyone sees of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from seedbed.errors import BadInputError, UsageError
from seedbed.web.consent.actions import welcome
from seedbed.web.listening.actions import Cost, EventTold, attend, close_event, plan_event, set_costs
from seedbed.web.listening.models import Event
from seedbed.web.listening.promises import Promise, came_to, pounds, promised_at
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


def planned(neighbourhood: Neighbourhood, by: User | None = None, days: int = -10, **more: object) -> Event:
    today = timezone.localdate()
    told = {"open_to_change": "The square", "hear_back_by": today - timedelta(days=1), **more}
    held_on = today + timedelta(days=days)
    return plan_event(by=by, neighbourhood=neighbourhood, told=EventTold("Market day", held_on, **told))  # type: ignore[arg-type]


def test_attendances_people_and_residents_are_kept_apart(neighbourhood: Neighbourhood, cast: Cast) -> None:
    first, second = planned(neighbourhood), planned(neighbourhood)
    other = welcome(by=None, neighbourhood=neighbourhood)
    for event in (first, second):
        attend(by=cast.dev, event=event, participant=cast.rosa, resident="yes")
    attend(by=cast.dev, event=second, participant=other, resident="no")
    attend(by=cast.dev, event=second, people=30)
    came = came_to([first, second])
    assert (came.attendances, came.people, came.residents, came.only_counted) == (33, 2, 1, 30)


def test_noting_somebody_again_counts_them_once(neighbourhood: Neighbourhood, cast: Cast) -> None:
    event = planned(neighbourhood)
    for resident in ("not_told", "yes"):
        attend(by=cast.dev, event=event, participant=cast.rosa, resident=resident)
    assert (came_to([event]).attendances, came_to([event]).residents) == (1, 1)


def test_closing_tells_the_thread_how_many_came(neighbourhood: Neighbourhood, cast: Cast) -> None:
    event = planned(neighbourhood)
    attend(by=cast.dev, event=event, people=12)
    close_event(by=cast.dev, event=event, deviations="It rained.")
    event.bead.refresh_from_db()
    assert event.bead.payload["attendances"] == 12


def test_an_event_to_come_is_not_closed(neighbourhood: Neighbourhood, cast: Cast) -> None:
    with pytest.raises(UsageError, match="not closed"):
        close_event(by=cast.dev, event=planned(neighbourhood, days=2, hear_back_by=None))


@pytest.mark.parametrize(
    ("by", "on", "state"),
    [
        (None, None, Promise.NONE),
        (date(2026, 5, 1), None, Promise.OVERDUE),
        (date(2026, 7, 1), None, Promise.OPEN),
        (date(2026, 5, 1), date(2026, 5, 1), Promise.KEPT),
        (date(2026, 5, 1), date(2026, 5, 2), Promise.LATE),
    ],
)
def test_a_promise_is_open_kept_late_or_overdue(
    neighbourhood: Neighbourhood, by: date | None, on: date | None, state: Promise
) -> None:
    event = planned(neighbourhood, hear_back_by=None)
    event.hear_back_by, event.heard_back_on = by, on
    assert promised_at(event, date(2026, 6, 1)).state is state


def test_costs_take_the_place_of_those_before(neighbourhood: Neighbourhood, cast: Cast) -> None:
    event = planned(neighbourhood)
    set_costs(by=cast.dev, event=event, costs=[Cost("venue", planned=10_000)])
    set_costs(by=cast.dev, event=event, costs=[Cost("venue", planned=10_000, actual=12_345), Cost("food", actual=5)])
    assert [pounds(line.actual_pence) for line in event.costs.order_by("pk")] == ["£123.45", "£0.05"]


def test_everyone_sees_an_overdue_promise(neighbourhood: Neighbourhood, client: Client) -> None:
    address = f"/listening/promises/{neighbourhood.slug}/"
    assert client.get(address).status_code == 404
    planned(neighbourhood, payment=("voucher",))
    told = client.get(address).text
    assert "Overdue: an answer was promised by" in told
    assert "Universal Credit" in told


def test_a_resident_reads_promises_in_their_language(neighbourhood: Neighbourhood, client: Client) -> None:
    planned(neighbourhood)
    client.post("/language/", {"language": "pl"})
    assert "Co obiecaliśmy" in client.get(f"/listening/promises/{neighbourhood.slug}/").text


def test_a_facilitator_plans_changes_and_closes_an_event(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    browser = as_(cast.dev)
    day = {"held_on_day": "1", "held_on_month": "3", "held_on_year": "2026"}
    hours = {"begins": "18:30", "ends": "00:30"}
    sent = {"name": "Soup evening", **day, **hours, "kind": "cafe", "open_to_change": "The park", "payment": ["cash"]}
    made = browser.post(f"/listening/in/{neighbourhood.slug}/events/plan/", sent)
    page = made["Location"]
    assert "The park" in browser.get(page).text
    assert "Sunday 1 March 2026, 18:30 – 00:30" in browser.get(page).text
    browser.post(f"{page}change/", {**sent, "name": "Ignored", "who_decides": "The council"})
    assert "The council" in browser.get(page).text
    browser.post(f"{page}after/", {"do": "came", "people": "14", "sector": "resident", "resident": "yes"})
    costs = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-kind": "food", "form-0-actual": "19.99"}
    browser.post(f"{page}after/", {"do": "costs", **costs})
    browser.post(f"{page}after/", {"do": "close", "deviations": "More came."})
    told = browser.get(page).text
    assert "£19.99" in told
    assert "More came." in told
    assert Event.objects.get().bead.payload == {
        "name": "Soup evening",
        "held_on": "2026-03-01",
        "step": 2,
        "attendances": 14,
    }


def test_who_of_the_team_is_there_is_for_the_team_alone(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    event = planned(neighbourhood, team="Dev talks, two volunteers write")
    assert "two volunteers write" in as_(cast.dev).get(f"/listening/events/{event.pk}/").text
    assert "two volunteers write" not in as_(None).get(f"/listening/promises/{neighbourhood.slug}/").text


@pytest.mark.parametrize(
    "wrong",
    [
        {"ends": "16:00"},
        {"begins": "16:00", "ends": "15:00"},
        {"hear_back_by_day": "28", "hear_back_by_month": "2", "hear_back_by_year": "2026"},
    ],
)
def test_hours_and_answers_out_of_order_are_refused(
    neighbourhood: Neighbourhood, cast: Cast, as_: As, wrong: dict[str, str]
) -> None:
    day = {"held_on_day": "1", "held_on_month": "3", "held_on_year": "2026"}
    sent = {"name": "Soup evening", **day, "kind": "cafe", **wrong}
    answer = as_(cast.dev).post(f"/listening/in/{neighbourhood.slug}/events/plan/", sent)
    assert (answer.status_code, Event.objects.exists()) == (422, False)


def test_an_answer_before_the_day_is_refused_whoever_plans(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(BadInputError, match="before its day"):
        planned(neighbourhood, hear_back_by=timezone.localdate() - timedelta(days=11))


def test_a_form_of_costs_without_a_kind_says_so(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    event = planned(neighbourhood)
    costs = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-actual": "19.99", "do": "costs"}
    answer = as_(cast.dev).post(f"/listening/events/{event.pk}/after/", costs)
    assert (answer.status_code, "Say what it is for." in answer.text) == (422, True)
