"""Equally distributed equivalents against published values, and where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.equity.spread.indices import atkinson_equivalent, kolm_equivalent
from seedbed.errors import BadInputError, UsageError


@pytest.mark.parametrize("scenario", ["given", "equal", "poor", "rich"])
@pytest.mark.parametrize(("column", "key"), [("BASELINE", "base"), ("POST_INTERVENTION", "post")])
def test_published_equivalents_are_reproduced(cases: Path, scenario: str, column: str, key: str) -> None:
    case = json.loads((cases / "dcea_york_nrt.json").read_text())
    people = {(row["REGION"], row["SES"]): row["POPULATION"] for row in case["inputs"]}
    rows = case["expected"][f"post_{scenario}"]
    values = [row[column] for row in rows]
    weights = [people[row["REGION"], row["SES"]] for row in rows]
    published = case["expected"][f"swf_{scenario}"]
    for name, levels in published["atkinson"].items():
        assert atkinson_equivalent(values, weights, float(name[1:])) == pytest.approx(levels[key], rel=1e-12)
    for name, levels in published["kolm"].items():
        assert kolm_equivalent(values, weights, float(name[1:])) == pytest.approx(levels[key], rel=1e-12)


def test_no_aversion_gives_the_mean() -> None:
    assert atkinson_equivalent([1, 2, 6], [2, 1, 1], 0) == pytest.approx(2.5)
    assert kolm_equivalent([1, 2, 6], [2, 1, 1], 0) == pytest.approx(2.5)


def test_great_aversion_gives_the_least() -> None:
    assert atkinson_equivalent([1e-300, 1, 1e300], aversion=1e6) == pytest.approx(1e-300, rel=1e-5)
    assert kolm_equivalent([-5, 1e9], aversion=1e3) == pytest.approx(-5, abs=1e-3)


def test_sets_stand_on_leading_axes() -> None:
    values = np.arange(1.0, 25.0).reshape(2, 3, 4)
    together = atkinson_equivalent(values, [1, 2, 3, 4], 0.5)
    assert together.shape == (2, 3)
    assert together[1, 2] == pytest.approx(float(atkinson_equivalent(values[1, 2], [1, 2, 3, 4], 0.5)))


def test_nought_is_as_good_as_nothing_from_an_aversion_of_one() -> None:
    assert atkinson_equivalent([0, 4], aversion=1) == 0
    assert atkinson_equivalent([0, 4], aversion=2) == 0
    assert atkinson_equivalent([0, 4], aversion=0.5) == pytest.approx(1)
    assert atkinson_equivalent([0, 0], aversion=0.5) == 0


def test_a_missing_value_leaves_no_equivalent_unless_it_counts_for_nobody() -> None:
    assert np.isnan(atkinson_equivalent([1, np.nan, 0], aversion=2))
    assert atkinson_equivalent([3, np.nan], [1, 0]) == pytest.approx(3)
    assert np.isnan(kolm_equivalent([1, 2], [0, 0]))


def test_negative_levels_are_refused_by_atkinson_only() -> None:
    with pytest.raises(BadInputError, match="negative"):
        atkinson_equivalent([-1, 2])
    assert kolm_equivalent([-1, 1], aversion=0) == 0


@pytest.mark.parametrize("aversion", [-1, np.nan, np.inf])
def test_an_aversion_that_is_none_is_refused(aversion: float) -> None:
    with pytest.raises(UsageError, match="aversion"):
        atkinson_equivalent([1, 2], aversion=aversion)
