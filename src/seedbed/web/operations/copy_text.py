r"""Rows as lines of text, in the form that PostgreSQL copies (COPY, format text): the tables of a backup.

Values are kept apart by tabs, rows by line ends; ``\N`` is nothing, and what would be taken for a sign has a backslash.
PostgreSQL reads and writes it by itself; for SQLite it is done here, a column of a block at a time, which is
several times as fast as value by value. Times are UTC, yes and no are t, f, 1 or 0, bytes are hexadecimal.
See https://www.postgresql.org/docs/current/sql-copy.html (File Formats, Text Format).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from seedbed.errors import BadInputError

NOTHING = r"\N"
LONGEST_ROW = 256_000_000
"""Bytes of one row; whoever writes a longer one means to fill our memory."""
_SIGNS = re.compile(r"[\\\t\n\r\b\f\v]")
_WRITTEN = {"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r", "\b": r"\b", "\f": r"\f", "\v": r"\v"}
_READ = {written[1]: sign for sign, written in _WRITTEN.items()}
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)

Column = Sequence[Any]
Reader = Callable[[str], Any]


def block_of(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return rows as lines."""
    columns = [_written(column) for column in zip(*rows, strict=True)]
    return ("\n".join(map("\t".join, zip(*columns, strict=True))) + "\n").encode("utf-8")


def _written(column: Column) -> Column:
    kinds = set(map(type, column))
    if kinds == {int}:
        return list(map(str, column))
    if kinds == {str} and not _SIGNS.search("".join(column)):
        return column
    return list(map(_value, column))


def _value(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return _SIGNS.sub(lambda sign: _WRITTEN[sign[0]], value)
    return rf"\\x{value.hex()}" if isinstance(value, bytes) else repr(value)


def rows_of(blocks: Iterable[bytes], readers: Sequence[Reader | None], where: str) -> Iterator[list[tuple[Any, ...]]]:
    """Yield the rows of a table, some at a time.

    Parameters
    ----------
    blocks
        The text, cut anywhere.
    readers
        For each column what makes a value of its text; None where the text will do.
    where
        Names the table in errors.

    Raises
    ------
    BadInputError
        If a row has another number of values, or one cannot be read.
    """
    for lines in _whole_lines(blocks, where):
        try:
            columns = list(zip(*[line.split("\t") for line in lines.decode("utf-8").split("\n")], strict=True))
            read = [_read(column, reader) for column, reader in zip(columns, readers, strict=True)]
        except (ValueError, KeyError) as error:
            raise not_readable(where) from error
        yield list(zip(*read, strict=True))


def not_readable(where: str) -> BadInputError:
    """Return the error of a table that is not in this form."""
    return BadInputError(
        "The backup cannot be restored.",
        f"Its table {where} holds a row that cannot be read.",
        "Take another backup; nothing was changed.",
    )


def _whole_lines(blocks: Iterable[bytes], where: str) -> Iterator[bytes]:
    """Yield blocks that end where a line does, without the last line end."""
    rest = b""
    for block in blocks:
        head, end, tail = block.rpartition(b"\n")
        if end:
            yield rest + head
            rest = tail
        else:
            rest += block
        if len(rest) > LONGEST_ROW:
            raise not_readable(where)
    if rest:
        raise not_readable(where)


def _read(column: tuple[str, ...], reader: Reader | None) -> Column:
    if "\\" in "".join(column):
        return [None if text == NOTHING else _made(_unescaped(text), reader) for text in column]
    return column if reader is None else [reader(text) for text in column]


def _made(text: str, reader: Reader | None) -> Any:
    return text if reader is None else reader(text)


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda sign: _READ[sign[1]], text) if "\\" in text else text


def as_yes_or_no(text: str) -> int:
    """Read yes or no for SQLite, which keeps 1 and 0."""
    return {"t": 1, "f": 0, "1": 1, "0": 0}[text]


def as_moment(text: str) -> str:
    """Read a moment for SQLite, which keeps UTC without saying so, and no or six digits after the second."""
    told = text.removesuffix("+00")
    second, point, part = told.partition(".")
    return f"{second}.{part:0<6}" if point and "+" not in part else told


def as_number(text: str) -> str:
    """Read a universally unique number for SQLite, which keeps it without strokes."""
    return text.replace("-", "")


def as_bytes(text: str) -> bytes:
    """Read bytes, written as backslash, x and hexadecimal digits."""
    if not text.startswith("\\x"):
        raise ValueError("not bytes")
    return bytes.fromhex(text[2:])


READERS: dict[str, Reader] = {
    "bool": as_yes_or_no,
    "datetime": as_moment,
    "char(32)": as_number,
    "real": float,
    "blob": as_bytes,
}
"""What SQLite reads otherwise than as text, by the type its columns are declared with."""
