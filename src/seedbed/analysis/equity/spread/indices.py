"""How unequally something is spread over people: Gini, Theil, mean log deviation, Atkinson, Kolm and others.

Measures are of the whole set, whatever order people stand in. Weighted means take the place of sums over people, so a
person of weight 2 counts as two. Relative measures divide by the mean and have no value where it is not above 0; those
that take logarithms or negative powers have none where anyone has 0 or less, and say so: a number got by leaving such
people out would not be about everyone.

Sources: Cowell, "Measuring Inequality" (2011); Deville, Survey Methodology 25 (1999), 193-203, and Langel and Tille,
Journal of the Royal Statistical Society A 176 (2013), 521-540, for linearised limits.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.concentration.indices import influence, ranked, ranked_sums
from seedbed.analysis.equity.concentration.influence import Ranked
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.bootstrap import REPLICATES, bootstrap
from seedbed.analysis.equity.sampling.design import (
    Design,
    carried_by_few,
    design_variance,
    student_quantile,
    survey_design,
    warn_of_few,
)
from seedbed.analysis.equity.sampling.draws import SEED
from seedbed.analysis.equity.spread import measures as by_sums
from seedbed.analysis.equity.spread.equivalents import atkinson_equivalent, checked_aversion, kolm_equivalent
from seedbed.analysis.equity.spread.measures import SumMeasure
from seedbed.analysis.equity.spread.order import RATIOS, order_values, ratio_influences
from seedbed.errors import MethodWarning, UsageError

__all__ = ["Measure", "SpreadQuestion", "atkinson_equivalent", "kolm_equivalent", "spread"]

Interval = Literal["linearised", "percentile", "bias-corrected", "none"]
ORDERED = ("gini", *(ratio.name for ratio in RATIOS), "quintile_share_ratio")
ROUNDING = 1e-12
NO_INTERVAL = "no interval"
NO_MEAN = "no value: the mean is not above 0"
NOT_ALL_ABOVE = "no value: someone has 0 or less, and it needs all above 0"
SOME_BELOW = "no value: someone has less than 0"
NO_RATIO = "no value: the lower of the two is not above 0"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure with its interval; NaN where there is none.

    Parameters
    ----------
    name
        Which measure.
    value, standard_error, low, high
        The measure, its standard error and limits. Equivalents and Kolm's index have the unit of the values; all others
        are pure numbers.
    method
        How the interval was worked out, or why there is no value.
    parameter
        Aversion or order, for measures that have one.
    """

    name: str
    value: float
    standard_error: float
    low: float
    high: float
    method: str
    parameter: float | None = None


@dataclass(frozen=True)
class SpreadQuestion:
    """What is asked of a set.

    Parameters
    ----------
    aversions
        Of Atkinson's index and equivalent, above 0.
    kolm
        Of Kolm's index and equivalent, above 0, per unit of the values.
    orders
        Of generalised entropy besides 0 (mean log deviation) and 1 (Theil).
    confidence, interval, replicates, seed
        As for `concentration`.
    """

    aversions: tuple[float, ...] = (0.5, 1.0, 2.0)
    kolm: tuple[float, ...] = ()
    orders: tuple[float, ...] = (2.0,)
    confidence: float = 0.95
    interval: Interval = "linearised"
    replicates: int = REPLICATES
    seed: int = SEED


