"""How long people would live if the death rates of one time and place stayed as they are.

Ages are divided into bands, the last one open. In a band of `n` years with the death rate `M = deaths / population`,
those who die live on average the part `a` of it: a tenth of a band that starts at birth, half of any other. So

    q = n M / (1 + n (1 - a) M)            the chance of dying in the band
    e = n (1 - q + a q) + (1 - q) e_next   years ahead at its start
    e = 1 / M                              in the open last band

from the last band backwards. The limits are `e - z * sqrt(V)` and `e + z * sqrt(V)`, with

    V = (1 - q)^2 V_next + (n (1 - a) + e_next)^2 * q^2 (1 - q) / deaths
    V = 1 / (M^2 * deaths)                 in the open last band (Silcocks' term)

A population is counted in person-years: 1,000 people over three years are 3,000. Life expectancy describes the death
rates of today; it foretells nobody's life. With an open last band in which nobody died there is no life expectancy.
Under 5,000 person-years it tends to come out too high, and the publishers of England's figures give none: Seedbed gives
it with a warning.

Sources: Chiang, The Life Table and its Applications (1984); Silcocks, Jenner and Reza, Journal of Epidemiology and
Community Health 55 (2001), 38-43; Eayres and Williams, ibid. 58 (2004), 243-249.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.life_tables import LifeTableRules, life_expectancy
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Column, Columns, example

title = "Life expectancy"
part = "Figures and how sure they are"


AGES = np.array([0, 1, *range(5, 95, 5)], dtype=float)
PEOPLE = np.array([11, 44, 56, 57, 55, 63, 66, 67, 66, 63, 65, 68, 67, 59, 50, 49, 40, 27, 17, 10]) / 1000
RATES = np.array([39, 2, 1, 1, 2, 4, 5, 7, 10, 15, 22, 34, 53, 84, 134, 217, 364, 634, 1450, 1600]) / 10_000


@example(
    """
    | age | deaths | person-years | years ahead | low   | high  |
    |-----|--------|--------------|-------------|-------|-------|
    | 60  | 200    | 10000        | 21.36       | 20.63 | 22.10 |
    | 70  | 400    | 10000        | 15.00       | 14.29 | 15.71 |
    | 80  | 500    | 5000         | 10.00       | 9.12  | 10.88 |
    """,
    within=0.005,
)
def test_three_bands(given: Columns) -> Mapping[str, Any]:
    """Three bands by hand.

    From 80 on `M = 500 / 5000 = 0.1`, so `e = 1 / 0.1 = 10` and `V = 1 / (0.01 * 500) = 0.2`: the limits lie
    `1.96 * 0.4472 = 0.88` away.

    At 70 `M = 0.04` and `q = 10 * 0.04 / (1 + 10 * 0.5 * 0.04) = 1/3`. So `e = 10 * (2/3 + 1/6) + 2/3 * 10 = 15`, and
    `V = (2/3)^2 * 0.2 + (5 + 10)^2 * (1/9 * 2/3) / 400 = 0.0889 + 0.0417 = 0.1306`: `1.96 * 0.3613 = 0.71`.

    At 60 `M = 0.02`, `q = 0.2 / 1.1 = 0.1818` and `e = 10 * (0.8182 + 0.0909) + 0.8182 * 15 = 21.36`, with
    `V = 0.8182^2 * 0.1306 + (5 + 15)^2 * (0.1818^2 * 0.8182) / 200 = 0.0874 + 0.0541 = 0.1415`.
    """
    answer = life_expectancy(given["deaths"], given["person-years"], given["age"])
    return {"years ahead": answer.value, "low": answer.low, "high": answer.high}


@example(
    """
    | part lived | years ahead at birth |
    |------------|----------------------|
    | 0.1        | 20.7929              |
    | 0.5        | 20.7960              |
    """,
    within=0.00005,
)
def test_a_band_that_starts_at_birth(given: Columns) -> Mapping[str, Any]:
    """A band that starts at birth.

    100 infant deaths in 10,000 person-years, and then 500 in 10,000, so 20 years ahead at the age of 1. With a tenth of
    the first year lived, `q = 0.01 / (1 + 0.9 * 0.01) = 0.009911` and
    `e = (0.990089 + 0.1 * 0.009911) + 0.990089 * 20 = 20.7929`; with half of it, `q = 0.01 / 1.005 = 0.009950` and
    `e = 20.7960`. England's publishers use a tenth.
    """
    ways = [LifeTableRules(infant_factor=float(part)) for part in given["part lived"]]
    answers = [life_expectancy([100, 500], [10_000, 10_000], [0, 1], way).value[0] for way in ways]
    return {"years ahead at birth": answers}


@example(
    """
    | case                             | age | deaths | person-years | years ahead |
    |----------------------------------|-----|--------|--------------|-------------|
    | nobody died in the last band     | 60  | 200    | 10000        |             |
    | nobody died in the last band     | 80  | 0      | 10           |             |
    | a band without people            | 60  | 200    | 10000        |             |
    | a band without people            | 70  | 0      | 0            |             |
    | a band without people            | 80  | 500    | 5000         | 10          |
    """
)
def test_no_life_expectancy(given: Columns) -> Mapping[str, Any]:
    """Where no life expectancy is given.

    Without deaths in the open last band its years have no end that could be worked out, and with it no age has. A band
    without people has no death rate: there is a number at the ages above it only.
    """
    answers: list[float] = []
    for case in dict.fromkeys(given["case"]):
        rows = given["case"] == case
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", MethodWarning)
            one = life_expectancy(given["deaths"][rows], given["person-years"][rows], given["age"][rows])
        answers += one.value.tolist()
    return {"years ahead": answers}


def simulated(person_years: float, age: float) -> tuple[float, float, float]:
    """Return the share of 4,000 intervals that hold the truth, of tables that give one, and the mean error in years."""
    generator = np.random.default_rng(29)
    people = PEOPLE / PEOPLE.sum() * person_years
    deaths = np.minimum(generator.poisson(people * RATES, (4000, AGES.size)), people)
    place = int(np.flatnonzero(age == AGES)[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        truth = life_expectancy(people * RATES, people, AGES).value[place]
        answer = life_expectancy(deaths, np.broadcast_to(people, deaths.shape), AGES)
    known = np.isfinite(answer.low[:, place])
    held = share_that_holds(answer.low[known, place], answer.high[known, place], truth)
    return held, round(float(known.mean()), 4), round(float((answer.value[known, place] - truth).mean()), 2)


@example(
    """
    | person-years | age | gives limits | holds the truth | keeps its promise | too long by |
    |--------------|-----|--------------|-----------------|-------------------|-------------|
    | 1000         | 0   | 0.7738       | 0.9438          | yes               | 0.7         |
    | 1000         | 65  | 0.7738       | 0.9603          | yes               | 0.67        |
    | 1000         | 90  | 0.7843       | 0.9069          | no                | 0.24        |
    | 2000         | 0   | 0.9555       | 0.9553          | yes               | 0.8         |
    | 2000         | 65  | 0.9555       | 0.9707          | no                | 0.78        |
    | 2000         | 90  | 0.956        | 0.9027          | no                | 2.03        |
    | 5000         | 0   | 0.9998       | 0.9462          | yes               | 0.38        |
    | 5000         | 65  | 0.9998       | 0.9675          | yes               | 0.42        |
    | 5000         | 90  | 0.9998       | 0.945           | yes               | 1.2         |
    | 10000        | 0   | 1.0          | 0.9485          | yes               | 0.17        |
    | 10000        | 65  | 1.0          | 0.9593          | yes               | 0.15        |
    | 10000        | 90  | 1.0          | 0.941           | yes               | 0.46        |
    | 100000       | 0   | 1.0          | 0.9437          | yes               | 0.02        |
    | 100000       | 65  | 1.0          | 0.9523          | yes               | 0.02        |
    | 100000       | 90  | 1.0          | 0.9475          | yes               | 0.04        |
    """,
    within=0.00005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    4,000 tables of 20 bands are made from invented death rates and ages like those of England, and the intervals of
    those that give one are compared with the truth. From 5,000 person-years the interval keeps its promise at every age
    tried. Below, it does not: the few deaths among few old people make a life expectancy that is too long by months or
    years on average, the limits at the oldest ages fail more often, and some tables give none as nobody died in the
    last band. So Seedbed warns under 5,000 person-years, and under 15 deaths in the last band.
    """
    pairs = zip(given["person-years"], given["age"], strict=True)
    found = [simulated(float(years), float(age)) for years, age in pairs]
    held: Column = np.array([each[0] for each in found])
    return {
        "gives limits": [each[1] for each in found],
        "holds the truth": held,
        "too long by": [each[2] for each in found],
        "keeps its promise": [keeps_its_promise(float(share)) for share in held],
    }
