"""Settings in which intervals are tried, method by method: the limits of many samples, what is true, what is warned of.

Each trial returns the share of samples whose 95 % interval holds the truth and the share of samples that the method
warns of. Single counts are not drawn but listed, each with its chance, so those shares have no chance in them.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from seedbed.analysis.equity import rates
from seedbed.analysis.equity.concentration.indices import Question, concentration
from seedbed.analysis.equity.estimates import Estimates
from seedbed.analysis.equity.funnel import funnel
from seedbed.analysis.equity.gaps.catalogue import PLACE
from seedbed.analysis.equity.gaps.trends import trend
from seedbed.analysis.equity.indirect import indirectly_standardised_ratio
from seedbed.analysis.equity.life_tables import life_expectancy
from seedbed.analysis.equity.representation.distances import share_divergence, spread_of_propensities
from seedbed.analysis.equity.representation.quotients import quotients, representation
from seedbed.analysis.equity.slope.linear import phe_slope
from seedbed.analysis.equity.slope.ridit import who_slope
from seedbed.analysis.equity.spread.indices import SpreadQuestion, spread
from seedbed.errors import MethodWarning
from tests.spec import gap_simulations
from tests.spec.agreement_settings import Coders, simulated
from tests.spec.slope_settings import people_of, smokers
from tests.spec.test_distance_from_benchmark import apart_by
from tests.spec.test_life_expectancy import AGES, PEOPLE, RATES
from tests.spec.test_voice_survival import KEPT, SHARES, own_concerns

Floats = NDArray[np.float64]
Found = tuple[float, float]
"""Share of samples whose interval holds the truth, and share that the method warns of."""
Trial = Callable[[np.random.Generator], Found]


def one_by_one(work: Callable[[Any], Any], samples: Any) -> tuple[list[Any], float]:
    """Return what a method gives for each sample, and the share of them that it warns of."""
    answers, told = [], 0
    for sample in samples:
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", MethodWarning)
            answers.append(work(sample))
        told += bool(caught)
    return answers, told / len(answers)


def share(low: Any, high: Any, truth: float) -> float:
    """Return the share of intervals that hold the truth, within rounding; one that is missing does not."""
    hair = 1e-9 * (1 + abs(truth))
    return float(((np.asarray(low) - hair <= truth) & (truth <= np.asarray(high) + hair)).mean())


def listed(method: Callable[..., Estimates], people: int, per_cent: float) -> Trial:
    """Every count there can be among so many people, with its chance."""

    def trial(_: np.random.Generator) -> Found:
        counts, part = np.arange(people + 1.0), per_cent / 100
        chance = stats.binom.pmf(counts, people, part)
        answers = one_by_one(lambda count: method(count, float(people)), counts)[0]
        told = [one_by_one(lambda count: method(count, float(people)), [count])[1] for count in counts]
        held = [each.low <= part <= each.high for each in answers]
        return float(chance @ np.array(held, dtype=float)), float(chance @ np.array(told))

    return trial


def events(mean: float) -> Trial:
    """Every number of events there can be around a mean, with its chance."""

    def trial(_: np.random.Generator) -> Found:
        counts = np.arange(stats.poisson.ppf(1 - 1e-12, mean) + 1)
        found = rates.crude_rate(counts, np.ones(counts.size))
        return float(stats.poisson.pmf(counts, mean) @ ((found.low <= mean) & (mean <= found.high))), 0.0

    return trial


def means(kind: str, people: int) -> Trial:
    """Means of measurements: a bell curve, waiting times or incomes."""

    def trial(random: np.random.Generator) -> Found:
        draw = {"bell": random.standard_normal, "waits": random.standard_exponential, "incomes": random.standard_normal}
        sample = draw[kind]((1000, people))
        sample = np.exp(sample) if kind == "incomes" else sample
        truth = {"bell": 0.0, "waits": 1.0, "incomes": float(np.exp(0.5))}[kind]
        answers, told = one_by_one(rates.mean, sample)
        return share([each.low for each in answers], [each.high for each in answers], truth), told

    return trial


def standardised(mean: float, *, uneven: bool) -> Trial:
    """Directly standardised rates of two age bands, one of them with few people and much weight where uneven."""
    people = np.array([10_000.0, 500.0 if uneven else 10_000.0])
    expected = people / people.sum() * mean

    def trial(random: np.random.Generator) -> Found:
        sample = random.poisson(expected, (1500, 2))
        sample = sample[sample.sum(axis=1) >= rates.FEWEST_TO_STANDARDISE]
        answers, told = one_by_one(lambda each: rates.directly_standardised(each, people, [1.0, 1.0], 1), sample)
        truth = mean / people.sum()
        return share([each.low for each in answers], [each.high for each in answers], truth), told

    return trial


def indirect(mean: float, times: float) -> Trial:
    """Indirectly standardised ratios whose reference has so many times the events of the place."""

    def trial(random: np.random.Generator) -> Found:
        sample = zip(random.poisson(mean, 1500), np.maximum(random.poisson(mean * times, 1500), 1), strict=True)
        answers, told = one_by_one(
            lambda each: indirectly_standardised_ratio(each[0], [1000.0], [each[1]], [1000.0 * times]), sample
        )
        lows, highs = ([float(np.ravel(part)[0]) for part in each] for each in _ends(answers))
        return share(lows, highs, 1.0), told

    return trial


def inside_funnel(people: float, per_cent: float) -> Trial:
    """Places like their comparator, beside its 95 % control limits."""

    def trial(random: np.random.Generator) -> Found:
        sample = random.binomial(int(people), per_cent / 100, (400, 20))
        answers, told = one_by_one(lambda each: funnel(each, np.full(20, people), "proportion", 100, per_cent), sample)
        return float(np.mean([each.near_verdict == "similar" for each in answers])), told

    return trial


def years_ahead(person_years: float, age: float) -> Trial:
    """Life expectancy at an age, of tables that give limits."""
    people, place = PEOPLE / PEOPLE.sum() * person_years, int(np.flatnonzero(age == AGES)[0])

    def trial(random: np.random.Generator) -> Found:
        (exact,), _ = one_by_one(lambda deaths: life_expectancy(deaths, people, AGES), [people * RATES])
        sample = np.minimum(random.poisson(people * RATES, (600, AGES.size)), people)
        answers, told = one_by_one(lambda deaths: life_expectancy(deaths, people, AGES), sample)
        ends = np.array([(each.low[place], each.high[place]) for each in answers])
        ends = ends[np.isfinite(ends[:, 0])]
        return share(ends[:, 0], ends[:, 1], float(exact.value[place])), told

    return trial


def slope(groups: int, error: float) -> Trial:
    """The slope index of means of so many groups."""
    people, truth = np.resize([1000.0, 2000.0, 1500.0], groups), 75 + 8 * np.linspace(0, 1, groups)

    def trial(random: np.random.Generator) -> Found:
        errors = np.full(groups, error)

        def work(values: Floats) -> Estimates:
            return phe_slope(people, values, errors).sii

        answers, told = one_by_one(work, random.normal(truth, errors, (600, groups)))
        (exact,), _ = one_by_one(work, [truth])
        return share(*_ends(answers), float(exact.value)), told

    return trial


def gap(measure: str, setting: str) -> Trial:
    """Corrected limits of one of WHO's measures."""

    def trial(_: np.random.Generator) -> Found:
        held = gap_simulations.shares_held(setting, [PLACE[measure]], 400)[1][0]
        return held, gap_simulations.warned(setting, 60)

    return trial


