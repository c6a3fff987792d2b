"""What candidates are called."""

from __future__ import annotations

import pytest

from seedbed.reports.candidate_names import candidate_name
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
