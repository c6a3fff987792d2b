"""Starting places and drawing their lines."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.errors import UsageError
from seedbed.web.people.models import AuditEvent, Scope
from seedbed.web.places.actions import set_boundary, start_neighbourhood, start_partnership, start_programme
from seedbed.web.places.models import BoundaryVersion, Neighbourhood, Partnership, Programme
from seedbed.web.places.queries import boundary_of, neighbourhoods_of
from tests.unit.web.conftest import Cast

SQUARE: dict[str, Any] = {"type": "Polygon", "coordinates": [[[0, 0], [0.01, 0], [0.01, 0.01], [0, 0.01], [0, 0]]]}


def _line(neighbourhood: Neighbourhood, **changes: Any) -> BoundaryVersion:
    line = {"shares": {"T01": 1.0}, "outline": SQUARE, "origin": "drawn", "reason": "The brook.", **changes}
    return set_boundary(by=None, neighbourhood=neighbourhood, **line)


def test_a_neighbourhood_stands_below_its_programme(neighbourhood: Neighbourhood) -> None:
    programme = neighbourhood.programme
    above = [programme.partnership.scope_id, programme.scope_id, neighbourhood.scope_id]
    assert neighbourhood.scope.ids_above()[1:] == above


def test_a_name_sent_twice_makes_one_place(site: Scope) -> None:
    start_partnership(by=None, name="Ashby")
    with pytest.raises(UsageError, match="of this name already"):
        start_partnership(by=None, name=" Ashby ")
    assert Partnership.objects.count() == 1


def test_the_same_name_elsewhere_gets_another_slug(programme: Programme, other_neighbourhood: Neighbourhood) -> None:
    assert start_neighbourhood(by=None, programme=programme, name="Far Field").slug == "far-field-2"


@pytest.mark.parametrize("name", ["মিলব্রুক", "نهر", "***"])
def test_a_name_without_latin_letters_gets_a_slug(programme: Programme, name: str) -> None:
    made = start_neighbourhood(by=None, programme=programme, name=name)
    assert (made.name, made.slug) == (name, f"neighbourhood-{made.scope_id}")


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "a\x00b", "a\nb", "a\u202eb", "a" * 201, "\x07"])
def test_a_name_that_hides_something_is_refused(site: Scope, name: str) -> None:
    with pytest.raises(UsageError):
        start_partnership(by=None, name=name)


def test_markup_in_a_name_is_kept_as_typed(site: Scope) -> None:
    assert start_partnership(by=None, name="<b>Ashby</b> & 'co'").name == "<b>Ashby</b> & 'co'"


def test_starting_a_place_leaves_one_row_in_the_trail(programme: Programme) -> None:
    before = AuditEvent.objects.count()
    start_programme(by=None, partnership=programme.partnership, name="Next")
    assert AuditEvent.objects.count() == before + 1


def test_a_new_line_is_numbered_after_the_one_before(neighbourhood: Neighbourhood) -> None:
    _line(neighbourhood)
    assert _line(neighbourhood, reason="The railway.").number == 2


def test_the_same_line_sent_twice_is_set_once(neighbourhood: Neighbourhood) -> None:
    as_tuples = {"type": "Polygon", "coordinates": ((*(tuple(point) for point in SQUARE["coordinates"][0]),),)}
    assert _line(neighbourhood) == _line(neighbourhood, outline=as_tuples)


def test_the_newest_line_counts(neighbourhood: Neighbourhood) -> None:
    _line(neighbourhood)
    newest = _line(neighbourhood, reason="The railway.")
    assert boundary_of(neighbourhood) == newest


@pytest.mark.parametrize(
    "changes",
    [
        {"shares": {}},
        {"shares": {"T01": 0.0}},
        {"shares": {"T01": 1.1}},
        {"shares": {"T01": float("nan")}},
        {"shares": {" ": 1.0}},
        {"outline": {}},
        {"outline": {"type": "Point", "coordinates": [0, 0]}},
        {"outline": {"type": "Polygon", "coordinates": []}},
        {"outline": {"type": "Polygon", "coordinates": [[[0, 0], [1, 1]]]}},
        {"outline": {"type": "Polygon", "coordinates": [[[530000, 180000], [530001, 180000], [530001, 180001]]]}},
        {"outline": {"type": "Polygon", "coordinates": "everywhere"}},
        {"residents": -1.0},
        {"residents": float("inf")},
        {"origin": "dreamt"},
        {"reason": "  "},
        {"reason": "a" * 5001},
    ],
)
def test_a_line_that_will_not_do_is_refused(neighbourhood: Neighbourhood, changes: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        _line(neighbourhood, **changes)
    assert not neighbourhood.boundaries.exists()


def test_people_see_only_their_own_neighbourhoods(neighbourhood: Neighbourhood, cast: Cast) -> None:
    seen = {name: [place.name for place in neighbourhoods_of(person)] for name, person in cast.everyone().items()}
    assert seen == {
        "olu": ["Millbrook", "Far Field"],
        "dev": ["Millbrook"],
        "sam": ["Millbrook"],
        "ngozi": ["Millbrook"],
        "ama": ["Millbrook"],
        "lee": [],
        "pat": ["Far Field"],
    }
