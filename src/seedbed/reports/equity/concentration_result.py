"""Concentration as a person reads it: sentences, tables, curves, methods and notes."""

from __future__ import annotations

from seedbed.reports.equity.concentration_documents import (
    ConcentrationDocument,
    ConcentrationMeasure,
    ConcentrationSet,
)
from seedbed.reports.equity.curve_chart import TENTHS, CurveWords, at_share, curve_chart
from seedbed.reports.equity.curve_documents import CURVES_SHOWN
from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.words import number

HEADINGS = ("set", "measure", "parameter", "value", "ci_low", "ci_high", "interval")
NAMES = {
    "standard": "Standard (relative) concentration index, RCI",
    "generalised": "Generalised (absolute) concentration index, ACI",
    "erreygers": "Erreygers' index",
    "wagstaff": "Wagstaff's index",
    "extended": "Extended concentration index",
    "achievement": "Achievement",
}
METHODS = {
    "standard": "Standard: weighted mean of value times (2 x place - 1), over the mean (Kakwani and others 1997).",
    "generalised": "Generalised: the same, not divided by the mean, in the unit of the values.",
    "erreygers": "Erreygers: four times the generalised index over the distance between the bounds (2009).",
    "wagstaff": "Wagstaff: the generalised index times (high - low) / ((high - mean)(mean - low)) (2005).",
    "extended": "Extended: the worse off weigh more as aversion grows; 2 is the standard index (Wagstaff 2002).",
    "achievement": "Achievement: the mean times 1 less the extended index, in the unit of the values (Wagstaff 2002).",
}


def concentration_result(document: ConcentrationDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of concentration indices."""
    level = f"{100 * document.confidence:g} %"
    caption = (
        f"Concentration indices with {level} limits; above 0: more of it among the better off. The generalised index "
        "and achievement have the unit of the values, the others none."
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            each.set or "all rows",
            NAMES[measure.measure],
            "" if measure.parameter is None else measure.parameter,
            measure.value,
            measure.ci_low,
            measure.ci_high,
            measure.method,
        )
        for each in document.sets
        for measure in each.measures
    )
    notes = list(document.notes)
    if len(document.sets) > CURVES_SHOWN:
        notes.append(f"The curves of the first {CURVES_SHOWN} of {len(document.sets):,} sets are drawn.")
    return Result(
        title="Concentration index",
        sentences=_sentences(document, level),
        tables=(ResultTable(caption, HEADINGS, rows, 4), *_curve_tables(document)),
        charts=_charts(document, level),
        methods=_methods(document),
        notes=tuple(notes),
        file=document.file,
        invented=document.invented,
    )


def _sentences(document: ConcentrationDocument, level: str) -> tuple[str, ...]:
    if len(document.sets) > 1:
        return _of_many(document, level)
    each = document.sets[0]
    rows = "people" if document.rows_are == "people" else "groups"
    told = [f"{each.rows:,} {rows}, mean {number(each.mean, 3)}."]
    first = each.measures[0]
    told.insert(0, f"{_told(first, level)}: {_meaning(first)}.")
    told += [f"{_told(measure, level)}." for measure in each.measures[1:3] if measure.value is not None]
    return tuple(told)


def _of_many(document: ConcentrationDocument, level: str) -> tuple[str, ...]:
    firsts = [(each.set, each.measures[0]) for each in document.sets if each.measures[0].value is not None]
    sentences = [f"{len(firsts):,} of {len(document.sets):,} sets have an index."]
    if firsts:
        name, most = max(firsts, key=lambda pair: abs(pair[1].value or 0.0))
        sentences.append(f"Farthest from 0 is {name}: {_told(most, level)}: {_meaning(most)}.")
    return tuple(sentences)


def _told(measure: ConcentrationMeasure, level: str) -> str:
    name = NAMES[measure.measure]
    if measure.parameter is not None:
        name += f" (aversion {measure.parameter:g})"
    if measure.value is None:
        return f"{name}: no number would be honest here"
    if measure.ci_low is None:
        return f"{name} {number(measure.value, 4)} (no interval)"
    limits = f"{number(measure.ci_low, 4)} to {number(measure.ci_high, 4)}"
    return f"{name} {number(measure.value, 4)} ({level} limits {limits})"


def _meaning(measure: ConcentrationMeasure) -> str:
    if measure.value is None:
        return "see the notes"
    if measure.ci_low is None or measure.ci_high is None or "straight line" in measure.method:
        who = "better" if measure.value > 0 else "worse"
        return "the better and the worse off have as much" if measure.value == 0 else f"more of it among the {who} off"
    if measure.ci_low <= 0 <= measure.ci_high:
        return "it may be as common among the better off as among the worse off"
    return f"more of it among the {'better' if measure.value > 0 else 'worse'} off"


def _curve_tables(document: ConcentrationDocument) -> tuple[ResultTable, ...]:
    curves = [curve for curve in document.curves if curve.people]
    if not curves:
        return ()
    rows = tuple(
        (curve.set or "all rows", 100 * tenth, 100 * at_share(curve, tenth)) for curve in curves for tenth in TENTHS
    )
    caption = "Concentration curve: per cent of the sum of values that the worst off per cent of people have."
    return (ResultTable(caption, ("set", "people, % worst off first", "their share, %"), rows, 2),)


def _charts(document: ConcentrationDocument, level: str) -> tuple[str, ...]:
    by_name: dict[str, ConcentrationSet] = {each.set: each for each in document.sets}
    return tuple(
        curve_chart(
            curve,
            CurveWords(
                f"Concentration curve{f' of {curve.set}' if curve.set else ''}",
                _told(by_name[curve.set].measures[0], level),
                _label(by_name[curve.set].measures[0], level),
                "share of people, worst off first",
                "their share of the whole",
            ),
        )
        for curve in document.curves
        if curve.people
    )


def _label(measure: ConcentrationMeasure, level: str) -> str:
    return "Index" + _told(measure, level).removeprefix(NAMES[measure.measure])


def _methods(document: ConcentrationDocument) -> tuple[str, ...]:
    used = {measure.measure for each in document.sets for measure in each.measures}
    intervals = sorted({measure.method for each in document.sets for measure in each.measures})
    order = (
        "People stand in order of living standard, each at the middle of the share of people he or she takes up; those "
        "who tie share a place."
    )
    direction = f"A high rank was taken for {document.rank_high} off."
    told = [METHODS[name] for name in METHODS if name in used]
    return (order, direction, *told, f"Intervals: {'; '.join(intervals[:5])}.", *filter(None, [document.design]))
