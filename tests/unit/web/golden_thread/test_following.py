"""Follow one voice, a bead's page, and looking a number up: what they show, and to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.choices import Judgement, Outcome
from seedbed.thread.payloads.decided import DecisionPayload, PriorityPayload, ReplyPayload
from seedbed.thread.payloads.delivered import IndicatorPayload, ObservationPayload
from seedbed.web.golden_thread import actions
from seedbed.web.golden_thread.following import MOST_REPLIES
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import excerpt, record_contribution, withdraw_contribution
from seedbed.web.listening.models import Contribution
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.golden_thread.builder import Builder

WORDS = "There is nowhere to meet in winter."
Browser = Callable[[User | None], Client]


@dataclass
class Story:
    """Rosa's words, and what they became."""

    contribution: Contribution
    voice: Bead
    theme: Bead
    decision: Bead
    reply: Bead


@pytest.fixture
def story(thread: Builder, cast: Cast) -> Story:
    said = record_contribution(
        by=cast.dev,
        neighbourhood=thread.neighbourhood,
        words=WORDS,
        said_on=date(2026, 3, 1),
        participant=cast.rosa,
    )
    voice = excerpt(by=cast.dev, contribution=said, start=0, end=24).bead
    theme = thread.theme()
    priority = thread.add(PriorityPayload(name="Open the hall in winter"))
    decision = thread.add(
        DecisionPayload(
            name="The hall in winter",
            outcome=Outcome.DECLINE,
            decided_on=date(2026, 5, 1),
            decided_by="The council",
            reason="the roof <b>leaks</b>",
        )
    )
    reply = thread.add(ReplyPayload(name="What became of it", words="No, because", sent_on=date(2026, 6, 1)))
    thread.group(voice, theme)
    thread.join(theme, Relation.RAISED_AS, priority)
    thread.join(priority, Relation.DECIDED_IN, decision)
    thread.join(decision, Relation.REPORTED_TO, reply)
    return Story(said, voice, theme, decision, reply)


def follow(bead: Bead, way: str = "forward") -> str:
    return reverse("golden_thread:follow", args=[printed(bead.pk)]) + f"?way={way}"


def page_of(bead: Bead) -> str:
    return reverse("golden_thread:bead", args=[printed(bead.pk)])


