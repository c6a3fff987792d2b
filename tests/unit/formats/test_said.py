"""Words with their language, and which way a text runs."""

from __future__ import annotations

import copy

import pytest

from seedbed.formats.said import Said, runs_right_to_left, said_within


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("لا مكان نلتقي فيه.", True),
        ("“לא, תודה.”", True),
        ("12 حافلات", True),
        ("Nowhere to meet, لا", False),
        ("“Nowhere.”", False),
        ("কোথাও না", False),
        ("12: 40%", False),
        ("", False),
    ],
)
def test_a_text_runs_as_its_first_letter_does(text: str, turned: bool) -> None:
    assert runs_right_to_left(text) is turned


def test_said_words_are_text_to_whoever_does_not_ask() -> None:
    assert Said("لا", "ar") == "لا"


def test_a_copy_keeps_the_language() -> None:
    copied = copy.deepcopy(Said("لا\nSpoken by a resident.", "ar", until=2))
    assert (copied.language, copied.until) == ("ar", 2)


def test_a_line_knows_where_the_words_in_it_are() -> None:
    line = said_within("Voice: ", Said("لا", "ar"), " (6Y-X)")
    assert isinstance(line, Said)
    assert (line, line[line.start : line.until], line.language) == ("Voice: لا (6Y-X)", "لا", "ar")


def test_a_line_of_plain_words_is_plain() -> None:
    assert not isinstance(said_within("Theme: ", "Nowhere", " (6Y-X)"), Said)
