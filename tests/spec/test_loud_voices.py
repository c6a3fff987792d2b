"""How far a few people speak for many.

    effective number of voices = (sum of n)^2 / (sum of n^2),    n = contributions of each person

Ten people who each said one thing are ten voices; where one of them said most of it, they come to fewer. It is a
measure of evenness, not of what was said: nobody's words count for less. But a count of contributions is no count of
people, and pages show both.

Source: Kish, "Survey Sampling" (1965), section 11.7.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.analysis.voices.loudness import loudness, loudness_of_totals
from tests.spec.tables import Columns, example

title = "Loud voices"
part = "Who is heard"


@example(
    """
    | people of the café | contributions each | contributions | people | voices | loudest tenth |
    |--------------------|--------------------|---------------|--------|--------|---------------|
    | each the same      | 2 2 2 2            | 8             | 4      | 4      | 0.25          |
    | one said most      | 1 1 1 7            | 10            | 4      | 1.9231 | 0.7           |
    """,
    within=0.0001,
)
def test_one_person_says_most(given: Columns) -> Mapping[str, Any]:
    """One person says most.

    `(1 + 1 + 1 + 7)^2 / (1 + 1 + 1 + 49) = 100 / 52 = 1.92`: four people, and hardly more than two voices. A tenth of
    four people is one person, who made 7 of 10 contributions.
    """
    found = [loudness([float(n) for n in str(each).split()]) for each in given["contributions each"]]
    return {
        "contributions": [each.contributions for each in found],
        "people": [each.people for each in found],
        "voices": [each.voices for each in found],
        "loudest tenth": [each.loudest_tenth for each in found],
    }


@example(
    """
    | reports | people | each  |
    |---------|--------|-------|
    | 900     | 450    | 2     |
    | 62      | 50     | 1.24  |
    """
)
def test_only_the_totals_are_known(given: Columns) -> Mapping[str, Any]:
    """Only the totals are known.

    900 reports of 450 people are 450 voices at the most, two reports each.
    """
    found = [loudness_of_totals(n, int(k)) for n, k in zip(given["reports"], given["people"], strict=True)]
    return {"each": [each.each for each in found]}
