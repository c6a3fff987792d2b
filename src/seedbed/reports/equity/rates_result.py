"""Rates, proportions and means in sentences, a chart with its table, and how they were worked out."""

from __future__ import annotations

import math
from statistics import median

from seedbed.reports.charts import DotRow, dot_chart
from seedbed.reports.equity.rates_documents import RateOfSet, RatesDocument
from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.results.words import drawn_note, level_text, limit_headings, sure_text, whole
from seedbed.reports.words import decimals_for, listed, number

MOST_DECIMALS = 6
DRAWN = 40
"""Sets that are drawn; the table holds all."""

TITLES = {
    "crude": "Crude rates",
    "proportion": "Proportions",
    "dsr": "Directly standardised rates",
    "isr": "Indirectly standardised rates",
    "smr": "Indirectly standardised ratios",
    "mean": "Means",
}
WHOLES = {
    "crude": ("Events", "People"),
    "proportion": ("People in the group", "All people"),
    "dsr": ("Events", "People"),
    "isr": ("Events seen", "People"),
    "smr": ("Events seen", "People"),
    "mean": ("Sum of values", "Measurements"),
}
FRACTIONS = {
    "crude": "Events over people",
    "proportion": "People in the group over all people",
    "dsr": "Events over people in each age band, weighted by the standard's people",
    "isr": "Events seen over events expected, times the reference's crude rate",
    "smr": "Events seen over events expected",
}
EVENTS = frozenset({"crude", "dsr", "isr", "smr"})
INDEPENDENT = (
    "Events are taken to come independently of each other. Where one person has several, or an outbreak brings many, "
    "the intervals should be wider."
)
CHANCE = "Of many sets, some stand at the ends by chance alone: look at the intervals before the order."
MANY = 6
"""Sets from which on some stand at the ends by chance alone."""


def rates_result(document: RatesDocument) -> Result:
    """Return what the command shows."""
    return Result(
        TITLES[document.kind],
        _sentences(document),
        (_table(document),),
        (_chart(document),),
        _methods(document),
        (*document.notes, *drawn_note(DRAWN, len(document.sets))),
        document.file,
        document.invented,
    )


def told_decimals(document: RatesDocument) -> int:
    """Return how many decimals tell the figures apart and show two digits of how wide their intervals are."""
    drawn = document.sets[:DRAWN]
    widths = [each.ci_high - each.ci_low for each in drawn if each.ci_low is not None and each.ci_high is not None]
    wide = [width for width in widths if width > 0]
    needed = 1 - math.floor(math.log10(median(wide))) if wide else 0
    return max(decimals_for([each.value for each in drawn]), min(needed, MOST_DECIMALS))


def set_name(figure: RateOfSet) -> str:
    """Return what a set is called; without a name it is all rows of the table."""
    return figure.set or "All"


def figure_text(figure: RateOfSet, document: RatesDocument, decimals: int) -> str:
    """Say a figure with its interval: "41.2 (95% interval 36.0 to 47.1)"."""
    return sure_text(figure.value, (figure.ci_low, figure.ci_high), decimals, document.confidence)


def _sentences(document: RatesDocument) -> tuple[str, ...]:
    known = [figure for figure in document.sets if figure.value is not None]
    if not known:
        return ("No figure can be given for any set: see what to be careful about.",)
    decimals = told_decimals(document)
    if len(known) == 1:
        return (f"{set_name(known[0])}: {figure_text(known[0], document, decimals)}, {document.unit}.",)
    ordered = sorted(known, key=lambda figure: figure.value or 0.0)
    lacking = len(document.sets) - len(known)
    missing = f" For {lacking:,} no figure can be given." if lacking else ""
    return (
        f"Figures, {document.unit}, are given for {len(known):,} of {len(document.sets):,} sets.{missing}",
        f"The highest, {set_name(ordered[-1])}: {figure_text(ordered[-1], document, decimals)}.",
        f"The lowest, {set_name(ordered[0])}: {figure_text(ordered[0], document, decimals)}.",
        *((CHANCE,) if len(known) >= MANY else ()),
    )


def _table(document: RatesDocument) -> ResultTable:
    level = level_text(document.confidence)
    indirect = document.kind in {"isr", "smr"}
    more = ("Events expected", "Seen over expected", f"Its lower {level} limit", f"Its upper {level} limit")
    headings = (
        "Set",
        "Figure",
        *limit_headings(document.confidence),
        *WHOLES[document.kind],
        *(more if indirect else ()),
        *(("Standard deviation",) if document.kind == "mean" else ()),
        "Interval by",
    )
    rows = tuple(_row(figure, document.kind) for figure in document.sets)
    decimals = max(told_decimals(document), 2 if indirect else 1)
    return ResultTable(
        f"{TITLES[document.kind]}, {document.unit}.", headings, rows, decimals, said_once=("Interval by",)
    )


def _row(figure: RateOfSet, kind: str) -> tuple[Cell, ...]:
    parts = (figure.value, figure.ci_low, figure.ci_high, whole(figure.numerator), whole(figure.denominator))
    if kind in {"isr", "smr"}:
        return (
            set_name(figure),
            *parts,
            figure.expected,
            figure.ratio,
            figure.ratio_low,
            figure.ratio_high,
            figure.method,
        )
    if kind == "mean":
        return (set_name(figure), *parts, figure.standard_deviation, figure.method)
    return (set_name(figure), *parts, figure.method)


def _chart(document: RatesDocument) -> str:
    drawn = document.sets[:DRAWN]
    decimals = told_decimals(document)
    rows = [
        DotRow(set_name(figure), figure.value, figure.ci_low, figure.ci_high, number(figure.value, decimals))
        for figure in drawn
    ]
    level = f"with {level_text(document.confidence)} intervals"
    return dot_chart(f"{TITLES[document.kind]} {level}", rows, f"{document.unit}, {level}")


def _methods(document: RatesDocument) -> tuple[str, ...]:
    told = [f"{document.method}. Two-sided confidence {level_text(document.confidence)}."]
    if document.kind != "mean":
        told.append(f"{FRACTIONS[document.kind]}, {document.unit} (multiplier {document.multiplier:,.12g}).")
    if document.kind in EVENTS and "not independent" not in document.method and "several events" not in document.method:
        told.append(INDEPENDENT)
    if document.standard:
        what = "Standardised to" if document.kind == "dsr" else "Events are expected at the age rates of"
        bands = f" Age bands: {listed(document.age_bands)}." if 0 < len(document.age_bands) <= DRAWN else ""
        told.append(f"{what} {document.standard}.{bands}")
    return tuple(told)
