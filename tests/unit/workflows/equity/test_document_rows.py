"""Rows of a document are made from columns."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from itertools import repeat

import pytest

from seedbed.workflows.equity.document_rows import in_rows, without_collection


@dataclass
class Row:
    name: str
    value: float
    low: float | None = None
    high: float | None = None


def test_columns_become_rows_whatever_their_order() -> None:
    assert in_rows(Row, {"value": [1.0, 2.0], "name": ["a", "b"]}) == [Row("a", 1.0), Row("b", 2.0)]


def test_a_field_without_a_column_keeps_its_default() -> None:
    assert in_rows(Row, {"name": ["a"], "value": [1.0], "high": [3.0]}) == [Row("a", 1.0, None, 3.0)]


def test_a_column_without_an_end_says_the_same_in_every_row() -> None:
    assert in_rows(Row, {"name": ["a", "b"], "value": repeat(5.0)}) == [Row("a", 5.0), Row("b", 5.0)]


def test_collection_of_rings_is_on_again_after_an_error() -> None:
    with pytest.raises(ValueError, match="stop"), without_collection():
        raise ValueError("stop")
    assert gc.isenabled()
