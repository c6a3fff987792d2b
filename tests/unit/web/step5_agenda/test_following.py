"""What was said goes with what it was said of: merged, joined, split, copied; undoing and going back bring it back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from seedbed.thread.payloads.choices import Polarity
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import MapFactor, MapLineage, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions import actions as opinions
from seedbed.web.step5_agenda.opinions.origins import behind
from seedbed.web.step5_agenda.opinions.queries import comments_about, disputed, opinions_of, votes_on
from seedbed.web.step5_agenda.reshaping.actions import split_factor, undo_lineage
from seedbed.web.step5_agenda.reshaping.versions import go_back
from seedbed.web.step5_agenda.standing import as_it_stands
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw
from tests.unit.web.step5_agenda.test_merging import merge


def a_factor(key: str) -> MapFactor:
    return MapFactor.objects.select_related("map").get(key=key)


def a_link(key: str) -> MapLink:
    return MapLink.objects.select_related("map").get(key=key)


def words_on(row: MapFactor | MapLink) -> list[str]:
    return [each.words for each in comments_about(row)]


def split(cast: Cast, damp: SystemMap, factor: str, sides: dict[str, str] | None = None) -> tuple[MapLineage, str, str]:
    """Split a factor; return what was done, and the keys of both parts."""
    done = split_factor(by=cast.sam, of=damp, factor=factor, names=["Damp", "Cold"], sides=sides or {})
    first, second = (str(MapFactor.objects.get(map=damp, name=name).key) for name in ("Damp", "Cold"))
    return done, first, second


@pytest.fixture
def pair(factor: Draw, joined: Draw) -> tuple[str, str, str, str]:
    """Two factors of the same meaning, and of each its link to asthma."""
    homes, other, asthma = factor("Damp homes"), factor("Wet homes"), factor("Asthma")
    return homes, other, joined(homes, asthma), joined(other, asthma)


def test_dissent_on_a_joined_link_makes_the_one_that_stays_uncertain(
    damp: SystemMap, cast: Cast, pair: tuple[str, str, str, str]
) -> None:
    homes, other, stays, gone = pair
    opinions.vote(by=cast.sam, on=a_link(gone), agrees=False, why="Only where it is mould.")
    done = merge(cast, damp, [homes, other], join=True)
    assert votes_on(a_link(stays), cast.dev).whys == ("Only where it is mould.",)
    assert [each.polarity for each in as_it_stands(damp).links] == [Polarity.UNCERTAIN]
    undo_lineage(by=cast.dev, lineage=done)
    assert disputed(damp) == {gone}


def test_comments_on_a_joined_link_stand_on_the_one_that_stays_until_it_is_undone(
    damp: SystemMap, cast: Cast, pair: tuple[str, str, str, str]
) -> None:
    homes, other, stays, gone = pair
    opinions.comment(by=cast.dev, of=damp, on=a_link(gone), words="Whose homes?")
    done = merge(cast, damp, [homes, other], join=True)
    assert (words_on(a_link(stays)), words_on(a_link(gone))) == (["Whose homes?"], [])
    undo_lineage(by=cast.dev, lineage=done)
    assert (words_on(a_link(stays)), words_on(a_link(gone))) == ([], ["Whose homes?"])


def test_one_person_has_one_vote_on_links_that_were_joined(
    damp: SystemMap, cast: Cast, pair: tuple[str, str, str, str]
) -> None:
    homes, other, stays, gone = pair
    for link in (stays, gone):
        opinions.vote(by=cast.dev, on=a_link(link))
    merge(cast, damp, [homes, other], join=True)
    assert opinions_of(damp)[stays].agree == votes_on(a_link(stays), cast.dev).agree == 1
    opinions.take_back_vote(by=cast.dev, on=a_link(stays))
    assert opinions_of(damp) == {}


def test_what_was_said_of_a_factor_that_is_split_is_said_of_both_parts(
    damp: SystemMap, cast: Cast, factor: Draw
) -> None:
    homes = factor("Damp and cold homes")
    opinions.comment(by=cast.dev, of=damp, on=a_factor(homes), words="Two things?")
    opinions.vote(by=cast.sam, on=a_factor(homes))
    opinions.mark_experts_only(by=cast.dev, on=a_factor(homes))
    done, *parts = split(cast, damp, homes)
    for part in parts:
        assert words_on(a_factor(part)) == ["Two things?"]
        assert opinions_of(damp)[part].agree == 1
        assert behind(a_factor(part)).kind == "expert"
    assert words_on(a_factor(homes)) == []
    undo_lineage(by=cast.dev, lineage=done)
    assert words_on(a_factor(homes)) == ["Two things?"]
    assert opinions_of(damp).keys() == {homes}


def test_dissent_on_a_link_that_both_parts_get_is_kept_on_both_and_later_dissent_on_its_own(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw
) -> None:
    homes, asthma = factor("Damp and cold homes"), factor("Asthma")
    link = joined(homes, asthma)
    opinions.vote(by=cast.sam, on=a_link(link), agrees=False, why="It is the other way round.")
    split(cast, damp, homes, {link: "both"})
    copy = str(MapLink.objects.exclude(key=link).get(map=damp).key)
    assert disputed(damp) == {link, copy}
    opinions.comment(by=cast.dev, of=damp, on=a_link(link), words="Since then")
    assert words_on(a_link(copy)) == []


def test_what_was_said_goes_through_merges_of_merges_and_back(damp: SystemMap, cast: Cast, factor: Draw) -> None:
    homes, other, asthma = factor("Damp homes"), factor("Wet homes"), factor("Asthma")
    opinions.comment(by=cast.dev, of=damp, on=a_factor(other), words="The same?")
    before = SystemMap.objects.get().last_number
    merge(cast, damp, [homes, other])
    merge(cast, damp, [asthma, homes])
    assert words_on(a_factor(asthma)) == ["The same?"]
    go_back(by=cast.dev, of=damp, to=before)
    assert (words_on(a_factor(asthma)), words_on(a_factor(other))) == ([], ["The same?"])


def test_the_page_of_comments_leads_to_what_stands(
    damp: SystemMap, cast: Cast, factor: Draw, as_: Callable[[User | None], Client]
) -> None:
    homes = factor("Damp and cold homes")
    said = opinions.comment(by=cast.dev, of=damp, on=a_factor(homes), words="Two things?")
    _, first, second = split(cast, damp, homes)
    dev, there = as_(cast.dev), f"/step-5/maps/{damp.pk}/"
    page = dev.get(f"{there}comments/").content.decode()
    assert all(f"{there}factors/{key}/" in page for key in (first, second))
    assert f"{there}factors/{homes}/" not in page
    answer = dev.post(f"{there}comments/{said.pk}/settle/")
    assert answer["Location"] == f"{there}factors/{first}/"
