"""``seedbed equity spread``: read amounts of people or groups, measure their spread, give the document."""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

import numpy as np

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.equity.concentration.curve import concentration_curve
from seedbed.analysis.equity.concentration.indices import ranked
from seedbed.analysis.equity.sampling.bootstrap import REPLICATES
from seedbed.analysis.equity.spread.decomposition import Decomposition, decompose
from seedbed.analysis.equity.spread.indices import Interval, Measure, SpreadQuestion, spread
from seedbed.errors import UsageError
from seedbed.formats.data_table import Grouping, Wanted
from seedbed.reports.equity.curve_documents import CURVES_SHOWN, CurveOfSet
from seedbed.reports.equity.spread_documents import (
    Contribution,
    PartsOfMeasure,
    SpreadDocument,
    SpreadMeasure,
    SpreadSet,
)
from seedbed.workflows.equity.people_table import OneSet, PeopleTable, gathered, known, read_people
from seedbed.workflows.equity.spread_sets import SpreadOptions, can_go_together, sets_together
from seedbed.workflows.method_notes import method_notes

MANY = 50
"""Sets from which on they are measured together."""
SPLIT: Final[tuple[tuple[Literal["theil", "mean_log_deviation"], float], ...]] = (
    ("theil", 1.0),
    ("mean_log_deviation", 0.0),
)
OF_GROUPS = (
    "Rows are groups: the spread among people inside a group is not in these measures, and as the groups' values are "
    "taken for certain there are no intervals. seedbed equity gaps gives intervals from groups' standard errors."
)


def measure_spread(path: Path, options: SpreadOptions) -> SpreadDocument:
    """Measure the spread of each set of a table.

    Raises
    ------
    UsageError
        If options cannot be used or do not go together.
    BadInputError
        If the table is bad.
    """
    people = read_people(path, (Wanted(options.by or "group", "text", required=bool(options.by)),))
    if people.grouped and (options.bootstraps or options.interval not in {"linearised", "none"}):
        raise UsageError(
            "Groups have no bootstrap interval.",
            "The table has a population, so its rows are groups: there are no people to draw again.",
            "Leave --interval and --bootstraps out.",
        )
    by = options.by or ("group" if people.has("group") else "")
    groups = people.table.grouped(by) if by else None
    if len(people.sets) >= MANY and can_go_together(people, options):
        sets, notes = sets_together(people, options)
        for made, each in zip(sets, people.sets, strict=True):
            made.parts, made.contributions = _split(each, groups)
    else:
        sets, notes = _one_by_one(people, groups, options)
    return SpreadDocument(
        file=path.name,
        confidence=options.confidence,
        notes=[*people.notes, *([OF_GROUPS] if people.grouped else []), *gathered(notes)],
        rows_are="groups" if people.grouped else "people",
        by=by,
        design="" if people.grouped else people.design_words,
        sets=sets,
        curves=[_curve(each) for each in people.sets[:CURVES_SHOWN]],
    )


def _one_by_one(
    people: PeopleTable, groups: Grouping | None, options: SpreadOptions
) -> tuple[list[SpreadSet], list[list[str]]]:
    sets, notes = [], []
    for each in people.sets:
        with method_notes() as warned:
            sets.append(_one(people, each, groups, options))
        notes.append(warned)
    return sets, notes


def _one(people: PeopleTable, each: OneSet, groups: Grouping | None, options: SpreadOptions) -> SpreadSet:
    none = people.grouped or options.interval == "none" or len(each.rows) < 2
    interval: Interval = "none" if none else options.interval
    if options.bootstraps and interval == "linearised":
        interval = "bias-corrected"
    question = SpreadQuestion(
        options.aversions,
        options.kolm,
        options.orders,
        checked_confidence(options.confidence),
        interval,
        options.bootstraps or REPLICATES,
        options.seed,
    )
    design = None if none else people.design(each)
    found = spread(each.values, each.weights, design, question)
    parts, contributions = _split(each, groups)
    return SpreadSet(
        set=each.name,
        rows=len(each.rows),
        people=float(each.weights.sum()),
        mean=float(each.weights @ each.values / each.weights.sum()),
        measures=[_measure(measure) for measure in found],
        parts=parts,
        contributions=contributions,
    )


def _measure(measure: Measure) -> SpreadMeasure:
    return SpreadMeasure(
        measure=measure.name,
        value=known(measure.value),
        ci_low=known(measure.low),
        ci_high=known(measure.high),
        standard_error=known(measure.standard_error),
        method=measure.method,
        parameter=measure.parameter,
    )


def _split(each: OneSet, groups: Grouping | None) -> tuple[list[PartsOfMeasure], list[Contribution]]:
    if groups is None:
        return [], []
    there, index = np.unique(groups.index[each.rows], return_inverse=True)
    names = [groups.names[place] or "no group given" for place in there.tolist()]
    parts, contributions = [], []
    for measure, order in SPLIT:
        split = decompose(each.values, index, each.weights, order)
        share = split.between / split.total if split.total > 0 else np.nan
        parts.append(
            PartsOfMeasure(
                measure=measure,
                total=known(split.total),
                within=known(split.within),
                between=known(split.between),
                between_share=known(share),
            )
        )
        contributions += [_contribution(measure, split, place, name) for place, name in enumerate(names)]
    return parts, contributions


def _contribution(
    measure: Literal["theil", "mean_log_deviation"], split: Decomposition, place: int, name: str
) -> Contribution:
    amount = float(np.nansum(split.people * split.mean))
    return Contribution(
        measure=measure,
        group=name,
        share_of_people=float(split.people[place]),
        share_of_amount=known(split.people[place] * split.mean[place] / amount) if amount > 0 else None,
        mean=known(split.mean[place]),
        inequality=known(split.own[place]),
        within=known(split.from_within[place]),
        between=known(split.from_between[place]),
    )


def _curve(each: OneSet) -> CurveOfSet:
    curve = concentration_curve(ranked(each.values, each.values, each.weights))
    if not np.isfinite(curve.amount).all():
        return CurveOfSet(set=each.name, people=[], amount=[])
    return CurveOfSet(set=each.name, people=curve.people.tolist(), amount=curve.amount.tolist())
