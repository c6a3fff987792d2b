"""Comparing places whose people differ in age: directly standardised rates.

A place with many older people has more illness even where each age is as healthy as elsewhere. The standardised rate is
the one that the place would have if its people had the ages of a standard population: each age band's own rate,
weighted by the standard's people `w`,

    rate = sum(w * events / people) / sum(w)

Its limits (Dobson's) move Byar's limits of all events `x` to it, in proportion to the standard errors:

    rate + sqrt(variance / x) * (Byar's limit of x - x)      variance = sum(w^2 * events / people^2) / sum(w)^2

With fewer than ten events in all, or an age band without people, there is no standardised rate. Where one event more in
an age band with few people and much weight would move the rate by more than 0.7 of its standard errors, the limits may
be too close, and the function warns. The standard that
England's figures use is the European Standard Population 2013.

Source: Dobson, Kuulasmaa, Eberle and Scherer, Statistics in Medicine 10 (1991), 457-462.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity import rates
from seedbed.analysis.equity.standard_populations import ESP_2013
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Column, Columns, example

title = "Directly standardised rates"
part = "Figures and how sure they are"

STANDARD = [50, 30, 20]


AGES = ("young", "middle", "old")


def bands(given: Columns, before: str = "") -> Column:
    """Return one row a place and one column an age band."""
    return np.column_stack([given[before + age] for age in AGES])


@example(
    """
    | place    | young | of young | middle | of middle | old | of old | crude | standardised | low   | high  |
    |----------|-------|----------|--------|-----------|-----|--------|-------|--------------|-------|-------|
    | Old Mill | 10    | 2000     | 30     | 1500      | 60  | 500    | 25    | 32.5         | 26.20 | 39.81 |
    | Sea View | 2     | 500      | 10     | 500       | 88  | 1000   | 50    | 25.6         | 19.97 | 32.13 |
    """,
    within=0.005,
)
def test_ages_explain_the_difference(given: Columns) -> Mapping[str, Any]:
    """Two places, three age bands, per 1,000.

    The standard has 50 young, 30 middle-aged and 20 old people. Old Mill's bands have 5, 20 and 120 events per 1,000:
    `0.5 * 5 + 0.3 * 20 + 0.2 * 120 = 32.5`. Sea View's have 4, 20 and 88: `2 + 6 + 17.6 = 25.6`. Its crude rate is
    twice as high only because half of its people are old.

    For Old Mill the variance is `(50^2 * 10 / 2000^2 + 30^2 * 30 / 1500^2 + 20^2 * 60 / 500^2) / 100^2 = 0.000011425`;
    the root of it over 100 events is 0.000338; Byar's limits of 100 are 81.362 and 121.628. So the lower limit is
    `32.5 - 0.338 * 18.638 = 26.20` and the upper `32.5 + 0.338 * 21.628 = 39.81`.
    """
    events, people = bands(given), bands(given, "of ")
    crude = rates.crude_rate(events.sum(axis=1), people.sum(axis=1), multiplier=1000)
    answer = rates.directly_standardised(events, people, STANDARD, multiplier=1000)
    return {"crude": crude.value, "standardised": answer.value, "low": answer.low, "high": answer.high}


@example(
    """
    | place   | young | of young | middle | of middle | old | of old | standardised |
    |---------|-------|----------|--------|-----------|-----|--------|--------------|
    | too few | 1     | 2000     | 3      | 1500      | 5   | 500    |              |
    | no old  | 10    | 2000     | 30     | 1500      | 0   | 0      |              |
    | a gap   | 10    | 2000     |        | 1500      | 60  | 500    |              |
    """
)
def test_no_standardised_rate(given: Columns) -> Mapping[str, Any]:
    """Where no standardised rate is given.

    Nine events in all; an age band without people; a band whose count is missing.
    """
    with pytest.warns(MethodWarning, match="fewer than 10 events"):
        answer = rates.directly_standardised(bands(given), bands(given, "of "), STANDARD)
    return {"standardised": answer.value}


@example(
    """
    | age    | people | with one event | with two | with four | events | squared | standardised | low   | high  |
    |--------|--------|----------------|----------|-----------|--------|---------|--------------|-------|-------|
    | young  | 2000   | 10             | 0        | 0         | 10     | 10      | 32.5         | 23.73 | 42.68 |
    | middle | 1500   | 18             | 6        | 0         | 30     | 42      | 32.5         | 23.73 | 42.68 |
    | old    | 500    | 28             | 8        | 4         | 60     | 124     | 32.5         | 23.73 | 42.68 |
    """,
    within=0.005,
)
def test_people_with_several_events(given: Columns) -> Mapping[str, Any]:
    """People with several events each.

    Admissions of one person are not independent, so the limits widen: in the variance each band's events give way to
    the sum over people of their events squared. Among the old, 28 people with one, 8 with two and 4 with four events
    make 60 events and `28 * 1 + 8 * 4 + 4 * 16 = 124`. The variance is now
    `(50^2 * 10 / 2000^2 + 30^2 * 42 / 1500^2 + 20^2 * 124 / 500^2) / 100^2 = 0.0000221450`, its root over 100 events
    0.00047058; the limits are `32.5 - 0.47058 * 18.638` and `32.5 + 0.47058 * 21.628`, further out than without.
    """
    once, twice, four_times = given["with one event"], given["with two"], given["with four"]
    events, squared = once + 2 * twice + 4 * four_times, once + 4 * twice + 16 * four_times
    answer = rates.directly_standardised(events, given["people"], STANDARD, 1000, squared_events=squared)
    everywhere = {"standardised": answer.value, "low": answer.low, "high": answer.high}
    return {"events": events, "squared": squared} | {name: np.full(3, value) for name, value in everywhere.items()}


EVEN, YOUNG, VERY_YOUNG = np.ones(19), np.linspace(3, 0.1, 19), np.exp(-np.linspace(0, 5, 19))
"""People by age band: as many in each, fewer and fewer, and hardly any old."""


@example(
    """
    | people     | risk           | events | share of intervals that hold it | keeps its promise | warnings |
    |------------|----------------|--------|---------------------------------|-------------------|----------|
    | even       | the same       | 15     | 0.9780                          | no                | few      |
    | even       | grows with age | 15     | 0.9721                          | no                | few      |
    | even       | grows with age | 30     | 0.9530                          | yes               | few      |
    | even       | the same       | 100    | 0.9608                          | yes               | few      |
    | young      | grows with age | 50     | 0.9606                          | yes               | few      |
    | young      | the same       | 400    | 0.9542                          | yes               | few      |
    | very young | grows with age | 30     | 0.9490                          | yes               | few      |
    | very young | the same       | 15     | 0.8632                          | no                | most     |
    | very young | the same       | 50     | 0.9236                          | no                | most     |
    | very young | the same       | 400    | 0.9506                          | yes               | few      |
    """,
    within=0.00005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    5,000 times events are drawn in 19 age bands around the mean number named, and standardised to the European Standard
    Population; draws with fewer than ten events have no rate and are left out. "Even" people are as many in each band,
    "young" people fall to a thirtieth from first to last, of the "very young" the last band has a 148th of the first;
    risk grows e^5-fold with age. With 15 events an interval errs on the safe side, as exact limits do. It falls short
    where hardly any old people live and risk does not grow with age: then a single event among the old carries much
    weight. There most of the draws are warned of.
    """
    random = np.random.default_rng(1991)
    standard = np.array(list(ESP_2013.values()))
    people = {"even": EVEN, "young": YOUNG, "very young": VERY_YOUNG}
    risk = {"the same": np.ones(19), "grows with age": np.exp(np.linspace(-3, 2, 19))}
    held, often = [], []
    for who, how, events in zip(given["people"], given["risk"], given["events"], strict=True):
        means = people[who] * risk[how]
        means = means / means.sum() * events
        truth = (standard * means / people[who]).sum() / standard.sum()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", MethodWarning)
            answer = rates.directly_standardised(random.poisson(means, (5000, 19)), people[who], standard, multiplier=1)
        given_rates = np.isfinite(answer.value)
        held.append(share_that_holds(answer.low[given_rates], answer.high[given_rates], truth))
        told = [int(str(each.message).split()[0].replace(",", "")) for each in caught if "hang on" in str(each.message)]
        often.append("most" if sum(told) > given_rates.sum() / 2 else "few")
    promise = [keeps_its_promise(share) for share in held]
    return {"share of intervals that hold it": held, "keeps its promise": promise, "warnings": often}


