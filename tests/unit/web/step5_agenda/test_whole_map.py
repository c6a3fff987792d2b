"""A whole map is named anew, closed and opened again; a closed one is looked at and not drawn on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from seedbed.web.people.models import AuditEvent, User
from seedbed.web.step5_agenda.models import MapFactor, SystemMap
from tests.unit.web.conftest import Cast
from tests.unit.web.step5_agenda.conftest import Draw


@pytest.fixture
def sam(as_: Callable[[User | None], Client], cast: Cast) -> Client:
    return as_(cast.sam)


@pytest.fixture
def at(damp: SystemMap) -> str:
    return f"/step-5/maps/{damp.pk}/"


def test_a_map_is_named_anew(damp: SystemMap, sam: Client, at: str) -> None:
    assert f"{at}edit/" in sam.get(at).content.decode()
    sam.post(f"{at}edit/", {"name": "Wet homes", "description": "After the walk"})
    damp.refresh_from_db()
    assert (damp.name, damp.description) == ("Wet homes", "After the walk")
    assert sam.post(f"{at}edit/", {"name": ""}).status_code == 422


def test_a_closed_map_is_looked_at_and_not_drawn_on_until_it_is_open_again(
    damp: SystemMap, factor: Draw, sam: Client, at: str
) -> None:
    factor("Damp homes")
    sam.post(f"{at}close/", {"closed": "yes"})
    page = sam.get(at).content.decode()
    assert "nobody draws on it" in page
    assert "factors/add/" not in page
    assert sam.post(f"{at}factors/add/", {"name": "Asthma", "role": "ordinary"}).status_code == 422
    assert sam.post(f"{at}edit/", {"name": "Other"}).status_code == 422
    assert "Open it again" in sam.get(f"{at}edit/").content.decode()
    sam.post(f"{at}close/", {"closed": "no"})
    sam.post(f"{at}factors/add/", {"name": "Asthma", "role": "ordinary"})
    assert MapFactor.objects.count() == 2


def test_closing_twice_is_one_entry_in_the_trail(sam: Client, at: str) -> None:
    for closed in ("yes", "yes", "no", "no"):
        sam.post(f"{at}close/", {"closed": closed})
    told = AuditEvent.objects.filter(action__in=["maps.close", "maps.open"]).order_by("pk")
    assert list(told.values_list("action", flat=True)) == ["maps.close", "maps.open"]
