from __future__ import annotations

from seedbed.formats.plain_text import LONGEST_LINE, LONGEST_NAME, plain_line, plain_name


def test_a_line_shows_what_steers_a_terminal_as_escapes() -> None:
    assert plain_line("red\x1b[31m \u202etxt") == "red\\x1b[31m \\u202etxt"


def test_a_line_stays_one_line_and_is_cut_in_the_middle() -> None:
    line = plain_line("start\n" + "x" * 5_000 + "\nend")
    assert line.startswith("start x")
    assert line.endswith("x end")
    assert len(line) <= LONGEST_LINE


def test_a_name_keeps_its_own_letters_and_loses_those_that_are_none() -> None:
    assert plain_name(" Cwm\x00 Tŷ \u202eمحلة 😀\ud800\n") == "Cwm Tŷ محلة 😀"


def test_a_name_without_any_letter_is_empty() -> None:
    assert plain_name("\u202e \x01\n") == ""


def test_a_long_name_is_cut_and_says_so() -> None:
    name = plain_name("x" * 10_000)
    assert len(name) == LONGEST_NAME
    assert name.endswith("…")
