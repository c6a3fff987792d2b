"""How unequal all groups are together, and what each adds.

With `y` a group's value, `w` its share of the people, `n` groups and `m = sum(w y)`:

    between-group variance              BGV  = sum(w (y - m)^2)
    standard deviation                  BGSD = sqrt(BGV)
    coefficient of variation            COV  = 100 BGSD / m
    mean difference from the mean       MDMW = sum(w |y - m|)          MDMU = sum|y - m| / n
    ... from the best                   MDBW = sum(w |y - best|)       MDBU = sum|y - best| / n
    ... from the reference              MDRW = sum(w |y - ref|)        MDRU = sum|y - ref| / n
    index of disparity                  IDISW = 100 MDMW / m           IDISU = 100 MDMU / m
    relative forms                      RMDB = 100 MDB / best          RMDR = 100 MDR / ref
    Theil index                         TI   = 1000 sum(w (y/m) ln(y/m))
    mean log deviation                  MLD  = -1000 sum(w ln(y/m))

All are 0 where groups are equal. W counts groups by their people, U counts each once. TI answers more to groups above
the mean, MLD to groups below it; a group at 0 has no MLD.

**Chance sets estimates apart.** Groups that are truly equal show a spread, so each of these lies too high, by about
`sum(w (1 - w) se^2)` for BGV. WHO's limits are quantiles over simulations, which add that chance a second time, and
they miss the truth far too often where groups differ little. The corrected limits ask instead which true spread would
plausibly show as what was seen (inversion of a test): the groups' distances from the mean are shrunk and stretched
together, and drawn anew for each factor. They can lie wholly below the number seen, and their lower end is 0 where
equal groups could have shown it. Seedbed warns where chance gives 3 % or more of BGV. TI and MLD have the corrected
limits only; other software has limits for them that are a thousand times too narrow.

Source: Schlotheuber and Hosseinpoor, Int J Environ Res Public Health 19 (2022), 3697; the relative forms: Pearcy and
Keppel, Public Health Reports 117 (2002), 273-280; variance of BGV: Ahn and others, JCO Clinical Cancer Informatics 2
(2018), 1-19; inversion of a test: Garthwaite and Buckland, Applied Statistics 41 (1992), 159-171.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.analysis.equity.gaps.catalogue import PLACE
from seedbed.analysis.equity.gaps.contributions import contributions
from seedbed.analysis.equity.gaps.measures import who_gaps
from seedbed.analysis.equity.gaps.sets import group_sets
from tests.spec.tables import Columns, example
from tests.spec.test_gaps_between_groups import coverage

title = "Spread between groups"
part = "Equity between groups"

VALUES, PEOPLE = [40.0, 50.0, 70.0], [200.0, 200.0, 100.0]


@example(
    """
    | measure | value   |
    |---------|---------|
    | bgv     | 120     |
    | bgsd    | 10.9545 |
    | cov     | 21.9089 |
    | mdmu    | 10      |
    | mdmw    | 8       |
    | mdbu    | 16.6667 |
    | mdbw    | 20      |
    | mdru    | 10      |
    | mdrw    | 8       |
    | idisu   | 20      |
    | idisw   | 16      |
    | rmdbu   | 23.8095 |
    | rmdbw   | 28.5714 |
    | rmdru   | 20      |
    | rmdrw   | 16      |
    | ti      | 22.8063 |
    | mld     | 21.9630 |
    """,
    within=0.00005,
)
def test_by_hand(given: Columns) -> Mapping[str, Any]:
    """Three groups at 40, 50 and 70 with 200, 200 and 100 people; the reference is the second.

    The mean is `0.4 * 40 + 0.4 * 50 + 0.2 * 70 = 50`. Distances from it are 10, 0 and 20: `BGV = 0.4 * 100 + 0.2 * 400
    = 120`, `MDMW = 0.4 * 10 + 0.2 * 20 = 8`, `MDMU = 30 / 3`. From the best, 70, they are 30, 20 and 0. `TI = 1000 (0.4
    * 0.8 ln 0.8 + 0.2 * 1.4 ln 1.4)` and `MLD = -1000 (0.4 ln 0.8 + 0.2 ln 1.4)`.
    """
    found = who_gaps(group_sets(VALUES, None, PEOPLE, reference=[False, True, False])).value[0]
    return {"value": [found[PLACE[str(key)]] for key in given["measure"]]}


@example(
    """
    | group | value | people | share of BGV | share of MDMW | share of TI |
    |-------|-------|--------|--------------|---------------|-------------|
    | a     | 40    | 200    | 0.3333       | 0.5           | 0.3768      |
    | b     | 50    | 200    | 0            | 0             | 0           |
    | c     | 70    | 100    | 0.6667       | 0.5           | 0.6232      |
    """,
    within=0.00005,
)
def test_contributions(given: Columns) -> Mapping[str, Any]:
    """What each group adds.

    Of BGV, `0.4 * 100 = 40` and `0.2 * 400 = 80` of 120. The terms of TI are `w (r ln r - r + 1)` with `r = y/m`,
    which have the same sum and are never below nothing: `0.4 * (0.8 ln 0.8 + 0.2) = 0.008594` and `0.2 * (1.4 ln 1.4 -
    0.4) = 0.014212`.
    """
    shares = contributions(group_sets(given["value"], None, given["people"]))
    return {
        "share of BGV": shares[:, PLACE["bgv"]],
        "share of MDMW": shares[:, PLACE["mdmw"]],
        "share of TI": shares[:, PLACE["ti"]],
    }


@example(
    """
    | measure | setting                      | WHO holds | corrected holds | keeps its promise |
    |---------|------------------------------|-----------|-----------------|-------------------|
    | bgv     | five ordered, far apart      | 0.9575    | 0.95            | yes               |
    | bgsd    | five ordered, far apart      | 0.9525    | 0.95            | yes               |
    | ti      | five ordered, far apart      | 0.9675    | 0.9675          | yes               |
    | mld     | five ordered, far apart      | 0.95      | 0.95            | yes               |
    | idisw   | five ordered, far apart      | 0.9525    | 0.9475          | yes               |
    | mdru    | five ordered, far apart      | 0.935     | 0.935           | yes               |
    | bgsd    | five ordered, close          | 0.725     | 0.9925          | no                |
    | ti      | five ordered, close          | 0.995     | 0.995           | no                |
    | mdbw    | five ordered, close          | 0.9125    | 0.97            | yes               |
    | bgv     | ten unordered, unequal sizes | 0.95      | 0.9625          | yes               |
    | bgsd    | ten unordered, unequal sizes | 0.8475    | 0.9625          | yes               |
    | cov     | ten unordered, unequal sizes | 0.8525    | 0.9625          | yes               |
    | ti      | ten unordered, unequal sizes | 0.9675    | 0.9675          | yes               |
    | mld     | ten unordered, unequal sizes | 0.97      | 0.97            | yes               |
    | idisu   | ten unordered, unequal sizes | 0.9375    | 0.955           | yes               |
    | mdmw    | ten unordered, unequal sizes | 0.925     | 0.935           | yes               |
    | mdbu    | ten unordered, unequal sizes | 0.9025    | 0.9175          | no                |
    | bgsd    | six unordered, all equal     | 0         | 0.9725          | no                |
    | ti      | six unordered, all equal     | 0.975     | 0.975           | no                |
    """
)
def test_coverage(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    Of 400 drawings of each setting. WHO's limits of BGSD, COV, the indices of disparity and the mean differences hold
    the truth far too seldom where groups differ little, and never where they are equal: use the corrected ones. Those
    are too wide, not too narrow, where few groups are close or equal. For the distance from the best of ten groups they
    fall short, as one group's chance tells. The method warns in both cases.
    """
    return coverage(given)
