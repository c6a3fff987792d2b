"""How a strength stands beside the larger areas."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.reports.profile_documents import Comparator, ProfileFigure
from seedbed.reports.strengths import beside, clearness, standing_out


def figure(*verdicts: Any, value: float = 20.0, **about: Any) -> ProfileFigure:
    areas = [
        Comparator(code=str(place), name="Upper", level="town", value=30.0, beyond_chance=verdict)
        for place, verdict in enumerate(verdicts)
    ]
    usual: dict[str, Any] = {
        "indicator": "a.b.c",
        "name": "People who sing",
        "topic": "strengths",
        "kind": "proportion",
        "unit": "%",
        "strength": True,
        "high_is": "better",
        "numerator": 200,
        "denominator": 1000,
        "denominator_name": "residents",
        "ci_low": 18.0,
        "ci_high": 22.0,
        "interval": "Wilson",
        "level": "quarter",
        "period": "2021",
        "source": "x",
        "method": "x",
        "inside": [],
    }
    return ProfileFigure(value=value, comparators=areas, **{**usual, **about})


@pytest.mark.parametrize(
    ("verdicts", "value", "high_is", "stands"),
    [
        (("higher", "similar"), 20.0, "better", "better"),
        (("lower", "similar"), 20.0, "better", "worse"),
        (("lower", "similar"), 20.0, "worse", "better"),
        (("higher", "lower"), 20.0, "better", "mixed"),
        (("similar", "similar"), 20.0, "better", "similar"),
        (("lower",), 20.0, "neither", "worse"),
        (("not tested", "not tested"), 20.0, "better", "worse"),
        (("not tested", "not tested"), 40.0, "better", "similar"),
        ((), 20.0, "better", "similar"),
    ],
)
def test_a_strength_stands_beside_larger_areas(verdicts: Any, value: float, high_is: str, stands: str) -> None:
    assert beside(figure(*verdicts, value=value, high_is=high_is)) == stands


def test_the_clearest_of_each_family_stands_out_first() -> None:
    wide = figure("higher", indicator="a.b.wide")
    close = figure("higher", indicator="a.b.close", ci_low=19.0, ci_high=21.0)
    other = figure("higher", indicator="z.b.other", ci_low=10.0, ci_high=30.0)
    assert [each.indicator for each in standing_out([wide, other, close], "strength")] == ["a.b.close", "z.b.other"]


def test_less_deprivation_is_no_strength_to_build_on() -> None:
    assert standing_out([figure("higher", topic="deprivation", strength=False)], "strength") == []


def test_clearness_counts_half_widths_of_the_interval() -> None:
    assert clearness(figure("higher")) == 5.0
    assert clearness(figure("similar")) == 0.0
