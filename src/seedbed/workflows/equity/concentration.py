"""``seedbed equity concentration``: read people in order of living standard, work out indices, give the document."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, cast

import numpy as np

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.equity.concentration.curve import concentration_curve
from seedbed.analysis.equity.concentration.grouped import grouped_concentration
from seedbed.analysis.equity.concentration.indices import (
    KINDS,
    Index,
    Interval,
    Kind,
    Question,
    bound_factors,
    checked_bounds,
    checked_question,
    concentration,
    ranked,
)
from seedbed.analysis.equity.concentration.influence import Ranked
from seedbed.analysis.equity.concentration.regression import regression_variance
from seedbed.analysis.equity.sampling.bootstrap import REPLICATES
from seedbed.analysis.equity.sampling.design import normal_quantile
from seedbed.analysis.equity.sampling.draws import SEED
from seedbed.errors import UsageError
from seedbed.formats.data_table import Wanted
from seedbed.reports.equity.concentration_documents import (
    ConcentrationDocument,
    ConcentrationMeasure,
    ConcentrationSet,
)
from seedbed.reports.equity.curve_documents import CURVES_SHOWN, CurveOfSet, OtherInterval
from seedbed.workflows.equity.people_table import OneSet, PeopleTable, gathered, known, read_people
from seedbed.workflows.method_notes import method_notes

Shown = Literal["linearised", "regression", "regression-hc1", "percentile", "bias-corrected", "none"]
REGRESSION = {"regression": "convenient regression, delta method, normal", "regression-hc1": "the same, robust (HC1)"}
RANK = (Wanted("rank", also=("subgroup_order", "living_standard")), Wanted("se", required=False))


@dataclass(frozen=True, slots=True)
class ConcentrationOptions:
    """What is asked for; see `Question`.

    Parameters
    ----------
    kind
        One index, or "all".
    rank_high
        Whether a high rank means better or worse off.
    interval
        Which interval is shown; the regression's are always in the document of people.
    bootstraps
        Replicates; above 0 it asks for percentile limits unless others are named.
    """

    kind: Kind | Literal["all"] = "all"
    rank_high: Literal["better", "worse"] = "better"
    bounds: tuple[float, float] | None = None
    aversion: float = 2.0
    interval: Shown = "linearised"
    bootstraps: int = 0
    seed: int = SEED
    confidence: float = 0.95


def measure_concentration(path: Path, options: ConcentrationOptions) -> ConcentrationDocument:
    """Work out concentration indices of each set of a table.

    Raises
    ------
    UsageError
        If options cannot be used or do not go together.
    BadInputError
        If the table is bad, or values lie outside the bounds.
    """
    question = _question(options)
    people = read_people(path, RANK, needed=("value", "rank"))
    if people.grouped and options.interval not in {"linearised", "regression", "none"}:
        raise UsageError(
            f"Groups have no '{options.interval}' interval.",
            "The table has a population, so its rows are groups: there are no people to draw again.",
            "Leave --interval and --bootstraps out.",
        )
    errors = people.table.numbers("se") if people.grouped and people.has("se") else None
    if errors is not None:
        people.table.check(errors < 0, "se", "is below 0", "Give standard errors of 0 or more.")
    sets, notes = [], []
    for each in people.sets:
        with method_notes() as warned:
            sets.append(_one(people, each, question, options))
        notes.append(warned)
    return ConcentrationDocument(
        file=path.name,
        confidence=options.confidence,
        notes=[*people.notes, *gathered(notes), *_bound_notes(people, options)],
        rows_are="groups" if people.grouped else "people",
        rank_high=options.rank_high,
        bounds_from="given" if options.bounds else ("none" if people.grouped else "seen"),
        design="" if people.grouped else people.design_words,
        sets=sets,
        curves=[_curve(people, each, options) for each in people.sets[:CURVES_SHOWN]],
    )


def _question(options: ConcentrationOptions) -> Question:
    kinds: tuple[Kind, ...] = KINDS if options.kind == "all" else (options.kind,)
    interval: Interval = "linearised"
    if options.interval in {"percentile", "bias-corrected", "none"}:
        interval = cast("Interval", options.interval)
    elif options.bootstraps:
        interval = "percentile"
    return checked_question(
        Question(
            kinds,
            options.bounds,
            options.aversion,
            checked_confidence(options.confidence),
            interval,
            options.bootstraps or REPLICATES,
            options.seed,
        )
    )


def _ranks(people: PeopleTable, each: OneSet, options: ConcentrationOptions) -> Ranked:
    rank = people.table.numbers("rank")[each.rows] * (1 if options.rank_high == "better" else -1)
    return ranked(rank, each.values, each.weights)


def _one(people: PeopleTable, each: OneSet, question: Question, options: ConcentrationOptions) -> ConcentrationSet:
    order = people.table.numbers("rank")[each.rows] * (1 if options.rank_high == "better" else -1)
    bounds = question.bounds or (None if people.grouped else checked_bounds(each.values, None))
    if people.grouped:
        measures = _of_groups(people, each, order, question, options)
    else:
        design = people.design(each) if question.interval != "none" and len(each.rows) > 1 else None
        if design is None:
            question = Question(question.kinds, question.bounds, question.aversion, interval="none")
        indices = concentration(order, each.values, each.weights, design, question)
        measures = _of_people(ranked(order, each.values, each.weights), indices, question, options)
    return ConcentrationSet(
        set=each.name,
        rows=len(each.rows),
        people=float(each.weights.sum()),
        mean=float(each.weights @ each.values / each.weights.sum()),
        bound_low=bounds[0] if bounds else None,
        bound_high=bounds[1] if bounds else None,
        measures=measures,
    )


def _of_groups(
    people: PeopleTable, each: OneSet, order: np.ndarray, question: Question, options: ConcentrationOptions
) -> list[ConcentrationMeasure]:
    errors = people.table.numbers("se")[each.rows] if people.has("se") else None
    found = grouped_concentration(order, each.values, each.weights, errors, question)
    answers = []
    for group in found:
        shown = group.line if options.interval == "regression" else group.index
        others = [other for other in (group.index, group.line) if other is not shown and np.isfinite(other.low)]
        answers.append(_measure(shown, [_other(other) for other in others if other.method != shown.method]))
    return answers


def _of_people(
    people: Ranked, indices: list[Index], question: Question, options: ConcentrationOptions
) -> list[ConcentrationMeasure]:
    """Return measures with the regression's variances beside them, which other tools publish."""
    variance, answers = regression_variance(people), []
    for index in indices:
        factor = _of_standard(people, index.kind, question)
        by_name = {"regression": variance.ordinary * factor**2, "regression-hc1": variance.robust * factor**2}
        reach = normal_quantile(options.confidence)
        regression = {
            name: _other(_around(index, float(np.sqrt(each)), reach, REGRESSION[name]))
            for name, each in by_name.items()
        }
        own = _measure(index, list(regression.values()) if np.isfinite(factor) else [])
        own.variance, own.variance_HC1 = known(by_name["regression"]), known(by_name["regression-hc1"])
        answers.append(_shown(own, regression, options))
    return answers


