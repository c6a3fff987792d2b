"""Invented places in which the limits of slope indices are tried: what is drawn there, and what is true there."""

from __future__ import annotations

import warnings
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity import rates
from seedbed.analysis.equity.slope.errors import errors_from_limits
from seedbed.analysis.equity.slope.linear import phe_slope
from seedbed.analysis.equity.slope.lines import SlopeIndices
from seedbed.analysis.equity.slope.ridit import who_slope
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise

Floats = NDArray[np.float64]
TRIALS, DRAWS = 2000, 1000
Trial = Callable[[np.random.Generator, int, float], tuple[SlopeIndices, SlopeIndices]]


def means(chance: np.random.Generator, groups: int, size: float) -> tuple[SlopeIndices, SlopeIndices]:
    """Life expectancy from 75 to 83, each group's known to a standard error of 1; ``size`` is added to all."""
    truth, error = 75 + size + 8 * np.linspace(0, 1, groups), np.ones(groups)
    people = people_of(groups)
    drawn = chance.normal(truth, error, (TRIALS, groups))
    return phe_slope(many(people), drawn, many(error)), phe_slope(people, truth, error)


def measured(chance: np.random.Generator, groups: int, size: float) -> tuple[SlopeIndices, SlopeIndices]:
    """Mean scores of ``size`` people a group, with the standard error worked out from the same people."""
    truth, people = 75 + 8 * np.linspace(0, 1, groups), people_of(groups)
    scores = chance.normal(truth[:, np.newaxis], 6, (TRIALS, groups, int(size)))
    errors = scores.std(axis=2, ddof=1) / np.sqrt(size)
    return phe_slope(many(people), scores.mean(axis=2), errors), phe_slope(people, truth, np.ones(groups))


def counted(*, multiplicative: bool) -> Trial:
    """Deaths, ``size`` a group on average, most among the most disadvantaged; errors from Byar's limits."""

    def trial(chance: np.random.Generator, groups: int, size: float) -> tuple[SlopeIndices, SlopeIndices]:
        truth = np.exp(-0.8 * np.linspace(0, 1, groups))
        people = np.full(groups, size / truth.mean())
        found = rates.crude_rate(chance.poisson(truth * people, (TRIALS, groups)), many(people))
        errors = errors_from_limits(found.low, found.high, "rate")
        ours = phe_slope(many(people), found.value, errors, "rate", multiplicative=multiplicative, draws=DRAWS)
        return ours, phe_slope(people, truth, truth, "rate", multiplicative=multiplicative, draws=DRAWS)

    return trial


def shares(*, multiplicative: bool) -> Trial:
    """Smokers among ``size`` people asked in each group, 23 % down to 12 %; errors from Wilson's limits."""

    def trial(chance: np.random.Generator, groups: int, size: float) -> tuple[SlopeIndices, SlopeIndices]:
        truth, people = smokers(groups), people_of(groups)
        found = rates.wilson(chance.binomial(int(size), truth, (TRIALS, groups)), np.full((TRIALS, groups), size))
        errors = errors_from_limits(found.low, found.high, "proportion")
        ours = phe_slope(many(people), found.value, errors, "proportion", multiplicative=multiplicative, draws=DRAWS)
        return ours, phe_slope(people, truth, truth, "proportion", multiplicative=multiplicative, draws=DRAWS)

    return trial


def robust(chance: np.random.Generator, groups: int, size: float) -> tuple[SlopeIndices, SlopeIndices]:
    """The WHO curve through the same shares, robust limits, plain weights."""
    truth, people = smokers(groups), people_of(groups)
    found = chance.binomial(int(size), truth, (TRIALS, groups)) / size
    return who_slope(many(people), found, weighting="population"), who_slope(people, truth, weighting="population")


def published(chance: np.random.Generator, groups: int, size: float) -> tuple[SlopeIndices, SlopeIndices]:
    """The same with the weights of the published package."""
    truth, people = smokers(groups), people_of(groups)
    found = chance.binomial(int(size), truth, (TRIALS, groups)) / size
    return who_slope(many(people), found), who_slope(people, truth, weighting="population")


def sampling(chance: np.random.Generator, groups: int, size: float) -> tuple[SlopeIndices, SlopeIndices]:
    """The same curve, limits from the groups' standard errors."""
    truth, people = smokers(groups), people_of(groups)
    found = chance.binomial(int(size), truth, (TRIALS, groups)) / size
    errors = np.sqrt(found * (1 - found) / size)
    ours = who_slope(many(people), found, errors, limits="sampling", weighting="population")
    return ours, who_slope(people, truth, weighting="population")


def people_of(groups: int) -> Floats:
    """Return groups of unequal size: 1,000 to 2,000 people in turn."""
    return np.resize([1000.0, 2000.0, 1500.0], groups)


def smokers(groups: int) -> Floats:
    """Return shares that lie on a logit curve over the ranks of these groups."""
    people = people_of(groups)
    rank = (np.cumsum(people) - people / 2) / people.sum()
    share: Floats = 1 / (1 + np.exp(1.2 + 0.8 * rank))
    return share


def many(row: Floats) -> Floats:
    """Return one row for each trial."""
    return np.broadcast_to(row, (TRIALS, row.size))


def how_often(trial: Trial, groups: NDArray[np.float64], sizes: NDArray[np.float64]) -> dict[str, list[object]]:
    """Return how often limits hold the truth where there are limits, whether that is well, and how often none.

    One row a setting; both indices of it, slope and ratio.
    """
    answer: dict[str, list[object]] = {"slope": [], "kept": [], "ratio": [], "kept too": [], "no limits": []}
    for count, size in zip(groups.astype(int), sizes, strict=True):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", MethodWarning)
            ours, truth = trial(np.random.default_rng(20_130_401), int(count), float(size))
        shares_held = []
        for name in ("sii", "rii"):
            found, true = getattr(ours, name), getattr(truth, name).value
            there = np.isfinite(found.low)
            held = (found.low <= true) & (true <= found.high)
            shares_held.append(round(float(held[there].mean()), 4))
        answer["slope"].append(shares_held[0])
        answer["kept"].append(keeps_its_promise(shares_held[0]))
        answer["ratio"].append(shares_held[1])
        answer["kept too"].append(keeps_its_promise(shares_held[1]))
        answer["no limits"].append(round(float(np.isnan(ours.rii.low).mean()), 4))
    return answer