def spread_of(measure: str, width: float, people: int, truth: float) -> Trial:
    """A measure of spread of incomes whose logarithms have this standard deviation."""

    def trial(random: np.random.Generator) -> Found:
        asked = SpreadQuestion((1.0,), (), ())
        answers, told = one_by_one(lambda each: spread(each, question=asked), random.lognormal(0, width, (300, people)))
        found = [next(each for each in answer if each.name == measure) for answer in answers]
        return share([each.low for each in found], [each.high for each in found], truth), told

    return trial


def concentrated(kind: str, people: int) -> Trial:
    """The standard concentration index: of something people have or not, or of costs."""
    truth = 2 / 15 if kind == "shares" else 2 * 0.6381632 - 1

    def one(random: np.random.Generator) -> Any:
        standard = random.uniform(size=people) if kind == "shares" else random.standard_normal(people)
        if kind == "shares":
            value = (random.uniform(size=people) < 0.3 + 0.4 * standard).astype(float)
        else:
            value = np.exp(0.5 * standard + 0.8 * random.standard_normal(people))
        return concentration(standard, value, question=Question(("standard",)))[0]

    def trial(random: np.random.Generator) -> Found:
        answers, told = one_by_one(one, [random] * 500)
        return share([each.low for each in answers], [each.high for each in answers], truth), told

    return trial


