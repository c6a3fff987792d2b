"""The measures page and the loose ends: what they count, and to whom they show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.choices import Outcome
from seedbed.thread.payloads.decided import DecisionPayload, PriorityPayload
from seedbed.web.consent.actions import welcome
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import excerpt, record_contribution, undo_withdrawal, withdraw_contribution
from seedbed.web.listening.models import Contribution
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder

Browser = Callable[[User | None], Client]
DECIDED = DecisionPayload(name="Yes", outcome=Outcome.ADOPT, decided_on=date(2026, 5, 1), decided_by="The council")


def say(thread: Builder, group: str, theme: Bead | None = None) -> Contribution:
    """Let a new resident of a group say something, in a theme or in none."""
    cards = {"age": group} if group else {}
    person = welcome(by=None, neighbourhood=thread.neighbourhood, cards=cards, scopes=["take_part", "card"])
    said = record_contribution(
        by=None, neighbourhood=thread.neighbourhood, words="Words", said_on=date(2026, 3, 1), participant=person
    )
    voice = excerpt(by=None, contribution=said, start=0, end=5).bead
    if theme:
        thread.group(voice, theme)
    return said


@pytest.fixture
def heard(thread: Builder) -> list[Contribution]:
    """Twelve old and twelve young people, five of middle age, one without a card; the old ones' theme is decided."""
    theme = thread.theme()
    priority, decision = thread.add(PriorityPayload(name="Hall")), thread.add(DECIDED)
    thread.join(theme, Relation.RAISED_AS, priority)
    thread.join(priority, Relation.DECIDED_IN, decision)
    old = [say(thread, "65 and over", theme) for _ in range(12)]
    rest = [say(thread, group) for group in [*["16 to 24"] * 12, *["25 to 64"] * 5, ""]]
    return old + rest


def measures(browser: Client, neighbourhood: Neighbourhood, terms: str = "") -> str:
    answer = browser.get(reverse("golden_thread:measures", args=[neighbourhood.slug]) + terms)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_completeness_counts_contributions_that_reached_a_decision(
    heard: list[Contribution], neighbourhood: Neighbourhood, cast: Cast, as_: Browser
) -> None:
    assert "12 of 30 contributions reached a decision." in measures(as_(cast.sam), neighbourhood)


def test_counts_fall_when_a_voice_is_withdrawn(
    heard: list[Contribution], neighbourhood: Neighbourhood, cast: Cast, as_: Browser
) -> None:
    withdraw_contribution(by=cast.dev, contribution=heard[0], why="She asked")
    assert "11 of 29 contributions reached a decision." in measures(as_(cast.sam), neighbourhood)


@pytest.mark.parametrize("view", ["voices", "stages"])
def test_small_groups_are_hidden(
    heard: list[Contribution], neighbourhood: Neighbourhood, cast: Cast, as_: Browser, view: str
) -> None:
    seen = measures(as_(cast.ngozi), neighbourhood, f"?characteristic=age&view={view}")
    hidden = seen.split("Hidden, so that nobody can be told apart: ")[1].split("</p>")[0]
    assert hidden == "2 groups."
    assert "25 to 64" not in seen
    assert "1 person gave no card" in seen


def survival(browser: Client, neighbourhood: Neighbourhood, terms: str = "") -> str:
    """Return what the page tells by group: sentences, table and how many people are counted."""
    seen = measures(browser, neighbourhood, terms)
    return seen[seen.index('id="voice-survival"') :]


@pytest.mark.parametrize("view", ["voices", "stages"])
def test_groups_stay_as_they_are_until_ten_more_people_came(
    heard: list[Contribution], thread: Builder, neighbourhood: Neighbourhood, cast: Cast, as_: Browser, view: str
) -> None:
    theme = Bead.objects.get(kind="theme")
    looks = [survival(as_(cast.sam), neighbourhood, f"?view={view}")]
    for _ in range(10):
        say(thread, "16 to 24", theme)
        looks.append(survival(as_(cast.sam), neighbourhood, f"?view={view}"))
    assert [before == after for before, after in pairwise(looks)] == [*[True] * 9, False]
    assert "those of 40 people" in looks[-1]


@pytest.mark.parametrize("view", ["voices", "stages"])
def test_whoever_leaves_takes_their_ten_out_of_the_groups(
    heard: list[Contribution], neighbourhood: Neighbourhood, cast: Cast, as_: Browser, view: str
) -> None:
    before = survival(as_(cast.sam), neighbourhood, f"?view={view}")
    withdraw_contribution(by=cast.dev, contribution=heard[0], why="She asked")
    after = survival(as_(cast.sam), neighbourhood, f"?view={view}")
    undo_withdrawal(by=cast.dev, contribution=heard[0])
    assert "those of 30 people" in before
    assert "those of 20 people" in after
    assert survival(as_(cast.sam), neighbourhood, f"?view={view}") == before


