"""ASCII tables: read, compared, printed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from tests.spec.tables import Columns, Example, columns, compare, example, markdown

TABLE = """
    | name | people | share |
    |------|--------|-------|
    | Rosa | 10     | 0.25  |
    | Dev  |        | 0.5   |
"""


def doubled(given: Columns) -> Mapping[str, Any]:
    """Twice the share.

    Twice as much.
    """
    twice = given["share"] * 2
    return {"share": twice / 2, "people": given["people"]}


def wrong(given: Columns) -> Mapping[str, Any]:
    """One too many."""
    return {"share": given["share"] + 1}


def test_numbers_become_floats_and_words_stay_words() -> None:
    table = columns(TABLE)
    assert table["name"].tolist() == ["Rosa", "Dev"]
    np.testing.assert_array_equal(table["people"], [10, np.nan])


def test_a_row_that_does_not_fit_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        columns("| a | b |\n| 1 |")


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="no rows"):
        columns("| a | b |")


@pytest.mark.parametrize(
    "answers",
    [
        {"share": [0.25, 0.6]},
        {"people": [10, 11]},
        {"people": [np.nan, np.nan]},
        {"name": ["Rosa", "Lee"]},
        {"name": ["Rosa"]},
        {"share": [0.25]},
        {"surname": ["Rosa", "Dev"]},
        {},
    ],
    ids=str,
)
def test_a_wrong_answer_fails(answers: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        compare(answers, columns(TABLE), within=0.05)


def test_an_answer_within_the_stated_distance_passes() -> None:
    compare({"share": [0.2501, 0.4999], "name": ["Rosa", "Dev"]}, columns(TABLE), within=0.001)


def test_an_example_is_a_test_that_runs_its_table() -> None:
    example(TABLE)(doubled)()


def test_an_example_with_a_wrong_answer_fails() -> None:
    with pytest.raises(AssertionError, match="share"):
        example(TABLE)(wrong)()


def test_an_example_keeps_its_words_and_code_for_the_manual() -> None:
    made: Example = vars(example(TABLE)(doubled))["example"]
    assert made.heading == "Twice the share"
    assert made.text == "Twice as much."
    assert made.code.splitlines()[0] == 'twice = given["share"] * 2'
    assert "def doubled" not in made.code


def test_a_table_is_printed_as_markdown() -> None:
    assert markdown(TABLE).splitlines()[:3] == ["| name | people | share |", "|---|---|---|", "| Rosa | 10 | 0.25 |"]


def test_a_drawing_after_the_heading_keeps_its_place() -> None:
    def drawn(given: Columns) -> Mapping[str, Any]:
        """A row.

            a b c

        Three areas.
        """
        return given

    assert vars(example(TABLE)(drawn))["example"].text.startswith("    a b c\n")