def quotient(heard: int, part: float) -> Trial:
    """The quotient of a group that is this part of the benchmark and is heard as much."""

    def trial(random: np.random.Generator) -> Found:
        sample = random.binomial(heard, part, 1500)
        answers, told = one_by_one(lambda count: quotients([count, heard - count], [part, 1 - part]), sample)
        return share([each.low[0] for each in answers], [each.high[0] for each in answers], 1.0), told

    return trial


def distance(measure: str, groups: int, heard: int, apart: float) -> Trial:
    """Dissimilarity or divergence of a sample from its benchmark."""
    benchmark, shares = apart_by(groups, apart)
    truth = apart if measure == "dissimilarity" else float(share_divergence(shares, benchmark))

    def trial(random: np.random.Generator) -> Found:
        answers, told = one_by_one(
            lambda each: getattr(representation(each, benchmark), measure), random.multinomial(heard, shares, 150)
        )
        return share(*_ends(answers), truth), told

    return trial


def even_hearing(people: int, mean: float, times: float) -> Trial:
    """The R-indicator of five groups, the first so many times as likely to be heard as the last."""
    sizes = np.round(people * np.arange(5, 0, -1) / 15)
    likely = np.linspace(times, 1, 5)
    likely = mean * likely / (sizes / sizes.sum() * likely).sum()
    truth = float(1 - 2 * spread_of_propensities(likely, sizes / sizes.sum()))

    def trial(random: np.random.Generator) -> Found:
        sample = random.binomial(sizes.astype(int), likely, (150, 5))
        answers, told = one_by_one(lambda each: representation(each, sizes).r_indicator, sample)
        return share(*_ends(answers), truth), told

    return trial


def survival(people: int) -> Trial:
    """Survival of the concerns of three groups, at three stages."""
    reach = np.column_stack([SHARES, SHARES * KEPT[:, 0], SHARES * KEPT.prod(axis=1)])
    truth = reach / reach.sum(axis=0) / SHARES[:, np.newaxis]

    def trial(random: np.random.Generator) -> Found:
        answers, told = one_by_one(lambda _: own_concerns(people, random).quotients, range(150))
        held = [(each.low <= truth) & (truth <= each.high) for each in answers]
        return float(np.mean(held)), told

    return trial


def robust_slope(groups: int) -> Trial:
    """The slope index by the WHO convention with robust limits, of shares of 2,000 people a group."""
    people, truth = people_of(groups), smokers(groups)

    def trial(random: np.random.Generator) -> Found:
        def work(shares: Floats) -> Estimates:
            return who_slope(people, shares, weighting="population").sii

        answers, told = one_by_one(work, random.binomial(2000, truth, (600, groups)) / 2000)
        (exact,), _ = one_by_one(work, [truth])
        return share(*_ends(answers), float(exact.value)), told

    return trial


def change_of_gap(measure: str, first: str, last: str) -> Trial:
    """The change of a gap of five ordered groups."""

    def trial(_: np.random.Generator) -> Found:
        dates = [gap_simulations.simulated(name, 400, seed) for name, seed in ((first, 1), (last, 2))]
        at = PLACE[measure]
        before, after = (np.column_stack([each.value[:, at], each.low[:, at], each.high[:, at]]) for each in dates)

        def work(both: tuple[Any, Any]) -> Any:
            value, low, high = zip(*both, strict=True)
            return trend([2015, 2021], value, low, high, ratio=measure == "r")

        answers, told = one_by_one(work, list(zip(before, after, strict=True)))
        one, other = (gap_simulations.truths(gap_simulations.SETTINGS[name])[at] for name in (first, last))
        return share(*_ends(answers), other - one), told

    return trial


def coders(measure: str, setting: Coders) -> Trial:
    """Agreement of invented coders."""

    def trial(_: np.random.Generator) -> Found:
        found = simulated(setting, 300)
        return found[measure], found["warned"]

    return trial


def _ends(answers: list[Any]) -> tuple[list[Any], list[Any]]:
    return [each.low for each in answers], [each.high for each in answers]
