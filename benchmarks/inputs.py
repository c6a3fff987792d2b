"""What the benchmarks read: England's real LSOAs, and a generated country for growth."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from benchmarks.generated_areas import make_areas

HERE = Path(__file__).parent
UK_DATA = Path(os.environ.get("SEEDBED_SHARED", HERE.parents[1] / "shared")) / "data" / "uk"
REFERENCE_SIZE = "33,755 LSOAs"
GENERATED_AREAS = 188_880
GENERATED_SIZE = "188,880 generated areas"


def lsoa_boundaries() -> Any:
    """Return England's 2021 LSOAs with their generalised boundaries, by code."""
    import geopandas

    return geopandas.read_parquet(UK_DATA / "lsoa21_bgc_england.geoparquet").sort_values(
        "lsoa21_code", ignore_index=True
    )


def deprivation_scores() -> Any:
    """Return the Index of Multiple Deprivation 2025 score of each LSOA, by code."""
    import polars as pl

    table = pl.read_parquet(UK_DATA / "imd2025_lsoa21.parquet", columns=["lsoa21_code", "imd_score"])
    return table.sort("lsoa21_code")["imd_score"].to_numpy().astype(float)


def generated_areas(size: int) -> Any:
    """Return the same generated country each time."""
    return make_areas(size, seed=2)