def test_taking_back_one_of_two_contributions_takes_the_ten_out_too(
    heard: list[Contribution], neighbourhood: Neighbourhood, cast: Cast, as_: Browser
) -> None:
    second = record_contribution(
        by=None, neighbourhood=neighbourhood, words="More", said_on=date(2026, 3, 2), participant=heard[0].participant
    )
    assert "those of 30 people" in survival(as_(cast.sam), neighbourhood)
    withdraw_contribution(by=cast.dev, contribution=second, why="She asked")
    assert "those of 20 people" in survival(as_(cast.sam), neighbourhood)


def test_what_nobody_told_but_those_who_wait_is_no_choice(
    heard: list[Contribution], neighbourhood: Neighbourhood, cast: Cast, as_: Browser
) -> None:
    cards = {"language": "Polish"}
    person = welcome(by=None, neighbourhood=neighbourhood, cards=cards, scopes=["take_part", "card"])
    record_contribution(
        by=None, neighbourhood=neighbourhood, words="Words", said_on=date(2026, 3, 1), participant=person
    )
    assert "language" not in survival(as_(cast.sam), neighbourhood).split("</form>")[0]


def test_nothing_is_told_of_nine_people(
    thread: Builder, neighbourhood: Neighbourhood, cast: Cast, as_: Browser
) -> None:
    for _ in range(9):
        say(thread, "65 and over")
    seen = measures(as_(cast.sam), neighbourhood)
    assert "nothing is told of so few" in seen
    assert "65 and over" not in seen


def test_who_still_waits_is_told(
    heard: list[Contribution], neighbourhood: Neighbourhood, cast: Cast, as_: Browser
) -> None:
    seen = measures(as_(cast.dev), neighbourhood)
    assert "Fewer than half have been answered." in seen
    assert "30 of 30 still wait for an answer." in seen


def test_an_empty_neighbourhood_has_nothing_to_measure(neighbourhood: Neighbourhood, cast: Cast, as_: Browser) -> None:
    assert "nothing to measure" in measures(as_(cast.dev), neighbourhood)


def test_hostile_choices_give_the_usual_page(
    heard: list[Contribution], neighbourhood: Neighbourhood, cast: Cast, as_: Browser
) -> None:
    seen = measures(as_(cast.dev), neighbourhood, "?characteristic=%3Cscript%3E&view=x")
    assert "<script>alert" not in seen
    assert "Survival of voices by age" in seen


@pytest.mark.parametrize("page", ["measures", "loose_ends"])
@pytest.mark.parametrize("who", ["lee", "pat"])
def test_an_outsider_gets_the_page_of_nothing(
    neighbourhood: Neighbourhood, cast: Cast, as_: Browser, page: str, who: str
) -> None:
    answer = as_(cast.everyone()[who]).get(reverse(f"golden_thread:{page}", args=[neighbourhood.slug]))
    assert answer.status_code == 404


def test_a_steward_sees_no_measures(neighbourhood: Neighbourhood, cast: Cast, as_: Browser) -> None:
    assert as_(cast.ama).get(reverse("golden_thread:measures", args=[neighbourhood.slug])).status_code == 403


def loose_ends(browser: Client, neighbourhood: Neighbourhood, terms: str = "") -> str:
    answer = browser.get(reverse("golden_thread:loose_ends", args=[neighbourhood.slug]) + terms)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_loose_ends_are_counted_with_what_to_do_next(
    heard: list[Contribution], neighbourhood: Neighbourhood, cast: Cast, as_: Browser
) -> None:
    seen = loose_ends(as_(cast.dev), neighbourhood)
    assert "Voices that belong to no theme" in seen
    assert '<td class="nhsuk-table__cell nhsuk-table__cell--numeric">18</td>' in seen
    assert "Say who does what, by when." in seen


def test_loose_ends_of_a_kind_are_listed_twenty_at_a_time(
    heard: list[Contribution], neighbourhood: Neighbourhood, cast: Cast, as_: Browser
) -> None:
    browser = as_(cast.dev)
    assert loose_ends(browser, neighbourhood, "?kind=voice_without_reply").count("sb-number") == 20
    assert loose_ends(browser, neighbourhood, "?kind=voice_without_reply&page=2").count("sb-number") == 10


def test_loose_ends_keep_words_from_a_decision_maker(
    heard: list[Contribution], neighbourhood: Neighbourhood, cast: Cast, as_: Browser
) -> None:
    assert "Words" not in loose_ends(as_(cast.ngozi), neighbourhood, "?kind=voice_without_reply")
    assert "“Words”" in loose_ends(as_(cast.dev), neighbourhood, "?kind=voice_without_reply")


def test_nothing_loose_is_said(neighbourhood: Neighbourhood, cast: Cast, as_: Browser) -> None:
    assert "Nothing is loose here." in loose_ends(as_(cast.dev), neighbourhood)
