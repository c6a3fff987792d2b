"""Comparing places whose people differ in age: directly standardised rates.

A place with many older people has more illness even where each age is as healthy as elsewhere. The standardised rate is
the one that the place would have if its people had the ages of a standard population: each age band's own rate,
weighted by the standard's people `w`,

    rate = sum(w * events / people) / sum(w)

Its limits (Dobson's) move Byar's limits of all events `x` to it, in proportion to the standard errors:

    rate + sqrt(variance / x) * (Byar's limit of x - x)      variance = sum(w^2 * events / people^2) / sum(w)^2

With fewer than ten events in all, or an age band without people, there is no standardised rate. The standard that
England's figures use is the European Standard Population 2013.

Source: Dobson, Kuulasmaa, Eberle and Scherer, Statistics in Medicine 10 (1991), 457-462.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity import rates
from seedbed.errors import MethodWarning
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
