"""Best sites: where something new would serve best.

Coverage: choose `k` of the candidate places so that the most people come within reach (the maximal covering location
problem). Equity: choose those with which the group that is served least is served most, and of these the ones that
bring the most people within reach; nobody's reach is lowered to make groups alike. Both are solved exactly, as mixed
integer programmes; origins that the same candidates reach are put together first, which changes nothing.

Sources: Church and ReVelle, Papers of the Regional Science Association 32 (1974), 101-118; Rawls, "A Theory of Justice"
(1971), for the maximin.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.assets.siting import best_sites, what_changes
from tests.spec.tables import Columns, example

title = "Best sites"
part = "Reach"


@example(
    """
    | area | rich | poor | reached from | by coverage | by equity |
    |------|------|------|--------------|-------------|-----------|
    | a    | 100  | 0    | 1            | 1           | 1         |
    | b    | 80   | 0    | 2            | 1           | 0         |
    | c    | 0    | 10   | 3            | 0           | 1         |
    """
)
def test_two_of_three(given: Columns) -> Mapping[str, Any]:
    """Three candidates, each of which reaches one area; two are to be chosen. 1: chosen.

    Coverage takes the first two, 180 people, and nobody who is poor. Equity serves every poor person and as many of the
    rich as can be: the least served group has `100 / 180`.
    """
    people = np.column_stack([given["rich"], given["poor"]])
    reaches = given["reached from"][:, None] == np.arange(1, 4)
    chosen = np.zeros((2, 3))
    for row, aim in enumerate(("coverage", "equity")):
        chosen[row, list(best_sites(reaches, people, 2, aim=aim).chosen)] = 1  # type: ignore[arg-type]
    return {"by coverage": chosen[0], "by equity": chosen[1]}


@example(
    """
    | area | people | minutes before | minutes after | gained | lost |
    |------|--------|----------------|---------------|--------|------|
    | a    | 200    | 14             | 6             | 200    | 0    |
    | b    | 50     | 8              | 12            | 0      | 50   |
    | c    | 90     |                | 9             | 90     | 0    |
    | d    | 70     | 5              | 4             | 0      | 0    |
    """
)
def test_a_move(given: Columns) -> Mapping[str, Any]:
    """A hall moves; ten minutes count as within reach. Area c had none within reach before.

    People gain or lose only where the ten minutes are crossed; one minute nearer is no gain of reach.
    """
    before, after = (np.nan_to_num(60 * given[f"minutes {when}"], nan=np.inf) for when in ("before", "after"))
    change = what_changes(before, after, np.diag(given["people"]), 600)
    return {"gained": change.gained, "lost": change.lost}
