"""Tables that analysts bring: found columns, and cells that are not what they should be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from seedbed.errors import BadInputError
from seedbed.formats.data_table import DataTable, Wanted, plain_heading, read_data_table

WANTED = (Wanted("set", "text", required=False), Wanted("value"))


def table(folder: Path, text: str | bytes, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(folder: Path, text: str | bytes) -> DataTable:
    return read_data_table(table(folder, text), WANTED)


def refusal(folder: Path, text: str | bytes, name: str = "table.csv") -> BadInputError:
    path = table(folder, text, name)
    with pytest.raises(BadInputError) as caught:
        read_data_table(path, WANTED)
    assert str(path) in caught.value.why
    return caught.value


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_are_found_by_name_whatever_the_separator_and_the_order(tmp_path: Path, separator: str) -> None:
    got = read(tmp_path, f"Value{separator}other{separator}SET\n1.5{separator}x{separator}north\n")
    assert got.numbers("value").tolist() == [1.5]
    assert got.texts("set") == ["north"]


def test_columns_that_nobody_asked_for_are_left_out(tmp_path: Path) -> None:
    assert set(read(tmp_path, "set,value,other\na,1,2\n").columns) == {"set", "value"}


def test_column_may_have_another_tools_name(tmp_path: Path) -> None:
    path = table(tmp_path, "estimate\n3\n")
    assert read_data_table(path, [Wanted("value", also=("estimate",))]).numbers("value").tolist() == [3.0]


def test_headings_are_compared_without_case_spaces_and_dashes() -> None:
    assert plain_heading("  Age-Band start ") == "age_band_start"


def test_missing_column_is_named_beside_those_that_are_there(tmp_path: Path) -> None:
    why = refusal(tmp_path, "set,worth\na,1\n").why
    assert "no column 'value'" in why
    assert "set, worth" in why


def test_column_that_may_be_missing_reads_as_empty(tmp_path: Path) -> None:
    got = read(tmp_path, "value\n1\n2\n")
    assert not got.has("set")
    assert got.texts("set") == ["", ""]
    assert got.grouped("set").names == [""]
    assert np.isnan(got.numbers("other")).all()


@pytest.mark.parametrize("headings", ["value,value", "value,Value ", "value,VALUE"])
def test_two_columns_of_one_name_are_refused(tmp_path: Path, headings: str) -> None:
    assert "two columns are named" in refusal(tmp_path, f"{headings}\n1,2\n").why


def test_columns_without_a_name_are_let_be(tmp_path: Path) -> None:
    assert read(tmp_path, "value,,\n1,,\n").numbers("value").tolist() == [1.0]


@pytest.mark.parametrize("cell", ["", " ", "NaN", "nan", "NA", "null"])
def test_empty_cell_is_missing(tmp_path: Path, cell: str) -> None:
    assert np.isnan(read(tmp_path, f"set,value\na,{cell}\n").numbers("value")).all()


@pytest.mark.parametrize(("cell", "value"), [("1e3", 1000.0), (" 5 ", 5.0), ("+2", 2.0), (".5", 0.5), ('"7"', 7.0)])
def test_numbers_are_read_as_people_write_them(tmp_path: Path, cell: str, value: float) -> None:
    assert read(tmp_path, f"set,value\na,{cell}\n").numbers("value").tolist() == [value]


@pytest.mark.parametrize("cell", ["many", "5abc", "1 000", "1_000", "0x10", "-", "true", "1.5.5", "=1+1"])
def test_word_among_numbers_is_refused_with_its_row(tmp_path: Path, cell: str) -> None:
    assert f"row 3, column 'value': '{cell}' is not a number" in refusal(tmp_path, f"set,value\na,1\nb,{cell}\n").why


@pytest.mark.parametrize("cell", ["inf", "-inf", "Infinity", "1e400"])
def test_infinite_number_is_refused(tmp_path: Path, cell: str) -> None:
    assert "row 2, column 'value' is infinite" in refusal(tmp_path, f"set,value\na,{cell}\n").why


@pytest.mark.parametrize(
    ("cell", "advice"), [("1,5", "point before decimals"), ("1,234", "nothing between"), ("5%", "% signs")]
)
def test_advice_fits_how_the_number_was_written(tmp_path: Path, cell: str, advice: str) -> None:
    assert advice in refusal(tmp_path, f'set,value\na,"{cell}"\n').next_step


def test_decimal_commas_between_semicolons_are_refused_rather_than_guessed(tmp_path: Path) -> None:
    assert "'1,234' is not a number" in refusal(tmp_path, "set;value\na;1,234\n").why


def test_rows_are_counted_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    text = '\n\nset,value\n"two\nlines",1\n\n,\nb,many\n'
    assert "row 7, column 'value': 'many'" in refusal(tmp_path, text).why


def test_rows_of_nothing_are_passed_over_and_still_counted(tmp_path: Path) -> None:
    got = read(tmp_path, "set,value\n\na,1\n,\nb,-2\n\n")
    assert got.texts("set") == ["a", "b"]
    with pytest.raises(BadInputError, match="cannot be used") as caught:
        got.check(got.numbers("value") < 0, "value", "is below zero", "Correct it.")
    assert "row 5, column 'value': -2 is below zero" in caught.value.why


def test_check_says_how_many_rows_are_wrong(tmp_path: Path) -> None:
    got = read(tmp_path, "set,value\na,-1\nb,-2\n")
    with pytest.raises(BadInputError) as caught:
        got.check(got.numbers("value") < 0, "value", "is below zero", "Correct it.")
    assert "(2 such rows in all)" in caught.value.why


def test_short_row_lacks_cells(tmp_path: Path) -> None:
    assert np.isnan(read(tmp_path, "set,value\na\nb,1\n").numbers("value")).tolist() == [True, False]


def test_long_row_is_refused_with_its_row_and_never_cut(tmp_path: Path) -> None:
    assert "row 3 has 3 cells, the heading 2" in refusal(tmp_path, "set,value\na,1\nb,1,234\n").why


def test_groups_stand_in_the_order_of_their_first_rows(tmp_path: Path) -> None:
    got = read(tmp_path, "set,value\nsouth,1\nnorth,1\nsouth,1\n,1\n").grouped("set")
    assert got.names == ["south", "north", ""]
    assert got.index.tolist() == [0, 1, 0, 2]


def test_groups_of_two_columns_are_told_apart_though_their_joined_names_are_alike(tmp_path: Path) -> None:
    path = table(tmp_path, 'first,second\n"a, b",c\na,"b, c"\na,"b, c"\n')
    got = read_data_table(path, [Wanted("first", "text"), Wanted("second", "text")]).grouped("first", "second")
    assert got.index.tolist() == [0, 1, 1]
    assert got.names == ["a, b, c", "a, b, c"]


def test_text_keeps_what_starts_like_a_formula(tmp_path: Path) -> None:
    assert read(tmp_path, "set,value\n=HYPERLINK(1),1\n").texts("set") == ["=HYPERLINK(1)"]


def test_large_cell_is_read_or_refused_but_not_cut(tmp_path: Path) -> None:
    long = "x" * 5_000_000
    assert read(tmp_path, f"set,value\n{long},1\n").texts("set") == [long]
    assert "its heading cannot be read" in refusal(tmp_path, f"{long},value\na,1\n").why


@pytest.mark.parametrize(
    ("cell", "reason"),
    [("1e308", "is beyond 1e+50"), ("-2e50", "is beyond 1e+50"), ("5e-324", "is nearer to 0 than 1e-50")],
)
def test_number_too_large_or_small_to_reckon_with_is_refused(tmp_path: Path, cell: str, reason: str) -> None:
    assert f"row 3, column 'value' {reason}" in refusal(tmp_path, f"set,value\na,0\nb,{cell}\n").why


def test_refused_row_says_an_empty_cell_in_words(tmp_path: Path) -> None:
    got = read(tmp_path, "set,value\na,1\nb,\n")
    with pytest.raises(BadInputError) as refused:
        got.check(np.isnan(got.numbers("value")), "value", "is missing", "Give it.")
    assert "row 3, column 'value': it is missing" in refused.value.why


def test_refused_row_shows_the_start_of_a_long_cell(tmp_path: Path) -> None:
    got = read(tmp_path, f"set,value\n{'x' * 100_000},1\n")
    with pytest.raises(BadInputError) as refused:
        got.check(np.array([True]), "set", "is odd", "Change it.")
    assert f"'{'x' * 60}…' is odd" in refused.value.why


PEOPLE = (Wanted("set", "text", required=False), Wanted("numerator", also=("count",)), Wanted("denominator"))


def missing(folder: Path, heading: str) -> BadInputError:
    with pytest.raises(BadInputError) as refused:
        read_data_table(table(folder, f"{heading}\n1,2\n"), PEOPLE)
    return refused.value


def test_all_missing_columns_are_named_at_once_beside_what_the_command_reads(tmp_path: Path) -> None:
    why = missing(tmp_path, "place,year").why
    assert "there is no column 'numerator' and no column 'denominator'" in why
    assert "the command reads numerator, denominator (and set where given); the columns are place, year" in why


def test_heading_that_is_nearly_right_is_asked_about(tmp_path: Path) -> None:
    told = missing(tmp_path, "Coumt,denominator").next_step
    assert told == "Did you mean the column 'Coumt' for 'numerator'? Name it so."


def test_heading_that_is_nothing_like_it_is_not_asked_about(tmp_path: Path) -> None:
    assert missing(tmp_path, "place,year").next_step == "Name them so."


def test_headings_that_start_alike_are_all_named(tmp_path: Path) -> None:
    path = table(tmp_path, "code,hdep_in_four,hdep_in_three\nA,1,2\n")
    with pytest.raises(BadInputError) as refused:
        read_data_table(path, [Wanted("*groups 1", also=("hdep_4",))])
    assert refused.value.next_step.endswith("Of those that start alike it has hdep_in_four, hdep_in_three.")


def test_column_that_is_read_already_is_not_offered_for_another(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as refused:
        read_data_table(table(tmp_path, "value\n1\n"), [Wanted("value"), Wanted("values")])
    assert "Did you mean" not in refused.value.next_step


def test_column_named_by_an_option_is_missing_by_that_name(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as refused:
        read_data_table(table(tmp_path, "value\n1\n"), [Wanted("*by 1", "text", also=("region",)), Wanted("value")])
    assert "there is no column 'region'; the command reads region, value" in refused.value.why


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_empty_line_of_a_table_of_one_text_column_is_an_empty_cell(tmp_path: Path, end: str) -> None:
    path = table(tmp_path, end.join(["group", "", "a", "", "b", "", ""]))
    assert read_data_table(path, [Wanted("group", "text")]).texts("group") == ["", "a", "", "b", ""]


def test_empty_line_of_a_table_of_one_column_of_numbers_is_passed_over(tmp_path: Path) -> None:
    assert read(tmp_path, "value\n1\n\n2\n").numbers("value").tolist() == [1, 2]


def test_empty_line_of_a_table_with_other_columns_is_passed_over(tmp_path: Path) -> None:
    path = table(tmp_path, "group,other\na,1\n,\n\nb,2\n")
    assert read_data_table(path, [Wanted("group", "text")]).texts("group") == ["a", "b"]


def test_table_of_one_text_column_with_empty_lines_alone_has_no_rows(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be used") as refused:
        read_data_table(table(tmp_path, "group\n\n\n"), [Wanted("group", "text")])
    assert "it has no rows" in refused.value.why
