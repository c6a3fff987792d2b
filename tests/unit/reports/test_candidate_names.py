"""What candidates are called."""

from __future__ import annotations

import pytest

from seedbed.reports.candidate_names import areas_name, candidate_name, parents_name
from seedbed.reports.screen_documents import ParentShare
from tests.unit.reports import sample

RISE = ["Brewhouse Lane A", "Kestrel Rise B", "Kestrel Rise C"]


@pytest.mark.parametrize(
    ("names", "people", "called"),
    [
        (RISE, [900, 500, 500], "Kestrel Rise and 1 more"),
        (RISE, [1200, 500, 500], "Brewhouse Lane A and 2 more"),
        (RISE, [1000, 500, 500], "Brewhouse Lane A and 2 more"),
        (RISE[1:], [500, 600], "Kestrel Rise"),
        (RISE[:1], [500], "Brewhouse Lane A"),
        (["Northam 004D", "Northam 005A"], [1500, 1600], "Northam 005A and 1 more"),
        (["Northam AB", "Northam AC"], [1, 1], "Northam"),
    ],
)
def test_it_is_the_place_where_most_residents_live(names: list[str], people: list[int], called: str) -> None:
    codes = [f"Z{place}" for place in range(len(names))]
    candidate = sample.candidate(1, codes).model_copy(update={"names": names, "populations": people})
    assert candidate_name(candidate) == called


def test_where_residents_are_not_told_the_place_with_most_areas_is_named() -> None:
    candidate = sample.candidate(1, ["Z1", "Z2", "Z3"]).model_copy(update={"names": RISE})
    assert candidate_name(candidate) == "Kestrel Rise and 1 more"


def test_areas_without_names_are_called_by_their_codes() -> None:
    candidate = sample.candidate(1, ["Z1", "Z2"]).model_copy(update={"names": ["", ""], "populations": [1, 2]})
    assert candidate_name(candidate) == "Z2 and 1 more"


@pytest.mark.parametrize(
    ("places", "called"),
    [
        (["Mill Bank", "Low Road", "Low Road"], "Low Road"),
        (["Mill Bank", "", ""], "Mill Bank"),
        (["Low Road", "Mill Bank", "Ash End"], "Low Road"),
        (["", "", ""], "Kestrel Rise and 1 more"),
    ],
)
def test_what_people_call_the_place_goes_before_the_names_of_areas(places: list[str], called: str) -> None:
    update = {"names": RISE, "populations": [900, 500, 500], "places": places}
    candidate = sample.candidate(1, ["Z1", "Z2", "Z3"]).model_copy(update=update)
    assert candidate_name(candidate) == called
    assert areas_name(candidate) == "Kestrel Rise and 1 more"


@pytest.mark.parametrize(
    ("parents", "named"),
    [([], "Thornby"), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_every_larger_area_is_named(parents: list[str], named: str) -> None:
    shares = [ParentShare(name=parent, code=parent, share=1 / len(parents)) for parent in parents]
    assert parents_name(sample.candidate(1, ["Z1"]).model_copy(update={"parents": shares})) == named
