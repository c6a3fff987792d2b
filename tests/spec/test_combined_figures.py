"""One figure for a neighbourhood from the figures of its small areas.

**Proportions and rates**: the counts of each area are multiplied by the share of its residents who live inside and
added up, those with the characteristic and all people alike; the figure is worked out anew from the two sums, with
Wilson's or Byar's interval. Percentages are never averaged.

**Scores** have no counts. They are put together as a mean weighted by the residents inside, and have no interval.

**Ranks and deciles** of several areas are not put together at all: an average would hide that some areas are far from
it. The spread inside is shown instead.

An area without the figure is left out, and what share of the residents the rest cover is told.

Source: counts before percentages is the practice of the Office for National Statistics for areas built from smaller
ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.profile.describe import Combined, Figures, Measure, combine, share_in_most_deprived
from tests.spec.tables import Column, Columns, example

title = "Figures for several areas"
part = "Describing a neighbourhood"


def numbers(cell: str) -> Column:
    """Return the numbers of a cell, one for each small area."""
    return np.array([float(word) for word in cell.split()])


def put_together(
    measure: Measure, given: Columns, value: str = "", counts: tuple[str, str] = ("", "")
) -> list[Combined]:
    """Return the figure of each neighbourhood, one a row."""
    answers = []
    for row in range(len(given["shares"])):
        shares, residents = numbers(given["shares"][row]), numbers(given["residents"][row])
        none = np.full(len(shares), np.nan)
        published, part, whole = (numbers(given[name][row]) if name else none for name in (value, *counts))
        answers.append(combine(measure, Figures(published, part, whole, none, none), shares, residents))
    return answers


@example(
    """
    | shares | residents | with it | of      | all with it | of all | per cent | low   | high  | covered |
    |--------|-----------|---------|---------|-------------|--------|----------|-------|-------|---------|
    | 1 0.5  | 1500 1200 | 40 30   | 200 100 | 55          | 250    | 22       | 17.31 | 27.54 | 1       |
    | 1 1    | 1500 500  | 40 nan  | 200 nan | 40          | 200    | 20       | 15.05 | 26.09 | 0.75    |
    """,
    within=0.005,
)
def test_a_proportion_from_counts(given: Columns) -> Mapping[str, Any]:
    """A proportion from counts.

    All of the first area and half of the second: `40 + 0.5 * 30 = 55` of `200 + 0.5 * 100 = 250`. The mean of the two
    percentages, 20 and 30, would have been wrong. Wilson's limits of 55 in 250: the root is
    `sqrt(3.8415 + 220 * 0.78) = 13.2454`, times `z` 25.9606, so `(113.8415 - 25.9606) / 507.683 = 17.31 %` and
    `(113.8415 + 25.9606) / 507.683 = 27.54 %`. Below, the second area has no figure; three quarters of the residents
    live in the first.
    """
    answers = put_together(Measure("proportion", "sum", 100), given, counts=("with it", "of"))
    return {
        "all with it": [answer.numerator for answer in answers],
        "of all": [answer.denominator for answer in answers],
        "per cent": [answer.value for answer in answers],
        "low": [answer.low for answer in answers],
        "high": [answer.high for answer in answers],
        "covered": [answer.covered for answer in answers],
    }


@example(
    """
    | shares | residents | score | mean | low |
    |--------|-----------|-------|------|-----|
    | 1 0.5  | 1000 2000 | 40 10 | 25   |     |
    | 1 1    | 1000 3000 | 40 10 | 17.5 |     |
    """
)
def test_a_score_is_a_mean_over_residents(given: Columns) -> Mapping[str, Any]:
    """A score is a mean over residents.

    `(1000 * 40 + 1000 * 10) / 2000 = 25` with half of the second area's 2,000 residents inside;
    `(1000 * 40 + 3000 * 10) / 4000 = 17.5`.
    """
    answers = put_together(Measure("score", "population_mean", 1), given, value="score")
    return {"mean": [answer.value for answer in answers], "low": [answer.low for answer in answers]}


@example(
    """
    | shares | residents | decile | together |
    |--------|-----------|--------|----------|
    | 1 1    | 1000 1000 | 2 7    |          |
    """
)
def test_deciles_stay_apart(given: Columns) -> Mapping[str, Any]:
    """Deciles stay apart.

    Deciles 2 and 7 are not "4.5".
    """
    return {"together": [answer.value for answer in put_together(Measure("decile", "none", 1), given, value="decile")]}


@example(
    """
    | residents inside | decile  | share in the most deprived fifth |
    |------------------|---------|----------------------------------|
    | 1000 1000 2000   | 1 2 3   | 0.5                              |
    | 1000 3000 1000   | 2 7 nan | 0.25                             |
    """
)
def test_core20(given: Columns) -> Mapping[str, Any]:
    """The share of residents in the most deprived fifth (Core20).

    Deciles 1 and 2 make up the fifth: 2,000 of 4,000 residents. An area whose decile is not known is left out of both.
    """
    rows = zip(given["decile"], given["residents inside"], strict=True)
    shares = [share_in_most_deprived(numbers(decile), numbers(residents)) for decile, residents in rows]
    return {"share in the most deprived fifth": shares}
