"""Agreement between coders as a person reads it: sentences, tables, charts, methods and notes."""

from __future__ import annotations

from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.results.words import interval_words, level_text, limit_headings
from seedbed.reports.voices.agreement_chart import MOST_CELLS, MeasureRow, confusion_chart, measures_chart
from seedbed.reports.voices.agreement_documents import AgreementDocument
from seedbed.reports.words import count, number

NAMES = {
    "krippendorff_alpha": "Krippendorff's alpha",
    "fleiss_kappa": "Fleiss' kappa",
    "cohen_kappa": "Cohen's kappa",
    "cohen_kappa_linear": "Cohen's kappa, linear weights",
    "cohen_kappa_quadratic": "Cohen's kappa, quadratic weights",
    "gwet_ac1": "Gwet's AC1",
    "gwet_ac2": "Gwet's AC2",
}
METHODS = {
    "percent": "Percent agreement: the share of pairs of codings of a unit that are equal, the mean over units.",
    "krippendorff_alpha": "Krippendorff's alpha: 1 less observed over expected disagreement; any number of coders, "
    "missing codings allowed (Krippendorff 2019).",
    "fleiss_kappa": "Fleiss' kappa: chance is one habit shared by all coders (Fleiss 1971); each unit counts the same "
    "however many coded it (Gwet 2014).",
    "cohen_kappa": "Cohen's kappa: chance keeps each of the two coders' own habits (Cohen 1960, weighted 1968).",
    "gwet_ac1": "Gwet's AC1: chance is guessing on units that are hard, so rare values do not sink it (Gwet 2008).",
    "gwet_ac2": "Gwet's AC2: the same with part credit for near values (Gwet 2014).",
}
METRICS = {
    "nominal": "values agree or they do not",
    "ordinal": "values in an order lie as far apart as there are codings between them",
    "interval": "the squared difference of numbers",
    "ratio": "the squared difference of numbers over their sum",
}
LINES = (
    "The lines at 0.667 and 0.8 are Krippendorff's custom, not a law: below 0.667 he would draw no conclusion, from "
    "0.8 on firm ones. How much agreement is enough depends on what hangs on it."
)
MOST_ROWS = 20


def agreement_result(document: AgreementDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of agreement between coders."""
    tables = [_measures_table(document)]
    charts = [measures_chart([MeasureRow(NAMES[name], *_of(document, name)) for name in _given(document)])]
    if 2 <= len(document.coincidences) <= MOST_CELLS:
        charts.append(confusion_chart([each.code for each in document.categories], document.coincidences))
    tables += [_codes_table(document), *_confusions_table(document), *_pairs_table(document)]
    return Result(
        title="Agreement between coders",
        sentences=_sentences(document),
        tables=tuple(tables),
        charts=tuple(charts),
        methods=(*_methods(document), LINES),
        notes=tuple(document.notes),
        file=document.file,
        invented=document.invented,
    )


def _of(document: AgreementDocument, name: str) -> tuple[float | None, float | None, float | None]:
    return getattr(document, name), getattr(document, f"{name}_low"), getattr(document, f"{name}_high")


def _given(document: AgreementDocument) -> list[str]:
    """Return the measures that apply: those with a value, and alpha always, so that its absence is seen."""
    return [name for name in NAMES if name == "krippendorff_alpha" or getattr(document, name) is not None]


def _sentences(document: AgreementDocument) -> tuple[str, ...]:
    alpha = document.krippendorff_alpha
    told = [
        f"Krippendorff's alpha is {number(alpha, 2)}{_limits(document, 'krippendorff_alpha', 2)}, with the "
        f"{document.metric} metric."
        if alpha is not None
        else "Krippendorff's alpha is undefined here: everyone gave one and the same value."
    ]
    told.append(
        f"{number(document.percent, 1)}% of pairs of codings agree{_limits(document, 'percent', 1)}: "
        f"{count(document.units_compared)} units that two or more of {count(document.coders)} coders coded."
    )
    if document.confusions:
        first = document.confusions[0]
        share = number(100 * first.share, 0 if first.share >= 0.1 else 1)
        told.append(f"Taken for each other most: '{first.first}' and '{first.second}', {share}% of all disagreement.")
    least = [pair for pair in document.pairs if pair.percent is not None]
    if len(least) > 1:
        told.append(
            f"{least[0].first} and {least[0].second} agree least: on {number(least[0].percent, 0)}% of the "
            f"{count(least[0].units)} units that both coded."
        )
    return tuple(told)


def _limits(document: AgreementDocument, name: str, decimals: int) -> str:
    _, low, high = _of(document, name)
    if low is None or high is None:
        return ""
    return f" ({interval_words(low, high, decimals, document.confidence, '%' if name == 'percent' else '')})"


def _measures_table(document: AgreementDocument) -> ResultTable:
    rows: list[tuple[Cell, ...]] = [(NAMES[name], *_of(document, name)) for name in _given(document)]
    rows.append(("Percent agreement", *_of(document, "percent")))
    caption = (
        f"Agreement with {level_text(document.confidence)} limits: 1 is full agreement and 0 what chance would give; "
        "percent agreement is per cent of pairs."
    )
    return ResultTable(caption, ("Measure", "Value", *limit_headings(document.confidence)), tuple(rows), 3)


def _codes_table(document: AgreementDocument) -> ResultTable:
    rows = tuple(
        (each.code, each.codings, 100 * each.share, None if each.agreement is None else 100 * each.agreement)
        for each in document.categories
    )
    caption = "Each code: of the codings that give it, the per cent of the same units' other codings that give it too."
    return ResultTable(caption, ("Code", "Codings", "% of codings", "% agreement"), rows, 1)


def _confusions_table(document: AgreementDocument) -> list[ResultTable]:
    if not document.confusions:
        return []
    rows = tuple((each.first, each.second, each.pairs, 100 * each.share) for each in document.confusions[:MOST_ROWS])
    caption = "Codes taken for each other, the most often first."
    return [ResultTable(caption, ("Code", "And", "Codings", "% of disagreement"), rows, 1)]


def _pairs_table(document: AgreementDocument) -> list[ResultTable]:
    rows = tuple((each.first, each.second, each.units, each.percent, each.kappa) for each in document.pairs)
    caption = "Every two coders on the units that both coded, who agree least first."
    headings = ("Coder", "And", "Units", "% agreement", "Cohen's kappa")
    return [ResultTable(caption, headings, rows, 2)] if rows else []


def _methods(document: AgreementDocument) -> tuple[str, ...]:
    given = [name for name in METHODS if getattr(document, name) is not None]
    told = [METHODS[name] for name in given]
    unlike = f"sets of codes by {document.several.upper()} distance" if document.several else METRICS[document.metric]
    told.append(f"Alpha counts disagreement so: {unlike}.")
    told.append(f"Limits: {document.limits}.")
    return tuple(told)
