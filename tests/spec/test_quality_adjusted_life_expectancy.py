"""Years ahead weighted by health: healthy and quality-adjusted life expectancy.

A year in poor health counts for less than a year in good health. The weight `u` of a band is the share of its people in
good health (healthy life expectancy, Sullivan's method), or their mean quality of life on a scale from 0, as bad as
being dead, to 1, full health (quality-adjusted life expectancy, in quality-adjusted life years, QALYs). With the chance
of dying `q`, the years `n` and the part `a` of [life expectancy](life_expectancy.md),

    e = u * n * (1 - q + a q) + (1 - q) * e_next     weighted years ahead at the start of a band
    e = u / M                                        in the open last band

    V = (1 - q)^2 V_next + (u n (1 - a) + e_next)^2 * q^2 (1 - q) / deaths + (n (1 - q + a q))^2 * se(u)^2
    V = (u^2 / deaths + se(u)^2) / M^2               in the open last band

Without standard errors of `u` the limits hold the chance of deaths alone, and Seedbed says so.

York's tables for distributional cost-effectiveness use half in every band, also the first, and close the last band: of
85 to 99, all die half-way, so that its years are `7.5 u`, whatever its death rate.

Sources: Sullivan, HSMHA Health Reports 86 (1971), 347-354; Newman, Statistics in Medicine 7 (1988), 787-794; Jagger,
Van Oyen and Robine, Health Expectancy Calculation by the Sullivan Method (2014); Asaria, Griffin and Cookson, Medical
Decision Making 36 (2016), 8-19.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.life_tables import LifeTableRules, health_expectancy
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "Healthy and quality-adjusted life expectancy"
part = "Figures and how sure they are"

AGES = np.array([0, 1, *range(10, 90, 10)], dtype=float)
PEOPLE = np.array([11, 100, 112, 118, 133, 129, 133, 126, 99, 39]) / 1000
RATES = np.array([39, 2, 2, 5, 9, 19, 44, 110, 290, 1300]) / 10_000
HEALTHY = np.array([0.97, 0.96, 0.94, 0.92, 0.9, 0.86, 0.8, 0.72, 0.6, 0.45])


@example(
    """
    | age | deaths | person-years | quality | weighted years | low   | high  |
    |-----|--------|--------------|---------|----------------|-------|-------|
    | 60  | 200    | 10000        | 0.9     | 16.91          | 16.41 | 17.41 |
    | 70  | 400    | 10000        | 0.8     | 10.67          | 10.23 | 11.11 |
    | 80  | 500    | 5000         | 0.6     | 6.00           | 5.47  | 6.53  |
    """,
    within=0.005,
)
def test_three_bands(given: Columns) -> Mapping[str, Any]:
    """Three bands by hand.

    From 80 on the ten years ahead count `0.6 * 10 = 6`, with `V = 0.36 / (0.01 * 500) = 0.072`. At 70 `q = 1/3`, so
    8.333 years are lived to 80 and `e = 0.8 * 8.333 + 2/3 * 6 = 10.67`, with
    `V = (2/3)^2 * 0.072 + (0.8 * 5 + 6)^2 * 0.000185 = 0.0505`. At 60 `q = 0.1818`, so
    `e = 0.9 * 9.0909 + 0.8182 * 10.667 = 16.91`, with `V = 0.6694 * 0.0505 + (0.9 * 5 + 10.667)^2 * 0.000135 = 0.0649`.
    """
    answer = health_expectancy(given["deaths"], given["person-years"], given["age"], given["quality"])
    return {"weighted years": answer.value, "low": answer.low, "high": answer.high}


@example(
    """
    | age | deaths | person-years | quality | standard error | weighted years | low   | high  |
    |-----|--------|--------------|---------|----------------|----------------|-------|-------|
    | 70  | 400    | 10000        | 0.8     | 0.03           | 10.67          | 9.83  | 11.51 |
    | 80  | 500    | 5000         | 0.6     | 0.04           | 6.00           | 5.06  | 6.94  |
    """,
    within=0.005,
)
def test_quality_from_a_survey(given: Columns) -> Mapping[str, Any]:
    """A quality of life that is known from a survey.

    From 80 on `V = (0.36 / 500 + 0.04^2) / 0.01 = 0.232`, so the limits lie `1.96 * 0.4817 = 0.94` away. At 70
    `V = (2/3)^2 * 0.232 + 0.0185 + 8.333^2 * 0.03^2 = 0.1031 + 0.0185 + 0.0625 = 0.1841`, and `1.96 * 0.4291 = 0.84`.
    """
    deaths, people, ages = given["deaths"], given["person-years"], given["age"]
    answer = health_expectancy(deaths, people, ages, given["quality"], given["standard error"])
    return {"weighted years": answer.value, "low": answer.low, "high": answer.high}


@example(
    """
    | age | deaths | person-years | quality | weighted years |
    |-----|--------|--------------|---------|----------------|
    | 65  | 400    | 10000        | 0.8     | 13.3571        |
    | 85  | 900    | 5000         | 0.6     | 4.5            |
    """,
    within=0.00005,
)
def test_a_closed_last_band(given: Columns) -> Mapping[str, Any]:
    """A last band that is closed.

    From 85 to 99 half of 15 years at 0.6: 4.5. At 65 `q = 20 * 0.04 / (1 + 20 * 0.5 * 0.04) = 0.5714`, so
    `e = 0.8 * 20 * (0.4286 + 0.2857) + 0.4286 * 4.5`.
    """
    rules = LifeTableRules(infant_factor=0.5, last_width=15)
    answer = health_expectancy(given["deaths"], given["person-years"], given["age"], given["quality"], rules=rules)
    return {"weighted years": answer.value}


def simulated(person_years: float, asked: float, *, of_survey: bool) -> float:
    """Return the share of 4,000 intervals at birth that hold the truth; ``asked`` people a band answer a survey."""
    generator = np.random.default_rng(31)
    people = PEOPLE / PEOPLE.sum() * person_years
    deaths = np.minimum(generator.poisson(people * RATES, (4000, AGES.size)), people)
    share = generator.binomial(int(asked), HEALTHY, (4000, AGES.size)) / asked
    error = np.sqrt(share * (1 - share) / asked) if of_survey else None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        truth = health_expectancy(people * RATES, people, AGES, HEALTHY).value[0]
        answer = health_expectancy(deaths, np.broadcast_to(people, deaths.shape), AGES, share, error)
    return share_that_holds(answer.low[:, 0], answer.high[:, 0], truth)


@example(
    """
    | person-years | asked | standard errors | holds the truth | keeps its promise |
    |--------------|-------|-----------------|-----------------|-------------------|
    | 5000         | 50    | used            | 0.9425          | yes               |
    | 5000         | 50    | left out        | 0.7937          | no                |
    | 5000         | 500   | used            | 0.9327          | yes               |
    | 5000         | 500   | left out        | 0.9048          | no                |
    | 20000        | 50    | used            | 0.9475          | yes               |
    | 20000        | 50    | left out        | 0.6012          | no                |
    | 20000        | 500   | used            | 0.949           | yes               |
    | 20000        | 500   | left out        | 0.8955          | no                |
    | 100000       | 50    | used            | 0.946           | yes               |
    | 100000       | 50    | left out        | 0.3245          | no                |
    | 100000       | 500   | used            | 0.9493          | yes               |
    | 100000       | 500   | left out        | 0.7345          | no                |
    """,
    within=0.00005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    4,000 tables with invented death rates, and for each a survey that asks so many people of every band whether they
    are in good health. With the survey's standard errors the interval keeps its promise. Without them it does not,
    however many people are counted: give the standard errors wherever health comes from a survey.
    """
    rows = zip(given["person-years"], given["asked"], given["standard errors"], strict=True)
    held = [simulated(float(years), float(asked), of_survey=str(used) == "used") for years, asked, used in rows]
    return {"holds the truth": held, "keeps its promise": [keeps_its_promise(share) for share in held]}
