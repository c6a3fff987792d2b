"""Laws of life tables on generated input, and a plain twin that builds the table column by column."""

from __future__ import annotations

import math
import warnings

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.equity.estimates import Estimates
from seedbed.analysis.equity.life_tables import health_expectancy, life_expectancy
from seedbed.errors import MethodWarning

AGES = [0, 1, 5, 15, 40, 65, 85]
WIDTHS = [1, 4, 10, 25, 25, 20]
rates = st.lists(st.floats(0.0005, 0.03), min_size=7, max_size=7)
people = st.lists(st.integers(1_000, 1_000_000), min_size=7, max_size=7)
unhurried = settings(deadline=None)
"""The first call compiles."""
shares = st.lists(st.floats(0, 1), min_size=7, max_size=7)


def expectancy(deaths: list[float], population: list[int]) -> Estimates:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        return life_expectancy(deaths, population, AGES)


def plain_table(deaths: list[float], population: list[int], quality: list[float]) -> tuple[list[float], list[float]]:
    """Work a life table out as textbooks print it: survivors, years lived, totals; years ahead and their variance."""
    alive, years, variances, survivors = 1.0, [], [], []
    for band, (died, lived) in enumerate(zip(deaths, population, strict=True)):
        survivors.append(alive)
        rate = died / lived
        if band == 6:
            years.append(quality[band] * alive / rate)
            variances.append((quality[band] * alive) ** 2 / (rate**2 * died))
            break
        part = 0.1 if band == 0 else 0.5
        chance = WIDTHS[band] * rate / (1 + WIDTHS[band] * (1 - part) * rate)
        lost = alive * chance
        years.append(quality[band] * WIDTHS[band] * (alive - lost + part * lost))
        variances.append(chance**2 * (1 - chance) / died)
        alive -= lost
    ahead = [math.fsum(years[band:]) / survivors[band] for band in range(7)]
    terms = []
    for band in range(6):
        part = 0.1 if band == 0 else 0.5
        slope = quality[band] * (1 - part) * WIDTHS[band] + ahead[band + 1]
        terms.append(survivors[band] ** 2 * slope**2 * variances[band])
    terms.append(variances[6])
    return ahead, [math.fsum(terms[band:]) / survivors[band] ** 2 for band in range(7)]


@unhurried
@given(rates, people, shares)
def test_the_fast_table_equals_the_plain_twin(rate: list[float], population: list[int], quality: list[float]) -> None:
    deaths = [one * many for one, many in zip(rate, population, strict=True)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        ours = health_expectancy(deaths, population, AGES, quality)
    value, variance = plain_table(deaths, population, quality)
    np.testing.assert_allclose(ours.value, value, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(ours.high - ours.value, 1.959963984540054 * np.sqrt(variance), rtol=1e-6, atol=1e-9)


@unhurried
@given(rates, people, st.integers(0, 6))
def test_more_deaths_never_lengthen_a_life(rate: list[float], population: list[int], band: int) -> None:
    deaths = [one * many for one, many in zip(rate, population, strict=True)]
    more = [count * (1.2 if place == band else 1) for place, count in enumerate(deaths)]
    assert (expectancy(more, population).value <= expectancy(deaths, population).value + 1e-9).all()


@unhurried
@given(rates, people)
def test_ten_times_the_people_and_deaths_give_closer_limits(rate: list[float], population: list[int]) -> None:
    deaths = [one * many for one, many in zip(rate, population, strict=True)]
    few = expectancy(deaths, population)
    many = expectancy([10 * count for count in deaths], [10 * each for each in population])
    np.testing.assert_allclose(many.value, few.value)
    np.testing.assert_allclose(many.high - many.value, (few.high - few.value) / math.sqrt(10), rtol=1e-6)


@unhurried
@given(rates, people, shares)
def test_weighted_years_are_no_more_than_all_years(
    rate: list[float], population: list[int], quality: list[float]
) -> None:
    deaths = [one * many for one, many in zip(rate, population, strict=True)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        weighted = health_expectancy(deaths, population, AGES, quality)
    assert (weighted.value <= expectancy(deaths, population).value + 1e-9).all()


@unhurried
@given(st.floats(0.001, 0.05))
def test_one_rate_at_all_ages_gives_nearly_its_inverse(rate: float) -> None:
    ages = np.arange(0, 100)
    answer = life_expectancy(np.full(100, 100_000 * rate), np.full(100, 100_000.0), ages)
    assert abs(answer.value[-1] * rate - 1) < 1e-9
    assert abs(answer.value[0] * rate - 1) < 0.01
