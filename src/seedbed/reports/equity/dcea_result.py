"""Who gains and who loses health, in sentences, charts with their tables, and how it was worked out."""

from __future__ import annotations

from seedbed.reports.equity.dcea_charts import DRAWN, NAMES, charts
from seedbed.reports.equity.dcea_documents import DceaDocument, EquivalentHealth, GroupHealth, Threshold
from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.results.words import drawn_note, interval_words, limit_headings
from seedbed.reports.words import listed, number

DIFFERENCES = {"atkinson": "relative", "kolm": "absolute"}
SHARES = {
    "steep": "steep shares of England's fifths (Love-Koh and others 2020)",
    "moderate": "moderate shares of England's fifths (York's aggregate tool)",
    "flat": "a fifth on each fifth",
    "equal": "alike on each person",
    "worst-off": "all on the group with the least health",
    "best-off": "all on the group with the most health",
}
METHODS = (
    "Aggregate distributional cost-effectiveness (Cookson, Griffin, Norheim and Culyer 2020). A QALY is a year of life "
    "in full health. The net health benefit of a group is its benefit less the health it loses because the money is "
    "not spent elsewhere.",
    "The gap is the slope index of inequality in health, from the most to the least disadvantaged person: a straight "
    "line by rank weighted by people (the linear convention of England's public health tables, PHE).",
    "The equally distributed equivalent is the health which, had by all alike, would be as good as what there is, to "
    "someone who minds inequality so much. How much is a judgement for those who decide; surveys of England's public "
    "found an Atkinson aversion of 10.95 and a Kolm aversion of 0.15 (Robson and others 2017).",
)


def dcea_result(document: DceaDocument) -> Result:
    """Return what the command shows."""
    drawn = charts(document)
    measures = list(dict.fromkeys(row.measure for row in document.ede))
    tables = [_groups(document), _whole(document), *(_equivalents(document, measure) for measure in measures)]
    return Result(
        f"Who gains health, and who loses: {document.title}",
        _sentences(document),
        (*tables, _weights(document), *_chances(document)),
        drawn,
        (*METHODS, *_sure(document)),
        (*document.notes, *drawn_note(DRAWN, len(document.net_health), "groups")),
        document.file,
        document.invented,
    )


def _sentences(document: DceaDocument) -> tuple[str, ...]:
    return (
        _net(document),
        _gap(document),
        *(_threshold(document, threshold) for threshold in document.thresholds),
        _losers(document),
    )


def _net(document: DceaDocument) -> str:
    what = "gain" if document.total > 0 else "loss"
    per = ""
    if document.per_million is not None:
        per = f", {number(abs(document.per_million))} for each million pounds spent"
    spent = f"£{number(document.cost, 0)}" if document.cost >= 0 else f"£{number(-document.cost, 0)} saved"
    return f"In all, a net {what} of {number(abs(document.total))} QALYs{_turned(document)}, at a cost of {spent}{per}."


def _turned(document: DceaDocument) -> str:
    """Return the interval of a gain, or that of a loss said as a loss."""
    if document.total_low is None or document.total_high is None:
        return ""
    gain = (document.total_low, document.total_high)
    ends = gain if document.total > 0 else (-document.total_high, -document.total_low)
    return f" ({interval_words(*ends, 1, document.confidence)})"


def _gap(document: DceaDocument) -> str:
    change = abs(document.slope_after) - abs(document.slope_before)
    way = "narrower" if change < 0 else "wider"
    chance = ""
    if document.probabilities is not None:
        share = document.probabilities.narrower_gap
        chance = f" It is narrower in {number(100 * share, 0)}% of draws."
    return (
        f"{document.position.capitalize()}: between the most and the least disadvantaged person the gap in health is "
        f"{number(abs(document.slope_before), 2)} years before and {number(365.25 * abs(change), 2)} days {way} "
        f"after.{chance}"
    )


def _threshold(document: DceaDocument, threshold: Threshold) -> str:
    name = NAMES[threshold.measure]
    rows = [row for row in document.ede if row.measure == threshold.measure]
    first = rows[0]
    if threshold.aversion is None:
        verdict = "worthwhile" if first.change > 0 else "not worthwhile"
        return (
            f"To anyone who minds {DIFFERENCES[threshold.measure]} inequality ({name}), however much up to "
            f"{threshold.searched_to:g}, it is {verdict}."
        )
    verdicts = ("worthwhile", "not worthwhile") if document.total > 0 else ("not worthwhile", "worthwhile")
    return (
        f"By {name}'s measure it is {verdicts[0]} below an aversion to inequality of {number(threshold.aversion, 3)}, "
        f"and {verdicts[1]} above."
    )


