"""Many rows in several questions to the database, since each takes a limited number of values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

MOST_AT_ONCE = 500
T = TypeVar("T")


def in_batches(things: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """Give things in their order, at most `MOST_AT_ONCE` together."""
    rest = iter(things)
    while batch := tuple(islice(rest, MOST_AT_ONCE)):
        yield batch
