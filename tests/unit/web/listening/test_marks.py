"""What people put on the map is shown to the team: roughly where a home may be, and each with what was said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from seedbed.thread.identifiers import printed
from seedbed.web.listening.actions import Beside, withdraw_contribution
from seedbed.web.listening.marks import ready_marks
from seedbed.web.listening.models import Contribution
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.listening.conftest import Say

As = Callable[[User | None], Client]
CORNER = {
    "geometry": {"type": "Point", "coordinates": [-1.51234, 53.81234]},
    "label": "Dark corner",
    "category": "worry",
}
HOME = {"geometry": {"type": "Point", "coordinates": [-1.51777, 53.81777]}, "category": "home"}


@pytest.fixture
def marked(say: Say) -> Contribution:
    return say(beside=Beside(marks=ready_marks([CORNER, HOME])))


def _page(as_: As, cast: Cast, neighbourhood: Neighbourhood, **asked: Any) -> str:
    return as_(cast.dev).get(f"/listening/in/{neighbourhood.slug}/map/", asked).content.decode()


def test_a_mark_leads_to_what_was_said(as_: As, cast: Cast, neighbourhood: Neighbourhood, marked: Contribution) -> None:
    page = _page(as_, cast, neighbourhood)
    assert f'/bead/{printed(marked.pk)}/"><bdi>Dark corner</bdi>' in page
    assert "[-1.51234, 53.81234]" in page


def test_a_home_is_a_square_and_no_point(
    as_: As, cast: Cast, neighbourhood: Neighbourhood, marked: Contribution
) -> None:
    mark = marked.marks.get(category="home")
    mark.geometry = HOME["geometry"]  # As if an earlier version had kept it exactly.
    mark.save()
    page = _page(as_, cast, neighbourhood)
    assert "roughly" in page
    assert "51777" not in page


@pytest.mark.parametrize(
    "asked", [{"category": "home"}, {"kind": "line"}, {"of": "2"}, {"event": "9" * 30, "category": "home"}]
)
def test_marks_are_chosen(
    as_: As, cast: Cast, neighbourhood: Neighbourhood, marked: Contribution, asked: dict[str, str]
) -> None:
    assert marked.marks.count() == 2
    assert ("<bdi>Dark corner</bdi>" in _page(as_, cast, neighbourhood, **asked)) is ("of" in asked)


def test_marks_go_with_the_words(as_: As, cast: Cast, neighbourhood: Neighbourhood, marked: Contribution) -> None:
    withdraw_contribution(by=cast.dev, contribution=marked, why="Asked for it")
    assert "Dark corner" not in _page(as_, cast, neighbourhood)


def test_the_page_of_a_contribution_says_where(as_: As, cast: Cast, marked: Contribution) -> None:
    page = as_(cast.dev).get(f"/by-hand/bead/{printed(marked.pk)}/").content.decode()
    assert "Shown on the map: <bdi>Dark corner (worry), home.</bdi>" in page