def _losers(document: DceaDocument) -> str:
    losers = [row.group for row in document.net_health if row.value < 0]
    if not losers:
        return "No group loses health."
    if len(losers) > 5:
        return f"{len(losers)} of {len(document.net_health)} groups lose health."
    return f"Health is lost by: {listed(losers)}."


def _groups(document: DceaDocument) -> ResultTable:
    headings = ("Group", "People", "Benefit", "Lost elsewhere", "Net health benefit",
                *limit_headings(document.confidence), "Net for each 1,000 people", "Years before")  # fmt: skip
    rows = tuple(_group(row) for row in document.net_health)
    shares = SHARES.get(document.opportunity_cost_shares, document.opportunity_cost_shares)
    caption = (
        f"Net health benefit by group, QALYs; years before are quality-adjusted years expected at birth. Health lost "
        f"elsewhere (one QALY for each £{number(document.cost_per_qaly_elsewhere, 0)}) falls: {shares}."
    )
    return ResultTable(caption, headings, rows, 2)


def _group(row: GroupHealth) -> tuple[Cell, ...]:
    each = 1000 * row.value / row.population
    gains = (row.benefit, row.opportunity_cost, row.value, row.ci_low, row.ci_high)
    return (row.group, round(row.population), *gains, each, row.health_before)


def _whole(document: DceaDocument) -> ResultTable:
    rows: tuple[tuple[Cell, ...], ...] = (
        ("Net health benefit of all, QALYs", document.total, document.total_low, document.total_high),
        ("Gap before, years", document.slope_before, document.slope_before_low, document.slope_before_high),
        ("Gap after, years", document.slope_after, document.slope_after_low, document.slope_after_high),
        ("Change of the gap, years", document.slope_change, document.slope_change_low, document.slope_change_high),
    )
    caption = f"All groups together: {document.position}. The gap is the slope index of inequality (PHE linear)."
    return ResultTable(caption, ("What", "Value", *limit_headings(document.confidence)), rows, 4)


def _chances(document: DceaDocument) -> tuple[ResultTable, ...]:
    told = document.probabilities
    if told is None:
        return ()
    rows = (
        ("More health in all", 100 * told.more_health),
        ("A narrower gap", 100 * told.narrower_gap),
        ("Both", 100 * told.both),
    )
    return (ResultTable("How often in the draws, per cent.", ("What", "Per cent of draws"), rows, 1),)


def _equivalents(document: DceaDocument, measure: str) -> ResultTable:
    headings = ("Aversion", "Years before", "Years after", "Gain, QALYs for each 1,000 people",
                *limit_headings(document.confidence), "Chance of being worthwhile, %")  # fmt: skip
    rows = tuple(_equivalent(row) for row in document.ede if row.measure == measure)
    caption = (
        f"Equally distributed equivalent health by aversion to {DIFFERENCES[measure]} inequality ({NAMES[measure]}), "
        "years per person."
    )
    return ResultTable(caption, headings, rows, 3)


def _equivalent(row: EquivalentHealth) -> tuple[Cell, ...]:
    chance = None if row.probability_worthwhile is None else 100 * row.probability_worthwhile
    limits = [None if end is None else 1000 * end for end in (row.change_low, row.change_high)]
    return (f"{row.aversion:g}", row.before, row.after, 1000 * row.change, limits[0], limits[1], chance)


def _weights(document: DceaDocument) -> ResultTable:
    names = [row.group for row in document.net_health]
    found: dict[tuple[str, float], dict[str, float | None]] = {}
    for row in document.weights:
        found.setdefault((row.measure, row.aversion), {})[row.group] = row.weight
    rows = tuple(
        (f"{NAMES[measure]}, {aversion:g}", *(weights[name] for name in names))
        for (measure, aversion), weights in found.items()
    )
    caption = "What one QALY of each group counts for, by measure and aversion; of the least disadvantaged it counts 1."
    return ResultTable(caption, ("Measure and aversion", *names), rows, 2)


def _sure(document: DceaDocument) -> tuple[str, ...]:
    if not document.draws:
        return ()
    return (
        f"How sure: {document.draws:,} draws of the uncertain inputs (seed {document.seed}): benefits and health from "
        "normal, uptake from beta, costs from gamma distributions. Limits are percentiles of the draws.",
    )
