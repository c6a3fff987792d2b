"""Spread as a person reads it: sentences, tables, Lorenz curves, methods and notes."""

from __future__ import annotations

from seedbed.reports.equity.curve_chart import TENTHS, CurveWords, at_share, curve_chart
from seedbed.reports.equity.curve_documents import CURVES_SHOWN
from seedbed.reports.equity.spread_documents import SpreadDocument, SpreadMeasure, SpreadSet
from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.words import number

HEADINGS = ("set", "measure", "parameter", "value", "ci_low", "ci_high", "interval")
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
PARTS = ("set", "measure", "group", "people, %", "amount, %", "mean", "inside", "adds within", "adds between")
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
    level = f"{100 * document.confidence:g} %"
    caption = (
        f"Measures of spread with {level} limits. Equivalents and Kolm's index have the unit of the values, the others "
        "none."
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
        title="Spread",
        sentences=_sentences(document, level),
        tables=(ResultTable(caption, HEADINGS, rows, 4), *_part_tables(document), *_curve_tables(document)),
        charts=_charts(document, level),
        methods=_methods(document),
        notes=tuple(notes),
        file=document.file,
        invented=document.invented,
    )


def _sentences(document: SpreadDocument, level: str) -> tuple[str, ...]:
    if len(document.sets) > 1:
        return _of_many(document, level)
    each = document.sets[0]
    rows = "people" if document.rows_are == "people" else "groups"
    told = [
        f"{_told(each.measures[0], level)}: 0 would be all alike, 1 all of it with one.",
        f"{each.rows:,} {rows}, mean {number(each.mean, 3)}.",
    ]
    told += [f"{_told(measure, level)}." for measure in each.measures if measure.measure == "theil"]
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


def _of_many(document: SpreadDocument, level: str) -> tuple[str, ...]:
    ginis = [(each.set, each.measures[0]) for each in document.sets if each.measures[0].value is not None]
    sentences = [f"{len(ginis):,} of {len(document.sets):,} sets have a Gini coefficient."]
    if ginis:
        most = max(ginis, key=lambda pair: pair[1].value or 0.0)
        least = min(ginis, key=lambda pair: pair[1].value or 0.0)
        sentences.append(f"Most unequal is {most[0]}: {_told(most[1], level)}.")
        sentences.append(f"Least unequal is {least[0]}: {_told(least[1], level)}.")
    return tuple(sentences)


def _told(measure: SpreadMeasure, level: str) -> str:
    name = NAMES[measure.measure]
    if measure.value is None:
        return f"{name}: {measure.method}"
    if measure.ci_low is None:
        return f"{name} {number(measure.value, 4)} (no interval)"
    limits = f"{number(measure.ci_low, 4)} to {number(measure.ci_high, 4)}"
    return f"{name} {number(measure.value, 4)} ({level} limits {limits})"


def _part_tables(document: SpreadDocument) -> tuple[ResultTable, ...]:
    rows: list[tuple[Cell, ...]] = []
    for each in document.sets:
        for part in each.parts:
            name = each.set or "all rows"
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
                    "all groups",
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
    return (ResultTable(f"What each group of '{document.by}' adds to the spread.", PARTS, tuple(rows), 4),)


def _curve_tables(document: SpreadDocument) -> tuple[ResultTable, ...]:
    curves = [curve for curve in document.curves if curve.people]
    if not curves:
        return ()
    rows = tuple(
        (curve.set or "all rows", 100 * tenth, 100 * at_share(curve, tenth)) for curve in curves for tenth in TENTHS
    )
    caption = "Lorenz curve: per cent of the sum of values that the per cent of people with least have."
    return (ResultTable(caption, ("set", "people, % with least first", "their share, %"), rows, 2),)


def _charts(document: SpreadDocument, level: str) -> tuple[str, ...]:
    by_name = {each.set: each for each in document.sets}
    return tuple(
        curve_chart(
            curve,
            CurveWords(
                f"Lorenz curve{f' of {curve.set}' if curve.set else ''}",
                _told(by_name[curve.set].measures[0], level),
                _label(by_name[curve.set].measures[0], level),
                "share of people, those with least first",
                "their share of the whole",
            ),
        )
        for curve in document.curves
        if curve.people
    )


def _label(measure: SpreadMeasure, level: str) -> str:
    return "Gini" + _told(measure, level).removeprefix(NAMES[measure.measure])


def _methods(document: SpreadDocument) -> tuple[str, ...]:
    intervals = sorted({measure.method for each in document.sets for measure in each.measures})
    split = (SPLIT,) if document.by else ()
    return (*METHODS, *split, f"Intervals: {'; '.join(intervals[:5])}.", *filter(None, [document.design]))
