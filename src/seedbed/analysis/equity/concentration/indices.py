"""Concentration indices: how far health is concentrated among the better or the worse off.

People stand in order of living standard, each at the middle of the share of people he or she takes up (`R`, 0 to 1);
people who tie share one place, so the order of rows never matters. With `w` the weights as shares, `h` the values and
`m` their mean:

    generalised  G = sum w h (2 R - 1)             also called absolute (ACI)
    standard     C = G / m                         also called relative (RCI), -1 to 1 for values of 0 or more
    Erreygers    4 G / (high - low)                for values between two bounds
    Wagstaff     G (high - low) / ((high - m) (m - low))
    extended     1 - sum w h v / m                 v: mean of n (1 - p)^(n - 1) over the places p a person takes up
    achievement  m (1 - extended)                  the mean, less where it is concentrated among the better off

Above zero: concentrated among the better off. The extended index weighs the worst off more as aversion `n` grows; at 2
it is the standard index.

Sources: Kakwani, Wagstaff and van Doorslaer, Journal of Econometrics 77 (1997); Wagstaff, Journal of Health Economics
21 (2002) and Health Economics 14 (2005); Erreygers, Journal of Health Economics 28 (2009); O'Donnell et al., Stata
Journal 16 (2016).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_counts, as_numbers
from seedbed.analysis.equity.concentration.influence import (
    Ranked,
    generalised_influence,
    mean_weight,
    weighing_influence,
)
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.bootstrap import REPLICATES, Limits, bootstrap
from seedbed.analysis.equity.sampling.design import (
    Design,
    Indices,
    carried_by_few,
    design_variance,
    student_quantile,
    survey_design,
    warn_of_few,
)
from seedbed.analysis.equity.sampling.draws import SEED
from seedbed.analysis.kernel import kernel
from seedbed.errors import BadInputError, MethodWarning, UsageError

LARGEST_AVERSION = 1000.0
"""Aversion beyond which the extended index looks at no one but the worst off."""
Kind = Literal["standard", "generalised", "erreygers", "wagstaff", "extended", "achievement"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Interval = Literal["linearised", "percentile", "bias-corrected", "none"]


@dataclass(frozen=True, slots=True)
class Index:
    """One measure with its interval; NaN where there is none.

    Parameters
    ----------
    kind
        Which measure.
    value, standard_error, low, high
        The measure, its standard error and limits, in its own unit.
    method
        How the interval was worked out.
    parameter
        Aversion to inequality, for measures that have one.
    """

    kind: Kind
    value: float
    standard_error: float
    low: float
    high: float
    method: str
    parameter: float | None = None


@dataclass(frozen=True)
class Question:
    """What is asked of a set.

    Parameters
    ----------
    kinds
        Which measures.
    bounds
        Least and greatest value there can be, for Erreygers and Wagstaff; left out, the least and greatest seen.
    aversion
        For extended and achievement: more than 1; 2 is the standard index.
    confidence
        Two-sided, 0 to 1.
    interval
        "linearised" (by each person's influence, with Student's t), a bootstrap, or "none".
    replicates, seed
        Of a bootstrap.
    """

    kinds: tuple[Kind, ...] = ("standard", "generalised")
    bounds: tuple[float, float] | None = None
    aversion: float = 2.0
    confidence: float = 0.95
    interval: Interval = "linearised"
    replicates: int = REPLICATES
    seed: int = SEED


def concentration(
    rank: ArrayLike,
    values: ArrayLike,
    weights: ArrayLike | None = None,
    design: Design | None = None,
    question: Question | None = None,
) -> list[Index]:
    """Return concentration indices of people, one row each.

    Parameters
    ----------
    rank
        Living standard, higher is better off, shape (people,). Ties share a place.
    values
        Health, shape (people,).
    weights
        How many people each stands for; left out, all count alike.
    design
        Strata and clusters; left out, each person was drawn singly.
    question
        What is asked.

    Returns
    -------
    list[Index]
        One for each kind asked for, in that order; all NaN where fewer than two living standards differ.

    Raises
    ------
    BadInputError
        A value is text or infinite, a weight negative, a cell missing, or a value outside the bounds.
    UsageError
        Bounds out of order, an aversion of 1 or less, or a kind that is not known.

    Warns
    -----
    MethodWarning
        The standard index is asked of values below zero, or there are few people or clusters.
    """
    asked = checked_question(question or Question())
    people = ranked(rank, values, weights)
    limits = checked_bounds(people.values, asked.bounds)
    found = measures(people, asked, limits)
    warn_of_negatives(people, asked)
    if asked.interval == "none" or people.standards < 2:
        return [_index(kind, value, asked) for kind, value in zip(asked.kinds, found, strict=True)]
    plan = design or survey_design(len(people.values))
    if asked.interval == "linearised":
        return _linearised(people, asked, limits, found, plan)
    return _drawn(people, asked, limits, plan, asked.interval)


def ranked(rank: ArrayLike, values: ArrayLike, weights: ArrayLike | None = None) -> Ranked:
    """Return people in order of living standard; parameters and errors as for `concentration`."""
    health = as_numbers(values, "value")
    standard = health if rank is values else as_numbers(rank, "rank")
    weight = np.ones(health.shape) if weights is None else as_counts(weights, "weight")
    for column, name in ((standard, "rank"), (health, "value"), (weight, "weight")):
        if column.shape != health.shape or column.ndim != 1 or np.isnan(column).any():
            raise BadInputError(
                f"The column '{name}' cannot be used.",
                "A row has no number there, or the columns are not equally long.",
                "Leave out rows without all three of rank, value and weight.",
            )
    if not weight.sum() > 0:
        raise BadInputError("The weights add up to zero.", "Nobody counts.", "Give at least one row a weight above 0.")
    return Ranked.of(standard, health, weight)


def checked_question(question: Question) -> Question:
    """Return a question that can be answered.

    Raises
    ------
    UsageError
        An aversion of 1 or less or beyond all sense, or a kind or interval that is not known.
    """
    unknown = [kind for kind in question.kinds if kind not in KINDS]
    if unknown:
        raise UsageError(f"There is no '{unknown[0]}' index.", f"The kinds are {', '.join(KINDS)}.", "Ask for one.")
    if question.interval not in get_args(Interval):
        known = ", ".join(get_args(Interval))
        raise UsageError(f"There is no '{question.interval}' interval.", f"There are {known}.", "Ask for one.")
    if not 1 < question.aversion <= LARGEST_AVERSION:
        raise UsageError(
            f"An aversion of {question.aversion} cannot be used.",
            f"The extended index needs more than 1, up to {LARGEST_AVERSION:,g}; 2 is the standard index.",
            "Ask for 1.5, 2 or 4.",
        )
    return question


def checked_bounds(values: Floats, bounds: tuple[float, float] | None) -> tuple[float, float]:
    """Return the bounds of values; without any given, the least and greatest seen.

    Raises
    ------
    UsageError
        The bounds are out of order or no numbers.
    BadInputError
        A value lies outside.
    """
    least, greatest = float(values.min()), float(values.max())
    if bounds is None:
        return least, greatest
    low, high = bounds
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise UsageError(f"The bounds {low} and {high} cannot be used.", "The first is to be lower.", "Give 0 and 1.")
    if least < low or greatest > high:
        raise BadInputError(
            f"Values lie outside the bounds {low:g} to {high:g}.",
            f"They run from {least:g} to {greatest:g}; shares are 0 to 1, per cent 0 to 100.",
            "Give the least and greatest value that there can be.",
        )
    return float(low), float(high)


def measures(people: Ranked, question: Question, bounds: tuple[float, float]) -> Floats:
    """Return each measure asked for, shape (kinds,)."""
    aversion = question.aversion if _wants_aversion(question) else 0.0
    sums = ranked_sums(people.weights[None, :], people.values, people.start, aversion)
    found = _from_sums(sums, question, bounds)[0]
    return found if people.standards > 1 else np.full(found.shape, np.nan)


def bound_factors(mean: Floats, bounds: tuple[float, float]) -> Floats:
    """Return Wagstaff's factor of the generalised index, NaN where the mean lies on a bound."""
    low, high = bounds
    room = (high - mean) * (mean - low)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(room > 0, (high - low) / room, np.nan)


