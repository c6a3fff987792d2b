"""Rows as lines of text: whatever a table holds comes back, wherever the text is cut."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import BadInputError
from seedbed.web.operations.copy_text import READERS, as_moment, as_number, as_yes_or_no, block_of, rows_of

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]))
VALUES = (
    st.none() | TEXTS | st.sampled_from([r"\N", "\\", "\t\n\r", "a\\tb"]),
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.floats(allow_nan=False),
    st.none() | st.binary(),
)
KINDS = (None, int, READERS["real"], READERS["blob"])


def _pieces(text: bytes, size: int) -> Iterator[bytes]:
    for start in range(0, len(text), size):
        yield text[start : start + size]


@given(st.lists(st.tuples(*VALUES), min_size=1), st.integers(1, 50))
def test_whatever_a_table_holds_comes_back(rows: list[tuple[object, ...]], size: int) -> None:
    read = [row for some in rows_of(_pieces(block_of(rows), size), KINDS, "it") for row in some]
    assert read == rows


def test_a_line_is_what_postgresql_writes() -> None:
    assert block_of([(1, None, "a\tb\\c\nd", b"\x00\xff", 0.5)]) == b"1\t\\N\ta\\tb\\\\c\\nd\t\\\\x00ff\t0.5\n"


@pytest.mark.parametrize("text", [b"1\n", b"1\t2\t3\n", b"1\t2", b"1\tx\n", b"1\t\\q\n", b"1\t\xff\n", b"\n"])
def test_a_row_that_does_not_fit_is_refused(text: bytes) -> None:
    with pytest.raises(BadInputError, match="cannot be restored"):
        list(rows_of([text], [None, int], "people_user"))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("2026-03-01 12:00:00+00", "2026-03-01 12:00:00"),
        ("2026-03-01 12:00:00.12+00", "2026-03-01 12:00:00.120000"),
        ("2026-03-01 12:00:00.123456", "2026-03-01 12:00:00.123456"),
        ("2026-03-01 12:00:00", "2026-03-01 12:00:00"),
    ],
)
def test_a_moment_is_kept_as_sqlite_keeps_it(told: str, kept: str) -> None:
    assert as_moment(told) == kept


def test_yes_no_and_unique_numbers_are_kept_as_sqlite_keeps_them() -> None:
    assert [as_yes_or_no(each) for each in "t1f0"] == [1, 1, 0, 0]
    assert as_number("0c7d6a0e-1d3c-4d8e-9a55-3f1d1c0b2a19") == "0c7d6a0e1d3c4d8e9a553f1d1c0b2a19"
