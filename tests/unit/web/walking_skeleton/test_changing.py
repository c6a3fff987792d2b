"""Editing, joining, retracting and withdrawing by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.agenda import FactorPayload
from seedbed.web.golden_thread.actions import link
from seedbed.web.golden_thread.models import Bead, Link, Revision, Tombstone
from seedbed.web.listening.models import Contribution, Voice
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.walking_skeleton.conftest import Make, page, said

As = Callable[[Any], Client]


def test_an_edit_keeps_what_was_said_before(dev: Client, make: Make) -> None:
    theme = make("Nowhere")
    dev.post(page(theme, "edit"), {"name": "Nowhere to meet", "why": "Clearer."})
    theme.refresh_from_db()
    assert theme.payload["name"] == "Nowhere to meet"
    assert (Revision.objects.get().payload["name"], Revision.objects.get().why) == ("Nowhere", "Clearer.")


def test_the_edit_form_holds_what_is_there(dev: Client, make: Make) -> None:
    factor = make(payload=FactorPayload(name="Places", controlled_by="Council"))
    form = dev.get(page(factor, "edit")).context["form"]
    assert {name: form[name].value() for name in ("name", "role", "controlled_by")} == {
        "name": "Places",
        "role": "ordinary",
        "controlled_by": "Council",
    }


def test_an_edit_needs_a_reason(dev: Client, make: Make) -> None:
    answer = dev.post(page(make("Nowhere"), "edit"), {"name": "Other", "why": " "})
    assert answer.status_code == 422
    assert answer.context["form"]["name"].value() == "Other"
    assert not Revision.objects.exists()


def test_what_was_marked_is_not_edited(dev: Client, voice: Voice) -> None:
    assert dev.get(page(voice.bead, "edit")).status_code == 404


def test_beads_that_are_there_are_joined_with_a_reason(dev: Client, voice: Voice, make: Make) -> None:
    theme = make()
    dev.post(page(theme, "join"), {"from_grouped_in": [printed(voice.pk)], "why": "It says so."})
    made = Link.objects.get(relation="grouped_in")
    assert (made.source, made.target, made.why) == (voice.bead, theme, "It says so.")


def test_joining_nothing_is_refused(dev: Client, make: Make) -> None:
    answer = dev.post(page(make(), "join"), {"why": "because"})
    assert answer.status_code == 422
    assert "Nothing is chosen" in said(answer)


def test_what_is_joined_already_is_not_offered_again(dev: Client, joined: Link, make: Make) -> None:
    other = make("Bins overflow")
    seen = said(dev.get(page(joined.source, "join")))
    assert f'value="{printed(other.pk)}"' in seen
    assert f'value="{printed(joined.target_id)}"' not in seen


def test_where_all_are_joined_already_nothing_is_asked(dev: Client, joined: Link) -> None:
    seen = dev.get(page(joined.source, "join"))
    assert "To which themes does it belong?" not in said(seen)
    assert "theme" not in seen.context["form"].not_there_yet


def test_joining_twice_keeps_one_link(dev: Client, voice: Voice, make: Make) -> None:
    theme = make()
    for _ in range(2):
        dev.post(page(theme, "join"), {"from_grouped_in": [printed(voice.pk)]})
    assert Link.objects.filter(relation="grouped_in").count() == 1


def test_a_bead_with_many_links_shows_a_hundred_and_says_how_many_more(
    dev: Client, cast: Cast, contribution: Contribution, make: Make
) -> None:
    factor = make(payload=FactorPayload(name="Places"))
    for place in range(103):
        link(by=cast.dev, source=make(f"Theme {place}"), relation=Relation.EXPRESSED_AS, target=factor)
    answer = dev.get(page(factor))
    assert len(answer.context["before"]) == 100
    assert "And 3 more." in said(answer)


@pytest.fixture
def joined(cast: Cast, voice: Voice, make: Make) -> Link:
    return link(by=cast.dev, source=voice.bead, relation=Relation.GROUPED_IN, target=make())


def test_a_link_is_retracted_with_a_reason(dev: Client, joined: Link) -> None:
    dev.post(f"/by-hand/link/{joined.pk}/retract/", {"why": "Wrong theme."})
    joined.refresh_from_db()
    assert joined.retracted_at is not None
    assert joined.retracted_why == "Wrong theme."


def test_retracting_twice_says_who_did_it_first(dev: Client, cast: Cast, as_: As, joined: Link) -> None:
    address = f"/by-hand/link/{joined.pk}/retract/"
    dev.post(address, {"why": "Wrong."})
    answer = as_(cast.sam).post(address, {"why": "I think so too."})
    assert "already retracted" in said(answer)
    assert "Dev" in said(answer)
    assert answer.context["form"]["why"].value() == "I think so too."


def test_retracting_needs_a_reason(dev: Client, joined: Link) -> None:
    assert dev.post(f"/by-hand/link/{joined.pk}/retract/", {"why": ""}).status_code == 422
    joined.refresh_from_db()
    assert joined.retracted_at is None


@pytest.mark.parametrize("number", [0, 999_999, 10**30])
def test_a_link_that_is_not_there_has_no_page(dev: Client, number: int) -> None:
    assert dev.get(f"/by-hand/link/{number}/retract/").status_code == 404


def test_withdrawing_first_says_what_will_happen(dev: Client, joined: Link, contribution: Contribution) -> None:
    shown = said(dev.get(page(contribution.bead, "withdraw")))
    assert "its 1 voice " in shown
    assert "1 bead straight away" in shown
    assert "14 days" in shown
    assert not Tombstone.objects.exists()


def test_withdrawing_hides_at_once(
    dev: Client, joined: Link, contribution: Contribution, neighbourhood: Neighbourhood
) -> None:
    before = said(dev.get(page(joined.target)))
    assert page(joined.source) in before
    answer = dev.post(page(contribution.bead, "withdraw"), {"why": "She asked."}, follow=True)
    assert "Withdrawn: the contribution and 1 voice." in said(answer)
    assert "nowhere to" not in said(answer)
    assert page(joined.source) not in said(dev.get(page(joined.target)))
    counts = {each["words"]: each["count"] for each in dev.get(f"/by-hand/in/{neighbourhood.slug}/").context["kinds"]}
    assert (counts["contribution"], counts["voice"], counts["theme"]) == (0, 0, 1)


def test_withdrawing_from_a_voice_takes_all_that_was_said(dev: Client, voice: Voice) -> None:
    dev.post(page(voice.bead, "withdraw"), {"why": "She asked."})
    assert Tombstone.objects.count() == 2


def test_a_withdrawn_bead_says_so_and_no_more(dev: Client, voice: Voice) -> None:
    dev.post(page(voice.bead, "withdraw"), {"why": "She asked."})
    for part in ("", "join"):
        answer = dev.get(page(voice.bead, part))
        assert answer.status_code == 410
        assert "was withdrawn" in said(answer)
        assert "What to do next" in said(answer)
        assert "nowhere to" not in said(answer)


def test_nothing_is_changed_in_what_was_withdrawn(dev: Client, contribution: Contribution) -> None:
    dev.post(page(contribution.bead, "withdraw"), {"why": "She asked."})
    assert dev.get(page(contribution.bead, "edit")).status_code == 410


def test_withdrawing_twice_gets_one_clear_error(dev: Client, voice: Voice) -> None:
    for _ in range(2):
        answer = dev.post(page(voice.bead, "withdraw"), {"why": "She asked."})
    assert answer.status_code == 422
    assert "was withdrawn before" in said(answer)


def test_a_theme_is_not_withdrawn(dev: Client, make: Make) -> None:
    assert dev.get(page(make(), "withdraw")).status_code == 404


def test_what_belongs_to_the_programme_is_joined_from_the_other_end(dev: Client, make: Make) -> None:
    whole: Bead = make(neighbourhood=None)
    assert dev.get(page(whole)).status_code == 200
    answer = dev.get(page(whole, "join"))
    assert answer.status_code == 400
    assert "belongs to the programme as a whole" in said(answer)


def test_words_are_listed_and_found(dev: Client, contribution: Contribution, neighbourhood: Neighbourhood) -> None:
    address = f"/by-hand/in/{neighbourhood.slug}/words/"
    assert "There is nowhere to meet." in said(dev.get(address))
    assert "1 contain" in said(dev.get(f"{address}?q=HALL"))
    assert "There is nothing here with these words." in said(dev.get(f"{address}?q=%3Cscript%3E"))
