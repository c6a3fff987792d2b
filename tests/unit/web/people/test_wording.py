"""Names that people type."""

from __future__ import annotations

import pytest

from seedbed.errors import UsageError
from seedbed.web.people.wording import clean_name


@pytest.mark.parametrize("name", ["Ngọzi", "مي", "নদীর ধার", "O'Brien & Söhne", "می‌خواهم", "<b>", "🌱"])
def test_names_of_every_script_stay(name: str) -> None:
    assert clean_name(name) == name


def test_a_name_is_kept_in_one_form() -> None:
    assert clean_name(" Cafe\u0301 ") == "Café"


@pytest.mark.parametrize(
    "name", ["", " \t ", "a\x00", "a\x1b[2J", "a\r\nb", "\u202eabc", "a\u2028b", "\u200d", "\ud800"]
)
def test_what_nobody_can_see_is_refused(name: str) -> None:
    with pytest.raises(UsageError):
        clean_name(name)


def test_a_long_name_says_how_long() -> None:
    with pytest.raises(UsageError, match="100,000 characters; at most 200"):
        clean_name("a" * 100_000)
