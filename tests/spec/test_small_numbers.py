"""Small numbers are hidden, so that no figure points at a person.

1. A count from 1 to 4 is hidden (the minimum, 5, can be raised). So is a count that leaves 1 to 4 people out: "all but
   two" tells as much as "two". A nought is shown.
2. Where parts add up to a total that is shown, one hidden part is the total minus the others. So others are hidden too,
   those with the fewest people in them that will do, noughts last: of each small count five values must remain, one of
   them 5 or more.
3. Where no choice of parts does that, the total is hidden.

Here these rules are shown for one list of parts. Tables, tables that share cells, and releases laid side by side pass
the same guard: "Hiding what gives small counts away" tells how it chooses, what it attacks and what is not guaranteed.
A test goes through every small list there is and tries all counts that would print the same.

Sources: rule 1 is the practice of the Office for National Statistics and NHS England; the guard's sources are named on
its own page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.disclosure.guard import guard
from seedbed.analysis.equity.disclosure.tables import sums
from seedbed.analysis.equity.suppression import Mask, suppress_small
from tests.spec.tables import Column, Columns, example

title = "Small numbers"
part = "Figures and how sure they are"


def words(hidden: Column) -> list[str]:
    """Say which are hidden."""
    return ["hidden" if hide else "shown" for hide in hidden]


def guarded(parts: Iterable[float]) -> tuple[Mask, bool]:
    """Return which parts are hidden, and whether their total is."""
    counts = dict(enumerate(map(float, parts)))
    hidden = guard(sums(counts, {"total": list(counts)})).hidden
    return hidden[:-1], bool(hidden[-1])


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
    """One small part takes the cheapest with it: here the next smallest.

    By itself the 3 would be `83 - 60 - 20 - 0`. Now 23 people are in two hidden parts.
    """
    return {"seen": words(guarded(given["parts of 83"])[0])}


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

    Two hidden parts with 2 people between them are both known to be small.
    """
    return {"seen": words(guarded(given["parts of 82"])[0])}


@example(
    """
    | parts of 103 | seen   |
    |--------------|--------|
    | 21           | shown  |
    | 19           | hidden |
    | 3            | hidden |
    | 60           | shown  |
    """
)
def test_the_cheapest_part(given: Columns) -> Mapping[str, Any]:
    """No more parts are hidden than is needed.

    Of 22 people in two hidden parts the first may be anything from 0 to 22.
    """
    return {"seen": words(guarded(given["parts of 103"])[0])}


@example(
    """
    | list           | parts   | parts hidden         | total  |
    |----------------|---------|----------------------|--------|
    | small total    | 1 0 2   | hidden shown hidden  | hidden |
    | nothing left   | 4 4     | hidden hidden        | hidden |
    | nothing small  | 5 0 9   | shown shown shown    | shown  |
    """
)
def test_when_the_total_is_hidden(given: Columns) -> Mapping[str, Any]:
    """When the total is hidden.

    Three people in all are too few to be shown at all. Two fours that add up to 8 have nothing to hide behind.
    """
    answers = [guarded(map(float, parts.split())) for parts in given["parts"]]
    totals = words(np.array([total for _, total in answers]))
    return {"parts hidden": [" ".join(words(hidden)) for hidden, _ in answers], "total": totals}
