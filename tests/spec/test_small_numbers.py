"""Small numbers are hidden, so that no figure points at a person.

1. A count from 1 to 4 is hidden (the minimum, 5, can be raised). So is a count that leaves 1 to 4 people out: "all but
   two" tells as much as "two". A nought is shown.
2. Where parts add up to a total that is shown, one hidden part is the total minus the others. So the next smallest part
   is hidden too, and all parts of that size with it, until the hidden parts are not all equal. Noughts come last.
3. A total from 1 to 4 hides itself and every part. Where nothing is left to hide, the total is hidden.

For one list of counts this keeps anyone who knows the total, the parts shown and these rules from working out a hidden
count exactly: swap any two hidden counts and the page would look the same. A test goes through every small list there
is to make sure. Where the people of each part are shown too, it keeps out those who know all that is shown, but not
quite those who also reason about which part the rule would have hidden next. In either case a reader may learn that a
count is 3 or 4; and tables that share cells, or two releases laid side by side, need more than this.

Sources: rules 1 and 3 and hiding the next smallest are the practice of the Office for National Statistics and NHS
England; going on until the hidden parts differ is Seedbed's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.suppression import suppress_parts, suppress_small
from tests.spec.tables import Column, Columns, example

title = "Small numbers"
part = "Figures and how sure they are"


def words(hidden: Column) -> list[str]:
    """Say which are hidden."""
    return ["hidden" if hide else "shown" for hide in hidden]


@example(
    """
    | count | people | seen   |
    |-------|--------|--------|
    | 0     | 100    | shown  |
    | 1     | 100    | hidden |
    | 4     | 100    | hidden |
    | 5     | 100    | shown  |
    | 95    | 100    | shown  |
    | 98    | 100    | hidden |
    | 100   | 100    | shown  |
    | 0.4   | 100    | hidden |
    """
)
def test_a_count_by_itself(given: Columns) -> Mapping[str, Any]:
    """A count by itself.

    An apportioned count of 0.4 stands for somebody, and is small.
    """
    return {"seen": words(suppress_small(given["count"], given["people"]))}


@example(
    """
    | parts of 83 | seen   |
    |-------------|--------|
    | 3           | hidden |
    | 60          | shown  |
    | 20          | hidden |
    | 0           | shown  |
    """
)
def test_one_small_part(given: Columns) -> Mapping[str, Any]:
    """One small part takes the next smallest with it.

    By itself the 3 would be `83 - 60 - 20 - 0`. Now 23 people are in two hidden parts.
    """
    return {"seen": words(suppress_parts(given["parts of 83"]).hidden)}


@example(
    """
    | parts of 82 | seen   |
    |-------------|--------|
    | 1           | hidden |
    | 1           | hidden |
    | 20          | hidden |
    | 60          | shown  |
    """
)
def test_equal_small_parts(given: Columns) -> Mapping[str, Any]:
    """Two equal small parts take a third with them.

    Two hidden parts with 2 people between them, neither a nought, are 1 and 1.
    """
    return {"seen": words(suppress_parts(given["parts of 82"]).hidden)}


@example(
    """
    | parts of 103 | seen   |
    |--------------|--------|
    | 20           | hidden |
    | 20           | hidden |
    | 3            | hidden |
    | 60           | shown  |
    """
)
def test_parts_of_the_same_size(given: Columns) -> Mapping[str, Any]:
    """Parts tied for the next smallest go together.

    Hiding only the first 20 would show, by the rule, that the hidden 20 stands before the other one.
    """
    return {"seen": words(suppress_parts(given["parts of 103"]).hidden)}


@example(
    """
    | list           | parts   | parts hidden         | total  |
    |----------------|---------|----------------------|--------|
    | small total    | 1 0 2   | hidden hidden hidden | hidden |
    | nothing left   | 4 4     | hidden hidden        | hidden |
    | nothing small  | 5 0 9   | shown shown shown    | shown  |
    """
)
def test_when_the_total_is_hidden(given: Columns) -> Mapping[str, Any]:
    """When the total is hidden.

    Three people in all are too few to be shown at all. Two fours that add up to 8 have nothing to hide behind.
    """
    answers = [suppress_parts([float(count) for count in parts.split()]) for parts in given["parts"]]
    totals = words(np.array([answer.total_hidden for answer in answers]))
    return {"parts hidden": [" ".join(words(answer.hidden)) for answer in answers], "total": totals}
