"""A map is divided and laid out by forms as by drawing, and nothing of what it says changes by that."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest
from django.db import connection
from django.test import Client

from seedbed.errors import UsageError
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.arranging import actions as arranging
from seedbed.web.step5_agenda.models import MapFactor, SystemMap
from seedbed.web.step5_agenda.shared.document import Document
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
    for ends in permutations(keys, 2):
        joined(*ends)
    before = spots(damp)
    told = sam.get(f"{at}arrangement/tidied.json").json()["places"]
    sam.post(f"{at}arrangement/tidy/", {"as": "links"})
    assert spots(damp) == {each: tuple(place) for each, place in told.items()}
    assert len(set(spots(damp).values())) == 4
    layout = next(iter(load(damp).values("layouts")))
    sam.post(f"{at}arrangement/layouts/{layout}/use/")
    assert spots(damp) == before


@pytest.mark.django_db(transaction=True)
def test_places_are_worked_out_while_nothing_is_locked(
    damp: SystemMap, cast: Cast, factor: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = {factor("Damp homes"), factor("Asthma")}
    locked = []

    def watched(document: Document) -> dict[str, arranging.Place]:
        locked.append(connection.in_atomic_block)
        return dict.fromkeys(keys, (7.0, 9.0))

    monkeypatch.setattr(arranging, "in_order", watched)
    arranging.tidy(by=cast.dev, of=damp)
    monkeypatch.undo()
    assert locked == [False]
    assert spots(damp) == dict.fromkeys(keys, (7.0, 9.0))


def test_places_are_worked_out_anew_where_somebody_drew_meanwhile(
    damp: SystemMap, cast: Cast, factor: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    factor("Damp homes")
    seen: list[int] = []

    def drawing_once(document: Document) -> dict[str, arranging.Place]:
        factors = sorted(document.values("factors"))
        seen.append(len(factors))
        if len(seen) == 1:
            factor("Asthma")
        return {each: (float(place), 5.0) for place, each in enumerate(factors)}

    monkeypatch.setattr(arranging, "in_order", drawing_once)
    arranging.tidy(by=cast.dev, of=damp)
    assert seen == [1, 2]
    assert sorted(spots(damp).values()) == [(0.0, 5.0), (1.0, 5.0)]


def test_while_others_go_on_drawing_tidying_up_is_refused_and_nothing_moves(
    damp: SystemMap, cast: Cast, factor: Draw, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = factor("Damp homes", x=3, y=4)

    def always_drawing(document: Document) -> dict[str, arranging.Place]:
        factor("Another")
        return dict.fromkeys(document.values("factors"), (1.0, 1.0))

    monkeypatch.setattr(arranging, "in_order", always_drawing)
    with pytest.raises(UsageError, match="Others are drawing on it"):
        arranging.tidy(by=cast.dev, of=damp, before="Before")
    assert (spots(damp)[first], load(damp).values("layouts")) == ((3.0, 4.0), {})


def test_what_is_no_part_of_a_map_is_not_found(damp: SystemMap, sam: Client, at: str) -> None:
    for address in ("factors/add/", f"subsystems/{key()}/", "nonsense/add/"):
        assert sam.get(f"{at}arrangement/{address}").status_code == 404
    gone = sam.post(f"{at}arrangement/layouts/{key()}/use/", follow=True)
    assert "This is not on the map any more." in gone.content.decode()
    assert sam.post(f"{at}arrangement/subsystems/add/", {"name": "x", "colour": "8"}).status_code == 422
