"""Slope indices as a person reads them: sentences, a table, pictures, methods and notes."""

from __future__ import annotations

from seedbed.reports.equity.slope_chart import slope_chart
from seedbed.reports.equity.slope_documents import LINES_SHOWN, SlopeDocument, SlopeSet
from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.results.words import drawn_note, level_text, limit_headings, sure_text, whole
from seedbed.reports.words import number

DIFFERENT = (
    "The PHE convention draws a straight line, the WHO convention a logit curve for proportions: the two give "
    "different numbers for the same groups and must not be compared with each other."
)


def slope_result(document: SlopeDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of slope indices."""
    decimals = _decimals(document)
    rows = tuple(
        (
            each.set or "All groups",
            each.groups,
            whole(each.population),
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
        f"Slope index of inequality (SII, unit: {document.unit}) and relative index (RII, no unit) with "
        f"{level_text(document.confidence)} limits."
    )
    return Result(
        title="Slope index of inequality",
        sentences=_sentences(document, decimals),
        tables=(ResultTable(caption, _headings(document), rows, decimals, said_once=("Convention",)),),
        charts=_charts(document, decimals),
        methods=_methods(document),
        notes=(*document.notes, *drawn_note(LINES_SHOWN, len(document.sets))),
        file=document.file,
        invented=document.invented,
    )


def _headings(document: SlopeDocument) -> tuple[str, ...]:
    indices = ("SII", *limit_headings(document.confidence, "SII"), "RII", *limit_headings(document.confidence, "RII"))
    return ("Set", "Groups", "Population", *indices, "Intercept", "Convention")


def _convention(document: SlopeDocument) -> str:
    return document.method.split(":")[0]


def _decimals(document: SlopeDocument) -> int:
    sizes = [abs(each.sii) for each in document.sets[:1000] if each.sii]
    largest = max(sizes, default=1.0)
    return 1 if largest >= 100 else 2 if largest >= 1 else 4


def _told(each: SlopeSet, document: SlopeDocument, decimals: int) -> str:
    sure = sure_text(each.sii, (each.sii_low, each.sii_high), decimals, document.confidence)
    return f"SII ({_convention(document).split()[0]}) {sure}"


def _sentences(document: SlopeDocument, decimals: int) -> tuple[str, ...]:
    found = [each for each in document.sets if each.sii is not None]
    if len(document.sets) == 1 and found:
        return _about(found[0], document, decimals)
    away = sum(1 for each in found if _away(each))
    sentences = [
        f"{len(found):,} of {len(document.sets):,} sets have a slope index ({_convention(document)}, unit: "
        f"{document.unit}).",
        f"In {away:,} of them its limits do not reach 0: more than chance in the groups' own values would make.",
    ]
    if found:
        widest = max(found, key=lambda each: abs(each.sii or 0.0))
        sentences.append(f"The largest is of {widest.set}: {_told(widest, document, decimals)}.")
    return tuple(sentences)


def _away(each: SlopeSet) -> bool:
    return each.sii_low is not None and each.sii_high is not None and (each.sii_low > 0 or each.sii_high < 0)


def _about(each: SlopeSet, document: SlopeDocument, decimals: int) -> tuple[str, ...]:
    higher, lower = ("disadvantaged", "advantaged") if document.negative_polarity else ("advantaged", "disadvantaged")
    more = "higher" if (each.sii or 0) >= 0 else "lower"
    size = number(abs(each.sii or 0.0), decimals)
    slope = (
        f"{_told(each, document, decimals)}: along the fitted line the most {higher} end is {size} {more} than the "
        f"most {lower} (unit: {document.unit})."
    )
    if each.rii is None:
        return (slope, "There is no relative index (RII): the fitted line reaches 0.")
    sure = sure_text(each.rii, (each.rii_low, each.rii_high), 3, document.confidence)
    times = f"the most {higher} end has {number(each.rii, 2)} times the value of the most {lower} end"
    return (slope, f"RII {sure}: {times}.")


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