@example(
    """
    | people with events | of whom have three | share, squares taken in | keeps its promise | share, without | as told |
    |--------------------|--------------------|-------------------------|-------------------|----------------|---------|
    | 60                 | 0                  | 0.9578                  | yes               | 0.9578         | yes     |
    | 60                 | 15                 | 0.9532                  | yes               | 0.8450         | no      |
    | 200                | 60                 | 0.9538                  | yes               | 0.8320         | no      |
    """,
    within=0.00005,
)
def test_how_often_it_holds_with_several_events_each(given: Columns) -> Mapping[str, Any]:
    """How often it holds where people have several events.

    5,000 times people are drawn in three age bands, some with one event and some with three. With the squares of each
    person's events taken in, the interval holds the truth as often as it says; without them ("share, without"), as if
    each event stood for a person of its own, too seldom.
    """
    random = np.random.default_rng(1992)
    held: dict[bool, list[float]] = {True: [], False: []}
    for whole, three in zip(given["people with events"], given["of whom have three"], strict=True):
        once = random.poisson(np.array([0.2, 0.3, 0.5]) * (whole - three), (5000, 3))
        thrice = random.poisson(np.array([0.2, 0.3, 0.5]) * three, (5000, 3))
        size = np.array([3000.0, 2000.0, 1000.0])
        truth = (np.array(STANDARD) * np.array([0.2, 0.3, 0.5]) * (whole + 2 * three) / size).sum() / 100
        for taken_in, found in held.items():
            squares = once + 9 * thrice if taken_in else None
            answer = rates.directly_standardised(once + 3 * thrice, size, STANDARD, 1, squared_events=squares)
            found.append(share_that_holds(answer.low, answer.high, truth))
    promise = {kind: [keeps_its_promise(share) for share in found] for kind, found in held.items()}
    return {
        "share, squares taken in": held[True],
        "keeps its promise": promise[True],
        "share, without": held[False],
        "as told": promise[False],
    }
