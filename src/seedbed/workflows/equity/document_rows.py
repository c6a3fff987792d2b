"""Make a document's rows, of which there may be millions, from columns."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import fields
from typing import Any, TypeVar

Row = TypeVar("Row")


def in_rows(kind: type[Row], columns: Mapping[str, Iterable[Any]]) -> list[Row]:
    """Return one row of a plain dataclass for each place of the columns.

    Parameters
    ----------
    kind
        The dataclass; a field without a column keeps its default.
    columns
        By the names of its fields; as long as one another, but for those without an end (`itertools.repeat`).
    """
    names = [field.name for field in fields(kind) if field.name in columns]  # type: ignore[arg-type]
    leading = [field.name for field in fields(kind)][: len(names)]  # type: ignore[arg-type]
    rows = zip(*(columns[name] for name in names), strict=False)
    with without_collection():
        if names == leading:
            return [kind(*cells) for cells in rows]
        return [kind(**dict(zip(names, cells, strict=True))) for cells in rows]


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep the collector of rings from walking millions of new rows, which hold none, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
