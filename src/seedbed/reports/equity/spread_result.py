"""Spread as a person reads it: sentences, tables, Lorenz curves, methods and notes."""

from __future__ import annotations

from seedbed.reports.equity.curve_chart import CurveWords, curve_chart
from seedbed.reports.equity.measures_of_sets import (
    ALL_ROWS,
    DECIMALS,
    curves_note,
    curves_table,
    intervals_line,
    measures_table,
    sure_measure,
)
from seedbed.reports.equity.spread_documents import SpreadDocument, SpreadMeasure, SpreadSet
from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.results.words import level_text
from seedbed.reports.words import number

CURVES = "Lorenz curve: per cent of the sum of values that the per cent of people with least have."
NAMES = {
    "gini": "Gini coefficient",
    "p90_p10": "90th over 10th percentile",
    "p90_p50": "90th over 50th percentile",
    "p50_p10": "50th over 10th percentile",
    "quintile_share_ratio": "Share of the fifth with most over that of the fifth with least",
    "theil": "Theil's T",
    "mean_log_deviation": "Mean log deviation",
    "coefficient_of_variation": "Coefficient of variation (share of the mean)",
    "generalised_entropy": "Generalised entropy",
    "atkinson": "Atkinson's index",
    "atkinson_equivalent": "Atkinson's equally distributed equivalent",
    "kolm": "Kolm's index",
    "kolm_equivalent": "Kolm's equally distributed equivalent",
}
PARTS = (
    "Set", "Measure", "Group", "People, %", "Amount, %", "Mean", "Inside the group", "Adds within", "Adds between",
)  # fmt: skip
METHODS = (
    "Gini: half the mean difference between two people, over the mean. Theil's T and the mean log deviation are "
    "generalised entropy of orders 1 and 0 (Cowell 2011).",
    "Atkinson's index is the share of the mean that could be given up if all had alike; the equivalent is what each "
    "would then have. Kolm's are the same in absolute terms (Atkinson 1970, Kolm 1976).",
)
SPLIT = (
    "Within groups and between them add up exactly (Shorrocks 1980). For the mean log deviation the part within is "
    "what would be left if the groups' means were made alike."
)


def spread_result(document: SpreadDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of spread."""
    level = level_text(document.confidence)
    caption = (
        f"Measures of spread with {level} limits. Equivalents and Kolm's index have the unit of the values, the others "
        "have none."
    )
    return Result(
        title="Spread",
        sentences=_sentences(document),
        tables=(
            measures_table(caption, document.sets, NAMES, document.confidence),
            *_part_tables(document),
            *curves_table(CURVES, document.curves, "People, % with least first"),
        ),
        charts=_charts(document),
        methods=_methods(document),
        notes=(*document.notes, *curves_note(len(document.sets))),
        file=document.file,
        invented=document.invented,
        paired=len(document.sets) == 1,
    )


def _sentences(document: SpreadDocument) -> tuple[str, ...]:
    if len(document.sets) > 1:
        return _of_many(document)
    each = document.sets[0]
    rows = "people" if document.rows_are == "people" else "groups"
    told = [
        f"{_told(each.measures[0], document.confidence)}: 0 would be all alike, 1 all of it with one.",
        f"{each.rows:,} {rows}, mean {number(each.mean, 3)}.",
    ]
    told += [f"{_told(measure, document.confidence)}." for measure in each.measures if measure.measure == "theil"]
    told += [_between(each)] if each.parts else []
    return tuple(filter(None, told))


def _between(each: SpreadSet) -> str:
    for part in each.parts:
        if part.between_share is not None:
            name = NAMES[part.measure]
            return (
                f"{number(100 * part.between_share)}% of the spread ({name}) lies between the groups, the rest within."
            )
    return ""


def _of_many(document: SpreadDocument) -> tuple[str, ...]:
    ginis = [(each.set, each.measures[0]) for each in document.sets if each.measures[0].value is not None]
    sentences = [f"{len(ginis):,} of {len(document.sets):,} sets have a Gini coefficient."]
    if ginis:
        most = max(ginis, key=lambda pair: pair[1].value or 0.0)
        least = min(ginis, key=lambda pair: pair[1].value or 0.0)
        sentences.append(f"Most unequal is {most[0]}: {_told(most[1], document.confidence)}.")
        sentences.append(f"Least unequal is {least[0]}: {_told(least[1], document.confidence)}.")
    return tuple(sentences)


def _told(measure: SpreadMeasure, confidence: float) -> str:
    name = NAMES[measure.measure]
    if measure.value is None:
        return f"{name}: {measure.method}"
    return f"{name} {sure_measure(measure, confidence)}"


def _part_tables(document: SpreadDocument) -> tuple[ResultTable, ...]:
    rows: list[tuple[Cell, ...]] = []
    for each in document.sets:
        for part in each.parts:
            name = each.set or ALL_ROWS
            own = [given for given in each.contributions if given.measure == part.measure]
            rows += [
                (
                    name,
                    NAMES[part.measure],
                    given.group,
                    100 * given.share_of_people,
                    None if given.share_of_amount is None else 100 * given.share_of_amount,
                    given.mean,
                    given.inequality,
                    given.within,
                    given.between,
                )
                for given in own
            ]
            rows.append(
                (
                    name,
                    NAMES[part.measure],
                    "All groups",
                    100.0,
                    100.0,
                    each.mean,
                    part.total,
                    part.within,
                    part.between,
                )
            )
    if not rows:
        return ()
    return (
        ResultTable(
            f"What each group of '{document.by}' adds to the spread.", PARTS, tuple(rows), DECIMALS, said_once=("Set",)
        ),
    )


def _charts(document: SpreadDocument) -> tuple[str, ...]:
    by_name = {each.set: each for each in document.sets}
    return tuple(
        curve_chart(
            curve,
            CurveWords(
                f"Lorenz curve{f' of {curve.set}' if curve.set else ''}",
                _told(by_name[curve.set].measures[0], document.confidence),
                _label(by_name[curve.set], document.confidence),
                "share of people, those with least first",
                "their share of the whole",
            ),
        )
        for curve in document.curves
        if curve.people
    )


def _label(each: SpreadSet, confidence: float) -> str:
    return f"{each.set or 'Gini'}: {sure_measure(each.measures[0], confidence)}"


def _methods(document: SpreadDocument) -> tuple[str, ...]:
    split = (SPLIT,) if document.by else ()
    return (*METHODS, *split, intervals_line(document.sets), *filter(None, [document.design]))