def text(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return str(answer.content.decode())


def listed_replies(browser: Client, bead: Bead, way: str = "forward") -> set[int]:
    """Return the replies that the page lists as what went back."""
    return {reply.number for reply in browser.get(follow(bead, way)).context["page"].replies}


def test_a_voice_is_followed_to_its_reply(story: Story, cast: Cast, as_: Browser) -> None:
    seen = text(as_(cast.dev), follow(story.voice))
    for title in ("Nowhere to meet", "Open the hall in winter", "The hall in winter", "What became of it"):
        assert title in seen
    assert "There is nowhere to meet" in seen
    assert "4 things follow from it:" in seen
    assert "1 theme, 1 priority, 1 decision and 1 reply." in seen


def test_all_that_went_back_is_listed_with_replies_at_the_end_of_the_thread(
    story: Story, thread: Builder, cast: Cast, as_: Browser
) -> None:
    straight = thread.add(ReplyPayload(name="You asked", words="Not yet", sent_on=date(2026, 4, 1)))
    thread.join(straight, Relation.REPLIES_TO, story.voice)
    assert listed_replies(as_(cast.dev), story.voice) == {story.reply.pk, straight.pk}


def test_replies_beyond_the_page_are_listed_and_the_rest_counted(
    story: Story, thread: Builder, cast: Cast, as_: Browser
) -> None:
    for number in range(MOST_REPLIES + 1):
        more = thread.add(ReplyPayload(name=f"Reply {number}", words="No", sent_on=date(2026, 6, 2)))
        thread.join(story.decision, Relation.REPORTED_TO, more)
    assert len(listed_replies(as_(cast.dev), story.voice)) == MOST_REPLIES
    seen = text(as_(cast.dev), follow(story.voice))
    assert "And 2 more replies further on." in seen
    assert f"{page_of(story.voice)}#after" in seen


def test_nothing_went_back_where_the_thread_is_followed_back(story: Story, cast: Cast, as_: Browser) -> None:
    assert listed_replies(as_(cast.dev), story.reply, "back") == set()


def test_it_says_why_the_thread_stops_and_shows_markup_as_words(story: Story, cast: Cast, as_: Browser) -> None:
    seen = text(as_(cast.dev), follow(story.voice))
    assert "Declined, because: the roof &lt;b&gt;leaks&lt;/b&gt;" in seen
    assert "<b>leaks" not in seen


def test_a_reply_is_followed_back_to_the_words(story: Story, cast: Cast, as_: Browser) -> None:
    seen = text(as_(cast.dev), follow(story.reply, "back"))
    assert "It begins here." in seen
    assert "There is nowhere to meet" in seen


def test_a_decision_maker_follows_it_without_the_words(story: Story, cast: Cast, as_: Browser) -> None:
    browser = as_(cast.ngozi)
    for address in (follow(story.voice), follow(story.reply, "back"), page_of(story.voice), page_of(story.theme)):
        seen = text(browser, address)
        assert "nowhere to meet in" not in seen
        assert "There is nowhere" not in seen
    assert "beads are shown by their kind alone" in text(browser, follow(story.reply, "back"))


@pytest.mark.parametrize("who", ["lee", "pat"])
def test_an_outsider_gets_the_page_of_nothing(story: Story, cast: Cast, as_: Browser, who: str) -> None:
    browser = as_(cast.everyone()[who])
    nothing = browser.get(reverse("golden_thread:bead", args=[printed(10**9)]))
    assert nothing.status_code == 404
    for address in (follow(story.voice), page_of(story.theme), f"{reverse('golden_thread:find')}?number={printed(1)}"):
        answer = browser.get(address)
        assert answer.status_code == 404
        assert "Nowhere to meet" not in answer.content.decode()


def test_who_is_not_signed_in_is_sent_to_sign_in(story: Story, as_: Browser) -> None:
    assert as_(None).get(follow(story.voice)).status_code == 302


def test_a_withdrawn_voice_is_on_no_page(story: Story, cast: Cast, as_: Browser) -> None:
    withdraw_contribution(by=cast.dev, contribution=story.contribution, why="She asked")
    browser = as_(cast.dev)
    for address in (follow(story.voice), page_of(story.voice)):
        answer = browser.get(address)
        assert answer.status_code == 410
        assert "was withdrawn" in answer.content.decode()
        assert "What to do next" in answer.content.decode()
    for address in (follow(story.reply, "back"), page_of(story.theme)):
        seen = text(browser, address)
        assert printed(story.voice.pk) not in seen
        assert "nowhere to meet in" not in seen


def test_a_bead_says_who_joined_it_when_and_why(story: Story, cast: Cast, as_: Browser) -> None:
    seen = text(as_(cast.dev), page_of(story.decision))
    assert "Joined by Dev" in seen
    assert "The council" in seen
    assert "Declined" in seen


def test_a_bead_tells_its_history(story: Story, thread: Builder, cast: Cast, as_: Browser) -> None:
    other = thread.theme("Nowhere warm")
    actions.merge(by=cast.dev, beads=[other], into=story.theme, why="the same thing")
    seen = text(as_(cast.dev), page_of(story.theme))
    assert "Another was merged into it." in seen
    assert "the same thing" in seen


def test_a_bead_of_many_links_shows_twenty_at_a_time(thread: Builder, cast: Cast, as_: Browser) -> None:
    theme = thread.theme()
    for _ in range(23):
        thread.join(thread.theme("x"), Relation.RAISED_AS, thread.add(PriorityPayload(name="p")))
        thread.join(theme, Relation.RAISED_AS, thread.add(PriorityPayload(name="one of many")))
    browser = as_(cast.dev)
    first = text(browser, page_of(theme))
    assert "What follows (23)" in first
    assert first.count("<bdi>one of many</bdi>") == 20
    assert text(browser, page_of(theme) + "?after=2").count("<bdi>one of many</bdi>") == 3


def test_a_picture_says_how_many_more_there_are(thread: Builder, cast: Cast, as_: Browser) -> None:
    theme = thread.theme()
    for _ in range(10):
        thread.join(theme, Relation.RAISED_AS, thread.add(PriorityPayload(name="one of many")))
    seen = text(as_(cast.dev), follow(theme))
    assert "and 4 more" in seen
    assert "10 things follow from it" in seen


def test_too_early_to_tell_is_said(thread: Builder, cast: Cast, as_: Browser) -> None:
    indicator = thread.add(IndicatorPayload(name="Visits"))
    seen_on = date(2026, 8, 1)
    observed = thread.add(ObservationPayload(name="First", observed_on=seen_on, judgement=Judgement.TOO_EARLY))
    thread.join(indicator, Relation.OBSERVED_AS, observed)
    assert "Too early to tell." in text(as_(cast.dev), follow(indicator))


def test_a_printed_number_leads_to_its_bead(story: Story, cast: Cast, as_: Browser) -> None:
    answer = as_(cast.dev).get(reverse("golden_thread:find"), {"number": f" {printed(story.theme.pk).lower()} "})
    assert answer.status_code == 302
    assert answer["Location"] == page_of(story.theme)


def test_a_slip_of_the_pen_is_told(cast: Cast, as_: Browser) -> None:
    answer = as_(cast.dev).get(reverse("golden_thread:find"), {"number": "7K3-9"})
    assert answer.status_code == 400
    assert "has a slip in it" in answer.content.decode()


def test_voices_can_be_chosen(story: Story, neighbourhood: Neighbourhood, cast: Cast, as_: Browser) -> None:
    address = reverse("golden_thread:voices", args=[neighbourhood.slug])
    assert "There is nowhere to meet" in text(as_(cast.dev), address)
    assert "There is nowhere" not in text(as_(cast.ngozi), address)
    assert as_(cast.lee).get(address).status_code == 404
