"""Concentration as a person reads it: sentences, tables, curves, methods and notes."""

from __future__ import annotations

from seedbed.reports.equity.concentration_documents import (
    ConcentrationDocument,
    ConcentrationMeasure,
    ConcentrationSet,
)
from seedbed.reports.equity.curve_chart import CurveWords, curve_chart
from seedbed.reports.equity.measures_of_sets import (
    curves_note,
    curves_table,
    intervals_line,
    measures_table,
    sure_measure,
)
from seedbed.reports.results.result import Result
from seedbed.reports.results.words import level_text
from seedbed.reports.words import number

CURVES = "Concentration curve: per cent of the sum of values that the worst off per cent of people have."
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
    level = level_text(document.confidence)
    caption = (
        f"Concentration indices with {level} limits; above 0: more of it among the better off. The generalised index "
        "and achievement have the unit of the values, the others have none."
    )
    return Result(
        title="Concentration index",
        sentences=_sentences(document),
        tables=(
            measures_table(caption, document.sets, NAMES, document.confidence),
            *curves_table(CURVES, document.curves, "People, % worst off first"),
        ),
        charts=_charts(document),
        methods=_methods(document),
        notes=(*document.notes, *curves_note(len(document.sets))),
        file=document.file,
        invented=document.invented,
        paired=len(document.sets) == 1,
    )


def _sentences(document: ConcentrationDocument) -> tuple[str, ...]:
    if len(document.sets) > 1:
        return _of_many(document)
    each = document.sets[0]
    rows = "people" if document.rows_are == "people" else "groups"
    told = [f"{each.rows:,} {rows}, mean {number(each.mean, 3)}."]
    first = each.measures[0]
    told.insert(0, f"{_told(first, document.confidence)}: {_meaning(first)}.")
    told += [f"{_told(measure, document.confidence)}." for measure in each.measures[1:3] if measure.value is not None]
    return tuple(told)


def _of_many(document: ConcentrationDocument) -> tuple[str, ...]:
    firsts = [(each.set, each.measures[0]) for each in document.sets if each.measures[0].value is not None]
    sentences = [f"{len(firsts):,} of {len(document.sets):,} sets have an index."]
    if firsts:
        name, most = max(firsts, key=lambda pair: abs(pair[1].value or 0.0))
        sentences.append(f"Farthest from 0 is {name}: {_told(most, document.confidence)}: {_meaning(most)}.")
    return tuple(sentences)


def _told(measure: ConcentrationMeasure, confidence: float) -> str:
    name = NAMES[measure.measure]
    if measure.parameter is not None:
        name += f" (aversion {measure.parameter:g})"
    if measure.value is None:
        return f"{name}: no number would be honest here"
    return f"{name} {sure_measure(measure, confidence)}"


def _meaning(measure: ConcentrationMeasure) -> str:
    if measure.value is None:
        return "see the notes"
    if measure.ci_low is None or measure.ci_high is None or "straight line" in measure.method:
        who = "better" if measure.value > 0 else "worse"
        return "the better and the worse off have as much" if measure.value == 0 else f"more of it among the {who} off"
    if measure.ci_low <= 0 <= measure.ci_high:
        return "it may be as common among the better off as among the worse off"
    return f"more of it among the {'better' if measure.value > 0 else 'worse'} off"


def _charts(document: ConcentrationDocument) -> tuple[str, ...]:
    by_name: dict[str, ConcentrationSet] = {each.set: each for each in document.sets}
    return tuple(
        curve_chart(
            curve,
            CurveWords(
                f"Concentration curve{f' of {curve.set}' if curve.set else ''}",
                _told(by_name[curve.set].measures[0], document.confidence),
                _label(by_name[curve.set], document.confidence),
                "share of people, worst off first",
                "their share of the whole",
            ),
        )
        for curve in document.curves
        if curve.people
    )


def _label(each: ConcentrationSet, confidence: float) -> str:
    return f"{each.set or 'Index'}: {sure_measure(each.measures[0], confidence)}"


def _methods(document: ConcentrationDocument) -> tuple[str, ...]:
    used = {measure.measure for each in document.sets for measure in each.measures}
    order = (
        "People stand in order of living standard, each at the middle of the share of people he or she takes up; those "
        "who tie share a place."
    )
    direction = f"A high rank was taken for {document.rank_high} off."
    told = [METHODS[name] for name in METHODS if name in used]
    return (order, direction, *told, intervals_line(document.sets), *filter(None, [document.design]))
