"""Life expectancy in sentences, a chart with its table, and how it was worked out."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.reports.charts import DotRow, dot_chart
from seedbed.reports.equity.life_expectancy_documents import LifeExpectancyDocument, LifeExpectancyRow
from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.results.words import drawn_note, limit_headings, sure_text
from seedbed.reports.words import number

DRAWN = 40
"""Sets or ages that are drawn; a table holds all."""

SOURCES = (
    "Chiang, The Life Table and its Applications (1984); Silcocks, Jenner and Reza, Journal of Epidemiology and "
    "Community Health 55 (2001), for the open last band."
)
PERIOD = (
    "Years ahead are those that people would live if the death rates of the table stayed as they are all their lives. "
    "They describe the rates of one time and place; they foretell nobody's life."
)


def life_expectancy_result(document: LifeExpectancyDocument) -> Result:
    """Return what the command shows."""
    first = min(row.age_start for row in document.rows)
    youngest = [row for row in document.rows if row.age_start == first]
    drawn = youngest if len(youngest) > 1 else list(document.rows)
    return Result(
        "Life expectancy",
        _sentences(document, youngest),
        (_table(document),),
        _charts(document, drawn[:DRAWN], one_set=len(youngest) == 1),
        _methods(document),
        (*document.notes, *drawn_note(DRAWN, len(drawn), "sets" if len(youngest) > 1 else "ages")),
        document.file,
        document.invented,
    )


def age_words(age: float) -> str:
    """Say an age: "at birth", "at age 65"."""
    return "at birth" if age == 0 else f"at age {age:g}"


def years_text(value: float | None, low: float | None, high: float | None, confidence: float) -> str:
    """Say years with their interval: "80.2 (95% interval 79.9 to 80.5)"."""
    return sure_text(value, (low, high), 1, confidence)


def _sentences(document: LifeExpectancyDocument, youngest: Sequence[LifeExpectancyRow]) -> tuple[str, ...]:
    known = [row for row in youngest if row.value is not None]
    age = age_words(youngest[0].age_start)
    if not known:
        return (f"No life expectancy {age} can be given: see what to be careful about.",)
    if len(youngest) == 1:
        return (_told(known[0], document), *_weighted(known, document))
    ordered = sorted(known, key=lambda row: row.value or 0.0)
    lowest, highest = ordered[0], ordered[-1]
    missing = f" For {len(youngest) - len(known):,} no number can be given." if len(known) < len(youngest) else ""
    return (
        f"Life expectancy {age} is known for {len(known):,} of {len(youngest):,} sets.{missing}",
        f"The shortest: {_lower(_told(lowest, document))}",
        f"The longest: {_lower(_told(highest, document))}",
        *_weighted([lowest, highest], document),
        "Of many sets, some stand at the ends by chance alone: look at the intervals before the order.",
    )


def _told(row: LifeExpectancyRow, document: LifeExpectancyDocument) -> str:
    named = f", {row.set}" if row.set else ""
    text = years_text(row.value, row.ci_low, row.ci_high, document.confidence)
    return f"Years of life ahead {age_words(row.age_start)}{named}: {text}."


def _weighted(rows: Sequence[LifeExpectancyRow], document: LifeExpectancyDocument) -> tuple[str, ...]:
    if not document.quality:
        return ()
    told = []
    for row in rows:
        text = years_text(row.quality_value, row.quality_ci_low, row.quality_ci_high, document.confidence)
        named = f", {row.set}" if row.set else ""
        told.append(f"Weighted by '{document.quality}', years {age_words(row.age_start)}{named}: {text}.")
    return tuple(told)


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def _table(document: LifeExpectancyDocument) -> ResultTable:
    headings = ["Set", "Age", "Years ahead", *limit_headings(document.confidence)]
    rows = tuple((row.set, _whole(row.age_start), row.value, row.ci_low, row.ci_high) for row in document.rows)
    if not document.quality:
        return ResultTable(
            f"Years of life ahead, by age. {document.method}.", tuple(headings), rows, 2, said_once=("Set",)
        )
    headings += ["Weighted years", *limit_headings(document.confidence, "weighted")]
    whole = tuple(
        (*row, each.quality_value, each.quality_ci_low, each.quality_ci_high)
        for row, each in zip(rows, document.rows, strict=True)
    )
    caption = f"Years of life ahead, by age, and weighted by '{document.quality}'. {document.method}."
    return ResultTable(caption, tuple(headings), whole, 2, said_once=("Set",))


def _whole(age: float) -> float:
    return int(age) if age == int(age) else age


def _charts(document: LifeExpectancyDocument, rows: Sequence[LifeExpectancyRow], *, one_set: bool) -> tuple[str, ...]:
    title = "Years of life ahead by age" if one_set else f"Years of life ahead {age_words(rows[0].age_start)}"
    plain = [
        DotRow(_label(row, one_set=one_set), row.value, row.ci_low, row.ci_high, number(row.value)) for row in rows
    ]
    charts = [dot_chart(title, plain, "years")] if any(row.value is not None for row in rows) else []
    if document.quality and any(row.quality_value is not None for row in rows):
        dots = [
            DotRow(
                _label(row, one_set=one_set),
                row.quality_value,
                row.quality_ci_low,
                row.quality_ci_high,
                number(row.quality_value),
            )
            for row in rows
        ]
        charts.append(dot_chart(f"{title}, weighted by '{document.quality}'", dots, "weighted years"))
    return tuple(charts)


def _label(row: LifeExpectancyRow, *, one_set: bool) -> str:
    return age_words(row.age_start).capitalize() if one_set else row.set


def _methods(document: LifeExpectancyDocument) -> tuple[str, ...]:
    if document.last_width is None:
        last = "The last age band is open: its years are one over its death rate."
    else:
        last = f"The last age band is closed at {document.last_width:g} years: all die in it, half-way on average."
    told = [
        f"{document.method}. {SOURCES}",
        f"Those who die in a band that starts at birth live on average {document.infant_factor:g} of it, in any other "
        f"half of it. {last}",
        PERIOD,
    ]
    if document.quality:
        whether = "and of the weights' standard errors" if document.quality_error else "alone, not of the weights"
        told.append(
            f"Weighted years count each year by the column '{document.quality}' of its age (Sullivan 1971): healthy "
            f"or quality-adjusted life expectancy. Their limits hold the chance of deaths {whether}."
        )
    return tuple(told)
