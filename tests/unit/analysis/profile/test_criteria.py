from __future__ import annotations

import math
from typing import Any

import pytest

from seedbed.analysis.profile.criteria import Criterion, shares_of_score
from seedbed.errors import BadInputError

GOOD: dict[str, Any] = {
    "id": "need",
    "name": "Need",
    "measure": "value",
    "weight": 1.0,
    "high_is": "worse",
    "indicator": "a.b",
}


def test_weights_become_shares_of_the_whole() -> None:
    criteria = [Criterion(**{**GOOD, "id": str(weight), "weight": weight}) for weight in (3, 1, 0)]
    assert shares_of_score(criteria).tolist() == [0.75, 0.25, 0.0]


@pytest.mark.parametrize(
    "wrong",
    [
        {"measure": "median"},
        {"high_is": "neither"},
        {"weight": -1},
        {"weight": math.nan},
        {"indicator": ""},
        {"measure": "sites"},
    ],
)
def test_a_criterion_that_makes_no_sense_is_refused_by_name(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInputError, match="'need'"):
        Criterion(**{**GOOD, **wrong})


def test_no_criteria_no_weight_and_doubled_ids_are_refused() -> None:
    for criteria in ([], [Criterion(**{**GOOD, "weight": 0})], [Criterion(**GOOD), Criterion(**GOOD)]):
        with pytest.raises(BadInputError):
            shares_of_score(criteria)
