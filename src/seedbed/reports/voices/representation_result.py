"""Who is heard as a person reads it: sentences, a table, bars beside the benchmark, methods and notes."""

from __future__ import annotations

from seedbed.reports.charts import BarRow, DotRow, bar_chart, dot_chart
from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.voices.representation_documents import (
    RepresentationDocument,
    RepresentationGroup,
    RepresentationVariable,
)
from seedbed.reports.words import HIDDEN, count, interval_text, listed, number

DRAWN = 40
"""Groups that are drawn of each variable, and variables that are drawn; tables have all."""
HEADINGS = (
    "group", "variable", "sample count", "sample share", "benchmark share", "quotient", "low", "high", "propensity",
    "partial R", "more needed",
)  # fmt: skip
WHOLE_HEADINGS = (
    "variable", "known group", "no card", "prefer not to say", "dissimilarity", "low", "high", "by chance",
    "chi-square", "degrees of freedom", "p", "p simulated", "KL", "KL low", "KL high", "R-indicator", "R low",
    "R high", "partial R of the variable",
)  # fmt: skip


def representation_result(document: RepresentationDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of who is heard."""
    sentences = [sentence for each in document.variables for sentence in _sentences(document, each)]
    notes = list(document.notes)
    if len(document.variables) > DRAWN or any(len(_of(document, each)) > DRAWN for each in document.variables):
        notes.append(f"The first {DRAWN} variables and groups are drawn; the tables have all.")
    return Result(
        title="Who is heard",
        sentences=(*sentences, document.can_say),
        tables=(_table(document), _whole_table(document)),
        charts=tuple(chart for each in document.variables[:DRAWN] for chart in _charts(document, each)),
        methods=_methods(document),
        notes=tuple(notes),
        file=f"{document.file} and {document.benchmark_file}",
        invented=document.invented,
    )


def _of(document: RepresentationDocument, variable: RepresentationVariable) -> list[RepresentationGroup]:
    return [group for group in document.groups if group.variable == variable.variable]


def _sentences(document: RepresentationDocument, variable: RepresentationVariable) -> list[str]:
    groups = _of(document, variable)
    first = f"{variable.variable}: " if variable.variable else ""
    told = [first + _extremes(groups, document)]
    if variable.dissimilarity is not None:
        told.append(_whole(document, variable))
    if variable.r_indicator is not None:
        within = interval_text(variable.r_indicator_low, variable.r_indicator_high, 3)
        told.append(
            f"The R-indicator is {number(variable.r_indicator, 3)} ({within}); 1 would mean that every group was as "
            "likely to be heard."
        )
    told += _next_shift(groups, variable, document)
    if variable.no_card or variable.prefer_not_to_say:
        told.append(
            f"{count(variable.no_card)} {document.counts} gave no card and {count(variable.prefer_not_to_say)} "
            "preferred not to say: they are in no share."
        )
    return told


def _extremes(groups: list[RepresentationGroup], document: RepresentationDocument) -> str:
    shown = sorted((group for group in groups if group.quotient is not None), key=lambda group: group.quotient or 0)
    if not shown:
        return "Every group is hidden: too few people were heard."
    if len(shown) == 1:
        return f"Shown is {_told(shown[0], document)}"
    return f"Least heard: {_told(shown[0], document)} Most heard: {_told(shown[-1], document)}"


def _told(group: RepresentationGroup, document: RepresentationDocument) -> str:
    low, high = group.low, group.high
    sure = ""
    if low is not None and high is not None:
        within = "which chance alone could give" if low <= 1 <= high else "beyond what chance alone would give"
        sure = f" ({100 * document.confidence:g} % interval {interval_text(low, high, 2)}), {within}"
    share, beside = number(100 * (group.sample_share or 0)), number(100 * group.benchmark_share)
    return (
        f"{group.group}, {share}% of the {document.counts} and {beside}% of the benchmark: quotient "
        f"{number(group.quotient, 2)}{sure}."
    )


def _whole(document: RepresentationDocument, variable: RepresentationVariable) -> str:
    within = interval_text(variable.dissimilarity_low, variable.dissimilarity_high, 3)
    moved = number(100 * (variable.dissimilarity or 0))
    return (
        f"Dissimilarity is {number(variable.dissimilarity, 3)} ({within}): {moved} in 100 of the {document.counts} "
        f"would have to be of other groups to match the benchmark. Random samples of this size show "
        f"{number(variable.dissimilarity_by_chance, 3)} on average, and "
        f"{number(100 * (variable.dissimilarity_p or 0))} in 100 show as much."
    )


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
        f"{100 * document.confidence:g} % limits of the quotient: {document.interval}"
    )
    return ResultTable(caption, HEADINGS, tuple(_row(group) for group in document.groups))


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
    rows = tuple(
        (
            each.variable or "all groups",
            each.sample,
            each.no_card,
            each.prefer_not_to_say,
            each.dissimilarity,
            each.dissimilarity_low,
            each.dissimilarity_high,
            each.dissimilarity_by_chance,
            each.chi_square,
            each.degrees_of_freedom,
            each.p,
            each.p_simulated,
            each.kl,
            each.kl_low,
            each.kl_high,
            each.r_indicator,
            each.r_indicator_low,
            each.r_indicator_high,
            each.partial_r,
        )
        for each in document.variables
    )
    caption = f"The whole sample, in {document.counts}, beside the benchmark, by variable"
    return ResultTable(caption, WHOLE_HEADINGS, rows, decimals=4)


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
        dot_chart(f"Representation quotient{name}", dots, "quotient: 1 is heard in proportion"),
    ]


def _dot_text(group: RepresentationGroup) -> str:
    return HIDDEN if group.hidden else number(group.quotient, 2)


def _methods(document: RepresentationDocument) -> tuple[str, ...]:
    unit = document.counts
    level = f"{100 * document.confidence:g} %"
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