def warn_of_negatives(people: Ranked, question: Question) -> None:
    """Warn where a relative index of values below zero is asked for."""
    relative = {"standard", "extended"} & set(question.kinds)
    if relative and (people.values < 0).any():
        warnings.warn(
            f"{int((people.values < 0).sum()):,} values are below zero: the standard and extended indices can then "
            "pass -1 and 1. The generalised index, or Erreygers' with --bounds, would serve better.",
            MethodWarning,
            stacklevel=3,
        )


def _wants_aversion(question: Question) -> bool:
    return bool({"extended", "achievement"} & set(question.kinds))


def _from_sums(sums: Floats, question: Question, bounds: tuple[float, float]) -> Floats:
    """Return measures, shape (replicates, kinds), from the sums of `ranked_sums`."""
    with np.errstate(divide="ignore", invalid="ignore"):
        mean, general, weighed = (sums[:, place] / sums[:, 0] for place in (1, 2, 3))
        relative = np.where(mean != 0, 1 / mean, np.nan)
        width = bounds[1] - bounds[0]
        by_kind = {
            "standard": general * relative,
            "generalised": general,
            "erreygers": general * (4 / width if width > 0 else np.nan),
            "wagstaff": general * bound_factors(mean, bounds),
            "extended": 1 - weighed * relative,
            "achievement": weighed,
        }
    return np.stack([by_kind[kind] for kind in question.kinds], axis=1)


