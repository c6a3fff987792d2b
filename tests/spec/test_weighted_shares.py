"""What share of people said a thing: as heard, and weighted to who lives here.

    weighted share = sum over groups of W_g * said_g / heard_g,    W_g = the group's share of those who live here
    effective number of people = 1 / (sum over groups of W_g^2 / heard_g)

The limits are Wilson's at the effective number of people. Weights mend who was heard, not who of a group came: no
weight knows what those think who did not come. Where a group was not heard at all, the weighted share is of the others,
and the lowest and highest say what it could be of all.

Sources: Holt and Smith, Journal of the Royal Statistical Society A 142 (1979), 33-46; Kish, "Survey Sampling" (1965);
Korn and Graubard, Survey Methodology 24 (1998), 193-201; Manski, "Partial Identification" (2003).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.voices.weighting import weighed
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "Weighted shares"
part = "Who is heard"


@example(
    """
    | group   | said | heard | living here | unweighted | weighted | effective |
    |---------|------|-------|-------------|------------|----------|-----------|
    | renters | 30   | 60    | 500         | 0.37       | 0.3367   | 95.8466   |
    | owners  | 5    | 25    | 300         | 0.37       | 0.3367   | 95.8466   |
    | lodgers | 2    | 15    | 200         | 0.37       | 0.3367   | 95.8466   |
    """,
    within=0.0001,
)
def test_renters_were_heard_more(given: Columns) -> Mapping[str, Any]:
    """Renters were heard more than their share, and said it more often.

    Unweighted 37 of 100 said it. Weighted `0.5 * 30/60 + 0.3 * 5/25 + 0.2 * 2/15 = 0.25 + 0.06 + 0.0267 = 0.3367`. The
    effective number is `1 / (0.25/60 + 0.09/25 + 0.04/15) = 95.85`: the weights cost four people's worth of sureness.
    """
    found = weighed(given["said"], given["heard"], given["living here"])
    same = np.ones(3)
    return {
        "unweighted": same * found.unweighted.value,
        "weighted": same * found.weighted.value,
        "effective": same * found.effective,
    }


@example(
    """
    | group | said | heard | living here | weighted | covered | lowest | highest |
    |-------|------|-------|-------------|----------|---------|--------|---------|
    | old   | 10   | 40    | 600         | 0.25     | 0.6     | 0.15   | 0.55    |
    | young | 0    | 0     | 400         | 0.25     | 0.6     | 0.15   | 0.55    |
    """
)
def test_a_group_that_was_not_heard(given: Columns) -> Mapping[str, Any]:
    """A group that was not heard.

    No young person was heard, and they are 400 of 1,000. The weighted share is that of the old alone, 10 of 40. If no
    young person thinks so it is `0.6 * 0.25 = 0.15` of all, if all do `0.15 + 0.4 = 0.55`.
    """
    found, same = weighed(given["said"], given["heard"], given["living here"]), np.ones(2)
    return {
        "weighted": same * found.weighted.value,
        "covered": same * found.covered,
        "lowest": same * found.lowest,
        "highest": same * found.highest,
    }


@example(
    """
    | people | holds  | promise kept |
    |--------|--------|--------------|
    | 60     | 0.9655 | yes          |
    | 200    | 0.9635 | yes          |
    """,
    within=0.005,
)
def test_how_often_the_limits_hold(given: Columns) -> Mapping[str, Any]:
    """How often the limits hold the truth.

    Three groups of shares 0.5, 0.3 and 0.2 say a thing with chances 0.3, 0.5 and 0.6; half of those heard are of the
    last. The truth is `0.15 + 0.15 + 0.12 = 0.42`. 2,000 samples each. The limits are a little wide: they do not
    count on people of one group being more alike than people of all.
    """
    draw = np.random.default_rng(20261122)
    chances, living_here = np.array([0.3, 0.5, 0.6]), np.array([500, 300, 200])
    shares = []
    for people in given["people"]:
        heard = np.round(np.array([0.25, 0.25, 0.5]) * people).astype(int)
        limits = [weighed(draw.binomial(heard, chances), heard, living_here).weighted for _ in range(2_000)]
        shares.append(share_that_holds([each.low for each in limits], [each.high for each in limits], 0.42))
    return {"holds": shares, "promise kept": [keeps_its_promise(share) for share in shares]}
