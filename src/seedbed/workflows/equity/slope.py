"""``seedbed equity slope``: read ranked groups, work out slope and relative indices, give the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import repeat
from pathlib import Path
from typing import Literal

import numpy as np

from seedbed.analysis.equity.sampling.draws import DRAWS, SEED
from seedbed.analysis.equity.slope.errors import (
    ErrorScale,
    errors_from_limits,
    errors_of_values,
    errors_on_scale,
    likely_error_scale,
)
from seedbed.analysis.equity.slope.linear import phe_slope
from seedbed.analysis.equity.slope.lines import SlopeIndices, ValueType, mid_ranks
from seedbed.analysis.equity.slope.ridit import Limits, Scale, Weighting, who_slope
from seedbed.errors import UsageError
from seedbed.reports.equity.slope_documents import LINES_SHOWN, SlopeDocument, SlopeGroup, SlopeLine, SlopeSet
from seedbed.workflows.equity.document_rows import in_rows
from seedbed.workflows.equity.slope_table import Floats, RankedSets, Unit, read_ranked_sets, shares_of_rates
from seedbed.workflows.method_notes import method_notes

Progress = Callable[[float, float, str], None]
CURVE = np.linspace(0, 1, 21)
"""Ranks at which a fitted line is given for drawing."""


@dataclass(frozen=True, slots=True)
class SlopeOptions:
    """What is asked for; see `phe_slope` and `who_slope`.

    Parameters
    ----------
    method
        phe or who.
    negative_polarity
        Whether much of it is bad: turns the direction round.
    unit
        Unit of proportions in the table.
    error_scale
        Scale of the table's standard errors; None to judge by their size.
    limits_confidence
        Two-sided confidence of the table's limits.
    per
        who: rates are per so many, which is the most they can be; they are then regressed on the logit scale, as
        healthequal does with its indicator scale.
    """

    method: Literal["phe", "who"] = "phe"
    value_type: ValueType = "mean"
    multiplicative: bool = False
    negative_polarity: bool = False
    multiplier: float = 1.0
    scale: Scale | None = None
    limits: Limits = "robust"
    weighting: Weighting = "published"
    unit: Unit = "auto"
    error_scale: ErrorScale | None = None
    limits_confidence: float = 0.95
    confidence: float = 0.95
    draws: int = DRAWS
    seed: int = SEED
    per: float | None = None


def slope(path: Path, options: SlopeOptions, progress: Progress | None = None) -> SlopeDocument:
    """Work out the slope and relative index of inequality of each set of a table.

    ``progress`` is told how many of the sets have been simulated.

    Raises
    ------
    UsageError
        If options do not go together.
    BadInputError
        If the table is bad; see `read_ranked_sets`.
    """
    _check(options)
    sets = read_ranked_sets(path, options.value_type, options.unit)
    notes = list(sets.notes)
    whole = options.per or (100 if sets.percent else 1)
    if options.per:
        sets = shares_of_rates(path, sets, options.per)
        notes.append(f"Rates were taken for shares of {options.per:,g} and regressed on the logit scale.")
    with method_notes() as warned:
        indices = _indices(sets, options, notes, whole, _told(progress, len(sets.names)))
    size = abs(options.multiplier) * whole
    return SlopeDocument(
        file=path.name,
        confidence=options.confidence,
        notes=notes + warned,
        method=indices.sii.method,
        value_type=options.value_type,
        scale=_scale(options),
        unit=_unit(options, size),
        negative_polarity=_turned(options),
        sets=_sets(sets, indices),
        lines=_lines(sets, indices, options, size),
    )


def _check(options: SlopeOptions) -> None:
    if options.multiplier < 0 and options.negative_polarity:
        raise UsageError(
            "The direction is turned round twice.",
            "Both a multiplier below 0 and --negative-polarity do so.",
            "Give one of them.",
        )
    if options.method == "who" and options.multiplicative:
        raise UsageError(
            "The WHO convention has no --multiplicative.",
            "That is the PHE convention's word for a log or logit scale.",
            "Say --scale linear, log or logit, or --method phe.",
        )
    if options.per is not None and not (
        options.method == "who"
        and options.value_type == "rate"
        and options.scale in {None, "logit"}
        and options.per > 0
    ):
        raise UsageError(
            "--per does not go with the other options.",
            "It says what rates are per, so that the WHO convention can put them on the logit scale.",
            "Say --method who --value-type rate --per 1000, without another --scale.",
        )
    if options.method == "phe" and (options.scale or options.limits != "robust" or options.weighting != "published"):
        raise UsageError(
            "The PHE convention has no --scale, --limits or --weights.",
            "Its line is straight, or with --multiplicative on the log or logit scale.",
            "Leave them out, or say --method who.",
        )


def _indices(
    sets: RankedSets, options: SlopeOptions, notes: list[str], whole: float, told: Callable[[int], None] | None
) -> SlopeIndices:
    multiplier = options.multiplier * whole * (-1 if options.negative_polarity else 1)
    if options.per:
        options = replace(options, value_type="proportion", scale="logit")
    if options.method == "who":
        error = _errors(sets, options, notes, "value") if options.limits == "sampling" else None
        return who_slope(
            sets.population,
            sets.value,
            error,
            options.value_type,
            scale=options.scale,
            limits=options.limits,
            weighting=options.weighting,
            confidence=options.confidence,
            multiplier=multiplier,
        )
    return phe_slope(
        sets.population,
        sets.value,
        _errors(sets, options, notes, "transformed"),
        options.value_type,
        multiplicative=options.multiplicative,
        confidence=options.confidence,
        multiplier=multiplier,
        draws=options.draws,
        seed=options.seed,
        told=told,
    )


def _told(progress: Progress | None, sets: int) -> Callable[[int], None] | None:
    """Return what adds up the sets that are done and says so."""
    if progress is None:
        return None
    done = 0

    def told(more: int) -> None:
        nonlocal done
        done += more
        progress(done, sets, f"Simulating limits: {done:,} of {sets:,} sets")

    return told


def _errors(sets: RankedSets, options: SlopeOptions, notes: list[str], wanted: ErrorScale) -> Floats | None:
    """Return standard errors on the scale wanted: means' own from se, others' from limits, which tell their scale."""
    value_type = options.value_type
    if sets.has_limits and not (value_type == "mean" and sets.has_se):
        level = f"{100 * options.limits_confidence:g}%"
        where = {"mean": "", "rate": " on the log scale", "proportion": " on the logit scale"}[value_type]
        notes.append(f"Standard errors were worked out from ci_low and ci_high, taken for {level} limits,{where}.")
        errors = errors_from_limits(sets.ci_low, sets.ci_high, value_type, options.limits_confidence)
        given: ErrorScale = "transformed"
    elif sets.has_se:
        given = options.error_scale or likely_error_scale(
            sets.se / (100 if sets.percent else 1), sets.value, sets.population, value_type
        )
        errors = sets.se / (100 if sets.percent and given == "value" else 1)
        if value_type != "mean":
            notes.append(_taken(value_type, given, judged=options.error_scale is None))
    else:
        notes.append("There are no standard errors and no limits in the table, so the indices have no limits.")
        return None
    if value_type == "mean" or given == wanted:
        return errors
    change = errors_of_values if wanted == "value" else errors_on_scale
    return change(errors, sets.value, value_type)


def _taken(value_type: ValueType, scale: ErrorScale, *, judged: bool) -> str:
    logs = "the logarithms of the rates" if value_type == "rate" else "the log odds of the proportions"
    of = f"the {value_type}s themselves" if scale == "value" else logs
    why = ", judged by their size; --se-scale says otherwise" if judged else ""
    return f"The column se was taken for standard errors of {of}{why}."


def _turned(options: SlopeOptions) -> bool:
    return options.negative_polarity or options.multiplier < 0


def _scale(options: SlopeOptions) -> Scale:
    own: dict[str, Scale] = {"mean": "linear", "rate": "log", "proportion": "logit"}
    if options.per:
        return "logit"
    if options.method == "who":
        return options.scale or own[options.value_type]
    return own[options.value_type] if options.multiplicative else "linear"


def _unit(options: SlopeOptions, size: float) -> str:
    if options.value_type == "proportion":
        return "share of 1" if size == 1 else "per cent" if size == 100 else f"share of 1, times {size:g}"
    return "as the values" if size == 1 else f"as the values, times {size:g}"


def _numbers(values: Floats) -> list[float | None]:
    """Return numbers, None for those there are none of."""
    return [value if value == value else None for value in np.ravel(values).tolist()]  # noqa: PLR0124 - NaN


def _sets(sets: RankedSets, indices: SlopeIndices) -> list[SlopeSet]:
    sii, rii = indices.sii, indices.rii
    people = sets.population.sum(axis=1)
    columns: dict[str, Iterable[object]] = {
        "set": sets.names,
        "groups": np.isfinite(sets.rank).sum(axis=1).tolist(),
        "population": _numbers(people),
        "intercept": _numbers(indices.intercept),
        "method": repeat(sii.method),
    }
    for key, index in (("sii", sii), ("rii", rii)):
        columns |= {key: _numbers(index.value), f"{key}_low": _numbers(index.low), f"{key}_high": _numbers(index.high)}
    return in_rows(SlopeSet, columns)


def _lines(sets: RankedSets, indices: SlopeIndices, options: SlopeOptions, size: float) -> list[SlopeLine]:
    """Return what a drawing of the first sets needs."""
    turn = -1 if _turned(options) else 1
    lines = []
    for place in range(min(len(sets.names), LINES_SHOWN)):
        there = sets.population[place] > 0
        bottom, rise = float(indices.intercept[place]), turn * float(indices.sii.value[place])
        if not np.isfinite(bottom):
            continue
        share, middle = (each[0] for each in mid_ranks(sets.population[place : place + 1, there]))
        columns = (sets.rank[place, there], middle - share / 2, middle + share / 2, sets.value[place, there] * size)
        groups = [
            SlopeGroup(rank=rank, share_from=start, share_to=end, value=value)
            for rank, start, end, value in zip(*(each.tolist() for each in columns), strict=True)
        ]
        curve = _curve(bottom, bottom + rise, _scale(options), size)
        lines.append(SlopeLine(set=sets.names[place], groups=groups, curve=curve))
    return lines


def _curve(bottom: float, top: float, scale: Scale, size: float) -> list[float]:
    """Return the fitted values at evenly spaced ranks between the two ends."""
    if scale == "linear":
        curve = bottom + (top - bottom) * CURVE
    elif scale == "log":
        curve = bottom * (top / bottom) ** CURVE
    else:
        ends = [np.log(end / (size - end)) for end in (bottom, top)]
        curve = size / (1 + np.exp(-(ends[0] + (ends[1] - ends[0]) * CURVE)))
    return [float(value) for value in curve]
