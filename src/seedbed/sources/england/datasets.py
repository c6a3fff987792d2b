"""What the England pack is made of: the normalised frame of each dataset, whoever it came from.

A *dataset* is one subject (the IMD 2025 scores, the Census tenure counts). A *reader* turns the files of one
publisher or one prepared table into the dataset's normalised frame; several readers may give the same dataset and
the first whose files are in the folder is used. The recipe sees normalised frames only.

Rules for every normalised frame

- A Polars DataFrame, except ``boundaries_*``, which are GeoDataFrames (``code``, ``geometry``; EPSG:4326).
- ``code`` is the nine-character ONS code of the area. Rows of Wales are left out by the recipe, not by readers.
- Numbers are as published unless a unit is stated here; a suppressed or missing number is null, never zero.
- Columns named in ``DatasetSpec.columns`` must be there; other columns are ignored.
- A reader that finds its file but cannot read it raises ``BadInputError`` naming file and row or column.

Census counts are long (``code, category, count, total``): ``category`` is an id of
``seedbed.sources.england.catalogue.census`` (see ``CENSUS_CATEGORIES`` there: ``tenure.owned_outright``, ...),
``count`` its people or households and ``total`` those that the table counts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seedbed.sources.england.publishers import GLA_TFL, HCL, LIVERPOOL, MHCLG, MPS, NHS_ENGLAND, OHID, ONS, Publisher

Frame = Any
"""A Polars DataFrame, or a GeoDataFrame for boundaries."""

CENSUS_COLUMNS = ("code", "category", "count", "total")


@dataclass(frozen=True)
class Reader:
    """One way to get a dataset from a folder.

    Parameters
    ----------
    files
        The file or files it needs, in words a person can look for: ``imd2025_lsoa21.parquet``.
    finds
        Whether a folder has them. Looks at names (and, at most, a header line), never raises.
    read
        Reads the normalised frame. Raises ``BadInputError`` where the file is bad.
    """

    files: str
    finds: Callable[[Path], bool]
    read: Callable[[Path], Frame]


@dataclass(frozen=True)
class DatasetSpec:
    """One dataset of the England pack.

    Parameters
    ----------
    id
        Key in ``DATASETS``.
    title
        What it is, in plain words.
    publisher
        Who publishes it, under which licence and at which address.
    columns
        Columns that the normalised frame must have.
    about
        Meaning and units of the columns.
    required
        Whether there can be no pack without it.
    page
        Where its file is to be had, when that is not the publisher's own address.
    """

    id: str
    title: str
    publisher: Publisher
    columns: tuple[str, ...]
    about: str
    required: bool = False
    page: str = ""

    @property
    def url(self) -> str:
        """Where a person finds the file."""
        return self.page or self.publisher.url


GEOPORTAL = "https://geoportal.statistics.gov.uk/"
NOMIS_BULK = "https://www.nomisweb.co.uk/sources/census_2021_bulk"
IOD_2025 = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2025"
IOD_2019 = "https://www.gov.uk/government/statistics/english-indices-of-deprivation-2019"
HEALTH_INDEX = (
    "https://www.ons.gov.uk/peoplepopulationandcommunity/healthandsocialcare/healthandwellbeing/"
    "datasets/healthindexscoresengland"
)


def _table(specs: list[DatasetSpec]) -> dict[str, DatasetSpec]:
    return {spec.id: spec for spec in specs}


def _census(topic: str, title: str) -> DatasetSpec:
    about = f"Long counts by small area; categories '{topic}.*' of the census catalogue."
    return DatasetSpec(f"census_{topic}", title, ONS, CENSUS_COLUMNS, about, page=NOMIS_BULK)


def _boundaries(level: str, title: str, *, required: bool = False) -> DatasetSpec:
    about = "Polygons, longitude and latitude."
    return DatasetSpec(f"boundaries_{level}", title, ONS, ("code", "geometry"), about, required, GEOPORTAL)


_GEOGRAPHY = [
    DatasetSpec(
        "areas",
        "Small areas (LSOA 2021) and the larger areas they lie in",
        ONS,
        (
            *("code", "name", "msoa21", "msoa21_name", "ward24", "ward24_name", "ltla24", "ltla24_name"),
            *("sicbl24", "sicbl24_name", "icb24", "icb24_name", "region", "region_name"),
        ),
        "One row an LSOA 2021; the code and the name of each larger area. Optional: rural_urban ('Urban', 'Rural').",
        required=True,
        page=GEOPORTAL,
    ),
    DatasetSpec(
        "population",
        "Usual residents by small area, Census 2021",
        ONS,
        ("code", "population"),
        "Usual residents on 21 March 2021.",
        required=True,
        page=NOMIS_BULK,
    ),
    DatasetSpec(
        "centres",
        "Population-weighted centres of small areas (LSOA 2021)",
        ONS,
        ("code", "easting", "northing", "longitude", "latitude"),
        "Metres of the National Grid (EPSG:27700); degrees (EPSG:4326).",
        page=GEOPORTAL,
    ),
    _boundaries("lsoa21", "Boundaries of small areas (LSOA 2021, generalised 20 m)", required=True),
    _boundaries("msoa21", "Boundaries of MSOAs 2021"),
    _boundaries("ward24", "Boundaries of wards 2024"),
    _boundaries("ltla24", "Boundaries of local authorities 2024"),
    _boundaries("icb24", "Boundaries of integrated care boards 2024"),
    _boundaries("lsoa11", "Boundaries of LSOAs 2011"),
    DatasetSpec(
        "areas_lsoa11",
        "LSOAs 2011, their populations and centres",
        ONS,
        ("code", "name", "population", "longitude", "latitude", "easting", "northing"),
        "Population: usual residents, mid-2020 estimate; null where not known.",
        page=GEOPORTAL,
    ),
    DatasetSpec(
        "lookup_lsoa11_lsoa21",
        "What each LSOA 2011 became in 2021",
        ONS,
        ("from_code", "to_code", "change"),
        "change: U unchanged, S split, M merged, X irregular.",
        page=GEOPORTAL,
    ),
    DatasetSpec(
        "lookup_lsoa01_lsoa11",
        "What each LSOA 2001 became in 2011",
        ONS,
        ("from_code", "to_code", "change"),
        "change: U unchanged, S split, M merged, X irregular.",
        page=GEOPORTAL,
    ),
    DatasetSpec(
        "postcodes",
        "Postcodes and the small area each is in",
        ONS,
        ("postcode", "easting", "northing", "area"),
        "Postcode without spaces; metres (EPSG:27700); LSOA 2021 or null.",
        page=GEOPORTAL,
    ),
]

IOD_MEASURES = (
    *("imd", "income", "employment", "education", "health", "crime", "barriers", "living_environment"),
    *("children_and_young_people", "adult_skills", "geographical_barriers", "wider_barriers", "indoors", "outdoors"),
    *("idaci", "idaopi"),
)
"""Measures of the Indices of Deprivation. In a normalised frame each may have ``_score``, ``_rank``, ``_decile``."""

_IOD_ABOUT = (
    "For each measure of IOD_MEASURES: <measure>_score as in File 7 (income, employment, idaci and idaopi as "
    "proportions 0-1), <measure>_rank (1 the most deprived), <measure>_decile (1 the most deprived tenth). "
    "imd_rank and imd_decile must be there; the others are used where they are."
)

_DEPRIVATION = [
    DatasetSpec(
        "iod2025",
        "Indices of Deprivation 2025: scores, ranks and deciles",
        MHCLG,
        ("code", "imd_score", "imd_rank", "imd_decile"),
        "LSOA 2021. " + _IOD_ABOUT,
        required=True,
        page=IOD_2025,
    ),
    DatasetSpec(
        "iod2025_indicators",
        "Indices of Deprivation 2025: underlying indicators",
        MHCLG,
        ("code",),
        "LSOA 2021. File 8; column names are the keys of catalogue.deprivation.UNDERLYING_2025.",
        page=IOD_2025,
    ),
    DatasetSpec(
        "iod2019",
        "Indices of Deprivation 2019: scores, ranks and deciles",
        MHCLG,
        ("code", "imd_rank", "imd_decile"),
        "LSOA 2011. " + _IOD_ABOUT,
        page=IOD_2019,
    ),
    DatasetSpec(
        "iod2019_indicators",
        "Indices of Deprivation 2019: underlying indicators",
        MHCLG,
        ("code",),
        "LSOA 2011. File 8; column names are the keys of catalogue.deprivation.UNDERLYING_2019.",
        page=IOD_2019,
    ),
    DatasetSpec(
        "imd_history",
        "Index of Multiple Deprivation 2004 to 2025",
        MHCLG,
        ("vintage", "code", "year", "rank", "decile", "score"),
        "vintage: lsoa01 (2004, 2007, 2010), lsoa11 (2015, 2019) or lsoa21 (2025); rank 1 the most deprived.",
    ),
]

_CENSUS = [
    _census("age", "Census 2021: age"),
    _census("ethnicity", "Census 2021: ethnic group"),
    _census("disability", "Census 2021: disability"),
    _census("tenure", "Census 2021: tenure"),
    _census("household_deprivation", "Census 2021: households by dimensions of deprivation"),
    _census("occupancy", "Census 2021: bedrooms for the people who live there"),
    _census("accommodation", "Census 2021: accommodation type"),
    _census("religion", "Census 2021: religion"),
    _census("language", "Census 2021: main language and English (MSOA)"),
    _census("orientation", "Census 2021: sexual orientation (MSOA)"),
    _census("migration", "Census 2021: address a year before (MSOA)"),
    _census("age_sex", "Census 2021: age by sex (MSOA)"),
]

FINGERTIPS_COLUMNS = (
    *("indicator_id", "indicator_name", "code", "area_type", "sex", "age", "category_type", "category", "period"),
    *("value", "ci_low", "ci_high", "count", "denominator"),
)

_HEALTH = [
    DatasetSpec(
        "sites",
        "GP practices, pharmacies, dentists and NHS sites",
        NHS_ENGLAND,
        ("kind", "name", "postcode", "longitude", "latitude", "area"),
        "kind: gp, pharmacy, dentist, hospital; area: LSOA 2021, null outside England.",
    ),
    DatasetSpec(
        "health_index",
        "ONS Health Index: scores",
        ONS,
        ("code", "year", "measure", "value"),
        "Local authorities (2021 codes); 100 = England in 2015; measure is a key of catalogue.health.INDEX_SCORES.",
        page=HEALTH_INDEX,
    ),
    DatasetSpec(
        "health_index_indicators",
        "ONS Health Index: underlying indicators",
        ONS,
        ("code", "year", "measure", "value"),
        "Local authorities (2021 codes); measure is a key of catalogue.health.INDEX_INDICATORS.",
        page=HEALTH_INDEX,
    ),
    DatasetSpec(
        "fingertips",
        "Fingertips public health profiles",
        OHID,
        FINGERTIPS_COLUMNS,
        "Rows as in the publisher's CSV: one an indicator, area, sex, age, category and period; 95 % limits.",
    ),
    DatasetSpec(
        "gp_homelessness",
        "Patients per GP and homelessness by local authority",
        NHS_ENGLAND,
        ("code", "patients", "gp_full_time", "homeless_per_1000", "temporary_per_1000"),
        "Registered patients; full-time-equivalent GPs; households per 1,000 households.",
    ),
    DatasetSpec(
        "qof_modelled",
        "Conditions recorded by GP practices, modelled to local authorities, 2019/20",
        HCL,
        ("code", "condition", "count", "list", "category_type", "category"),
        "condition: QOF register; count and list: modelled patients; category: IMD 2019 tenth for England, else null.",
    ),
    DatasetSpec(
        "london_air",
        "Air pollution in London",
        GLA_TFL,
        ("code", "pollutant", "year", "value"),
        "LSOA 2021; pollutant no2, pm25 or pm10; annual mean, micrograms a cubic metre.",
    ),
    DatasetSpec(
        "london_crime",
        "Recorded crime in London",
        MPS,
        ("code", "year", "group", "count"),
        "LSOA 2011; offences in a calendar year.",
    ),
    DatasetSpec(
        "london_samhi",
        "Small Area Mental Health Index, London",
        LIVERPOOL,
        ("code", "value"),
        "LSOA 2021 (unchanged since 2011 only); higher means more need.",
    ),
]

DATASETS: dict[str, DatasetSpec] = _table([*_GEOGRAPHY, *_DEPRIVATION, *_CENSUS, *_HEALTH])
