"""Publishers' files that can be fetched by a steady address; the others are got by hand from the publisher's page."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.errors import UsageError
from seedbed.sources.england.published.fingertips import api_address

NOMIS = "https://www.nomisweb.co.uk/output/census/2021"
GOV_UK = "https://assets.publishing.service.gov.uk/media"


@dataclass(frozen=True, slots=True)
class Download:
    """One file of a publisher.

    Parameters
    ----------
    name
        What ``seedbed data fetch`` calls it.
    title
        What it is, in plain words.
    file
        Name under which it is kept.
    url
        Its address.
    """

    name: str
    title: str
    file: str
    url: str


_CENSUS = {
    "ts001": "Usual residents",
    "ts007": "Age",
    "ts011": "Households by dimensions of deprivation",
    "ts021": "Ethnic group",
    "ts029": "English language (MSOA)",
    "ts030": "Religion",
    "ts038": "Disability",
    "ts044": "Accommodation type",
    "ts052": "Bedrooms for the people who live there",
    "ts054": "Tenure",
}

_FILE_7_2025 = "File_7_IoD2025_All_Ranks_Scores_Deciles_Population_Denominators.csv"
_FILE_7_2019 = "File_7_-_All_IoD2019_Scores__Ranks__Deciles_and_Population_Denominators_3.csv"


def _downloads() -> dict[str, Download]:
    census = [
        Download(
            f"census-{table}",
            f"Census 2021, {table.upper()}: {title}",
            f"census2021-{table}.zip",
            f"{NOMIS}/census2021-{table}.zip",
        )
        for table, title in _CENSUS.items()
    ]
    deprivation = [
        Download(
            "iod-2025",
            "Indices of Deprivation 2025, File 7",
            _FILE_7_2025,
            f"{GOV_UK}/691ded56d140bbbaa59a2a7d/{_FILE_7_2025}",
        ),
        Download(
            "iod-2019",
            "Indices of Deprivation 2019, File 7",
            _FILE_7_2019,
            f"{GOV_UK}/5dc407b440f0b6379a7acc8d/{_FILE_7_2019}",
        ),
    ]
    return {each.name: each for each in [*deprivation, *census]}


DOWNLOADS: dict[str, Download] = _downloads()
"""Files by the name that ``seedbed data fetch`` takes."""


def download(name: str) -> Download:
    """Return a file by its name; ``fingertips-ID-AREATYPE`` names an indicator of Fingertips for an area type.

    Raises
    ------
    UsageError
        If there is no such file.
    """
    if name in DOWNLOADS:
        return DOWNLOADS[name]
    parts = name.split("-")
    if len(parts) == 3 and parts[0] == "fingertips" and parts[1].isdigit() and parts[2].isdigit():
        url = api_address([int(parts[1])], int(parts[2]), 15)
        return Download(name, f"Fingertips indicator {parts[1]}, area type {parts[2]}", f"{name}.csv", url)
    raise UsageError(
        f"There is no file called {name} to fetch.",
        f"Known are {', '.join(DOWNLOADS)} and fingertips-ID-AREATYPE.",
        "Get other files by hand: 'seedbed data sources' says where each is to be had.",
    )
