"""Fingertips CSV exports of OHID, from the site's download button or its API."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from seedbed.errors import BadInputError
from seedbed.sources.england.datasets import FINGERTIPS_COLUMNS, Reader
from seedbed.sources.england.published.tables import CsvFile, csv_files, read_csv

API = "https://fingertips.phe.org.uk/api"

COLUMNS = {
    "Indicator ID": "indicator_id",
    "Indicator Name": "indicator_name",
    "Area Code": "code",
    "Area Type": "area_type",
    "Sex": "sex",
    "Age": "age",
    "Category Type": "category_type",
    "Category": "category",
    "Time period": "period",
    "Value": "value",
    "Lower CI 95.0 limit": "ci_low",
    "Upper CI 95.0 limit": "ci_high",
    "Count": "count",
    "Denominator": "denominator",
}
NUMBERS = ("value", "ci_low", "ci_high", "count", "denominator")
NEXT_STEP = "Download the indicator again from Fingertips; the area type is chosen there by its name."


def api_address(indicators: list[int], child_area_type: int, parent_area_type: int, base: str = API) -> str:
    """Return the API's address of the CSV of some indicators.

    Parameters
    ----------
    indicators
        Fingertips indicator ids.
    child_area_type, parent_area_type
        Fingertips area type ids, such as 502 (districts and unitary authorities) and 15 (England).
    """
    ids = "%2C".join(str(indicator) for indicator in indicators)
    query = f"indicator_ids={ids}&child_area_type_id={child_area_type}&parent_area_type_id={parent_area_type}"
    return f"{base}/all_data/csv/by_indicator_id?{query}"


def read_fingertips(file: CsvFile, area_type: str | None = None) -> pl.DataFrame:
    """Read an export under the names of ``FINGERTIPS_COLUMNS``.

    Parameters
    ----------
    area_type
        Words that must occur in at least one ``Area Type``, or None for any.

    Raises
    ------
    BadInputError
        If the export has a header and no rows (the API's answer to an area type that the indicator does not have), or
        rows of other area types only.
    """
    table = read_csv(file, COLUMNS, numbers=NUMBERS)
    if table.is_empty():
        raise BadInputError(
            f"{file.name} has no rows.",
            f"{file.path}: Fingertips answers so when an indicator is not published for the area type asked for.",
            NEXT_STEP,
        )
    if area_type is not None and not table["area_type"].str.contains(area_type, literal=True).any():
        held = ", ".join(sorted(set(table["area_type"].drop_nulls())))
        raise BadInputError(
            f"{file.name} holds another kind of area.",
            f"{file.path}: {area_type} was asked for; the file holds {held}.",
            NEXT_STEP,
        )
    blank = pl.col("category_type", "category").replace("", None)
    return table.with_columns(pl.col("indicator_id").cast(pl.Int64), blank).select(FINGERTIPS_COLUMNS)


def _exports(folder: Path) -> list[CsvFile]:
    return [file for file in csv_files(folder) if {"Indicator ID", "Area Code", "Time period"} <= set(file.header)]


def _read_all(folder: Path) -> pl.DataFrame:
    """Read every export of the folder; a row that stands in two is kept once."""
    return pl.concat([read_fingertips(file) for file in _exports(folder)]).unique(maintain_order=True)


def _finds(folder: Path) -> bool:
    return bool(_exports(folder))


READERS: dict[str, list[Reader]] = {
    "fingertips": [Reader("CSV downloads from Fingertips", _finds, _read_all)],
}
