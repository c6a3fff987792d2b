"""Concentration indices of groups in order: rows with a value and a population, such as fifths by deprivation.

The indices are those of `concentration`, with everyone in a group given its value. What an interval can say depends on
what is known: from the groups' own standard errors it says how sure the index is; from the groups alone only how
straight the gradient is (the convention of WHO's tools), and then it must not be read as chance.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_counts
from seedbed.analysis.equity.concentration.indices import (
    Index,
    Kind,
    Question,
    bound_factors,
    checked_bounds,
    checked_question,
    measures,
    ranked,
    warn_of_negatives,
)
from seedbed.analysis.equity.concentration.influence import Ranked, mean_weight
from seedbed.analysis.equity.concentration.regression import line_error
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.design import normal_quantile
from seedbed.errors import BadInputError, MethodWarning

FROM_ERRORS = "from the groups' standard errors, normal"
FROM_LINE = "from a straight line through the groups, normal"


@dataclass(frozen=True, slots=True)
class GroupIndex:
    """One measure of groups with the intervals that can be given.

    Parameters
    ----------
    index
        The measure with its interval: from standard errors where these are known, else from the line.
    line
        The same with the interval from the line.
    """

    index: Index
    line: Index


def grouped_concentration(
    rank: ArrayLike,
    values: ArrayLike,
    populations: ArrayLike,
    standard_errors: ArrayLike | None = None,
    question: Question | None = None,
) -> list[GroupIndex]:
    """Return concentration indices of groups in order.

    Parameters
    ----------
    rank
        Order of the groups, higher is better off, shape (groups,). Groups with one rank share a place.
    values, populations
        Each group's value and people.
    standard_errors
        Of the values, in their unit.
    question
        Kinds, bounds, aversion and confidence; its ``interval`` is not used but for "none".

    Raises
    ------
    BadInputError, UsageError
        As for `concentration`; also where a standard error is negative or missing.

    Warns
    -----
    MethodWarning
        There are no standard errors, so that the interval is of the line only; or no bounds, so that Erreygers' and
        Wagstaff's indices have no value: the bounds of people cannot be seen from means of groups.
    """
    asked = checked_question(question or Question())
    groups = ranked(rank, values, populations)
    limits = (np.nan, np.nan) if asked.bounds is None else checked_bounds(groups.values, asked.bounds)
    _warn_of_bounds(asked)
    found = measures(groups, asked, limits)
    warn_of_negatives(groups, asked)
    errors = None if standard_errors is None else _checked_errors(standard_errors, groups)
    if errors is None and asked.interval != "none":
        warnings.warn(
            "The groups have no standard errors, so the interval only says how far their values lie from a straight "
            "line. With the column 'se' it would say how sure the index is.",
            MethodWarning,
            stacklevel=2,
        )
    answers = []
    for kind, value in zip(asked.kinds, found, strict=True):
        line = _interval(kind, float(value), _line_error(groups, kind, limits), FROM_LINE, asked)
        if errors is None:
            answers.append(GroupIndex(line, line))
            continue
        error = float(np.sqrt(((pull(groups, kind, limits, asked.aversion) * errors) ** 2).sum()))
        answers.append(GroupIndex(_interval(kind, float(value), error, FROM_ERRORS, asked), line))
    return answers


def pull(groups: Ranked, kind: Kind, bounds: tuple[float, float], aversion: float) -> Floats:
    """Return how far each group's value moves a measure: its derivative, in order of living standard."""
    general = groups.shares * groups.to_people(2 * groups.middles - 1)
    mean = groups.mean
    with np.errstate(divide="ignore", invalid="ignore"):
        if kind in {"extended", "achievement"}:
            weighed = groups.shares * groups.to_people(groups.places(aversion)[0])
            achieved = mean_weight(groups, aversion)
            return weighed if kind == "achievement" else -(weighed - groups.shares * achieved / mean) / mean
        if kind == "generalised":
            return general
        if kind == "standard":
            return (general - groups.shares * groups.generalised / mean) / mean
        if kind == "erreygers":
            return general * 4 / (bounds[1] - bounds[0])
        factor = float(bound_factors(np.array(mean), bounds))
        slope = -(factor**2) * (bounds[0] + bounds[1] - 2 * mean) / (bounds[1] - bounds[0])
        return general * factor + groups.shares * groups.generalised * slope


def _line_error(groups: Ranked, kind: Kind, bounds: tuple[float, float]) -> float:
    """Return the standard error from the line; mean and bounds are taken as known."""
    error = line_error(groups)
    with np.errstate(divide="ignore", invalid="ignore"):
        factors: dict[str, float] = {
            "generalised": 1.0,
            "standard": float(np.abs(np.divide(1, groups.mean))),
            "erreygers": float(np.divide(4, bounds[1] - bounds[0])),
            "wagstaff": float(bound_factors(np.array(groups.mean), bounds)),
        }
    return error * factors.get(kind, np.nan)


def _warn_of_bounds(question: Question) -> None:
    if question.bounds is None and {"erreygers", "wagstaff"} & set(question.kinds):
        warnings.warn(
            "Erreygers' and Wagstaff's indices need the least and greatest value a person can have, which values of "
            "groups do not show; they are not known without --bounds.",
            MethodWarning,
            stacklevel=3,
        )


def _interval(kind: Kind, value: float, error: float, method: str, question: Question) -> Index:
    parameter = question.aversion if kind in {"extended", "achievement"} else None
    if question.interval == "none" or np.isnan(error) or np.isnan(value):
        return Index(kind, value, np.nan, np.nan, np.nan, "no interval", parameter)
    reach = normal_quantile(question.confidence) * error
    return Index(kind, value, error, value - reach, value + reach, method, parameter)


def _checked_errors(standard_errors: ArrayLike, groups: Ranked) -> Floats:
    errors = as_counts(standard_errors, "se")
    if errors.shape != groups.values.shape or np.isnan(errors).any():
        raise BadInputError(
            "The column 'se' cannot be used.",
            "A group has no standard error, or the columns are not equally long.",
            "Give each group its standard error, or leave the column out.",
        )
    return errors[groups.order]
