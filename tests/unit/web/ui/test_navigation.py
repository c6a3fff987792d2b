"""The menu shows what exists, belongs to the page, and the reader may open."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from seedbed.web.config.menu import may_open
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.navigation import Of, ShownItem, items_for
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


def titles(user: object, neighbourhood: Neighbourhood | None, path: str = "/") -> list[str]:
    """What the menu says."""
    return [item.title for item in shown(user, neighbourhood, path)]


def shown(user: object, neighbourhood: Neighbourhood | None, path: str) -> list[ShownItem]:
    """The entries of the menu."""
    return items_for(path=path, user=user, about={Of.NEIGHBOURHOOD: neighbourhood})


def test_entries_of_a_neighbourhood_show_on_its_pages_only(cast: Cast, neighbourhood: Neighbourhood) -> None:
    assert "Measures" in titles(cast.dev, neighbourhood)
    assert "Measures" not in titles(cast.dev, None)


def test_someone_without_a_role_is_offered_nothing_of_the_place(cast: Cast, neighbourhood: Neighbourhood) -> None:
    assert titles(cast.lee, neighbourhood) == titles(cast.lee, None)


@pytest.mark.django_db
def test_who_is_not_signed_in_is_offered_nothing_of_the_place(neighbourhood: Neighbourhood) -> None:
    assert "Measures" not in titles(AnonymousUser(), neighbourhood)


def test_a_decision_maker_is_not_offered_raw_words(cast: Cast, neighbourhood: Neighbourhood) -> None:
    offered = shown(cast.ngozi, neighbourhood, "/")
    assert offered
    assert all(may_open(cast.ngozi, item.address, neighbourhood.scope) or item.address == "/" for item in offered)


def test_every_entry_that_is_offered_opens(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    for person in (cast.dev, cast.sam, cast.ngozi):
        for item in shown(person, neighbourhood, "/"):
            assert as_(person).get(item.address).status_code == 200, (person, item)


def test_the_page_the_reader_is_on_is_marked(cast: Cast, neighbourhood: Neighbourhood) -> None:
    address = f"/neighbourhoods/{neighbourhood.slug}/"
    assert [item.address for item in shown(cast.dev, neighbourhood, address) if item.current] == [address]


def test_one_entry_is_marked_where_one_lies_below_another(cast: Cast, neighbourhood: Neighbourhood) -> None:
    address = f"/thread/in/{neighbourhood.slug}/measures/"
    marked = [item for item in shown(cast.dev, neighbourhood, address) if item.current]
    assert [(item.title, item.exact) for item in marked] == [("Measures", True)]


def test_the_first_five_minutes_are_for_the_demonstration(cast: Cast) -> None:
    assert "First five minutes" not in titles(cast.dev, None)


def test_a_step_offers_its_own_pages_alone(cast: Cast, neighbourhood: Neighbourhood) -> None:
    about = {Of.NEIGHBOURHOOD: neighbourhood}
    offered = [item.title for item in items_for(path="/", user=cast.dev, about=about, step=5)]
    assert offered == ["System maps"]


def test_the_neighbourhoods_page_offers_the_pages_of_step_2(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    page = as_(cast.dev).get(f"/neighbourhoods/{neighbourhood.slug}/").content.decode()
    card = page[page.index("2. Street conversations") : page.index("3. World")]
    addresses = [
        item.address for item in items_for(path="/", user=cast.dev, about={Of.NEIGHBOURHOOD: neighbourhood}, step=2)
    ]
    assert len(addresses) > 10
    assert [each for each in addresses if f'href="{each}"' not in card] == []


def test_ways_to_listen_stand_apart_from_the_work_afterwards(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    answer = as_(cast.dev).get(f"/neighbourhoods/{neighbourhood.slug}/").content.decode()
    page = answer[answer.index("2. Street conversations") :]
    listen, work = page.index("Go and listen</h4>"), page.index("Work with what was said</h4>")
    assert listen < page.index(">Walks</a></li>") < work < page.index(">Words to check</a></li>")


def test_the_pages_of_a_group_follow_each_other() -> None:
    groups = [(item.step, item.group) for item in settings.NAVIGATION if item.step]
    assert len([group for group, _ in groupby(groups)]) == len(set(groups))
