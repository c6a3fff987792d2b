"""Spreadsheets of what people said before: a row each, or a column a question.

Who said it is not read: whoever asks for consent asks for the card too. See `guessed` for what columns may mean.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import zip_longest
from pathlib import Path

from seedbed.errors import BadInputError
from seedbed.formats.chat_dates import Order, Stamp, moment_of, order_of
from seedbed.formats.data_table_files import open_table, reading
from seedbed.formats.data_table_headings import plain_heading
from seedbed.formats.data_table_xlsx import WorkbookLimits
from seedbed.formats.encodings import decoded
from seedbed.formats.messages import Refused, counted, digest, too_long
from seedbed.formats.personal_headings import is_personal
from seedbed.formats.plain_text import plain_line

LARGEST_FILE = 100_000_000
MOST_ROWS = 100_000
MOST_COLUMNS = 500
LIMITS = WorkbookLimits(unpacked=300_000_000, cells=5_000_000)
LONGEST_PROMPT = 300
WHAT = "The table cannot be read."
NEXT = "Send a table with a heading and a row for each answer, as CSV or XLSX."
MEANS: dict[str, frozenset[str]] = {
    "said_on": frozenset({"date", "day", "said on", "when", "submitted", "timestamp", "start date", "submission date"}),
    "prompt": frozenset({"question", "prompt", "asked", "question text"}),
    "language": frozenset({"language", "lang", "language code"}),
    "latitude": frozenset({"latitude", "lat", "y"}),
    "longitude": frozenset({"longitude", "long", "lon", "lng", "x"}),
}
"""Headings that mean something by themselves."""
WORDS = frozenset(
    {"words", "comment", "comments", "answer", "response", "text", "what they said", "feedback", "message", "quote"}
)
Heard = Callable[[int, int], None]
_NUMBERS = re.compile(r"^(\d{1,4})[/.\-](\d{1,2})[/.\-](\d{1,4})(?:[T ,].*)?$")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")


@dataclass(frozen=True, slots=True)
class OldTable:
    """A table as it stands: its headings, and its rows with their numbers as a spreadsheet counts them."""

    headings: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """What columns mean, by their headings; an empty name where none does.

    Parameters
    ----------
    words
        Each is something that was said; the heading is the question where no column holds it.
    """

    words: tuple[str, ...]
    said_on: str = ""
    prompt: str = ""
    language: str = ""
    latitude: str = ""
    longitude: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """One thing that somebody said before."""

    key: str
    words: str
    said_on: date | None = None
    prompt: str = ""
    language: str = ""
    place: tuple[float, float] | None = None


@dataclass(slots=True)
class OldAnswers:
    """What a table holds: what was said, what was not taken, and what people should know."""

    answers: list[Answered] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_old_table(path: Path) -> OldTable:
    """Read a table, CSV or XLSX, all of it as text.

    Raises
    ------
    BadInputError
        If it is of another kind, damaged, too large, or has no heading.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise _bad(f"{path.name} has more than {LARGEST_FILE / 1e6:g} MB.")
    if path.suffix.lower() == ".xlsx":
        table = _of_workbook(path)
    elif path.suffix.lower() in {".csv", ".tsv", ".txt"}:
        table = _of_text(path)
    else:
        raise _bad(f"'{plain_line(path.suffix)}' is neither .csv nor .xlsx.")
    named = [each for each in table.headings if each]
    if not named or len(set(named)) < len(named) or len(named) > MOST_COLUMNS:
        raise _bad(f"{path.name} has no heading, two columns of one name, or more than {MOST_COLUMNS} columns.")
    kept = [place for place, heading in enumerate(table.headings) if not is_personal(heading)]
    # Cells beyond the heading stay, so that their row is refused for them.
    beyond = len(table.headings)
    rows = tuple(
        (number, (*(cells[place] for place in kept if place < len(cells)), *cells[beyond:]))
        for number, cells in table.rows
    )
    return replace(table, headings=tuple(table.headings[place] for place in kept), rows=rows)


def guessed(table: OldTable) -> Columns:
    """Guess what columns mean by their headings; words are also where the longest texts stand, if no heading says."""
    plain = {heading: plain_heading(heading) for heading in table.headings if heading}
    found = {name: next((each for each, low in plain.items() if low in known), "") for name, known in MEANS.items()}
    words = tuple(each for each, low in plain.items() if low in WORDS)
    if not words:
        lengths = {
            heading: sum(len(cells[place]) for _, cells in table.rows[:200])
            for place, heading in enumerate(table.headings)
            if heading and heading not in found.values()
        }
        words = tuple(sorted(lengths, key=lambda heading: -lengths[heading])[:1])
    return Columns(words=words, **found)


def read_answers(table: OldTable, columns: Columns, heard: Heard | None = None) -> OldAnswers:
    """Return what was said, by what the columns mean.

    Parameters
    ----------
    heard
        Told how many rows are done, of how many; may raise to stop.

    Raises
    ------
    BadInputError
        If no column holds words, or the table lacks one that is named.
    """
    places = {heading: place for place, heading in enumerate(table.headings)}
    wanted = [*columns.words, columns.said_on, columns.prompt, columns.language, columns.latitude, columns.longitude]
    missing = next((each for each in wanted if each and each not in places), None)
    if not columns.words or missing is not None:
        why = "No column is said to hold words." if missing is None else f"It has no column '{plain_line(missing)}'."
        raise BadInputError(WHAT, why, "Choose again what each column means.")
    reader = _Rows(table, columns, places)
    for done, (number, cells) in enumerate(table.rows, 1):
        if heard is not None and done % 200 == 0:
            heard(done, len(table.rows))
        reader.read(number, cells)
    return reader.finished()


