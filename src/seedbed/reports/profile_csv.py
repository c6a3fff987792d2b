"""The profile as one tidy table - a row a figure and area - with its description by CSVW (W3C 2015).

Model: https://www.w3.org/TR/tabular-data-model/ ; metadata: https://www.w3.org/TR/tabular-metadata/ .
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from seedbed.formats.files import write_whole
from seedbed.formats.tables import Cell, write_csv
from seedbed.reports.profile_documents import Comparator, ProfileDocument, ProfileFigure, SmallAreaValue, TrendPoint
from seedbed.reports.profile_view import redacted

HERE = "neighbourhood"
"""What a trend calls the neighbourhood itself."""


@dataclass(frozen=True, slots=True)
class CsvColumn:
    """One column: name, title, datatype of XML Schema and what it holds."""

    name: str
    title: str
    datatype: str
    description: str


COLUMNS = (
    CsvColumn("neighbourhood", "Neighbourhood", "string", "Name of the neighbourhood."),
    CsvColumn("indicator", "Indicator", "string", "Id of the indicator."),
    CsvColumn("name", "Name", "string", "What the figure is."),
    CsvColumn("topic", "Topic", "string", "Chapter of the profile."),
    CsvColumn(
        "role", "Role", "string", "neighbourhood, larger area, comparator, small area or trend: what the row is for."
    ),
    CsvColumn("area", "Area code", "string", "Code of the area; empty for the neighbourhood."),
    CsvColumn("area_name", "Area name", "string", "Name of the area."),
    CsvColumn("period", "Period", "string", "Period of the figure, as published."),
    CsvColumn("value", "Value", "double", "The figure, in its unit; empty where hidden or not known."),
    CsvColumn("unit", "Unit", "string", "Unit of the value and its interval."),
    CsvColumn("numerator", "Numerator", "double", "What is counted."),
    CsvColumn("denominator", "Denominator", "double", "What it is out of."),
    CsvColumn("denominator_name", "Denominator is", "string", "What the denominator counts."),
    CsvColumn("ci_low", "Interval, low", "double", "Lower 95 % limit."),
    CsvColumn("ci_high", "Interval, high", "double", "Upper 95 % limit."),
    CsvColumn("interval", "Interval method", "string", "Method of the interval, or why there is none."),
    CsvColumn("suppressed", "Suppressed", "boolean", "True where a small number is hidden."),
    CsvColumn(
        "neighbourhood_is", "Neighbourhood is", "string", "higher or lower beyond chance, similar, or not tested."
    ),
    CsvColumn("limits", "Control limits", "string", "Which limits decide that."),
    CsvColumn("high_is", "High is", "string", "worse, better or neither for residents."),
    CsvColumn("level", "Published for", "string", "Level of area the figure is published for."),
    CsvColumn("source", "Source", "string", "Publisher and title."),
    CsvColumn("licence", "Licence", "string", "Licence of the source."),
    CsvColumn("url", "Address", "string", "Where the source is."),
    CsvColumn("method", "Method", "string", "How the figure was made."),
    CsvColumn("note", "Note", "string", "What else to know about this row."),
    CsvColumn("invented", "Invented", "boolean", "True where the place and its numbers are made up."),
)


def csv_metadata_path(path: Path) -> Path:
    """Return where the description of a CSV file stands: the file's name with ``-metadata.json``."""
    return path.with_name(path.name + "-metadata.json")


def write_profile_csv(document: ProfileDocument, path: Path) -> None:
    """Write the table and, beside it, its CSVW description; both whole or not at all."""
    clean = redacted(document)
    names = [column.name for column in COLUMNS]
    with write_whole(csv_metadata_path(path)) as temporary:
        temporary.write_text(json.dumps(csv_metadata(clean, path.name), indent=2, ensure_ascii=False) + "\n", "utf-8")
        write_csv(path, names, ([row.get(name) for name in names] for row in profile_rows(clean)))


