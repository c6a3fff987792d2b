"""Pages by cursor: what is added while someone reads moves nothing."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet

from seedbed.errors import UsageError

Row = TypeVar("Row")
Item = TypeVar("Item")

AT_MOST = 200
USUAL = 50


def page_of(
    rows: QuerySet[Any], after: str, limit: int, show: Callable[[list[Any]], list[Item]], key: str = "pk"
) -> dict[str, Any]:
    """Return one page of rows, by rising key.

    Parameters
    ----------
    after
        The cursor of the page before; empty for the first page.
    show
        Turns the rows of a page into what is answered, all at once.
    key
        A unique number of each row.

    Raises
    ------
    UsageError
        If the cursor is none of ours.
    """
    some = rows.order_by(key)
    if after:
        some = some.filter(**{f"{key}__gt": number_in(after)})
    found = list(some[: limit + 1])
    last = getattr(found[limit - 1], key) if len(found) > limit else None
    return {"items": show(found[:limit]), "next": None if last is None else cursor_of(last)}


def cursor_of(number: int) -> str:
    """Return the cursor that goes on after a row."""
    return base64.urlsafe_b64encode(f"after:{number}".encode()).decode().rstrip("=")


def number_in(cursor: str) -> int:
    """Return the number in a cursor.

    Raises
    ------
    UsageError
        If it is none of ours.
    """
    try:
        said = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        name, _, number = said.partition(":")
        if name == "after" and number.isascii() and number.isdigit() and len(number) < 19:
            return int(number)
    except (binascii.Error, ValueError):
        pass
    raise UsageError("There is no such page.", "`after` is not a cursor of this list.", "Copy it from `next`.")
