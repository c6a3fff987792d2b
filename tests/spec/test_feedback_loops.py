"""Which loops a system map has, and which way each works.

A loop comes back to the factor it began at and passes no factor twice. Its sign is the product of its links' signs: 1
for a link that runs in the same direction, -1 for the opposite one. So a loop is reinforcing where an even number of
its links run in the opposite direction (a change comes back as more of the same) and balancing where an odd number do
(it comes back against itself). A loop with an uncertain link is undetermined.

Two links between the same two factors make two loops, since they may differ in direction. A link from a factor to
itself is a loop of one link. A loop's strength is the product of its links' strengths.

All loops up to a length are found; where there are more than asked for, all are counted and the shortest listed. Where
even counting would take more than some seconds, longer loops are left out, and the answer says up to which length it
holds.

Sources: Sterman, Business Dynamics (2000), chapter 5, for the signs; Johnson, SIAM Journal on Computing 4 (1975),
77-84,
for the plain search that tests compare with.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import permutations
from math import factorial
from typing import Any

from seedbed.analysis.systems.loop_order import strengths
from seedbed.analysis.systems.loops import LoopPolarity, count_loops, find_loops
from tests.spec.tables import Columns, example
from tests.system_maps import drawn

title = "Feedback loops"
part = "System maps"


@example(
    """
    | links               | reinforcing | balancing | undetermined |
    |---------------------|-------------|-----------|--------------|
    | A+B B+A             | 1           | 0         | 0            |
    | A+B B-A             | 0           | 1         | 0            |
    | A-B B-A             | 1           | 0         | 0            |
    | A-B B-C C-A         | 0           | 1         | 0            |
    | A+B B?A             | 0           | 0         | 1            |
    | A+B A-B B+A         | 1           | 1         | 0            |
    | A-A                 | 0           | 1         | 0            |
    | A+B B+C             | 0           | 0         | 0            |
    | A+B B+A B-C C+A C?C | 1           | 1         | 1            |
    """
)
def test_signs_of_loops(given: Columns) -> Mapping[str, Any]:
    """Signs of loops.

    `A+B` is a link from A to B in the same direction, `A-B` in the opposite one, `A?B` uncertain. Two opposite links
    make a reinforcing loop, three a balancing one. In the sixth row two links lead from A to B, one each way round, so
    there are two loops. In the last, A and B make a reinforcing loop, A, B and C a balancing one, and C alone an
    undetermined one.
    """
    found = [count_loops(drawn(str(links))).by_polarity for links in given["links"]]
    return {polarity.value: [each[polarity] for each in found] for polarity in LoopPolarity}


@example(
    """
    | factors | two | three | four | five |
    |---------|-----|-------|------|------|
    | 2       | 1   | 0     | 0    | 0    |
    | 3       | 3   | 2     | 0    | 0    |
    | 4       | 6   | 8     | 6    | 0    |
    | 5       | 10  | 20    | 30   | 24   |
    """
)
def test_loops_where_everything_is_linked(given: Columns) -> Mapping[str, Any]:
    """Loops where everything is linked with everything.

    Of `n` factors, `k` can be chosen and put in a circle in `n! / ((n - k)! k)` ways: of 5 factors, three make
    `5 x 4 x 3 / 3 = 20` loops, all five `120 / 5 = 24`.
    """
    counted = []
    for factors in given["factors"]:
        pairs = permutations("ABCDE"[: int(factors)], 2)
        numbers = count_loops(drawn(" ".join(f"{a}+{b}" for a, b in pairs))).by_length_and_polarity
        counted.append({length: sum(row.values()) for length, row in numbers.items()})
        assert all(many == factorial(int(factors)) / factorial(int(factors) - k) / k for k, many in counted[-1].items())
    return {name: [each.get(k, 0) for each in counted] for k, name in enumerate(("two", "three", "four", "five"), 2)}


@example(
    """
    | most | count | listed | longest listed | truncated |
    |------|-------|--------|----------------|-----------|
    | 20   | 20    | 20     | 4              | no        |
    | 10   | 20    | 10     | 3              | yes       |
    | 6    | 20    | 6      | 2              | yes       |
    | 1    | 20    | 1      | 2              | yes       |
    """
)
def test_beyond_the_cap(given: Columns) -> Mapping[str, Any]:
    """Beyond the cap.

    Four factors, all linked, have 6 loops of two links, 8 of three and 6 of four. With at most 10 listed, these are the
    6 of two links and 4 of those of three; all 20 are counted.
    """
    system = drawn(" ".join(f"{a}+{b}" for a, b in permutations("ABCD", 2)))
    found = [find_loops(system, most=int(most)) for most in given["most"]]
    return {
        "count": [each.count for each in found],
        "listed": [len(each) for each in found],
        "longest listed": [max(len(loop.links) for loop in each) for each in found],
        "truncated": ["yes" if each.truncated else "no" for each in found],
    }


@example(
    """
    | links           | strength |
    |-----------------|----------|
    | A+B B+A         | 0.25     |
    | A+0.8B B-0.5A   | 0.4      |
    | A+B B+0.5C C?1.0A | 0.25   |
    """
)
def test_strength_of_loops(given: Columns) -> Mapping[str, Any]:
    """Strength of loops.

    A link of which only "medium" is said counts 0.5 (weak 0.25, strong 0.75): `0.5 x 0.5 = 0.25`. The sign does not
    matter: `0.8 x 0.5 = 0.4`, and `0.5 x 0.5 x 1 = 0.25`.
    """
    return {"strength": [strengths(find_loops(drawn(str(links))))[0] for links in given["links"]]}
