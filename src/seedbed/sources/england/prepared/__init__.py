"""Readers of the prepared tables: Parquet and GeoParquet, one file a subject, columns as in their own description."""

from __future__ import annotations

from seedbed.sources.england.datasets import Reader
from seedbed.sources.england.prepared import census, deprivation, geography, health

READERS: dict[str, list[Reader]] = {**geography.READERS, **deprivation.READERS, **census.READERS, **health.READERS}
"""Readers by dataset id (a key of ``DATASETS``)."""
