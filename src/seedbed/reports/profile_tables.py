"""Which tables of a pack hold the figures of each source: so that an analyst can trace a figure."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from seedbed.formats.datapackage import FILE_NAME
from seedbed.sources.packs import Pack


def tables_by_source(pack_folder: Path) -> dict[str, list[str]]:
    """Return the names of the files that hold the figures of each source, by the source's id.

    Parameters
    ----------
    pack_folder
        The pack; a folder that holds none gives nothing.

    Raises
    ------
    BadInputError
        If the pack is damaged.
    """
    if not (pack_folder / FILE_NAME).is_file():
        return {}
    pack = Pack.open(pack_folder)
    tables: dict[str, list[str]] = {}
    for resource in pack.resources("figures"):
        held = pl.scan_parquet(pack.path(resource)).select(pl.col("source").unique().sort()).collect()["source"]
        for source in held:
            tables.setdefault(str(source), []).append(resource.path)
    return tables
