"""Planning shifts, letting phones in, and watching over those who are out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from seedbed.errors import UserError
from seedbed.web.capture.asked import CATEGORIES, PROMPTS
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step2_listen.actions import let_phones_in, plan_shift
from seedbed.web.step2_listen.forms import ShiftForm
from seedbed.web.step2_listen.held import let_go_of_names
from seedbed.web.step2_listen.models import CheckIn, StreetShift
from seedbed.web.step2_listen.queries import came_to, evening_of, out_on
from tests.unit.web.capture.devices import Phone, contribution
from tests.unit.web.conftest import Cast
from tests.unit.web.step2_listen.conftest import planned

As = Callable[[User | None], Client]


def item(kind: str, **more: Any) -> dict[str, Any]:
    return {
        "id": str(uuid4()),
        "schema": "seedbed/capture/1",
        "kind": kind,
        "made_at": timezone.now().isoformat(),
        **more,
    }


def test_a_shift_is_an_event_of_the_neighbourhood(shift: StreetShift, neighbourhood: Neighbourhood) -> None:
    assert (shift.event.kind, shift.event.bead.payload["name"]) == ("shift", "Market, Tuesday")
    assert shift.event.bead.neighbourhood == neighbourhood
    assert [(pair.talks, pair.records) for pair in shift.pairs.all()] == [("Sam", "Ola")]


def test_the_trail_holds_no_name_of_a_pair(shift: StreetShift) -> None:
    event = AuditEvent.objects.get(action="step2.plan_shift")
    assert (event.subject, event.detail) == (f"event:{shift.pk}", {"pairs": 1, "questions": 2})


@pytest.mark.parametrize(
    "more",
    [
        {"prompts": ["", " "]},
        {"prompts": ["?" * 301]},
        {"prompts": [f"Question {number}" for number in range(21)]},
        {"categories": ["B" * 61]},
        {"pairs": [("Sam", "Ola")] * 51},
        {"pairs": [("Sam", "")]},
        {"ends_at": timezone.now() - timedelta(days=1)},
    ],
)
def test_a_plan_that_will_not_do_is_refused_whole(
    cast: Cast, neighbourhood: Neighbourhood, more: dict[str, Any]
) -> None:
    with pytest.raises(UserError):
        plan_shift(by=cast.dev, neighbourhood=neighbourhood, planned=planned(**more))
    assert not StreetShift.objects.exists()


def test_first_names_are_let_go_of_some_time_after_the_shift(shift: StreetShift) -> None:
    ended = shift.event.ends_at or timezone.now()
    assert let_go_of_names(ended + timedelta(days=59)) == 0
    assert let_go_of_names(ended + timedelta(days=60)) == 1
    assert let_go_of_names(ended + timedelta(days=60)) == 0
    assert not shift.pairs.exists()


def test_pairs_are_told_whom_to_call_for_some_time(
    phone: Phone, shift: StreetShift, cast: Cast, as_: As, client: Client
) -> None:
    assert phone.ask("/capture/about/").json()["leadPhone"] == ""
    page = f"/step-2/shifts/{shift.pk}/"
    assert as_(cast.dev).post(page, {"do": "lead_phone", "lead_phone": "ask Dev"}).status_code == 422
    as_(cast.dev).post(page, {"do": "lead_phone", "lead_phone": "07700 900 123"})
    assert phone.ask("/capture/about/").json()["leadPhone"] == "07700 900 123"
    assert "900" not in str(AuditEvent.objects.get(action="step2.change_lead_phone").detail)
    let_go_of_names((shift.event.ends_at or timezone.now()) + timedelta(days=60))
    assert StreetShift.objects.get().lead_phone == ""


def test_a_phone_that_joined_has_not_said_that_it_is_safe(
    phone: Phone, shift: StreetShift, cast: Cast, as_: As
) -> None:
    assert phone.device.joined_with is not None
    assert "nothing said yet" in as_(cast.dev).get(f"/step-2/shifts/{shift.pk}/").text


def test_letting_phones_in_stands_first_until_one_has_joined(
    shift: StreetShift, cast: Cast, as_: As, request: pytest.FixtureRequest
) -> None:
    def letting_in_is_first() -> bool:
        page = as_(cast.dev).get(f"/step-2/shifts/{shift.pk}/").text
        assert page.count("Let phones in") == 1
        return page.index("Let phones in") < page.index("Who is out")

    before = letting_in_is_first()
    request.getfixturevalue("phone")
    assert (before, letting_in_is_first()) == (True, False)


def test_a_shift_that_is_over_lets_no_phone_in(cast: Cast, shift: StreetShift) -> None:
    with pytest.raises(UserError, match="No phone can join"):
        let_phones_in(by=cast.dev, shift=shift, most=5, at=timezone.now() + timedelta(days=1))


def test_a_phone_is_told_what_its_shift_asks(phone: Phone) -> None:
    told = phone.ask("/capture/about/").json()
    assert told["prompts"] == ["What is good here?", "Whom should we ask?"]
    assert (told["categories"], told["checkInMinutes"], told["event"]) == (["Bench"], 30, "Market, Tuesday")


def test_a_phone_of_no_shift_is_told_what_comes_with_the_platform(phone: Phone) -> None:
    phone.device.event = None
    phone.device.save()
    told = phone.ask("/capture/about/").json()
    assert (told["prompts"], told["categories"]) == (list(PROMPTS), list(CATEGORIES))


def test_a_pair_that_says_it_is_safe_is_out_and_safe(phone: Phone, shift: StreetShift) -> None:
    assert phone.put(item("check_in", people=2, safe=True)).status_code == 201
    assert [(each.safe, each.late) for each in out_on(shift, timezone.now())] == [(True, False)]


def test_the_same_check_in_sent_twice_is_kept_once(phone: Phone) -> None:
    told = item("check_in", people=2, safe=True)
    assert [phone.put(told).status_code for _ in range(2)] == [201, 200]
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize("told", [{}, {"people": 0, "safe": True}, {"people": True, "safe": True}, {"people": 2}])
def test_a_check_in_that_says_too_little_is_refused(phone: Phone, told: dict[str, Any]) -> None:
    assert phone.put(item("check_in", **told)).status_code == 422
    assert not CheckIn.objects.exists()


def test_a_pair_that_is_not_heard_of_is_late_and_stands_first(cast: Cast, phone: Phone, shift: StreetShift) -> None:
    later = timezone.now() + timedelta(minutes=41)
    assert [each.late for each in out_on(shift, later)] == [True]


def test_nobody_is_late_before_it_is_time_nor_long_after_the_shift(phone: Phone, shift: StreetShift) -> None:
    now = timezone.now()
    assert [each.late for each in out_on(shift, now + timedelta(minutes=39))] == [False]
    assert [each.late for each in out_on(shift, now + timedelta(hours=5))] == [False]


def test_a_pair_that_needs_help_shows_in_red(as_: As, cast: Cast, phone: Phone, shift: StreetShift) -> None:
    phone.put(item("check_in", people=2, safe=False))
    page = as_(cast.dev).get(f"/step-2/shifts/{shift.pk}/").content.decode()
    assert "needs help" in page
    assert as_(cast.dev).get(f"/step-2/shifts/{shift.pk}/counts/").json()["unsafe"] == 1


def test_what_came_is_counted_without_words(as_: As, cast: Cast, phone: Phone, shift: StreetShift) -> None:
    phone.put(contribution(words="Gannets everywhere."))
    phone.put(item("tally", sort="refusal", count=2))
    phone.put(item("tally", sort="not_at_home", count=3))
    phone.put(item("tally", sort="tally", category="Bench", count=4))
    came = came_to(shift)
    assert (came.conversations, came.refusals, came.not_at_home, came.stickers) == (1, 2, 3, (("Bench", 4),))
    answer = as_(cast.dev).get(f"/step-2/shifts/{shift.pk}/counts/")
    assert b"Gannets" not in answer.content
    assert answer.json() == {
        "conversations": 1,
        "refusals": 2,
        "not_at_home": 3,
        "stickers": 4,
        "files_to_come": 0,
        "files_refused": 0,
        "late": 0,
        "unsafe": 0,
        "phones": 1,
    }


def test_the_evenings_page_shows_words_to_those_who_may_read_them(as_: As, cast: Cast, phone: Phone) -> None:
    phone.put(contribution(words="Gannets everywhere."))
    address = f"/step-2/in/{phone.device.neighbourhood.slug}/evening/"
    assert "Gannets everywhere." in as_(cast.dev).get(address).content.decode()
    assert as_(cast.ngozi).get(address).status_code == 403
    assert as_(cast.lee).get(address).status_code == 404


def test_the_evenings_page_shows_no_words_that_were_refused(as_: As, cast: Cast, phone: Phone) -> None:
    told = contribution(words="Gannets everywhere.")
    told["consent"]["scopes"] = []
    phone.put(told)
    page = as_(cast.dev).get(f"/step-2/in/{phone.device.neighbourhood.slug}/evening/").content.decode()
    assert "Gannets" not in page


def test_the_evenings_page_counts_what_waits_for_a_translation(phone: Phone, neighbourhood: Neighbourhood) -> None:
    phone.put(contribution(words="Mae'n oer.", language="cy"))
    evening = evening_of(neighbourhood, timezone.localdate())
    assert (evening.untranslated, evening.languages, evening.prompts) == (
        1,
        (("cy", 1),),
        (("What is good here?", 1),),
    )


def test_another_day_has_nothing(phone: Phone, neighbourhood: Neighbourhood) -> None:
    phone.put(contribution())
    evening = evening_of(neighbourhood, timezone.localdate() - timedelta(days=3))
    assert (evening.beads, evening.came.conversations) == ((), 0)


def test_a_day_that_is_none_shows_today(as_: As, cast: Cast, neighbourhood: Neighbourhood) -> None:
    assert as_(cast.dev).get(f"/step-2/in/{neighbourhood.slug}/evening/?day=yesterday").status_code == 200


def test_pairs_are_two_names_a_line(as_: As, cast: Cast, neighbourhood: Neighbourhood) -> None:
    answer = as_(cast.dev).post(f"/step-2/in/{neighbourhood.slug}/shifts/", {"pairs": "Sam"})
    assert answer.status_code == 422
    assert "Write two first names a line" in answer.content.decode()


def test_a_shift_is_planned_by_four_answers_and_today(as_: As, cast: Cast, neighbourhood: Neighbourhood) -> None:
    form = ShiftForm()
    empty = [field.name for field in form if field.field.required and not field.value()]
    asked = {name: value for name in ("prompts", "categories", "check_in_every") if (value := form[name].value())}
    today = timezone.localdate()
    day = {"day_day": str(today.day), "day_month": str(today.month), "day_year": str(today.year)}
    sent = {"name": "Market", "venue": "Square", "begins": "10:30", "hours": "3", **day, **asked}
    assert empty == ["name", "venue", "begins"]
    assert form["day"].value() == today
    assert as_(cast.dev).post(f"/step-2/in/{neighbourhood.slug}/shifts/", sent).status_code == 302


@pytest.mark.parametrize(
    ("sent", "opened"),
    [
        (None, []),
        ({}, []),
        ({"pairs": "Sam"}, ["pairs"]),
        ({"lead_phone": "07700 900 123"}, ["pairs"]),
        ({"categories": "Bench"}, ["prompts"]),
        ({"prompts": ""}, ["prompts"]),
        ({"budget": "£500"}, ["access"]),
    ],
)
def test_what_is_folded_is_open_where_it_was_changed_or_is_wrong(
    sent: dict[str, str] | None, opened: list[str]
) -> None:
    untouched = {name: ShiftForm()[name].value() for name in ("prompts", "categories", "check_in_every")}
    form = ShiftForm(None if sent is None else {**untouched, **sent})
    assert [part.fields[0].name for part in form.folded if part.open] == opened


def test_no_question_is_asked_twice_or_left_out() -> None:
    form = ShiftForm()
    asked = [*form.needed, *(field for part in form.folded for field in part.fields)]
    assert sorted(field.name for field in asked) == sorted(form.fields)


def test_the_code_is_in_no_part_of_an_address_that_is_sent(as_: As, cast: Cast, shift: StreetShift) -> None:
    browser = as_(cast.dev)
    browser.post(f"/step-2/shifts/{shift.pk}/", {"most": "3"})
    page = browser.get(f"/step-2/shifts/{shift.pk}/").content.decode()
    alone = browser.get(f"/step-2/shifts/{shift.pk}/", headers={"host": "127.0.0.1:8801"}).text
    assert ("this computer alone" in page, "this computer alone" in alone) == (False, True)
    assert "/step-2/shift/#join=" in page


def test_a_shift_is_planned_with_what_is_promised(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    day = {"day_day": "1", "day_month": "3", "day_year": "2027"}
    asked = {"prompts": "What is good here?", "check_in_every": "60", "begins": "10:30", "hours": "2"}
    promised = {"who_decides": "The council", "access": "No steps", "open_to_change": "The square"}
    early = {"hear_back_by_day": "1", "hear_back_by_month": "2", "hear_back_by_year": "2027"}
    sent = {"name": "Market", "venue": "Square", **day, **asked, **promised}
    address = f"/step-2/in/{neighbourhood.slug}/shifts/"
    assert as_(cast.dev).post(address, {**sent, **early}).status_code == 422
    assert as_(cast.dev).post(address, sent).status_code == 302
    event = StreetShift.objects.get().event
    assert (event.who_decides, event.access, event.open_to_change) == ("The council", "No steps", "The square")