def spread(
    values: ArrayLike,
    weights: ArrayLike | None = None,
    design: Design | None = None,
    question: SpreadQuestion | None = None,
) -> list[Measure]:
    """Return measures of spread.

    Parameters
    ----------
    values
        Income, health or another amount, shape (people,).
    weights
        How many people each stands for; left out, all count alike.
    design
        Strata and clusters; left out, each person was drawn singly.
    question
        What is asked.

    Returns
    -------
    list[Measure]
        Gini, ratios of percentiles and of fifths, then Theil, mean log deviation, coefficient of variation, generalised
        entropy, Atkinson and Kolm with their equivalents.

    Raises
    ------
    BadInputError
        A value is text, missing or infinite, or a weight is negative.
    UsageError
        An aversion that is not above 0, or an interval that is not known.

    Warns
    -----
    MethodWarning
        Values of 0 or less leave measures without a value; or there are few people or clusters.
    """
    asked = checked_spread_question(question or SpreadQuestion())
    people = ranked(values, values, weights)
    level = _level(people)
    measures = [*_sum_measures(asked, level, people)]
    statistic = _Statistic(people, level, measures)
    found = statistic(people.weights[None, :])[0]
    least = float(people.values[np.argmax(people.weights > 0)])
    reasons = _why_not_ordered(people, found) + [_why_not(people, measure, least) for measure in measures]
    _warn_of_missing([*ORDERED, *(measure.name for measure in measures)], reasons)
    found[[bool(reason) for reason in reasons]] = np.nan
    names = [*((name, None) for name in ORDERED), *((measure.name, measure.parameter) for measure in measures)]
    if asked.interval == "none" or len(people.values) < 2:
        none = np.full(len(found), np.nan)
        return _told(names, found, (none, none, none), reasons, NO_INTERVAL)
    plan = design or survey_design(len(people.values))
    if asked.interval == "linearised":
        return _linearised(statistic, names, found, reasons, plan, asked)
    warn_of_few(plan, 0.0, stacklevel=2)

    def drawn(replicates: Floats) -> Floats:
        answer = statistic(np.ascontiguousarray(replicates[:, people.order]))
        return np.where([bool(reason) for reason in reasons], np.nan, answer)

    answer = bootstrap(
        drawn,
        people.in_rows(people.weights),
        plan,
        replicates=asked.replicates,
        seed=asked.seed,
        confidence=asked.confidence,
        limits=asked.interval,
    )
    return _told(names, found, (np.full(len(found), np.nan), answer.low, answer.high), reasons, answer.method)


class _Statistic:
    """All measures of weights in ascending order of the values: (replicates, people) to (replicates, measures)."""

    def __init__(self, people: Ranked, level: float, measures: Sequence[SumMeasure]) -> None:
        self.people, self.level, self.measures = people, level, measures
        self.scaled = people.values / level
        self.ratios: list[Floats] = []

    def __call__(self, weights: Floats) -> Floats:
        sums = ranked_sums(weights, self.people.values, self.people.start, 0.0)
        with np.errstate(all="ignore"):
            gini = np.where(sums[:, 1] > 0, sums[:, 2] / sums[:, 1], np.nan)
            columns = [gini[:, None], order_values(weights, self.people.values)]
            for measure in self.measures:
                means = np.stack([weights @ term for term in measure.terms(self.scaled)], axis=1) / sums[:, :1]
                value = measure.value(means) * (self.level if measure.in_units else 1.0)
                columns.append(np.where(np.isfinite(value), value, np.nan)[:, None])
        return np.concatenate(columns, axis=1)

    def influences(self, place: int) -> Floats:
        """Return each person's influence on one measure, in ascending order of the values."""
        with np.errstate(all="ignore"):
            if place == 0:
                return influence(self.people, "standard", (0, 1), 2.0)
            if place < len(ORDERED):
                self.ratios = self.ratios or ratio_influences(self.people)
                return self.ratios[place - 1]
            measure = self.measures[place - len(ORDERED)]
            terms = measure.terms(self.scaled)
            means = np.array([term @ self.people.shares for term in terms])
            slope = measure.slope(means) * (self.level if measure.in_units else 1.0)
            result: Floats = slope[0] * terms[0] + slope[1] * terms[1] - slope @ means
            return result


def _linearised(
    statistic: _Statistic,
    names: Sequence[tuple[str, float | None]],
    found: Floats,
    reasons: Sequence[str],
    design: Design,
    question: SpreadQuestion,
) -> list[Measure]:
    people, reach = statistic.people, student_quantile(question.confidence, design.degrees)
    errors, carried = np.full(len(found), np.nan), 0.0
    any_order = design.one_row_each and design.strata == 1
    for place in np.flatnonzero(np.isfinite(found)):
        own = people.shares * statistic.influences(int(place))
        own = own if any_order else people.in_rows(own)
        errors[place] = np.sqrt(design_variance(own, design))
        carried = max(carried, carried_by_few(own, design))
    warn_of_few(design, carried, stacklevel=3)
    low, high = limits([name for name, _ in names], found, errors, reach, none_below_0=bool(people.values[0] >= 0))
    return _told(names, found, (errors, low, high), reasons, method_words(design.degrees))


def method_words(degrees: int) -> str:
    """Name the linearised interval."""
    return f"linearised, Student's t with {degrees:,} degrees of freedom, indices on the log scale"


