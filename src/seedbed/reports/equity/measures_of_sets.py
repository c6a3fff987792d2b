"""What the pages of concentration and of spread share: measures by set, curves, and how a measure is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from seedbed.reports.equity.concentration_documents import ConcentrationMeasure, ConcentrationSet
from seedbed.reports.equity.curve_chart import TENTHS, at_share
from seedbed.reports.equity.curve_documents import CURVES_SHOWN, CurveOfSet
from seedbed.reports.equity.spread_documents import SpreadMeasure, SpreadSet
from seedbed.reports.results.result import Cell, ResultTable
from seedbed.reports.results.words import limit_headings, sure_text

DECIMALS = 4
ALL_ROWS = "All rows"


def measures_table(
    caption: str,
    sets: Sequence[ConcentrationSet] | Sequence[SpreadSet],
    names: Mapping[str, str],
    confidence: float,
) -> ResultTable:
    """Return every measure of every set with its limits and how those were worked out."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.set or ALL_ROWS,
            names[measure.measure],
            "" if measure.parameter is None else f"{measure.parameter:g}",
            measure.value,
            measure.ci_low,
            measure.ci_high,
            measure.method,
        )
        for each in sets
        for measure in each.measures
    )
    headings = ("Set", "Measure", "Parameter", "Value", *limit_headings(confidence), "Interval by")
    return ResultTable(caption, headings, rows, DECIMALS, said_once=("Set", "Parameter", "Interval by"))


def curves_table(caption: str, curves: Sequence[CurveOfSet], people: str) -> tuple[ResultTable, ...]:
    """Return the curves that can be drawn, read at every tenth of the people."""
    rows = tuple(
        (curve.set or ALL_ROWS, 100 * tenth, 100 * at_share(curve, tenth))
        for curve in curves
        if curve.people
        for tenth in TENTHS
    )
    return (ResultTable(caption, ("Set", people, "Their share, %"), rows, 2, said_once=("Set",)),) if rows else ()


def curves_note(sets: int) -> tuple[str, ...]:
    """Say that not every curve is drawn, where that is so."""
    return (f"The curves of the first {CURVES_SHOWN} of {sets:,} sets are drawn.",) if sets > CURVES_SHOWN else ()


def sure_measure(measure: ConcentrationMeasure | SpreadMeasure, confidence: float) -> str:
    """Say the value of a measure with its interval, without its name."""
    return sure_text(measure.value, (measure.ci_low, measure.ci_high), DECIMALS, confidence)


def intervals_line(sets: Sequence[ConcentrationSet] | Sequence[SpreadSet]) -> str:
    """Say how the intervals that there are were worked out."""
    methods = sorted({measure.method for each in sets for measure in each.measures if measure.ci_low is not None})
    return f"Intervals: {'; '.join(methods[:5]) or 'none'}."
