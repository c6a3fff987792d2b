"""Slope indices as a person reads them: sentences, a table, pictures, methods and notes."""

from __future__ import annotations

from seedbed.reports.equity.slope_chart import slope_chart
from seedbed.reports.equity.slope_documents import LINES_SHOWN, SlopeDocument, SlopeSet
from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.words import number

HEADINGS = (
    "set", "groups", "population", "sii", "sii_low", "sii_high", "rii", "rii_low", "rii_high", "intercept",
    "convention",
)  # fmt: skip
DIFFERENT = (
    "The PHE convention draws a straight line, the WHO convention a logit curve for proportions: the two give "
    "different numbers for the same groups and must not be compared with each other."
)


def slope_result(document: SlopeDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of slope indices."""
    decimals = _decimals(document)
    rows = tuple(
        (
            each.set or "all groups",
            each.groups,
            each.population,
            each.sii,
            each.sii_low,
            each.sii_high,
            each.rii,
            each.rii_low,
            each.rii_high,
            each.intercept,
            _convention(document),
        )
        for each in document.sets
    )
    caption = (
        f"Slope index (sii, unit: {document.unit}) and relative index (rii, no unit) of inequality with "
        f"{100 * document.confidence:g} % limits. {_convention(document)}."
    )
    notes = list(document.notes)
    if len(document.sets) > LINES_SHOWN:
        notes.append(f"The first {LINES_SHOWN} of {len(document.sets):,} sets are drawn; the table has all.")
    return Result(
        title="Slope index of inequality",
        sentences=_sentences(document, decimals),
        tables=(ResultTable(caption, HEADINGS, rows, decimals),),
        charts=_charts(document, decimals),
        methods=_methods(document),
        notes=tuple(notes),
        file=document.file,
        invented=document.invented,
    )


def _convention(document: SlopeDocument) -> str:
    return document.method.split(":")[0]


def _decimals(document: SlopeDocument) -> int:
    sizes = [abs(each.sii) for each in document.sets[:1000] if each.sii]
    largest = max(sizes, default=1.0)
    return 1 if largest >= 100 else 2 if largest >= 1 else 4


def _interval(low: float | None, high: float | None, decimals: int, level: str) -> str:
    if low is None or high is None:
        return "no limits can be given"
    return f"{level} limits {number(low, decimals)} to {number(high, decimals)}"


def _told(each: SlopeSet, document: SlopeDocument, decimals: int) -> str:
    level = f"{100 * document.confidence:g} %"
    interval = _interval(each.sii_low, each.sii_high, decimals, level)
    return f"SII ({_convention(document).split()[0]}) {number(each.sii, decimals)} ({interval})"


def _sentences(document: SlopeDocument, decimals: int) -> tuple[str, ...]:
    found = [each for each in document.sets if each.sii is not None]
    if len(document.sets) == 1 and found:
        return _about(found[0], document, decimals)
    away = sum(1 for each in found if _away(each))
    sentences = [
        f"{len(found):,} of {len(document.sets):,} sets have a slope index ({_convention(document)}, unit: "
        f"{document.unit}).",
        f"In {away:,} of them its limits do not reach nought: more than chance in the groups' own values would make.",
    ]
    if found:
        widest = max(found, key=lambda each: abs(each.sii or 0.0))
        sentences.append(f"The largest is of {widest.set}: {_told(widest, document, decimals)}.")
    return tuple(sentences)


def _away(each: SlopeSet) -> bool:
    return each.sii_low is not None and each.sii_high is not None and (each.sii_low > 0 or each.sii_high < 0)


def _about(each: SlopeSet, document: SlopeDocument, decimals: int) -> tuple[str, ...]:
    level = f"{100 * document.confidence:g} %"
    higher, lower = ("disadvantaged", "advantaged") if document.negative_polarity else ("advantaged", "disadvantaged")
    more = "higher" if (each.sii or 0) >= 0 else "lower"
    size = number(abs(each.sii or 0.0), decimals)
    slope = (
        f"{_told(each, document, decimals)}: along the fitted line the most {higher} end is {size} {more} than the "
        f"most {lower} (unit: {document.unit})."
    )
    if each.rii is None:
        return (slope, "There is no relative index (RII): the fitted line reaches nought.")
    interval = _interval(each.rii_low, each.rii_high, 3, level)
    times = f"the most {higher} end has {number(each.rii, 2)} times the value of the most {lower} end"
    return (slope, f"RII {number(each.rii, 3)} ({interval}): {times}.")


def _charts(document: SlopeDocument, decimals: int) -> tuple[str, ...]:
    by_name = {each.set: each for each in document.sets}
    return tuple(
        slope_chart(
            line.set or "Groups and the fitted line",
            line,
            document.unit,
            _told(by_name[line.set], document, decimals),
            decimals,
        )
        for line in document.lines
    )


def _methods(document: SlopeDocument) -> tuple[str, ...]:
    phe = (
        "Source: Office for Health Improvement and Disparities, Fingertips public health technical guide; Low and Low "
        "2004, Journal of Public Health 26, 390-395."
    )
    who = (
        "Source: Schlotheuber and Hosseinpoor 2022, International Journal of Environmental Research and Public Health "
        "19, 3697; MacKinnon and White 1985 for the robust variance (HC1)."
    )
    ranks = (
        "Groups are ranked from the most disadvantaged (rank 0) to the most advantaged (rank 1) by their shares of the "
        "set's population; each stands at the middle of its share."
    )
    return (f"{document.method}.", ranks, phe if _convention(document).startswith("PHE") else who, DIFFERENT)
