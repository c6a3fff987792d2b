"""Floating catchments, by hand and as published."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.assets.catchment import Catchment, catchment
from seedbed.analysis.assets.decay import power, within
from seedbed.analysis.assets.travel import Travel
from seedbed.errors import BadInputError

TWO_BY_TWO = Travel.from_pairs([0, 1, 1], [0, 0, 1], [60, 120, 60], shape=(3, 2))
"""Home 0 reaches hall 0; home 1 reaches both; home 2 reaches none."""


def _found(supply: list[float], demand: list[float], reach: float = 600) -> Catchment:
    return catchment(TWO_BY_TWO, supply=supply, demand=demand, decay=within(reach))


def test_places_share_what_they_offer_among_people_within_reach() -> None:
    found = _found([30, 10], [10, 20, 5])
    assert found.share.tolist() == [1, 0.5]
    assert found.score.tolist() == [1, 1.5, 0]


def test_nothing_within_reach_is_said_in_words() -> None:
    assert _found([30, 10], [10, 20, 5]).states == ["within reach", "within reach", "not within reach"]


def test_a_shut_place_is_within_nobody_s_reach() -> None:
    found = _found([0, 10], [10, 20, 5])
    assert found.within_reach.tolist() == [False, True, False]
    assert found.score.tolist() == [0, 0.5, 0]


def test_a_place_that_nobody_shares_is_said_in_words() -> None:
    found = _found([30, 10], [10, 0, 5], reach=60)
    assert found.used.tolist() == [True, False]
    assert found.states[1] == "within reach of places in whose reach nobody is counted"
    assert found.score[1] == 0


def test_people_near_a_shut_place_still_share_the_others() -> None:
    assert _found([30, 0], [10, 20, 5]).share[0] == 1


@pytest.mark.parametrize("scenario", ["0", "1", "2", "3"])
def test_published_example(cases: Path, scenario: str) -> None:
    case = json.loads((cases / "access_2sfca.json").read_text())
    number = {each["geoid"]: at for at, each in enumerate(case["demand_supply"])}
    rows = case["scenarios"][scenario]
    home, place = ([number[row[name]] for row in rows] for name in ("origin", "dest"))
    travel = Travel.from_pairs(home, place, [row["cost"] for row in rows], shape=(3, 3))
    supply, demand = ([each[name] for each in case["demand_supply"]] for name in ("doc", "pop"))
    found = catchment(travel, supply=supply, demand=demand, decay=power(1, 61, shortest=1))
    np.testing.assert_allclose(found.score, case["expected"][scenario], rtol=1e-14)


def test_supply_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(BadInputError, match="2 places, and supply for 3"):
        _found([1, 2, 3], [1, 1, 1])


@pytest.mark.parametrize("people", [-1, np.nan, np.inf])
def test_people_that_cannot_be_counted_are_refused(people: float) -> None:
    with pytest.raises(BadInputError, match="demand of origin 2"):
        _found([1, 1], [1, people, 1])
