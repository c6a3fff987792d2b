"""Prepared tables of health, care, homelessness, and of London."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from seedbed.sources.england.datasets import Reader
from seedbed.sources.england.prepared.files import prepared, read_columns


def _sites(folder: Path) -> pl.DataFrame:
    columns = {"kind": "kind", "name": "name", "postcode": "postcode", "lon": "longitude", "lat": "latitude"}
    return read_columns(folder / "health_assets_gb.parquet", {**columns, "lsoa21_code": "area"})


def _index(folder: Path) -> pl.DataFrame:
    path = folder / "health_index_ltla.parquet"
    names = [name for name in pl.read_parquet_schema(path) if name not in ("ltla21_code", "year")]
    wide = read_columns(path, {"ltla21_code": "code", "year": "year", **{name: name for name in names}})
    return wide.unpivot(index=["code", "year"], variable_name="measure", value_name="value")


def _index_indicators(folder: Path) -> pl.DataFrame:
    columns = {"ltla21_code": "code", "year": "year", "indicator": "measure", "value": "value"}
    return read_columns(folder / "health_index_indicators_ltla.parquet", columns)


_FINGERTIPS = {
    **{name: name for name in ("indicator_id", "indicator_name", "area_type", "sex", "age", "category_type")},
    **{name: name for name in ("category", "value", "count", "denominator")},
    "area_code": "code",
    "time_period": "period",
    "lower_ci_95_0_limit": "ci_low",
    "upper_ci_95_0_limit": "ci_high",
}


def _fingertips(folder: Path) -> pl.DataFrame:
    return read_columns(folder / "fingertips_exports.parquet", _FINGERTIPS)


def _gp_homelessness(folder: Path) -> pl.DataFrame:
    columns = {
        "ltla24_code": "code",
        "total_patients": "patients",
        "total_gp_fte": "gp_full_time",
        "households_assessed_as_homeless_per_(000s)": "homeless_per_1000",
        "households_in_temporary_accommodation_per_1,000": "temporary_per_1000",
    }
    return read_columns(folder / "la_gp_homelessness.parquet", columns)


def _qof(folder: Path) -> pl.DataFrame:
    """Keep local authorities, and England by tenth of IMD 2019 (code of England)."""
    columns = {"lad_code": "lad", "group_code": "condition", "register": "count", "list": "list"}
    path = folder / "qof_2019_20_modelled.parquet"
    table = read_columns(path, {**columns, "level": "level", "imd_overall": "tenth"})
    tenths = pl.col("level") == "England by LSOA IMD decile"
    return table.filter(pl.col("lad").is_not_null() | tenths).select(
        pl.coalesce("lad", pl.lit("E92000001")).alias("code"),
        *("condition", "count", "list"),
        pl.when(tenths).then(pl.lit("Tenth of small areas by IMD 2019, 1 = most deprived")).alias("category_type"),
        pl.when(tenths).then(pl.col("tenth")).alias("category"),
    )


def _air(folder: Path) -> pl.DataFrame:
    path = folder / "london_air_lsoa21.parquet"
    names = [f"{pollutant}_{year}" for pollutant in ("no2", "pm25", "pm10") for year in (2013, 2016, 2019)]
    wide = read_columns(path, {"lsoa21_code": "code", **{name: name for name in names}})
    long = wide.unpivot(index="code", variable_name="measure", value_name="value")
    parts = pl.col("measure").str.split("_")
    return long.select(
        "code", parts.list.get(0).alias("pollutant"), parts.list.get(1).cast(pl.Int32).alias("year"), "value"
    )


_CRIME_GROUPS = ("arson", "burglary", "drugs", "public_order", "robbery", "theft_all", "vehicle_offences", "violence")


def _crime(folder: Path) -> pl.DataFrame:
    groups = {name: name for name in (*_CRIME_GROUPS, "weapons")}
    wide = read_columns(folder / "london_crime_lsoa11.parquet", {"lsoa11_code": "code", "year": "year", **groups})
    long = wide.unpivot(index=["code", "year"], variable_name="group", value_name="count")
    return long.with_columns(pl.col("count").cast(pl.Int64))


def _samhi(folder: Path) -> pl.DataFrame:
    return read_columns(
        folder / "london_samhi2022_lsoa21.parquet", {"lsoa21_code": "code", "samhi_index_2022": "value"}
    )


READERS: dict[str, list[Reader]] = {
    "sites": [prepared(_sites, "health_assets_gb.parquet")],
    "health_index": [prepared(_index, "health_index_ltla.parquet")],
    "health_index_indicators": [prepared(_index_indicators, "health_index_indicators_ltla.parquet")],
    "fingertips": [prepared(_fingertips, "fingertips_exports.parquet")],
    "gp_homelessness": [prepared(_gp_homelessness, "la_gp_homelessness.parquet")],
    "qof_modelled": [prepared(_qof, "qof_2019_20_modelled.parquet")],
    "london_air": [prepared(_air, "london_air_lsoa21.parquet")],
    "london_crime": [prepared(_crime, "london_crime_lsoa11.parquet")],
    "london_samhi": [prepared(_samhi, "london_samhi2022_lsoa21.parquet")],
}
