"""Read a list of postcodes from a text or CSV file."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from seedbed.formats.outlines import cannot_read, check_size

LARGEST_LIST = 50 * 1024**2
MOST_POSTCODES = 200_000
WORD = re.compile(r"[A-Z0-9]{2,10}")
HEADINGS = ("postcode", "pcd", "pcds", "pcd7", "pcd8", "postal_code", "zip")


def same_form(postcode: str) -> str:
    """Write a postcode as it is compared: capitals, no spaces."""
    return "".join(postcode.split()).upper()


def read_postcodes(path: Path) -> list[str]:
    """Read postcodes, one a line or from the column ``postcode`` of a CSV, each once, in the order of the file.

    Returns
    -------
    list of str
        In capitals and without spaces.

    Raises
    ------
    BadInputError
        If the file is empty, too large, not text, or a row holds something that cannot be a postcode.
    """
    check_size(path, LARGEST_LIST)
    found: dict[str, None] = {}
    for row, text in _cells(path):
        postcode = same_form(text)
        if not postcode:
            continue
        if not WORD.fullmatch(postcode):
            why = f"Row {row} holds {text.strip()[:30]!r}, which cannot be a postcode."
            raise cannot_read(path, why, "Give one postcode a line, or a CSV with a column named postcode.")
        found[postcode] = None
        if len(found) > MOST_POSTCODES:
            why = f"It holds more than {MOST_POSTCODES:,} postcodes."
            raise cannot_read(path, why, "Give the postcodes of one neighbourhood.")
    if not found:
        raise cannot_read(path, "It holds no postcode.", "Give one postcode a line.")
    return list(found)


def _cells(path: Path) -> Iterator[tuple[int, str]]:
    """Give the postcode cell of each row, streaming."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            first = next(rows, [])
            column = _column(first)
            if column is None:
                column = 0
                yield 1, first[0] if first else ""
            for row in rows:
                if len(row) > column:
                    yield rows.line_num, row[column]
    except UnicodeDecodeError as error:
        why = f"Byte {error.start:,} is not UTF-8 text."
        raise cannot_read(path, why, "Save the list with the encoding UTF-8.") from error
    except csv.Error as error:
        raise cannot_read(path, f"Its rows cannot be told apart ({error}).", "Save it as plain CSV.") from error


def _column(first: list[str]) -> int | None:
    names = [cell.strip().lower() for cell in first]
    return next((names.index(heading) for heading in HEADINGS if heading in names), None)