def _shown(
    own: ConcentrationMeasure, regression: dict[str, OtherInterval], options: ConcentrationOptions
) -> ConcentrationMeasure:
    """Put the regression's interval in front where it is asked for."""
    chosen = regression.get(options.interval)
    if chosen is None:
        return own
    others = [each for each in own.other_intervals if each is not chosen]
    return replace(
        own,
        ci_low=chosen.ci_low,
        ci_high=chosen.ci_high,
        standard_error=chosen.standard_error,
        method=chosen.method if chosen.ci_low is not None else "no interval",
        other_intervals=[*others, OtherInterval(method=own.method, **_numbers(own))],
    )


def _numbers(own: ConcentrationMeasure) -> dict[str, float | None]:
    return {"standard_error": own.standard_error, "ci_low": own.ci_low, "ci_high": own.ci_high}


def _of_standard(people: Ranked, kind: Kind, question: Question) -> float:
    """Return what the standard index is multiplied by to give another; mean and bounds are taken as known."""
    low, high = checked_bounds(people.values, question.bounds)
    factors = {
        "standard": 1.0,
        "generalised": people.mean,
        "erreygers": 4 * people.mean / (high - low) if high > low else np.nan,
        "wagstaff": people.mean * float(bound_factors(np.array(people.mean), (low, high))),
    }
    return factors.get(kind, np.nan)


def _around(index: Index, error: float, reach: float, method: str) -> Index:
    return Index(index.kind, index.value, error, index.value - reach * error, index.value + reach * error, method)


def _measure(index: Index, others: list[OtherInterval]) -> ConcentrationMeasure:
    return ConcentrationMeasure(
        measure=index.kind,
        value=known(index.value),
        ci_low=known(index.low),
        ci_high=known(index.high),
        standard_error=known(index.standard_error),
        method=index.method,
        parameter=index.parameter,
        other_intervals=others,
    )


def _other(index: Index) -> OtherInterval:
    return OtherInterval(
        method=index.method,
        standard_error=known(index.standard_error),
        ci_low=known(index.low),
        ci_high=known(index.high),
    )


def _curve(people: PeopleTable, each: OneSet, options: ConcentrationOptions) -> CurveOfSet:
    curve = concentration_curve(_ranks(people, each, options))
    if not np.isfinite(curve.amount).all():
        return CurveOfSet(set=each.name, people=[], amount=[])
    return CurveOfSet(set=each.name, people=curve.people.tolist(), amount=curve.amount.tolist())


def _bound_notes(people: PeopleTable, options: ConcentrationOptions) -> list[str]:
    bounded = options.kind in {"all", "erreygers", "wagstaff"}
    if options.bounds or people.grouped or not bounded:
        return []
    return [
        "For Erreygers' and Wagstaff's indices the least and greatest value seen were taken for the bounds. Where "
        "others could be seen, give them: --bounds 0 1 for shares, --bounds 0 100 for per cent."
    ]
