"""Every published slope index, in either convention, to its stated tolerance."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity.slope.errors import errors_from_limits
from seedbed.analysis.equity.slope.linear import phe_slope
from seedbed.analysis.equity.slope.lines import SlopeIndices, ValueType
from seedbed.analysis.equity.slope.ridit import Scale, who_slope

VALUE_TYPES: tuple[ValueType, ...] = ("mean", "rate", "proportion")
ESTIMATE, LIMIT = 1e-6, 0.05


def phe_cases(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "inequality_phe_sii.json").read_text(encoding="utf-8"))["cases"]
    assert len(found) == 30
    return found


def multiplier_of(case: dict[str, Any]) -> float:
    told = case["description"]
    known = {"negative multiplier": -1.0, "(x 100)": 100.0, "(x -100)": -100.0}
    return next((factor for words, factor in known.items() if words in told), 1.0)


def confidences_of(case: dict[str, Any]) -> list[float]:
    """Return the confidence of each pair of limits; where a case holds several, its text or its list names them."""
    told = case["description"]
    if isinstance(case["confidence"], str):
        return [0.95, 0.99]
    if "95" in told and "98" in told:
        return [0.95, 0.98]
    return [0.98] if "98%" in told else [case["confidence"] / 100]


def ours(case: dict[str, Any], confidence: float, *, from_limits: bool = False) -> SlopeIndices:
    columns = {name: [float(row[name]) for row in case["quantiles"]] for name in ("Population", "Value")}
    kind = VALUE_TYPES[case["value_type"]]
    errors = np.array([float(row["StandardError"]) for row in case["quantiles"]])
    if from_limits:
        low, high = ([float(row[name]) for row in case["quantiles"]] for name in ("LowerCL", "UpperCL"))
        errors = errors_from_limits(low, high, kind)
    return phe_slope(
        columns["Population"],
        columns["Value"],
        errors,
        kind,
        multiplicative="transform" in case["description"],
        confidence=confidence,
        multiplier=multiplier_of(case),
    )


def test_published_slopes_and_ratios(cases: Path) -> None:
    for case in phe_cases(cases):
        found, expected = ours(case, 0.95), case["expected"]
        assert float(found.sii.value) == pytest.approx(expected["sii"], rel=ESTIMATE), case["record_from"]
        if "rii" in expected:
            assert float(found.rii.value) == pytest.approx(expected["rii"], rel=ESTIMATE), case["record_from"]
        if "Intercept" in expected:
            assert float(found.intercept) == pytest.approx(expected["Intercept"], rel=ESTIMATE), case["record_from"]


def test_published_limits_from_simulation(cases: Path) -> None:
    checked = 0
    for case in phe_cases(cases):
        for place, confidence in enumerate(confidences_of(case), start=1):
            found, expected = ours(case, confidence), case["expected"]
            for name, limits in (("sii", found.sii), ("rii", found.rii)):
                for end, limit in (("lower", limits.low), ("upper", limits.high)):
                    if (key := f"{name}_{end}cl_{place}") in expected:
                        assert float(limit) == pytest.approx(expected[key], rel=LIMIT), (case["record_from"], key)
                        checked += 1
    assert checked > 100


def test_exact_limits_lie_within_a_hundredth_of_the_simulated_width(cases: Path) -> None:
    for case in phe_cases(cases):
        expected = case["expected"]
        if case["value_type"] == 0 and "sii_lowercl_1" in expected:
            found = ours(case, confidences_of(case)[0])
            width = expected["sii_uppercl_1"] - expected["sii_lowercl_1"]
            assert float(found.sii.low) == pytest.approx(expected["sii_lowercl_1"], abs=0.01 * width)
            assert float(found.sii.high) == pytest.approx(expected["sii_uppercl_1"], abs=0.01 * width)


def test_standard_errors_follow_from_published_limits(cases: Path) -> None:
    for case in phe_cases(cases):
        given, worked_out = ours(case, 0.95), ours(case, 0.95, from_limits=True)
        assert float(worked_out.sii.low) == pytest.approx(float(given.sii.low), rel=1e-3)


@pytest.mark.filterwarnings("ignore::seedbed.errors.MethodWarning")
@pytest.mark.parametrize(("name", "scale"), [("sii", "logit"), ("rii", "logit"), ("sii_linear", "linear")])
def test_published_who_indices(cases: Path, name: str, scale: Scale) -> None:
    sample = json.loads((cases / "inequality_healthequal_sample.json").read_text(encoding="utf-8"))
    rows, expected = sample["ordered"], sample["expected"][name]
    found = who_slope(
        [row["population"] for row in rows], [row["estimate"] / 100 for row in rows], scale=scale, multiplier=100
    )
    ours = found.rii if name == "rii" else found.sii
    assert float(ours.value) == pytest.approx(expected["estimate"], rel=ESTIMATE)
    assert float(ours.low) == pytest.approx(expected["lowerci"], rel=ESTIMATE)
    assert float(ours.high) == pytest.approx(expected["upperci"], rel=ESTIMATE)
