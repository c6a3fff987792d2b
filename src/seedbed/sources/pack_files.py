"""Is a file of a pack still what was written? Looked at before it is read, so that no damage becomes a wrong figure."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from functools import lru_cache
from pathlib import Path

import polars as pl

from seedbed.sources.indicators import Indicator

TABLE_ENDING = ".parquet"
TEXT, NUMBER, FRACTION, ANY = "String", "a number", "Float64", ""

_FIGURE = dict.fromkeys(("value", "numerator", "denominator", "ci_low", "ci_high"), FRACTION)
COLUMNS: dict[str, dict[str, str]] = {
    "areas": {"code": TEXT, "level": TEXT},
    "indicators": {field.name: ANY for field in fields(Indicator)},
    "figures": {"indicator": TEXT, "area": TEXT, "period": TEXT, **_FIGURE, "source": TEXT},
    "boundaries": {"code": TEXT, "geometry": ANY},
    "lookup": {"from_code": TEXT, "to_code": TEXT, "change": TEXT},
    "postcodes": {"postcode": TEXT, "easting": NUMBER, "northing": NUMBER, "area": TEXT},
    "sites": {"kind": TEXT},
    "sources": {"id": TEXT, "title": TEXT, "publisher": TEXT, "licence": TEXT, "url": TEXT},
}
"""Columns without which a table is of no use, by the first part of the role, each with the type it must have."""


def sha256(path: Path) -> str:
    """Return ``sha256:`` and the hexadecimal digest of a file, read in pieces."""
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def damage(path: Path, role: str, size: int, digest: str) -> str:
    """Say what is wrong with a file of a pack.

    Every byte is looked at, because Parquet itself does not notice every changed number; a tenth of a second for all
    of England. A file that stays the same is looked at once.

    Parameters
    ----------
    path
        The file.
    role
        What it is to the pack, such as ``figures``.
    size, digest
        Bytes and ``sha256:`` digest of the description.

    Returns
    -------
    str
        One sentence without the name of the file, such as "holds 3 bytes and should hold 90"; empty when all is well.
    """
    try:
        about = path.stat()
        if about.st_size != size:
            return f"holds {about.st_size:,} bytes and should hold {size:,}"
        return _look(path, role, digest, about.st_mtime_ns, about.st_ino)
    except FileNotFoundError:
        return f"holds 0 bytes and should hold {size:,}: it is missing"
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"


@lru_cache(maxsize=1_000)
def _look(path: Path, role: str, digest: str, _changed: int, _inode: int) -> str:
    """Look at the bytes and the columns; ``_changed`` and ``_inode`` make a changed file be looked at again."""
    if sha256(path) != digest:
        return "does not have its checksum: it was changed or damaged after it was written"
    if path.suffix != TABLE_ENDING:
        return ""
    try:
        schema = pl.read_parquet_schema(path)
    except pl.exceptions.PolarsError as error:
        return f"is not a whole Parquet file ({(str(error).splitlines() or ['unreadable'])[0][:160]})"
    return next((f"has no column {name} of the type it needs" for name in _lacking(role, schema)), "")


def _lacking(role: str, schema: dict[str, pl.DataType]) -> list[str]:
    needed = COLUMNS.get(role.partition(":")[0], {})
    return [name for name, kind in needed.items() if name not in schema or not _fits(schema[name], kind)]


def _fits(found: pl.DataType, kind: str) -> bool:
    return kind == ANY or str(found) == kind or (kind == NUMBER and found.is_numeric())
