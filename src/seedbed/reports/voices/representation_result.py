"""Who is heard as a person reads it: sentences, a table, bars beside the benchmark, methods and notes."""

from __future__ import annotations

from seedbed.reports.charts import BarRow, DotRow, bar_chart, dot_chart
from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.results.words import drawn_note, interval_words, level_text, limit_headings, sure_text
from seedbed.reports.voices.representation_documents import (
    RepresentationDocument,
    RepresentationGroup,
    RepresentationVariable,
)
from seedbed.reports.words import HIDDEN, count, listed, number

DRAWN = 40
"""Groups that are drawn of each variable, and variables that are drawn; tables have all."""


def representation_result(document: RepresentationDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of who is heard."""
    sentences = [sentence for each in document.variables for sentence in _sentences(document, each)]
    most = max([len(document.variables), *(len(_of(document, each)) for each in document.variables)])
    return Result(
        title="Who is heard",
        sentences=(*sentences, document.can_say),
        tables=(_table(document), _whole_table(document)),
        paired=False,
        charts=tuple(chart for each in document.variables[:DRAWN] for chart in _charts(document, each)),
        methods=_methods(document),
        notes=(*document.notes, *drawn_note(DRAWN, most, "variables or groups")),
        file=f"{document.file} and {document.benchmark_file}",
        invented=document.invented,
    )


def in_short(document: RepresentationDocument, variable: RepresentationVariable) -> tuple[str, ...]:
    """Return who is heard least and most of one variable, and who to look for next, for a page that is read often."""
    groups = _of(document, variable)
    return (*_extremes(groups, document), *_next_shift(groups, variable, document))


def _of(document: RepresentationDocument, variable: RepresentationVariable) -> list[RepresentationGroup]:
    return [group for group in document.groups if group.variable == variable.variable]


def _sentences(document: RepresentationDocument, variable: RepresentationVariable) -> list[str]:
    groups = _of(document, variable)
    first = f"{variable.variable}: " if variable.variable else ""
    told = [first + sentence for sentence in _extremes(groups, document)]
    if variable.dissimilarity is not None:
        told.append(_whole(document, variable))
    if variable.r_indicator is not None:
        limits = (variable.r_indicator_low, variable.r_indicator_high)
        told.append(
            f"The R-indicator is {sure_text(variable.r_indicator, limits, 3, document.confidence)}; 1 would mean that "
            "every group was as likely to be heard."
        )
    told += _next_shift(groups, variable, document)
    if variable.no_card or variable.prefer_not_to_say:
        told.append(
            f"{count(variable.no_card)} {document.counts} gave no card and {count(variable.prefer_not_to_say)} "
            "preferred not to say: they are in no share."
        )
    return told


def _extremes(groups: list[RepresentationGroup], document: RepresentationDocument) -> list[str]:
    shown = sorted((group for group in groups if group.quotient is not None), key=lambda group: group.quotient or 0)
    if not shown:
        return ["Every group is hidden: too few people were heard."]
    if len(shown) == 1:
        return [f"Shown is {_told(shown[0], document)}"]
    return [f"Least heard: {_told(shown[0], document)}", f"Most heard: {_told(shown[-1], document)}"]


def _told(group: RepresentationGroup, document: RepresentationDocument) -> str:
    low, high = group.low, group.high
    sure = ""
    if low is not None and high is not None:
        within = "which chance alone could give" if low <= 1 <= high else "beyond what chance alone would give"
        sure = f" ({interval_words(low, high, 2, document.confidence)}), {within}"
    share, beside = number(100 * (group.sample_share or 0)), number(100 * group.benchmark_share)
    return (
        f"{group.group}, {share}% of the {document.counts} and {beside}% of the benchmark: quotient "
        f"{number(group.quotient, 2)}{sure}."
    )


def _whole(document: RepresentationDocument, variable: RepresentationVariable) -> str:
    limits = (variable.dissimilarity_low, variable.dissimilarity_high)
    moved = number(100 * (variable.dissimilarity or 0))
    return (
        f"Dissimilarity is {sure_text(variable.dissimilarity, limits, 3, document.confidence)}: {moved} in 100 of the "
        f"{document.counts} would have to be of other groups to match the benchmark. Random samples of this size show "
        f"{number(variable.dissimilarity_by_chance, 3)} on average, and "
        f"{_in_100(variable.dissimilarity_p or 0.0)} in 100 show as much."
    )


def _in_100(share: float) -> str:
    return "fewer than 0.1" if share < 0.001 else number(100 * share)


def _next_shift(
    groups: list[RepresentationGroup], variable: RepresentationVariable, document: RepresentationDocument
) -> list[str]:
    least = next((group for group in groups if group.group == variable.least_heard and group.more_needed), None)
    told = []
    if least is not None:
        unit = "people" if document.counts == "people" else "attendances"
        b, n = number(least.benchmark_share, 3), count(variable.sample)
        told.append(
            f"Next time: {count(least.more_needed)} more {unit} from {least.group}, if nobody else came, would bring "
            f"its quotient to 1: ({b} × {n} − {count(least.sample_count)}) / (1 − {b}), rounded up."
        )
    if variable.hidden_groups:
        told.append(f"Too few to show, so perhaps heard least of all: {listed(variable.hidden_groups)}.")
    return told


def _table(document: RepresentationDocument) -> ResultTable:
    caption = (
        f"Groups of the {document.counts} in the sample beside the benchmark; shares from 0 to 1; "
        f"{level_text(document.confidence)} limits of the quotient: {document.interval}."
    )
    headings = ("Group", "Variable", "Sample count", "Sample share", "Benchmark share", "Quotient",
                *limit_headings(document.confidence), "Propensity", "Partial R", "More needed")  # fmt: skip
    return ResultTable(caption, headings, tuple(_row(group) for group in document.groups), said_once=("Variable",))


def _row(group: RepresentationGroup) -> tuple[Cell, ...]:
    own: tuple[Cell, ...] = (
        group.sample_count,
        group.sample_share,
        group.benchmark_share,
        group.quotient,
        group.low,
        group.high,
        group.propensity,
        group.partial_r,
        group.more_needed,
    )
    if group.hidden:
        own = (HIDDEN, HIDDEN, group.benchmark_share, *[HIDDEN] * 6)
    return (group.group, group.variable, *own)


def _whole_table(document: RepresentationDocument) -> ResultTable:
    """Return one row for each thing that is said of all groups together."""
    rows = tuple(
        (each.variable or "All groups", name, value, *limits)
        for each in document.variables
        for name, value, *limits in _whole_rows(each)
    )
    caption = f"The whole sample, in {document.counts}, beside the benchmark, by variable."
    headings = ("Variable", "What", "Value", *limit_headings(document.confidence))
    return ResultTable(caption, headings, rows, decimals=4, said_once=("Variable",))


def _whole_rows(each: RepresentationVariable) -> tuple[tuple[Cell, Cell, Cell, Cell], ...]:
    return (
        ("With a known group", each.sample, "", ""),
        ("Gave no card", each.no_card, "", ""),
        ("Preferred not to say", each.prefer_not_to_say, "", ""),
        ("Dissimilarity", each.dissimilarity, each.dissimilarity_low, each.dissimilarity_high),
        ("Dissimilarity of random samples, on average", each.dissimilarity_by_chance, "", ""),
        ("Kullback-Leibler divergence (KL)", each.kl, each.kl_low, each.kl_high),
        ("R-indicator", each.r_indicator, each.r_indicator_low, each.r_indicator_high),
        ("Partial R-indicator of the variable", each.partial_r, "", ""),
        ("Chi-square", each.chi_square, "", ""),
        ("Degrees of freedom", each.degrees_of_freedom, "", ""),
        ("p of chi-square", each.p, "", ""),
        ("p of chi-square, simulated", each.p_simulated, "", ""),
    )


def _charts(document: RepresentationDocument, variable: RepresentationVariable) -> list[str]:
    groups = _of(document, variable)[:DRAWN]
    name = f": {variable.variable}" if variable.variable else ""
    bars = [
        BarRow(
            group.group,
            None if group.sample_share is None else 100 * group.sample_share,
            HIDDEN if group.sample_share is None else f"{number(100 * group.sample_share)}%",
            100 * group.benchmark_share,
        )
        for group in groups
    ]
    dots = [DotRow(group.group, group.quotient, group.low, group.high, _dot_text(group)) for group in groups]
    return [
        bar_chart(f"Share of the {document.counts} heard{name}", bars, "Benchmark", here="Heard"),
        dot_chart(f"Representation quotient{name}", dots, "quotient; the line at 1: heard in proportion", mark=1.0),
    ]


def _dot_text(group: RepresentationGroup) -> str:
    return HIDDEN if group.hidden else number(group.quotient, 2)


def _methods(document: RepresentationDocument) -> tuple[str, ...]:
    unit = document.counts
    level = level_text(document.confidence)
    told = [
        f"Quotient: a group's share of the {unit} with a known group, over its share of the benchmark; {level} limits: "
        f"{document.interval}" + (", the benchmark taken as known." if document.benchmark_is == "known" else "."),
        f"Dissimilarity: Duncan and Duncan 1955; Kullback-Leibler divergence (KL), in nats, is Theil's T of "
        f"representation. Their {level} limits turn round a test, as chance alone makes both positive.",
        "Chi-square: Pearson's; p from its distribution, and simulated from random samples of the same size.",
    ]
    if any(each.r_indicator is not None for each in document.variables):
        told.append(
            "R-indicator: 1 − 2 S of the groups' response propensities, S the population standard deviation "
            "(Schouten, Cobben and Bethlehem 2009); partial R-indicators are unconditional (Schouten, Shlomo and "
            "Skinner 2011)."
        )
    return tuple(told)