class _Rows:
    def __init__(self, table: OldTable, columns: Columns, places: dict[str, int]) -> None:
        self.columns, self.places = columns, places
        self.out = OldAnswers(notes=list(table.notes))
        self.found: list[Answered] = []
        self.empty = 0
        days = [self._cell(cells, columns.said_on) for _, cells in table.rows]
        stamps = [stamp for day in days if (stamp := _stamp(day)) is not None]
        self.order: Order
        self.order, sure = order_of(stamps)
        if stamps and not sure:
            self.out.notes.append("Days may be day/month or month/day; they were read as day/month.")
        self.order = "day" if self.order == "year" else self.order

    def _cell(self, cells: Sequence[str], heading: str) -> str:
        return cells[self.places[heading]].strip() if heading else ""

    def read(self, number: int, cells: tuple[str, ...]) -> None:
        where = f"row {number}"
        if len(cells) > len(self.places) and any(cell.strip() for cell in cells[len(self.places) :]):
            self.out.refused.append(Refused(where, "It has more cells than the heading."))
            return
        said = [(heading, self._cell(cells, heading)) for heading in self.columns.words]
        if not any(words for _, words in said):
            self.empty += 1
            return
        told = self._cell(cells, self.columns.said_on)
        day = _day(told, self.order)
        if told and day is None:
            self.out.refused.append(Refused(where, f"'{plain_line(told[:40])}' is no day."))
            return
        language, place = self._cell(cells, self.columns.language), self._place(cells)
        if language and not _LANGUAGE.match(language):
            self.out.refused.append(Refused(where, f"'{plain_line(language[:40])}' is no code of a language, as en."))
            return
        if place is None and (self._cell(cells, self.columns.latitude) or self._cell(cells, self.columns.longitude)):
            self.out.refused.append(Refused(where, "Its latitude and longitude are no place on earth."))
            return
        for heading, words in said:
            self._keep(where, heading, words, Answered("", words, day, self._prompt(cells, heading), language, place))

    def _keep(self, where: str, heading: str, words: str, answered: Answered) -> None:
        if not words:
            return
        long = too_long(f"{where}, {plain_line(heading[:60])}", words)
        if long is not None:
            self.out.refused.append(long)
        else:
            self.found.append(answered)

    def _prompt(self, cells: Sequence[str], heading: str) -> str:
        told = self._cell(cells, self.columns.prompt)
        several = heading if plain_heading(heading) not in WORDS else ""
        return (told or several)[:LONGEST_PROMPT]

    def _place(self, cells: Sequence[str]) -> tuple[float, float] | None:
        try:
            latitude = float(self._cell(cells, self.columns.latitude))
            longitude = float(self._cell(cells, self.columns.longitude))
        except ValueError:
            return None
        good = math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180
        return (longitude, latitude) if good else None

    def finished(self) -> OldAnswers:
        days = [f"{each.said_on}|{each.prompt}" for each in self.found]
        turns = counted((each.words, day) for each, day in zip(self.found, days, strict=True))
        for each, day, turn in zip(self.found, days, turns, strict=True):
            key = digest("row", each.words, day, str(turn))
            self.out.answers.append(Answered(key, each.words, each.said_on, each.prompt, each.language, each.place))
        if self.empty:
            self.out.notes.append(
                "1 row has no words and was left out."
                if self.empty == 1
                else f"{self.empty:,} rows have no words and were left out."
            )
        return self.out


def _bad(why: str) -> BadInputError:
    return BadInputError(WHAT, why, NEXT)


def _of_workbook(path: Path) -> OldTable:
    file = open_table(path, LIMITS)
    series = reading(path, lambda: file.read(list(range(len(file.headings))), []))
    columns = [["" if cell is None else str(cell) for cell in each] for each in series]
    rows = _numbered(zip(*columns, strict=True), file.first_row, len(file.headings), path.name)
    return OldTable(tuple(each.strip() for each in file.headings), tuple(rows))


def _of_text(path: Path) -> OldTable:
    text, note = decoded(path.read_bytes(), path.name)
    first = next((line for line in text.split("\n") if line.strip()), "")
    separator = max(",;\t", key=first.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        raise _bad(f"{path.name}: {error}.") from error
    start = next((place for place, row in enumerate(rows) if any(cell.strip() for cell in row)), None)
    headings = tuple(each.strip() for each in rows[start]) if start is not None else ()
    found = _numbered(iter(rows[(start or 0) + 1 :]), (start or 0) + 2, len(headings), path.name)
    return OldTable(headings, tuple(found), (note,) if note else ())


def _numbered(
    rows: Iterator[Sequence[str]], first: int, width: int, name: str
) -> Iterator[tuple[int, tuple[str, ...]]]:
    for number, cells in enumerate(rows, first):
        if number >= first + MOST_ROWS:
            raise _bad(f"{name} has more than {MOST_ROWS:,} rows.")
        if any(cell.strip() for cell in cells):
            filled = zip_longest(cells, range(width), fillvalue="")
            yield number, tuple(str(cell) for cell, _ in filled)


def _stamp(day: str) -> Stamp | None:
    found = _NUMBERS.match(day.strip())
    if found is None:
        return None
    numbers = int(found[1]), int(found[2]), int(found[3])
    return Stamp(numbers, len(found[1]) == 4, 0, 0, 0, 0)


def _day(told: str, order: Order) -> date | None:
    stamp = _stamp(told)
    if stamp is not None:
        moment = moment_of(stamp, order)
        return None if moment is None else moment.date()
    for pattern in ("%d %B %Y", "%d %b %Y", "%B %d, %Y"):
        try:
            return datetime.strptime(told, pattern).date()  # noqa: DTZ007 - a day, in no zone
        except ValueError:
            continue
    return None
