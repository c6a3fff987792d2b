"""Rows that many tests begin with: written once by the actions of the rooms, afterwards put there as they were.

The actions ask some two hundred queries for the cast alone, thousands of times over. The rows are the same each time,
so from the second time on they are inserted as the database gave them out, a statement a table.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection, models

Made = TypeVar("Made")
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
"""Of each table its columns and rows."""


class KeptRows(Generic[Made]):
    """What a function makes, and the rows it leaves in an otherwise empty database."""

    def __init__(self, make: Callable[[], Made]) -> None:
        self._make = make
        self._kept: tuple[Made, Rows] | None = None

    def there(self) -> Made:
        """See that the rows are in the database; return what was made with them, each time anew."""
        if self._kept is None:
            before = _all_rows()
            made = self._make()
            self._kept = copy.deepcopy(made), _without(_all_rows(), before)
            return made
        made, rows = self._kept
        _insert(rows)
        return copy.deepcopy(made)


def _columns() -> dict[str, list[str]]:
    """Of each table the columns that are written: the database works out the others itself."""
    found: dict[str, list[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            found[model._meta.db_table] = [
                str(field.column) for field in model._meta.concrete_fields if not _worked_out(field)
            ]
    return found


def _worked_out(field: models.Field[Any, Any]) -> bool:
    return bool(getattr(field, "generated", False))


def _all_rows() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table, columns in _columns().items():
            cursor.execute(f"SELECT {_named(columns)} FROM {_name(table)}")  # noqa: S608 - names of our own models
            found[table] = columns, cursor.fetchall()
    return found


def _without(rows: Rows, others: Rows) -> Rows:
    """Leave out rows that were there before, and tables without any."""
    left: Rows = {}
    for table, (columns, held) in rows.items():
        new = [row for row in held if row not in others[table][1]]
        if new:
            left[table] = columns, new
    return left


def _insert(rows: Rows) -> None:
    with connection.cursor() as cursor:
        for table, (columns, held) in rows.items():
            one = f"({', '.join(['%s'] * len(columns))})"
            values = ", ".join([one] * len(held))
            sql = f"INSERT INTO {_name(table)} ({_named(columns)}) VALUES {values}"  # noqa: S608 - likewise
            cursor.execute(sql, [value for row in held for value in row])


def _name(text: str) -> str:
    return connection.ops.quote_name(text)


def _named(columns: list[str]) -> str:
    return ", ".join(map(_name, columns))
