"""Indices of Deprivation, File 7: all scores, ranks, deciles and population denominators, as CSV from MHCLG.

Columns: ``LSOA code (2021)`` (2011 in the Indices of 2019), then for each measure ``<name> Score`` (``Score (rate)``
for proportions), ``<name> Rank (where 1 is most deprived)``, ``<name> Decile (where 1 is most deprived 10% of LSOAs)``.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import polars as pl

from seedbed.errors import BadInputError
from seedbed.sources.england.datasets import Reader
from seedbed.sources.england.published.tables import NEXT_STEP, CsvFile, find, published, read_csv

NAMES = {
    "imd": "Index of Multiple Deprivation (IMD)",
    "income": "Income",
    "employment": "Employment",
    "education": "Education, Skills and Training",
    "health": "Health Deprivation and Disability",
    "crime": "Crime",
    "barriers": "Barriers to Housing and Services",
    "living_environment": "Living Environment",
    "children_and_young_people": "Children and Young People Sub-domain",
    "adult_skills": "Adult Skills Sub-domain",
    "geographical_barriers": "Geographical Barriers Sub-domain",
    "wider_barriers": "Wider Barriers Sub-domain",
    "indoors": "Indoors Sub-domain",
    "outdoors": "Outdoors Sub-domain",
    "idaci": "Income Deprivation Affecting Children Index (IDACI)",
    "idaopi": "Income Deprivation Affecting Older People (IDAOPI)",
}
PARTS = ("score", "rank", "decile")
REQUIRED = ("imd_score", "imd_rank", "imd_decile")


def _columns(header: tuple[str, ...]) -> dict[str, str]:
    """Return the measures' columns; some copies of the file cut long names short, so beginnings are compared."""
    found = {}
    for measure, name in NAMES.items():
        for part in PARTS:
            start = f"{name} {part.capitalize()}"
            column = next((column for column in header if column.startswith(start)), None)
            if column:
                found[column] = f"{measure}_{part}"
    return found


def read_file_7(file: CsvFile, code: str) -> pl.DataFrame:
    """Read File 7 as ``code`` and ``<measure>_score``, ``_rank``, ``_decile``.

    Raises
    ------
    BadInputError
        If the columns of the Index of Multiple Deprivation are missing, or a value is not a number.
    """
    columns = _columns(file.header)
    missing = [name for name in REQUIRED if name not in columns.values()]
    if missing:
        raise BadInputError(
            f"{file.name} does not have the columns it should.",
            f"{file.path}: nothing for {', '.join(missing)}. It may be another file of the Indices: File 7 is needed.",
            NEXT_STEP,
        )
    table = read_csv(file, {code: "code", **columns}, numbers=columns.values())
    whole = [name for name in columns.values() if not name.endswith("_score")]
    return table.with_columns(pl.col(whole).cast(pl.Int64)).filter(pl.col("code") != "")


def _reader(year: int, code: str) -> Reader:
    words = f"File 7 of the Indices of Deprivation {year} (CSV): all ranks, scores, deciles"
    choose = partial(_find, code=code)
    return published(words, choose, partial(read_file_7, code=code))


def _find(folder: Path, code: str) -> CsvFile | None:
    return find(folder, code, "Index of Multiple Deprivation (IMD) Score")


READERS: dict[str, list[Reader]] = {
    "iod2025": [_reader(2025, "LSOA code (2021)")],
    "iod2019": [_reader(2019, "LSOA code (2011)")],
}
