"""Two people edit one thing by forms: each changes what they changed, and takes nothing of the other back."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from seedbed.web.people.models import User
from seedbed.web.step5_agenda.arranging.actions import add_submap, add_subsystem
from seedbed.web.step5_agenda.models import MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.shared.drawing import edit_factor, edit_link, remove_factor
from seedbed.web.step5_agenda.shared.keeping import load
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw


@pytest.fixture
def sam(as_: Callable[[User | None], Client], cast: Cast) -> Client:
    return as_(cast.sam)


def seen_on(page: bytes) -> str:
    """Return what a page carries of the values that it shows."""
    found = re.search(r'name="seen" value="([^"]*)"', page.decode())
    assert found is not None
    return unescape(found[1])


def test_what_another_changed_of_a_factor_meanwhile_stays(
    damp: SystemMap, cast: Cast, factor: Draw, sam: Client
) -> None:
    made = factor("Damp", note="First\nsecond", vulnerable=True)
    there = f"/step-5/maps/{damp.pk}/factors/{made}/"
    seen = seen_on(sam.get(there).content)
    edit_factor(by=cast.dev, of=damp, key=made, fields={"name": "Damp homes", "vulnerable": False})
    sent = {"name": "Damp", "note": "First\r\nsecond", "vulnerable": "on", "role": "outcome", "seen": seen}
    assert sam.post(f"{there}edit/", sent).status_code == 302
    row = MapFactor.objects.get(key=made)
    assert (row.name, row.vulnerable, row.note, row.role) == ("Damp homes", False, "First\nsecond", "outcome")


def test_what_another_changed_of_a_link_meanwhile_stays(
    damp: SystemMap, cast: Cast, factor: Draw, joined: Draw, sam: Client
) -> None:
    made = joined(factor("Damp"), factor("Asthma"))
    there = f"/step-5/maps/{damp.pk}/links/{made}/"
    seen = seen_on(sam.get(there).content)
    edit_link(by=cast.dev, of=damp, key=made, fields={"polarity": "opposite"})
    sent = {"polarity": "same", "strength": "strong", "delay": "none", "confidence": "medium", "seen": seen}
    sam.post(f"{there}edit/", sent)
    row = MapLink.objects.get(key=made)
    assert (row.polarity, row.strength) == ("opposite", "strong")


def test_what_another_changed_of_a_part_of_the_system_meanwhile_stays(damp: SystemMap, cast: Cast, sam: Client) -> None:
    made = add_subsystem(by=cast.dev, of=damp, name="Homes", colour=1)
    there = f"/step-5/maps/{damp.pk}/arrangement/subsystems/{made}/"
    seen = seen_on(sam.get(there).content)
    sam.post(there, {"name": "Homes and flats", "colour": "1", "seen": seen})
    sam.post(there, {"name": "Homes", "colour": "3", "seen": seen})
    assert load(damp).value(("subsystems", made)) == {"name": "Homes and flats", "colour": 3}


@pytest.fixture
def submap(damp: SystemMap, factor: Draw, cast: Cast) -> tuple[str, list[str]]:
    """A smaller map with the first two of four factors; its key, and theirs."""
    factors = [factor(name) for name in ("Damp", "Rent", "Asthma", "Heating")]
    return add_submap(by=cast.dev, of=damp, name="Health", factors=factors[:2]), factors


def test_two_people_who_change_who_is_on_a_smaller_map_both_have_their_way(
    damp: SystemMap, submap: tuple[str, list[str]], sam: Client, as_: Callable[[User | None], Client], cast: Cast
) -> None:
    made, (damp_homes, rent, asthma, heating) = submap
    there, dev = f"/step-5/maps/{damp.pk}/arrangement/submaps/{made}/", as_(cast.dev)
    pages = [seen_on(each.get(there).content) for each in (sam, dev)]
    sam.post(there, {"name": "Health", "factors": [rent, asthma], "seen": pages[0]})
    dev.post(there, {"name": "Health and heat", "factors": [damp_homes, rent, heating], "seen": pages[1]})
    told = load(damp).value(("submaps", made)) or {}
    assert (told["name"], set(told["factors"])) == ("Health and heat", {rent, asthma, heating})


def test_a_member_that_another_took_off_the_map_meanwhile_is_no_mistake(
    damp: SystemMap, submap: tuple[str, list[str]], sam: Client, cast: Cast
) -> None:
    made, (damp_homes, rent, asthma, _) = submap
    there = f"/step-5/maps/{damp.pk}/arrangement/submaps/{made}/"
    seen = seen_on(sam.get(there).content)
    remove_factor(by=cast.dev, of=damp, key=rent)
    sent = {"name": "Health", "factors": [damp_homes, rent, asthma], "seen": seen}
    assert sam.post(there, sent).status_code == 302
    assert set((load(damp).value(("submaps", made)) or {})["factors"]) == {damp_homes, rent, asthma}


def test_a_member_without_a_name_which_the_form_does_not_show_stays(
    damp: SystemMap, factor: Draw, sam: Client, cast: Cast
) -> None:
    named, unnamed, other = factor("Damp"), factor(""), factor("Rent")
    made = add_submap(by=cast.dev, of=damp, name="Health", factors=[named, unnamed])
    there = f"/step-5/maps/{damp.pk}/arrangement/submaps/{made}/"
    sam.post(there, {"name": "Health", "factors": [other], "seen": seen_on(sam.get(there).content)})
    assert set((load(damp).value(("submaps", made)) or {})["factors"]) == {unnamed, other}


def test_a_page_that_does_not_say_who_was_on_a_smaller_map_sets_all_of_it(
    damp: SystemMap, submap: tuple[str, list[str]], sam: Client
) -> None:
    made, (_, rent, asthma, _) = submap
    sam.post(f"/step-5/maps/{damp.pk}/arrangement/submaps/{made}/", {"name": "Health", "factors": [rent, asthma]})
    assert set((load(damp).value(("submaps", made)) or {})["factors"]) == {rent, asthma}


@pytest.mark.parametrize("seen", ["", "{", "[1]", "null", '{"name": 5, "\\u0000": []}'])
def test_a_page_that_does_not_say_what_it_showed_changes_all_or_says_why_not(
    damp: SystemMap, factor: Draw, sam: Client, seen: str
) -> None:
    made = factor("Damp")
    answer = sam.post(
        f"/step-5/maps/{damp.pk}/factors/{made}/edit/", {"name": "Mould", "role": "ordinary", "seen": seen}
    )
    kept = MapFactor.objects.get(key=made).name
    assert (answer.status_code, kept) in {(302, "Mould"), (422, "Damp")}
