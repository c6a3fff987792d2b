"""Every count becomes a multiple of a base, 5 unless said otherwise, in place of hiding small ones.

- **Conventional**: to the nearest multiple, halves up; never more than 2 away for base 5. Totals are rounded by
  themselves and need not add up.
- **Random**: up with the chance `(count mod base) / base`, else down; the mean over many draws is the count. The draw
  belongs to the name of the cell and a secret number, so publishing the count again shows the same, and averaging
  tells nothing.
- **Controlled**: to a multiple on either side so that all totals add up, and the sum of all changes is least (an
  integer programme). Where none add up, as may happen with three columns, the next multiples are allowed.

Rounded tables are attacked too: the attacker knows how far each number may lie from the truth, and that the true
counts add up. Of each small count at least half the base, rounded up, of whole values must be left: 3 for base 5, which
is what rounding one number by itself leaves of a nought. Where totals take more away, they are not shown.

Sources: Cox (1987), "A constructive procedure for unbiased controlled rounding", Journal of the American Statistical
Association 82(398); Salazar (2008), "Statistical confidentiality: optimization techniques to protect tables", Computers
and Operations Research 35(5). The draw that belongs to a name is a keyed hash (BLAKE2).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.disclosure.rounding import round_at_random, round_conventionally, round_release
from seedbed.analysis.equity.disclosure.rule import primary_cells
from seedbed.analysis.equity.disclosure.tables import cross_table
from tests.spec.tables import Columns, example

title = "Rounding counts"
part = "Disclosure control"


@example(
    """
    | count | rounded |
    |-------|---------|
    | 0     | 0       |
    | 2     | 0       |
    | 3     | 5       |
    | 7     | 5       |
    | 8     | 10      |
    | 18    | 20      |
    """
)
def test_conventional_rounding(given: Columns) -> Mapping[str, Any]:
    """Conventional rounding to 5."""
    return {"rounded": round_conventionally(given["count"])}


@example(
    """
    | area  | count | rounded |
    |-------|-------|---------|
    | A     | 2     |         |
    | B     | 2     |         |
    | C     | 2     |         |
    | D     | 2     |         |
    | Total | 8     |         |
    | E     | 40    | 40      |
    """
)
def test_a_total_that_gives_its_parts_away(given: Columns) -> Mapping[str, Any]:
    """A rounded total that gives its parts away is not shown.

    Here A to D lie within one larger area, "Total", beside E. Each 2 is rounded to 0, so is 2 at most; their total of 8
    is rounded to 10, so is 8 at least: `4 x 2 = 8`, all four are 2. So that total is not shown, nor are its parts, and
    nor is the sum with E.
    """
    names = [*given["area"][:4].tolist(), "E"]
    within = {"area": dict.fromkeys(names[:4], "Larger")}
    release = cross_table({"area": names}, [2, 2, 2, 2, 40], within)
    made = round_release(release, primary_cells(release), 5, "conventional")
    places = release.places()
    keys = [(("area", name if name != "Total" else "Larger"),) for name in given["area"].tolist()]
    return {"rounded": made.counts[[places[key] for key in keys]]}


@example(
    """
    | region | female | male | all |
    |--------|--------|------|-----|
    | A      | 0      | 20   | 20  |
    | B      | 20     | 15   | 35  |
    | C      | 10     | 10   | 20  |
    | D      | 15     | 10   | 25  |
    """
)
def test_controlled_rounding(given: Columns) -> Mapping[str, Any]:
    """Controlled rounding of 2 and 18, 19 and 14, 10 and 12, 14 and 11.

    Rows and columns still add up: `0 + 20 + 10 + 15 = 45` women, as before rounding; no count moves by 5 or more.
    """
    counts = [2, 18, 19, 14, 10, 12, 14, 11]
    regions = given["region"].tolist()
    release = cross_table({"region": np.repeat(regions, 2).tolist(), "sex": ["f", "m"] * 4}, counts)
    made = round_release(release, primary_cells(release), 5, "controlled")
    shown = dict(zip(release.keys, made.counts.tolist(), strict=True))
    return {
        "female": [shown[("region", region), ("sex", "f")] for region in regions],
        "male": [shown[("region", region), ("sex", "m")] for region in regions],
        "all": [shown[(("region", region),)] for region in regions],
    }


@example(
    """
    | count | share rounded up | mean |
    |-------|------------------|------|
    | 0     | 0                | 0    |
    | 1     | 0.2              | 1    |
    | 3     | 0.6              | 3    |
    | 14    | 0.8              | 14   |
    | 15    | 0                | 15   |
    """,
    within=0.02,
)
def test_random_rounding_on_average(given: Columns) -> Mapping[str, Any]:
    """Random rounding is right on average: 40,000 cells of each count."""
    keys = [("cell", place) for place in range(40_000)]
    drawn = [round_at_random(keys, np.full(len(keys), count), seed=11) for count in given["count"]]
    ups = [float((each > count).mean()) for each, count in zip(drawn, given["count"], strict=True)]
    return {"share rounded up": ups, "mean": [float(each.mean()) for each in drawn]}
