"""Old consultations, from a spreadsheet to a table for coding: what each column means is told, or guessed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from seedbed.formats.old_consultations import (
    Answered,
    Columns,
    OldAnswers,
    OldTable,
    guessed,
    read_answers,
    read_old_table,
)
from seedbed.formats.tables import check_csv_name, write_csv
from seedbed.reports.voices.answers_documents import AnswersColumns, AnswersDocument
from seedbed.reports.voices.not_taken import NotTaken
from seedbed.workflows.progress import Progress, silent

COLUMNS = ("key", "day", "question", "words", "language", "longitude", "latitude")
"""Of the table. ``key`` is the same for an answer each time it is read; who gave it is in none of them."""


def answers(
    file: Path, means: Mapping[str, Any] | None = None, out: Path | None = None, progress: Progress = silent
) -> AnswersDocument:
    """Read a spreadsheet of what people said before and say what is in it.

    Parameters
    ----------
    file
        A ``.csv`` or ``.xlsx`` with a heading and a row for each answer, or a column a question.
    means
        Headings by the fields of `formats.old_consultations.Columns`, in place of what is guessed; an empty heading
        says that no column means it.
    out
        Write the words to this ``.csv``, one row an answer.

    Raises
    ------
    UsageError
        If ``out`` is no ``.csv``.
    BadInputError
        If the table cannot be read, no column holds words, or one that is named is not there.
    """
    if out is not None:
        check_csv_name(out)
    table = read_old_table(file)
    columns = replace(guessed(table), **(means or {}))
    read = read_answers(table, columns, lambda done, total: progress(done, total, "Reading answers"))
    if out is not None:
        write_csv(out, list(COLUMNS), [_row(each) for each in read.answers])
    return _document(file, table, columns, read, [out] if out else [])


def _row(each: Answered) -> list[str | float | None]:
    longitude, latitude = each.place or (None, None)
    day = each.said_on.isoformat() if each.said_on else None
    return [each.key, day, each.prompt, each.words, each.language, longitude, latitude]


def _document(
    file: Path, table: OldTable, columns: Columns, read: OldAnswers, files: Sequence[Path]
) -> AnswersDocument:
    days = sorted(each.said_on.isoformat() for each in read.answers if each.said_on)
    told = asdict(columns) | {"words": list(columns.words)}
    return AnswersDocument(
        file=file.name,
        headings=[each for each in table.headings if each],
        columns=AnswersColumns(**told),
        answers=len(read.answers),
        with_day=len(days),
        with_place=sum(each.place is not None for each in read.answers),
        first_on=days[0] if days else None,
        last_on=days[-1] if days else None,
        not_taken=[NotTaken(where=each.where, reason=each.reason) for each in read.refused],
        files=[str(each) for each in files],
        notes=list(read.notes),
    )