def _linearised(
    people: Ranked, question: Question, bounds: tuple[float, float], found: Floats, design: Design
) -> list[Index]:
    """Return each measure with Student's t limits from the influence of each person on it."""
    reach = student_quantile(question.confidence, design.degrees)
    answers, carried = [], 0.0
    for kind, value in zip(question.kinds, found, strict=True):
        own = people.shares * influence(people, kind, bounds, question.aversion)
        own = own if design.one_row_each and design.strata == 1 else people.in_rows(own)
        error = float(np.sqrt(design_variance(own, design)))
        carried = max(carried, carried_by_few(own, design))
        low, high = value - reach * error, value + reach * error
        name = f"linearised, Student's t with {design.degrees:,} degrees of freedom"
        answers.append(Index(kind, float(value), error, float(low), float(high), name, _parameter(kind, question)))
    warn_of_few(design, carried, stacklevel=3)
    return answers


def influence(people: Ranked, kind: Kind, bounds: tuple[float, float], aversion: float) -> Floats:
    """Return how far each person moves a measure, in order of living standard; the weighted mean is 0.

    Ranks, mean and observed values move together: the error of estimated ranks is part of it. Bounds are taken as
    known.
    """
    mean, general = people.mean, people.generalised
    from_mean = people.values - mean
    with np.errstate(divide="ignore", invalid="ignore"):
        if kind in {"extended", "achievement"}:
            own, weighed = weighing_influence(people, aversion), mean_weight(people, aversion)
            return own if kind == "achievement" else -(own - weighed / mean * from_mean) / mean
        own = generalised_influence(people)
        if kind == "generalised":
            return own
        if kind == "standard":
            return (own - general / mean * from_mean) / mean
        if bounds[0] == bounds[1]:  # all are alike, and nothing says how far apart they could be
            return np.full(own.shape, np.nan)
        if kind == "erreygers":
            return own * (4 / (bounds[1] - bounds[0]))
        factor = float(bound_factors(np.array(mean), bounds))
        slope = -(factor**2) * (bounds[0] + bounds[1] - 2 * mean) / (bounds[1] - bounds[0])
        return own * factor + general * slope * from_mean


def _drawn(
    people: Ranked, question: Question, bounds: tuple[float, float], design: Design, limits: Limits
) -> list[Index]:
    aversion = question.aversion if _wants_aversion(question) else 0.0

    def statistic(weights: Floats) -> Floats:
        in_order = np.ascontiguousarray(weights[:, people.order])
        return _from_sums(ranked_sums(in_order, people.values, people.start, aversion), question, bounds)

    warn_of_few(design, 0.0, stacklevel=3)
    drawn = bootstrap(
        statistic,
        people.in_rows(people.weights),
        design,
        replicates=question.replicates,
        seed=question.seed,
        confidence=question.confidence,
        limits=limits,
    )
    return [
        Index(kind, float(value), np.nan, float(low), float(high), drawn.method, _parameter(kind, question))
        for kind, value, low, high in zip(question.kinds, drawn.value, drawn.low, drawn.high, strict=True)
    ]


def _index(kind: Kind, value: float, question: Question) -> Index:
    return Index(kind, float(value), np.nan, np.nan, np.nan, "no interval", _parameter(kind, question))


def _parameter(kind: Kind, question: Question) -> float | None:
    return question.aversion if kind in {"extended", "achievement"} else None


@kernel
def ranked_sums(weights: Floats, values: Floats, start: Indices, aversion: float) -> Floats:
    """Return sums over people in order of living standard, one row a replicate, shape (replicates, 4).

    They are: weight; weight times value; the same times `2 R - 1`; the same times the extended index's `v` (left at 0
    with an aversion of 0). ``start`` is where each tie begins and, last, the number of rows.
    """
    sums = np.zeros((weights.shape[0], 4))
    for replicate in range(weights.shape[0]):
        total = 0.0
        for row in range(weights.shape[1]):
            total += weights[replicate, row]
        sums[replicate, 0] = total
        before = 0.0
        for tie in range(len(start) - 1):
            people, health = 0.0, 0.0
            for row in range(start[tie], start[tie + 1]):
                people += weights[replicate, row]
                health += weights[replicate, row] * values[row]
            sums[replicate, 1] += health
            sums[replicate, 2] += health * ((2 * before + people) / total - 1)
            if aversion > 0 and people > 0:
                after = max(1 - before / total, people / total)
                part = people / total / after
                lost = -1.0 if part >= 1 else np.expm1(aversion * np.log1p(-part))
                sums[replicate, 3] += health * after ** (aversion - 1) * -lost / part
            before += people
    return sums
