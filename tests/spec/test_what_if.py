"""Where a system map says things would go if some factors were held: a fuzzy cognitive map.

Each factor has a value `a` from 0 to 1, each link a weight `w` from -1 to 1: weak 0.25, medium 0.5, strong 0.75, or the
number given, below 0 for the opposite direction. Parallel links add up; uncertain links pass nothing on. Step by step

    kosko       next = f(sum of w a over its causes)
    modified    next = f(a + sum of w a)
    rescaled    next = f((2a - 1) + sum of w (2a - 1))

with `f(x) = 1 / (1 + exp(-steepness x))`, or `tanh(steepness x)`, or all-or-nothing (bivalent: 1 above 0, else 0;
trivalent: the sign). Factors begin at 0, by the rescaled rule at 0.5, which is "not known", if nothing else is said;
those that are held keep their value. It is steady once no factor changes by the tolerance in a
step, 0.001 by the custom of the literature. A cycle is two whole rounds alike whose swing does not fade; of
all-or-nothing values, a state that comes again. Chaos: nothing repeats, and two runs that begin 0.00000001 apart part,
their distance growing by more than 0.005 a step in its logarithm (Lyapunov exponent) over 400 steps after 200 that do
not count. Else it is called unsettled.

This is not a forecast. Values have no unit, steps are no months, and the answer is as good as what people drew.

How far the answer hangs on the weights is told by drawing each evenly from within 0.1, 0.2 or 0.3 of what was said, as
confidence is high, medium or low; an uncertain link from its strength in one direction to its strength in the other.
The interval holds the middle 95 % of the draws. What no way of links leads to from what is held changes by exactly 0.
Which links matter is told by Spearman's rank correlation of their weight with the change over the draws; for a link
that may run either way and whose weight says nothing, of the sizes of both. A correlation of no more than 3.29 /
sqrt(draws - 1), which chance passes once in a thousand, counts as none.

Sources: Kosko, International Journal of Man-Machine Studies 24 (1986), 65-75; Stylios and Groumpos, IEEE Transactions
on Systems, Man and Cybernetics A 34 (2004), 155-162; Papageorgiou, Fuzzy Cognitive Maps for Applied Sciences and
Engineering (2014), chapter 1. Published steady states of all three rules are met to a millionth in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.analysis.systems.sensitivity import sensitivity
from seedbed.analysis.systems.what_if import simulate
from tests.spec.tables import Columns, example
from tests.system_maps import drawn

title = "What-if"
part = "System maps"


@example(
    """
    | rule     | B after one step | after two | in the end |
    |----------|------------------|-----------|------------|
    | kosko    | 0.6225           | 0.6225    | 0.6225     |
    | modified | 0.7311           | 0.7740    | 0.7830     |
    | rescaled | 0.6225           | 0.6781    | 0.7185     |
    """,
    within=0.00005,
)
def test_three_rules(given: Columns) -> Mapping[str, Any]:
    """Three rules, one link.

    A is held at 1 and moves B with weight 0.5; B begins at 0.5. Kosko: `f(0.5 x 1) = 1 / (1 + exp(-0.5)) = 0.6225`, and
    so for ever. Modified: `f(0.5 + 0.5) = 0.7311`, then `f(0.7311 + 0.5) = 0.7740`; it ends where `b = f(b + 0.5)`.
    Rescaled: B begins at "not known", `f(0 + 0.5 x (2 - 1)) = 0.6225`, then `f(0.2449 + 0.5) = 0.6781`; it ends where
    `b = f(2b - 1 + 0.5)`.
    """
    found = [
        simulate(drawn("A+0.5B"), hold={"A": 1.0}, start={"B": 0.5}, rule=rule, tolerance=1e-9)
        for rule in given["rule"].tolist()
    ]
    columns = {
        "B after one step": [each.path[1, 1] for each in found],
        "after two": [each.path[2, 1] for each in found],
    }
    return {**columns, "in the end": [each.steady["B"] for each in found]}


@example(
    """
    | links         | squash    | steepness | outcome | period | mean of A |
    |---------------|-----------|-----------|---------|--------|-----------|
    | A+B B+C C+A   | bivalent  | 1         | cycle   | 3      | 0.3333    |
    | A-A           | trivalent | 1         | cycle   | 2      | 0         |
    | A-A           | bivalent  | 1         | steady  | 0      | 0         |
    | A+1.0B B-1.0A | tanh      | 1.5       | cycle   | 4      | 0         |
    | A+1.0B B-1.0A | tanh      | 0.9       | steady  | 0      | 0         |
    """,
    within=0.0005,
)
def test_outcomes(given: Columns) -> Mapping[str, Any]:
    """What becomes of it.

    Kosko's rule; A begins at 1. Three factors hand one pulse round: each is up in one step of three. A factor that
    works against itself swings between 1 and -1, or where there is no -1 falls to 0 and stays. Two factors of which one
    follows the other and is pushed back by it turn round in four steps (1, 1), (-1, 1), (-1, -1), (1, -1); with a
    steepness below 1 each turn is smaller than the last, and it comes to rest: a swing that fades is no cycle.
    """
    found = [
        simulate(
            drawn(str(links)),
            start={"A": 1.0},
            rule="kosko",
            squash=squash,
            steepness=float(steepness),
        )
        for links, squash, steepness in zip(given["links"], given["squash"].tolist(), given["steepness"], strict=True)
    ]
    return {
        "outcome": [each.outcome for each in found],
        "period": [each.period for each in found],
        "mean of A": [each.steady["A"] for each in found],
    }


@example(
    """
    | link   | low     | middle | high   | share up |
    |--------|---------|--------|--------|----------|
    | A+0.5B | 0.0382  | 0.0603 | 0.0806 | 1        |
    | A-0.5B | -0.0806 | -0.0603 | -0.0382 | 0      |
    | A?0.5B | -0.0575 | 0      | 0.0575 | 0.5      |
    """,
    within=0.002,
)
def test_what_hangs_on_weights(given: Columns) -> Mapping[str, Any]:
    """What hangs on the weights.

    Kosko's rule; what changes in B when A is held at 1. Left alone, A is `f(0) = 0.5`, so with weight `w` the change is
    `f(w) - f(w / 2)`. Confidence is medium: `w` lies between 0.3 and 0.7, and the middle 95 % of draws between 0.31 and
    0.69: `f(0.31) - f(0.155) = 0.5769 - 0.5387 = 0.0382`, `f(0.5) - f(0.25) = 0.0603`, `f(0.69) - f(0.345) = 0.6660 -
    0.5854 = 0.0806`. The opposite direction mirrors it, since `f(-x) = 1 - f(x)`. An uncertain link goes from -0.5 to
    0.5, the middle 95 % from -0.475 to 0.475: `f(0.475) - f(0.2375) = 0.0575`. From 20,000 draws, sure to about 0.001;
    the share up to 0.002 by this seed.
    """
    found = [
        sensitivity(drawn(str(link)), hold={"A": 1.0}, rule="kosko", draws=20_000, seed=2).factors[0]
        for link in given["link"]
    ]
    names = {"low": "low", "middle": "median", "high": "high", "share up": "up"}
    return {shown: [getattr(each, name) for each in found] for shown, name in names.items()}