def limits(
    names: Sequence[str],
    found: Floats,
    errors: Floats,
    reach: Floats | float,
    *,
    none_below_0: NDArray[np.bool_] | bool,
) -> tuple[Floats, Floats]:
    """Return limits: by a factor for indices, which are above 0 and lean to the right, by a distance for levels.

    Parameters
    ----------
    names
        Of the measures.
    found, errors
        Values and standard errors, shape (..., measures).
    reach
        Standard errors to each side, shape () or (..., 1).
    none_below_0
        Whether no value of the set is below 0, so that Gini cannot pass 1; shape () or (..., 1).
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        factor = np.exp(reach * errors / found)
        by_factor = np.array([not name.endswith("equivalent") for name in names]) & (found > ROUNDING)
        low = np.where(by_factor, found / factor, found - reach * errors)
        high = np.where(by_factor, found * factor, found + reach * errors)
    capped = np.array([name == "atkinson" for name in names]) | (
        np.array([name == "gini" for name in names]) & none_below_0
    )
    return low, np.where(capped, np.minimum(high, 1), high)


def _told(
    names: Sequence[tuple[str, float | None]],
    found: Floats,
    limits: tuple[Floats, Floats, Floats],
    reasons: Sequence[str],
    method: str,
) -> list[Measure]:
    answers = []
    for (name, parameter), value, error, low, high, reason in zip(names, found, *limits, reasons, strict=True):
        without = NO_INTERVAL if np.isnan(low) else method
        numbers = (float(value), float(error), float(low), float(high))
        answers.append(Measure(name, *numbers, reason or without, parameter))
    return answers


def _sum_measures(question: SpreadQuestion, level: float, people: Ranked) -> list[SumMeasure]:
    ends = (float(people.values[0]) / level, float(people.values[-1]) / level)
    measures = [by_sums.theil(), by_sums.mean_log_deviation(), by_sums.coefficient_of_variation()]
    measures += [by_sums.generalised_entropy(order) for order in question.orders]
    for aversion in question.aversions:
        measures += [by_sums.atkinson(aversion, ends), by_sums.atkinson_level(aversion, ends)]
    for aversion in question.kolm:
        measures += [by_sums.kolm(aversion, level, ends), by_sums.kolm_level(aversion, level, ends)]
    return measures


def _level(people: Ranked) -> float:
    """Return what values are divided by: their mean, or where that is not above 0 their usual size."""
    if people.mean > 0:
        return people.mean
    return float(people.shares @ np.abs(people.values)) or 1.0


def _why_not(people: Ranked, measure: SumMeasure, least: float) -> str:
    if measure.relative and people.mean <= 0:
        return NO_MEAN
    if measure.needs == "all above 0" and least <= 0:
        return NOT_ALL_ABOVE
    if measure.needs == "none below 0" and least < 0:
        return SOME_BELOW
    return ""


def _why_not_ordered(people: Ranked, found: Floats) -> list[str]:
    """Return why each measure read from people in order has no value; "" where it has one."""
    gini = NO_MEAN if people.mean <= 0 else ""
    ratios = np.isfinite(found[1 : len(ORDERED)]).tolist()
    return [gini, *("" if ratio else NO_RATIO for ratio in ratios)]


def _warn_of_missing(names: Sequence[str], reasons: Sequence[str]) -> None:
    missing = [name for name, reason in zip(names, reasons, strict=True) if reason]
    if missing:
        warnings.warn(missing_words(missing), MethodWarning, stacklevel=3)


def missing_words(names: Sequence[str]) -> str:
    """Say that measures have no value, and what would serve."""
    missing = sorted({name.replace("_", " ") for name in names})
    return (
        f"Because of values of 0 or less these are not numbers: {', '.join(missing)}. Gini, the coefficient of "
        "variation or Kolm's index would serve, or Atkinson's with an aversion under 1 where none is below 0."
    )


def checked_spread_question(question: SpreadQuestion) -> SpreadQuestion:
    """Return a question that can be answered; errors as for `spread`."""
    if question.interval not in get_args(Interval):
        known = ", ".join(get_args(Interval))
        raise UsageError(f"There is no '{question.interval}' interval.", f"There are {known}.", "Ask for one.")
    for aversion in (*question.aversions, *question.kolm):
        if checked_aversion(aversion) == 0:
            raise UsageError(
                "An aversion of 0 cannot be used.",
                "With no aversion to inequality every index is 0 and every equivalent the mean.",
                "Ask for 0.5, 1 or 2.",
            )
    if not np.isfinite(question.orders).all():
        raise UsageError("An order of entropy is no number.", "Orders are numbers such as -1 or 2.", "Ask for 2.")
    return question
