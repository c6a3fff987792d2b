"""A funnel in sentences, its plot with its tables, and how it was worked out."""

from __future__ import annotations

from seedbed.reports.equity.funnel_chart import DOTS, funnel_chart
from seedbed.reports.equity.funnel_documents import FunnelDocument, FunnelLimits
from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.results.words import whole
from seedbed.reports.words import decimals_for, number

SOURCE = "Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in Medicine 24 (2005)"
POINTS = 20
LIMITS = ("Lower 95% limit", "Upper 95% limit", "Lower 99.8% limit", "Upper 99.8% limit")


def funnel_result(document: FunnelDocument) -> Result:
    """Return what the command shows."""
    notes = list(document.notes)
    if len(document.sets) > DOTS:
        notes.append(f"The plot shows the first {DOTS:,} of {len(document.sets):,} sets; the table holds all.")
    return Result(
        "Funnel plot",
        _sentences(document),
        (_sets(document), _curves(document)),
        (funnel_chart(document),),
        _methods(document),
        tuple(notes),
        document.file,
        document.invented,
    )


def _sentences(document: FunnelDocument) -> tuple[str, ...]:
    tested = [each for each in document.sets if each.verdict_95 != "not tested"]
    far = [each for each in tested if each.verdict_998 in {"higher", "lower"}]
    near = [each for each in tested if each.verdict_95 in {"higher", "lower"}]
    shown = number(document.baseline, decimals_for([document.baseline]))
    ways = " and ".join(f"{sum(each.verdict_998 == way for each in far):,} {way}" for way in ("higher", "lower"))
    return (
        f"The baseline, {document.baseline_is}, is {shown} {document.unit}.",
        f"Of {len(tested):,} sets {len(far):,} lie outside the 99.8% limits ({ways}); by chance alone "
        f"{number(0.002 * len(tested))} would.",
        f"Outside the 95% limits lie {len(near):,}; by chance alone {number(0.05 * len(tested))} would.",
        "A set outside the limits is a question to ask, not a verdict on those who live or work there.",
    )


def _sets(document: FunnelDocument) -> ResultTable:
    rows = tuple(
        (
            each.set,
            each.value,
            whole(each.numerator),
            whole(each.denominator),
            each.low_95,
            each.high_95,
            each.low_998,
            each.high_998,
            each.verdict,
        )
        for each in document.sets
    )
    headings = ("Set", "Figure", "Numerator", "Denominator", *LIMITS, "How it stands")
    return ResultTable(f"Sets beside the baseline, {document.unit}.", headings, rows, _decimals(document))


def _curves(document: FunnelDocument) -> ResultTable:
    rows = tuple(
        (f"{point.denominator:,.12g}", point.low_95, point.high_95, point.low_998, point.high_998)
        for point in _near_the_sets(document)
    )
    caption = f"The limits by size, {document.unit}: the curves of the plot."
    return ResultTable(caption, ("Denominator", *LIMITS), rows, _decimals(document))


def _near_the_sets(document: FunnelDocument) -> list[FunnelLimits]:
    """Return about twenty points of the curves where the sets are; the document holds all."""
    smallest = min((each.denominator for each in document.sets if each.denominator), default=0.0)
    near = [point for point in document.limits if point.denominator >= smallest / 2] or document.limits
    return near[:: max(len(near) // POINTS, 1)]


def _decimals(document: FunnelDocument) -> int:
    return max(decimals_for([document.baseline]), 1)


def _methods(document: FunnelDocument) -> tuple[str, ...]:
    spread = document.overdispersion
    told = [
        f"Control limits: {document.method} around the baseline, {document.unit} (multiplier "
        f"{document.multiplier:,.12g}); denominators are {document.denominator_is}. {SOURCE}.",
        "The baseline is taken as known. A set whose true figure is the baseline's lies outside the 95% limits about "
        "one time in twenty and outside the 99.8% limits about one time in five hundred.",
    ]
    if spread is not None:
        told.append(
            f"The sets differ {number(spread)} times as much as chance alone gives (overdispersion: the variance "
            "around all of them together over that of chance, the outermost tenth at each end drawn in)."
        )
    return tuple(told)
