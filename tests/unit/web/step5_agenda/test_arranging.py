"""A map is divided and laid out by forms as by drawing, and nothing of what it says changes by that."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from seedbed.web.people.models import User
from seedbed.web.step5_agenda.arranging import actions as arranging
from seedbed.web.step5_agenda.models import MapFactor, SystemMap
from seedbed.web.step5_agenda.shared.keeping import load
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw, key


@pytest.fixture
def sam(as_: Callable[[User | None], Client], cast: Cast) -> Client:
    return as_(cast.sam)


@pytest.fixture
def at(damp: SystemMap) -> str:
    return f"/step-5/maps/{damp.pk}/"


def spots(of: SystemMap) -> dict[str, tuple[float, float]]:
    return {str(row.key): (row.x, row.y) for row in MapFactor.objects.filter(map=of, removed_at=None)}


def test_a_factor_says_which_part_of_the_system_it_belongs_to(
    damp: SystemMap, factor: Draw, sam: Client, at: str
) -> None:
    made = factor("Damp")
    assert sam.post(f"{at}arrangement/subsystems/add/", {"name": "Homes", "colour": "2"}).status_code == 302
    part = next(iter(load(damp).values("subsystems")))
    sam.post(f"{at}factors/{made}/edit/", {"name": "Damp", "role": "ordinary", "subsystem": part})
    assert MapFactor.objects.get(key=made).subsystem == part
    assert "▲ Homes" in sam.get(at).content.decode()
    sam.post(f"{at}arrangement/subsystems/{part}/remove/")
    assert MapFactor.objects.get(key=made).subsystem == ""


def test_a_submap_shows_its_factors_and_the_links_between_them(
    damp: SystemMap, factor: Draw, joined: Draw, sam: Client, at: str
) -> None:
    damp_homes, asthma, rent = (factor(name) for name in ("Damp", "Asthma", "Rent"))
    inside, outside = joined(damp_homes, asthma), joined(rent, damp_homes)
    sam.post(f"{at}arrangement/submaps/add/", {"name": "Health", "factors": [damp_homes, asthma]})
    submap = next(iter(load(damp).values("submaps")))
    page = sam.get(f"{at}?submap={submap}")
    assert [str(row.key) for row in page.context["factors"]] == [asthma, damp_homes]
    assert [str(row.key) for row in page.context["links"]] == [inside]
    assert outside not in page.content.decode().split('id="system-map-data"')[0]
    picture = sam.get(f"{at}picture.svg?submap={submap}").content.decode()
    assert ("Asthma" in picture, "Rent" in picture) == (True, False)
    for unknown in ("x", "", key()):
        assert len(sam.get(f"{at}?submap={unknown}").context["factors"]) == 3


def test_what_others_add_to_a_submap_meanwhile_stays(damp: SystemMap, factor: Draw, cast: Cast) -> None:
    first, second, third = (factor(name) for name in "abc")
    made = arranging.add_submap(by=cast.dev, of=damp, name="Some", factors=[first])
    theirs = load(damp)
    update, _ = theirs.change(lambda document: document.put("submaps", made, factors={first: True, second: True}))
    arranging.edit_entry(by=cast.sam, of=damp, part="submaps", key=made, fields={"factors": [first, third]})
    mine = load(damp)
    mine.apply(update)
    assert mine.values("submaps")[made]["factors"] == {first: True, second: True, third: True}


def test_tidying_up_can_be_taken_back(damp: SystemMap, factor: Draw, joined: Draw, sam: Client, at: str) -> None:
    keys = [factor(name, x=0, y=0) for name in "abcd"]
    joined(keys[0], keys[1])
    before = spots(damp)
    told = sam.get(f"{at}arrangement/tidied.json").json()["places"]
    sam.post(f"{at}arrangement/tidy/", {"as": "links"})
    assert spots(damp) == {each: tuple(place) for each, place in told.items()}
    assert len(set(spots(damp).values())) == 4
    layout = next(iter(load(damp).values("layouts")))
    sam.post(f"{at}arrangement/layouts/{layout}/use/")
    assert spots(damp) == before


def test_what_is_no_part_of_a_map_is_not_found(damp: SystemMap, sam: Client, at: str) -> None:
    for address in ("factors/add/", f"subsystems/{key()}/", "nonsense/add/"):
        assert sam.get(f"{at}arrangement/{address}").status_code == 404
    gone = sam.post(f"{at}arrangement/layouts/{key()}/use/", follow=True)
    assert "This is not on the map any more." in gone.content.decode()
    assert sam.post(f"{at}arrangement/subsystems/add/", {"name": "x", "colour": "8"}).status_code == 422
