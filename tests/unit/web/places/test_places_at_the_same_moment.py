"""Places that two people start, or change, at the same moment."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from seedbed.web.people.actions import open_site
from seedbed.web.places.actions import set_boundary, start_neighbourhood, start_partnership, start_programme
from seedbed.web.places.models import BoundaryVersion, Neighbourhood, Programme
from tests.unit.web.at_once import at_once
from tests.unit.web.places.test_places_actions import SQUARE


def _programme(name: str = "Ashby") -> Programme:
    open_site()
    return start_programme(by=None, partnership=start_partnership(by=None, name=name), name=name)


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_starts_one_place() -> None:
    programme = _programme()
    refused = at_once(*[lambda: start_neighbourhood(by=None, programme=programme, name="Canal Side")] * 2)
    assert refused == ["There is a neighbourhood of this name already."]
    assert Neighbourhood.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_name_in_two_programmes_at_once_gets_two_slugs() -> None:
    programmes = [_programme("Ashby"), _programme("Brook")]
    starts = [
        lambda programme=programme: start_neighbourhood(by=None, programme=programme, name="Canal Side")
        for programme in programmes
    ]
    assert at_once(*starts) == []
    assert set(Neighbourhood.objects.values_list("slug", flat=True)) == {"canal-side", "canal-side-2"}


@pytest.mark.django_db(transaction=True)
def test_two_lines_set_at_once_get_two_numbers() -> None:
    place = start_neighbourhood(by=None, programme=_programme(), name="Canal Side")
    line: dict[str, Any] = {"shares": {"T01": 1.0}, "outline": SQUARE, "origin": "drawn"}
    sets = [
        lambda reason=reason: set_boundary(by=None, neighbourhood=place, reason=reason, **line)
        for reason in ("The brook.", "The railway.")
    ]
    assert at_once(*sets) == []
    assert sorted(place.boundaries.values_list("number", flat=True)) == [1, 2]


@pytest.mark.parametrize("change", [{"number": 0}, {"residents": -1.0}, {"origin": "dreamt"}], ids=str)
def test_the_database_refuses_a_line_that_makes_no_sense(neighbourhood: Neighbourhood, change: dict[str, Any]) -> None:
    set_boundary(
        by=None, neighbourhood=neighbourhood, shares={"T01": 1.0}, outline=SQUARE, origin="drawn", reason="The brook."
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        BoundaryVersion.objects.update(**change)
