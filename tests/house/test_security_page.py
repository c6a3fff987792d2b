"""The page on security names every chapter of the standard, and tests that are really there."""

from __future__ import annotations

import re

import pytest

from tests.house.floors import ROOT

TEXT = (ROOT / "docs" / "explanation" / "security.md").read_text("utf-8")
CHAPTERS = {
    int(number): part for number, part in re.findall(r"^## V(\d+)\b(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
}
NOT_APPLICABLE = {10, 17}
TEST = re.compile(r"`(tests/[\w/]+\.py)`")


def test_every_chapter_is_there_in_order() -> None:
    assert list(CHAPTERS) == list(range(1, 18))


@pytest.mark.parametrize("chapter", sorted(set(range(1, 18)) - NOT_APPLICABLE))
def test_a_chapter_names_tests_that_are_there_and_what_is_not_met(chapter: int) -> None:
    named = TEST.findall(CHAPTERS[chapter])
    assert named
    assert [name for name in named if not (ROOT / name).is_file()] == []
    assert "**Not met**" in CHAPTERS[chapter]


@pytest.mark.parametrize("chapter", sorted(NOT_APPLICABLE))
def test_a_chapter_that_does_not_apply_says_why(chapter: int) -> None:
    assert "Does not apply" in CHAPTERS[chapter]


def test_every_file_of_tests_is_named_in_full() -> None:
    written = set(re.findall(r"[\w/]*test_\w+\.py", TEXT))
    assert written == set(TEST.findall(TEXT)) & written