def csv_metadata(document: ProfileDocument, file_name: str) -> dict[str, object]:
    """Return the CSVW description of the table."""
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": file_name,
        "dc:title": f"Neighbourhood profile: {document.name}",
        "dc:description": ("Invented place, people and numbers. " if document.invented else "")
        + " ".join([document.suppression_rule, *document.suppression_notes]),
        "dc:rights": document.attribution,
        "dc:license": sorted({source.licence for source in document.sources if source.licence}),
        "dc:source": [source.url for source in document.sources if source.url],
        "dialect": {"encoding": "utf-8", "header": True, "delimiter": ","},
        "tableSchema": {
            "columns": [
                {
                    "name": column.name,
                    "titles": column.name,
                    "datatype": column.datatype,
                    "dc:title": column.title,
                    "dc:description": column.description,
                    "null": "",
                }
                for column in COLUMNS
            ],
        },
    }


def profile_rows(document: ProfileDocument) -> Iterator[dict[str, Cell]]:
    """Give the rows: each figure, then its comparators, small areas and trend."""
    names = {area.code: area.name for area in document.areas}
    sources = {source.id: source for source in document.sources}
    for figure in document.figures:
        source = sources.get(figure.source)
        shared: dict[str, Cell] = {
            "neighbourhood": document.name,
            "indicator": figure.indicator,
            "name": figure.name,
            "topic": figure.topic,
            "unit": figure.unit,
            "high_is": figure.high_is,
            "source": f"{source.publisher}: {source.title}" if source else figure.source,
            "licence": source.licence if source else "",
            "url": source.url if source else "",
            "invented": _true(document.invented),
        }
        for row in _figure_rows(figure, document.name, names):
            yield {**shared, **row}


def _figure_rows(figure: ProfileFigure, place: str, names: dict[str, str]) -> Iterator[dict[str, Cell]]:
    yield {
        **_numbers(figure),
        "role": "larger area" if figure.larger_area else "neighbourhood",
        "area": "",
        "area_name": figure.larger_area or place,
        "period": figure.period,
        "denominator_name": figure.denominator_name,
        "interval": figure.interval,
        "suppressed": _true(figure.suppressed),
        "level": figure.level,
        "method": figure.method,
    }
    yield from map(partial(_comparator_row, figure), figure.comparators)
    yield from (_small_area_row(figure, area, names.get(area.code, "")) for area in figure.inside)
    known = {area.code: area.name for area in figure.comparators} | names | {HERE: figure.larger_area or place}
    yield from (_trend_row(point, known.get(point.area, "")) for point in figure.trend)


def _comparator_row(figure: ProfileFigure, area: Comparator) -> dict[str, Cell]:
    return {
        **_numbers(area),
        "role": "comparator",
        "area": area.code,
        "area_name": area.name,
        "period": figure.period,
        "denominator_name": figure.denominator_name,
        "suppressed": _true(area.suppressed),
        "neighbourhood_is": area.beyond_chance,
        "limits": area.limits,
    }


def _small_area_row(figure: ProfileFigure, area: SmallAreaValue, name: str) -> dict[str, Cell]:
    return {
        **_numbers(area),
        "role": "small area",
        "area": area.code,
        "area_name": name,
        "period": figure.period,
        "denominator_name": figure.denominator_name,
        "suppressed": _true(area.suppressed),
    }


def _trend_row(point: TrendPoint, name: str) -> dict[str, Cell]:
    return {
        "role": "trend",
        "area": "" if point.area == HERE else point.area,
        "area_name": name,
        "period": point.period,
        "value": point.value,
        "ci_low": point.ci_low,
        "ci_high": point.ci_high,
        "suppressed": "false",
        "note": point.note,
    }


def _numbers(part: object) -> dict[str, Cell]:
    return {name: getattr(part, name) for name in ("value", "numerator", "denominator", "ci_low", "ci_high")}


def _true(fact: bool) -> str:
    return "true" if fact else "false"
