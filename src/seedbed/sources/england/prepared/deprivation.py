"""Prepared tables of the Indices of Deprivation."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from seedbed.sources.england.catalogue.deprivation import UNDERLYING_2019, UNDERLYING_2025
from seedbed.sources.england.datasets import IOD_MEASURES, Reader
from seedbed.sources.england.prepared.files import prepared, read_columns

_SHORT = {"living_environment": "living_env"}

_PARTS = ("score", "rank", "decile")


def _measures() -> dict[str, str]:
    return {f"{_SHORT.get(name, name)}_{part}": f"{name}_{part}" for name in IOD_MEASURES for part in _PARTS}


def _iod2025(folder: Path) -> pl.DataFrame:
    required = {"lsoa21_code": "code"} | {f"imd_{part}": f"imd_{part}" for part in _PARTS}
    optional = {name: new for name, new in _measures().items() if name not in required}
    return read_columns(folder / "imd2025_lsoa21.parquet", required, optional)


def _iod2019(folder: Path) -> pl.DataFrame:
    """Read the scores of 2019; income and employment are given in per cent there."""
    required = {"lsoa11_code": "code", "imd_rank": "imd_rank", "imd_decile": "imd_decile"}
    optional = {name: new for name, new in _measures().items() if name not in required}
    optional |= {"income_pct": "income_score", "employment_pct": "employment_score"}
    table = read_columns(folder / "imd2019_lsoa11.parquet", required, optional)
    rates = [column for column in ("income_score", "employment_score") if column in table.columns]
    return table.with_columns(pl.col(rates) / 100.0)


def _underlying(folder: Path, file: str, code: str, names: list[str]) -> pl.DataFrame:
    return read_columns(folder / file, {code: "code"}, {name: name for name in names})


def _history(folder: Path) -> pl.DataFrame:
    columns = {"vintage": "vintage", "lsoa_code": "code", "year": "year"}
    columns |= {f"imd_{part}": part for part in _PARTS}
    return read_columns(folder / "imd_history_lsoa.parquet", columns)


_FILE_8_2025 = "imd2025_indicators_lsoa21.parquet"
_FILE_8_2019 = "imd2019_indicators_lsoa11.parquet"

READERS: dict[str, list[Reader]] = {
    "iod2025": [prepared(_iod2025, "imd2025_lsoa21.parquet")],
    "iod2025_indicators": [
        prepared(lambda folder: _underlying(folder, _FILE_8_2025, "lsoa21_code", list(UNDERLYING_2025)), _FILE_8_2025)
    ],
    "iod2019": [prepared(_iod2019, "imd2019_lsoa11.parquet")],
    "iod2019_indicators": [
        prepared(lambda folder: _underlying(folder, _FILE_8_2019, "lsoa11_code", list(UNDERLYING_2019)), _FILE_8_2019)
    ],
    "imd_history": [prepared(_history, "imd_history_lsoa.parquet")],
}
