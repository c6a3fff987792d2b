"""What methods warn of becomes notes that stand beside the numbers."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from seedbed.errors import MethodWarning


@contextmanager
def method_notes() -> Iterator[list[str]]:
    """Give a list that holds, after the block, each thing that a method warned of once; other warnings pass through."""
    notes: list[str] = []
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", MethodWarning)
        yield notes
    for each in caught:
        if not issubclass(each.category, MethodWarning):
            warnings.warn_explicit(each.message, each.category, each.filename, each.lineno)
        elif str(each.message) not in notes:
            notes.append(str(each.message))
