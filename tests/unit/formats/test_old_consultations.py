"""Spreadsheets of old consultations: what columns mean is guessed or told; rows that will not do are named."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.old_consultations import Columns, OldAnswers, OldTable, guessed, read_answers, read_old_table
from seedbed.formats.workbooks import Sheet, write_workbook


def _table(folder: Path, text: str, encoding: str = "utf-8") -> OldTable:
    path = folder / "old.csv"
    path.write_bytes(text.encode(encoding))
    return read_old_table(path)


def _read(folder: Path, text: str, columns: Columns | None = None) -> OldAnswers:
    table = _table(folder, text)
    return read_answers(table, columns or guessed(table))


def test_headings_say_what_columns_mean(tmp_path: Path) -> None:
    table = _table(tmp_path, "Date,Question,Comment,Language,Lat,Long,Name\n05/01/2024,Why?,Lift,pl,51.5,-0.1,Bo\n")
    assert guessed(table) == Columns(("Comment",), "Date", "Question", "Language", "Lat", "Long")
    (answer,) = read_answers(table, guessed(table)).answers
    assert (answer.words, answer.said_on, answer.prompt) == ("Lift", date(2024, 1, 5), "Why?")
    assert (answer.language, answer.place) == ("pl", (-0.1, 51.5))


def test_where_no_heading_says_it_words_are_the_longest_texts(tmp_path: Path) -> None:
    table = _table(tmp_path, "id,What matters here\n1,The lift has been broken all year\n")
    assert guessed(table).words == ("What matters here",)


def test_a_column_a_question_makes_an_answer_each(tmp_path: Path) -> None:
    columns = Columns(("What is good?", "What is bad?"))
    read = _read(tmp_path, "What is good?,What is bad?\nPark,Lift\n,Rats\n", columns)
    assert [(each.prompt, each.words) for each in read.answers] == [
        ("What is good?", "Park"),
        ("What is bad?", "Lift"),
        ("What is bad?", "Rats"),
    ]


def test_the_same_table_has_the_same_keys_and_equal_rows_have_two(tmp_path: Path) -> None:
    text = "comment\nYes\nYes\n"
    first, again = ([each.key for each in _read(tmp_path, text).answers] for _ in range(2))
    assert first == again
    assert len(set(first)) == 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("30/02/2024,Lift,en,1,1", "no day"),
        ("soon,Lift,en,1,1", "no day"),
        ("01/02/2024,Lift,English please,1,1", "no code of a language"),
        ("01/02/2024,Lift,en,91,1", "no place on earth"),
        ("01/02/2024,Lift,en,1,1,more", "more cells than the heading"),
        (f"01/02/2024,{'x' * 100_001},en,1,1", "100,001 characters"),
    ],
)
def test_rows_that_will_not_do_are_named_with_the_reason(tmp_path: Path, row: str, why: str) -> None:
    read = _read(tmp_path, f"date,comment,language,lat,lon\n02/01/2024,Good,en,1,1\n{row}\n")
    assert [each.words for each in read.answers] == ["Good"]
    assert read.refused[0].where.startswith("row 3")
    assert why in read.refused[0].reason


def test_rows_without_words_are_counted(tmp_path: Path) -> None:
    read = _read(tmp_path, "date,comment\n01/02/2024,\n,Lift\n")
    assert [each.words for each in read.answers] == ["Lift"]
    assert "1 row has no words and was left out." in read.notes


def test_a_month_first_is_found_from_the_whole_table(tmp_path: Path) -> None:
    read = _read(tmp_path, "date,comment\n01/02/2024,One\n01/13/2024,Two\n")
    assert [each.said_on for each in read.answers] == [date(2024, 1, 2), date(2024, 1, 13)]


def test_a_workbook_is_read_with_its_days(tmp_path: Path) -> None:
    path = tmp_path / "old.xlsx"
    write_workbook(path, [Sheet("Answers", ["Date", "Comment"], [["2024-01-05", "Lift"], [None, "Rain"]])])
    table = read_old_table(path)
    assert [(each.said_on, each.words) for each in read_answers(table, guessed(table)).answers] == [
        (date(2024, 1, 5), "Lift"),
        (None, "Rain"),
    ]


def test_old_text_of_windows_is_read_and_said(tmp_path: Path) -> None:
    table = _table(tmp_path, "comment;day\nCafé;1/2/2024\n", "cp1252")
    assert table.rows[0][1][0] == "Café"
    assert "Windows-1252" in table.notes[0]


@pytest.mark.parametrize("text", ["", "\n\n", "a,a\n1,2\n", 'a,b\n"1,2\n', "a\0,b\n1,2\n"])
def test_files_that_are_no_table_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInputError):
        _table(tmp_path, text)


def test_a_column_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as refused:
        _read(tmp_path, "comment\nLift\n", Columns(("words",)))
    assert "'words'" in refused.value.why
