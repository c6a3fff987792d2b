"""Gaps between groups as a person reads them: sentences, tables, pictures, methods and notes."""

from __future__ import annotations

from seedbed.analysis.equity.gaps.catalogue import MEASURES, SOURCE
from seedbed.reports.equity.gaps_chart import DRAWN, found_measure, gap_chart, gap_trend_charts
from seedbed.reports.equity.gaps_documents import GapMeasure, GapsDocument, GapSet, GapTrend
from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.results.words import interval_words, level_text, limit_headings, sure_text
from seedbed.reports.words import decimals_for, listed, number

WAYS = ("Limits by", "Corrected limits by", "Convention")
"""Columns of the file that the page tells once for all sets."""
SHORT_UNITS = {
    "in the indicator's own unit": "own",
    "in the square of the indicator's unit": "own, squared",
    "a ratio; 1 is no difference": "ratio",
    "per cent": "per cent",
    "times 1,000": "× 1,000",
    "between -1 and 1; 0 is no inequality": "−1 to 1",
}
TOLD = 3
SHARED = ("bgv", "idisw", "ti", "mld", "par")


def gaps_result(document: GapsDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of gaps."""
    drawn = any(len(each.contributions) > 1 for each in document.sets)
    charts = [gap_chart(document.sets, _decimals(document))] if drawn else []
    charts += gap_trend_charts(document.sets, document.confidence)
    return Result(
        title="Gaps between groups",
        sentences=_sentences(document),
        tables=tuple(_tables(document)),
        charts=tuple(charts),
        methods=_methods(document),
        notes=_notes(document),
        file=document.file,
        invented=document.invented,
    )


def _decimals(document: GapsDocument) -> int:
    return decimals_for([group.value for each in document.sets[:100] for group in each.contributions])


def _tables(document: GapsDocument) -> list[ResultTable]:
    level = level_text(document.confidence)
    rows = tuple(
        (
            each.set or "All groups",
            _name(measure),
            measure.value,
            measure.ci_low,
            measure.ci_high,
            measure.corrected_low,
            measure.corrected_high,
            SHORT_UNITS.get(measure.unit, measure.unit),
            measure.method,
            measure.corrected_method,
            measure.convention.replace(" (Health Equity Assessment Toolkit)", ""),
        )
        for each in document.sets
        for measure in each.measures
    )
    caption = (
        f"WHO's measures of inequality (Health Equity Assessment Toolkit) with {level} limits by WHO's method, and "
        "limits corrected for what chance adds. Own unit: that of the indicator."
    )
    tables = [ResultTable(caption, _headings(document), rows, 3, said_once=("Set",), in_files_only=WAYS)]
    if document.trends:
        tables.append(_trend_table(document, level))
    if any(each.contributions for each in document.sets):
        tables.append(_group_table(document))
    return [*tables, *_ways_table(document)]


def _headings(document: GapsDocument) -> tuple[str, ...]:
    corrected = limit_headings(document.confidence, "corrected")
    return ("Set", "Measure", "Value", *limit_headings(document.confidence), *corrected, "Unit", *WAYS)


def _name(measure: GapMeasure | GapTrend) -> str:
    return f"{_sentence(measure.name)} ({measure.measure.upper()})"


def _ways_table(document: GapsDocument) -> list[ResultTable]:
    """Return how the limits of each measure were worked out, which is mostly the same in every set."""
    rows = dict.fromkeys(
        (_name(measure), measure.method, measure.corrected_method, measure.convention)
        for each in document.sets
        for measure in each.measures
    )
    caption = "How the limits of each measure were worked out."
    return [ResultTable(caption, ("Measure", *WAYS), tuple(rows), said_once=WAYS)] if rows else []


def _trend_table(document: GapsDocument, level: str) -> ResultTable:
    rows = tuple(
        (
            each.series or "All groups",
            _name(each),
            each.first,
            each.last,
            each.change,
            each.ci_low,
            each.ci_high,
            each.annual,
            each.annual_low,
            each.annual_high,
            each.verdict + (", turned round" if each.turned else ""),
        )
        for each in document.trends
    )
    headings = ("Series", "Measure", "First", "Last", "Change", *limit_headings(document.confidence), "A year",
                *limit_headings(document.confidence, "a year"), "Verdict")  # fmt: skip
    caption = f"Change of each measure from the first to the last date, with {level} limits."
    return ResultTable(caption, headings, rows, said_once=("Series",))


def _group_table(document: GapsDocument) -> ResultTable:
    keys = [key for key in SHARED if any(key in group.shares for group in document.sets[0].contributions)]
    rows: list[tuple[Cell, ...]] = []
    for each in document.sets:
        for group in each.contributions:
            parts = [100 * share if (share := group.shares.get(key)) is not None else None for key in keys]
            people = None if group.population_share is None else 100 * group.population_share
            rows.append((each.set or "All groups", group.group, group.value, people, group.role, *parts))
    heads = tuple(f"% of {key.upper()}" for key in keys)
    caption = "The groups: value, share of people (%), and share of each measure of inequality that the group adds (%)."
    return ResultTable(
        caption, ("Set", "Group", "Value", "% of people", "Role", *heads), tuple(rows), 1, said_once=("Set", "Role")
    )


def _sentences(document: GapsDocument) -> tuple[str, ...]:
    """Tell changes first, then the sets, of a series the last one only."""
    told: list[str] = []
    for name in list(dict.fromkeys(each.series for each in document.trends))[:TOLD]:
        told += _trend_sentences([each for each in document.trends if each.series == name], document)
    last = {each.series: each.last for each in document.trends}
    sets = [each for each in document.sets if last.get(each.series, each.date) == each.date]
    told += [sentence for each in sets[:TOLD] for sentence in _set_sentences(each, document)]
    compared = dict.fromkeys(
        _compared(each) for each in sets[:TOLD] if found_measure(each, "d") or found_measure(each, "r")
    )
    told += [f"D and R compare {words}." for words in compared]
    if len(sets) > TOLD:
        told.append(f"The table has {len(document.sets):,} sets; {TOLD} are told here.")
    return tuple(told)


def _set_sentences(each: GapSet, document: GapsDocument) -> list[str]:
    where = f"{each.set}: " if each.set else ""
    if each.groups < 2:
        return [f"{where}fewer than two groups have a value, so there is no gap to measure."]
    parts = []
    for key, words in (("d", "absolute gap (D)"), ("r", "relative gap (R)")):
        measure = found_measure(each, key)
        if measure is not None and measure.value is not None:
            parts.append(f"{words} {_shown(measure, document.confidence)}")
    told = [_sentence(f"{where}{listed(parts)}.")] if parts else []
    risk = found_measure(each, "par")
    if risk is not None and risk.value is not None:
        told.append(f"{where}Population attributable risk (PAR) {_shown(risk, document.confidence)}.")
    return told + _adder(each)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _compared(each: GapSet) -> str:
    if each.ordered:
        return "the most advantaged with the most disadvantaged group"
    if each.marked:
        return f"the reference group, {each.reference}, with the group that stands worst"
    return "the group that stands best with the one that stands worst"


def _shown(measure: GapMeasure, confidence: float) -> str:
    """Say a measure with the limits that can be trusted, where there are any."""
    low, high = measure.corrected_low, measure.corrected_high
    if low is None or high is None:
        low, high = measure.ci_low, measure.ci_high
    decimals = decimals_for([measure.value]) + (1 if measure.unit.startswith("a ratio") else 0)
    return sure_text(measure.value, (low, high), decimals, confidence)


def _adder(each: GapSet) -> list[str]:
    """Say which group adds most to the variance between groups."""
    where = f"{each.set}: " if each.set else ""
    known = [(share, group) for group in each.contributions if (share := group.shares.get("bgv")) is not None]
    if not known:
        return []
    share, group = max(known, key=lambda pair: pair[0])
    people = (
        "" if group.population_share is None else f", with {number(100 * group.population_share, 0)}% of the people"
    )
    told = f"{where}{group.group}{people}, adds most to the variance between groups: {number(100 * share, 0)}% of it."
    return [_sentence(told)]


def _trend_sentences(trends: list[GapTrend], document: GapsDocument) -> list[str]:
    pair = {each.measure: each for each in trends if each.measure in ("d", "r")}
    told = []
    for key, words in (("d", "absolute gap (D)"), ("r", "relative gap (R)")):
        if key in pair:
            told.append(_trend_sentence(pair[key], words, document))
    verdicts = {each.verdict for each in pair.values()}
    if len(pair) == 2 and len(verdicts) == 2:
        told.append(
            "The two can disagree: where all groups improve, the difference between them and the ratio of their values "
            "need not move together. Say which one is meant."
        )
    return told


def _trend_sentence(each: GapTrend, words: str, document: GapsDocument) -> str:
    where = f"{each.series}: " if each.series else ""
    dates = f"from {each.first} to {each.last} the {words}"
    if each.turned:
        return f"{where}{dates} turned round: another group is the better off at the last date."
    size = number(abs(each.change), decimals_for([each.change]) + 1)
    if each.ci_low is None or each.ci_high is None:
        grew = "grew" if each.change > 0 else "fell"
        return f"{where}{dates} {grew} by {size}; without standard errors nobody can say whether that is chance."
    decimals = decimals_for([each.change]) + 1
    limits = interval_words(each.ci_low, each.ci_high, decimals, document.confidence)
    if each.verdict == "no clear change":
        return f"{where}{dates} shows no clear change ({limits})."
    return f"{where}{dates} {each.verdict} by {size} ({limits})."


def _methods(document: GapsDocument) -> tuple[str, ...]:
    asked = {measure.measure for each in document.sets[:1000] for measure in each.measures}
    formulae = "; ".join(f"{each.key} = {each.formula}" for each in MEASURES if each.key in asked)
    told = [
        f"WHO's summary measures: {SOURCE}. y is a group's value, w its share of the population, n the number of "
        f"groups, m the mean over people. {formulae}.",
        "y1 and y2: of ordered groups the most advantaged and the most disadvantaged (the other way round for an "
        "adverse indicator), of others the highest and the lowest; a marked reference group stands in place of the "
        "better one. The target of PAR is the most advantaged group, or without order the best.",
        "Limits by WHO's method are normal, or normal on the log scale, or quantiles of "
        f"{document.draws:,} simulations (seed {document.seed}) in which each group's value moves within its standard "
        "error and stays on its scale. Where groups differ little these lie too high.",
        "Corrected limits invert a simulated test: they hold every inequality that would plausibly show as what was "
        "seen. The number itself may lie above them, as chance lifts it too. Those of SII, RII, ACI and RCI come from "
        "the groups' standard errors.",
    ]
    if document.trends:
        told.append(
            "Changes: limits by MOVER (Zou and Donner 2008); change a year by regression weighted by the inverse of "
            f"each date's variance; the dates' estimates have a correlation of {document.correlation:g}."
        )
    return tuple(told)


def _notes(document: GapsDocument) -> tuple[str, ...]:
    notes = list(document.notes)
    many = sum(1 for each in document.sets if len(each.contributions) > 1)
    if many > DRAWN:
        notes.append(f"The first {DRAWN} of {len(document.sets):,} sets are drawn; the table has all.")
    if document.sets and any(not each.ordered for each in document.sets):
        notes.append(
            "The highest, lowest or best of many groups is partly so by chance. Corrected limits of D, R and of "
            "measures from the best group allow for that, but with many uncertain groups they can still be too narrow."
        )
    return tuple(notes)
