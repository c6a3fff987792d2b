"""The first five minutes as people of different roles see them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from seedbed.demo.story.shapes import Person
from seedbed.thread.identifiers import printed
from seedbed.web.demonstration.counts import counts_of
from seedbed.web.demonstration.decisions import decisions_of
from seedbed.web.demonstration.load import Loaded
from seedbed.web.demonstration.losses import losses
from seedbed.web.demonstration.residents import residents_by_group
from seedbed.web.demonstration.views import LOST
from seedbed.web.listening.models import Contribution

SAID = "ቡን እንሰትየሉ ቦታ የብልናን"
ANSWERED = "ኣብቲ ሓድሽ ማእከል"
STORY_PAGES = ("voice", "lost", "withdraw")


def _page(client: Client, name: str, *args: str) -> str:
    answer = client.get(reverse(f"demonstration:{name}", args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def test_the_tour_shows_a_voice_beside_its_reply(dev: Client) -> None:
    page = _page(dev, "tour")
    assert page.index(SAID) < page.index(ANSWERED)
    assert "We have no place to drink coffee together." in page


def test_a_translation_is_seen_to_be_one(dev: Client) -> None:
    assert "<strong>In English:</strong> " in _page(dev, "tour")


def test_the_thread_between_voice_and_reply_is_told_hop_by_hop(dev: Client) -> None:
    page = _page(dev, "voice")
    kinds = [
        ">voice<",
        ">code<",
        ">theme<",
        ">factor<",
        ">action idea<",
        ">priority<",
        ">decision<",
        ">action<",
        ">reply<",
    ]
    places = [page.index(kind) for kind in kinds]
    assert places == sorted(places)
    assert "was decided in" in page


def test_who_got_lost_is_told_with_chart_table_and_the_lost_voice(dev: Client) -> None:
    page = _page(dev, "lost")
    assert "ኣስተርጓሚ ኣምሓርኛ" in page
    assert "<svg" in page
    assert "<table" in page


def test_each_bead_of_the_lost_voice_opens_its_evidence(dev: Client, loaded: Loaded) -> None:
    page = _page(dev, "lost")
    for name in LOST:
        assert f'href="{reverse("golden_thread:bead", args=[printed(loaded.beads[name].pk)])}"' in page


def test_it_promises_no_greater_loss_than_the_table_shows(dev: Client, loaded: Loaded) -> None:
    came = {str(row[0]): int(str(row[2])) for row in losses(loaded.neighbourhoods["tanners-row"]).table.rows}
    assert 0 < came["Factor"] < came["Theme"] / 2
    assert "little came further than a theme" in _page(dev, "lost")


def test_survival_of_the_group_falls_from_above_to_below_its_share(loaded: Loaded) -> None:
    found = losses(loaded.neighbourhoods["tanners-row"])
    by_stage = {str(row[0]): float(str(row[3])) for row in found.table.rows}
    assert by_stage["Heard"] > 1 > by_stage["Decision"]
    assert found.contributors == 12


def test_groups_of_fewer_than_ten_contributors_are_hidden(loaded: Loaded) -> None:
    rows = {str(row[0]): row[1] for row in losses(loaded.neighbourhoods["tanners-row"]).others.rows}
    assert rows["Polish"] == "hidden: few people"
    assert rows["English"] != "hidden: few people"


def test_the_decision_makers_page_tells_gap_and_no_because(ngozi: Client) -> None:
    page = _page(ngozi, "decision_maker", "kestrel-rise")
    assert "No, because" in page
    assert "£6,000" in page
    assert "Who gains" in page


def test_the_pledge_gap_is_ask_less_pledged_where_it_was_agreed(loaded: Loaded) -> None:
    asked = {each.priority.name: each for each in decisions_of(loaded.neighbourhoods["tanners-row"]).asked}
    assert asked["A room in the new diagnostic centre"].gap == 25_000
    assert asked["Light in the tannery passage"].gap == 0
    assert asked["Dry rented homes"].gap is None


def test_a_decision_maker_sees_no_words_of_residents(ngozi: Client) -> None:
    for name in ("tour", "voice", "lost"):
        page = _page(ngozi, name)
        assert SAID not in page
        assert "drink coffee together" not in page
        assert "Amharic" not in page


def test_a_decision_maker_may_not_take_words_back(ngozi: Client) -> None:
    assert ngozi.get(reverse("demonstration:withdraw")).status_code == 403


@pytest.mark.parametrize("name", STORY_PAGES)
def test_an_outsider_learns_nothing(lee: Client, name: str) -> None:
    answer = lee.get(reverse(f"demonstration:{name}"))
    assert answer.status_code == 404
    assert "Tanners" not in answer.content.decode()


def test_an_outsider_sees_an_empty_tour_and_no_decisions(lee: Client) -> None:
    page = _page(lee, "tour")
    assert "nothing here for you" in page
    assert "Tanners" not in page
    assert lee.get(reverse("demonstration:decision_maker", args=["tanners-row"])).status_code == 404


def test_taking_words_back_makes_counts_fall_everywhere(dev: Client, loaded: Loaded) -> None:
    place = loaded.neighbourhoods["tanners-row"]
    before = counts_of(place)
    taken = Contribution.objects.get(pk=loaded.beads["t063"].pk)
    answer = dev.post(reverse("demonstration:withdraw"), {"contribution": taken.pk}, follow=True)
    after = counts_of(place)
    assert after.contributions == before.contributions - 1
    assert after.behind_theme == before.behind_theme - 1
    assert after.behind_decision == before.behind_decision - 1
    page = answer.content.decode()
    assert "Before" in page
    assert "A room that belongs to nobody in particular" not in page


def test_taking_the_same_words_back_twice_says_so(dev: Client, loaded: Loaded) -> None:
    number = loaded.beads["t086"].pk
    address = reverse("demonstration:withdraw")
    dev.post(address, {"contribution": number})
    assert "taken back already" in dev.post(address, {"contribution": number}, follow=True).content.decode()


def test_only_offered_words_are_taken_back_here(dev: Client, loaded: Loaded) -> None:
    before = counts_of(loaded.neighbourhoods["tanners-row"])
    dev.post(reverse("demonstration:withdraw"), {"contribution": loaded.beads["t001"].pk})
    assert counts_of(loaded.neighbourhoods["tanners-row"]) == before


def test_looking_as_someone_shows_what_they_see(demonstration: None, dev: Client) -> None:
    page = dev.post(reverse("demonstration:look_as"), {"person": "lee"}, follow=True).content.decode()
    assert "nothing here for you" in page
    assert "Yourself again" in page


def test_one_comes_back_to_oneself(demonstration: None, dev: Client, loaded: Loaded) -> None:
    address = reverse("demonstration:look_as")
    dev.post(address, {"person": "ngozi"})
    dev.post(address, {"person": "lee"})
    page = dev.post(address, {"person": "myself"}, follow=True).content.decode()
    assert dev.session["_auth_user_id"] == str(loaded.people[Person.DEV].pk)
    assert "You are yourself again." in page


def test_only_the_cast_can_be_looked_as(demonstration: None, dev: Client, loaded: Loaded) -> None:
    for person in ("owner", "rosa", "", str(loaded.people[Person.NGOZI].pk)):
        assert dev.post(reverse("demonstration:look_as"), {"person": person}).status_code == 404


def test_a_site_that_is_no_demonstration_has_no_switch(dev: Client) -> None:
    assert dev.post(reverse("demonstration:look_as"), {"person": "lee"}).status_code == 404
    assert "See what each of them sees" not in _page(dev, "tour")


def test_looking_as_someone_needs_a_form_that_was_sent(demonstration: None, dev: Client) -> None:
    assert dev.get(reverse("demonstration:look_as")).status_code == 405


def test_who_is_not_signed_in_is_asked_to(loaded: Loaded) -> None:
    answer = Client().get(reverse("demonstration:tour"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_every_page_says_that_it_is_invented(dev: Client) -> None:
    for name, *args in (("tour",), ("voice",), ("lost",), ("decision_maker", "tanners-row"), ("withdraw",)):
        assert "nobody here is real" in _page(dev, name, *args), name


def test_links_of_the_way_lead_to_beads(dev: Client, loaded: Loaded) -> None:
    number = printed(loaded.beads["tr-decision-space"].pk)
    assert f"/{number}/" in _page(dev, "voice")


def test_the_measures_hold_groups_against_the_towns_residents(dev: Client) -> None:
    address = reverse("golden_thread:measures", args=["tanners-row"])
    page = dev.get(address, {"characteristic": "language"}).content.decode()
    assert "residents (Invented Census of Merrowland, 2023)" in page
    assert "Tigrinya: fewer than before at factor, by more than chance." in page


def test_residents_of_the_town_are_counted_by_group(loaded: Loaded) -> None:
    found = residents_by_group(loaded.neighbourhoods["tanners-row"], "age")
    assert found is not None
    assert sum(found.people.values()) == 4380
    assert residents_by_group(loaded.neighbourhoods["tanners-row"], "shoe size") is None
