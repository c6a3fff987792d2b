"""What a system map answers: what a factor reaches and which way it moves it, and which factors stand out.

Downstream of a factor lies everything that can be reached along links, upstream everything that reaches it. Which way a
factor moves another is read along the ways of fewest links: the product of the links' signs. Where such ways disagree,
or one of their links is uncertain, it is not known. Longer ways may say otherwise; that is what the loops and what-ifs
are for.

    others        other factors that one moves directly, or is moved by; parallel links count once
    leverage      outgoing over incoming links, each counted; undefined where none comes in
    betweenness   share of all ordered pairs of other factors that it lies between, on their shortest ways; a pair with
                  several shortest ways counts in parts
    density       links over all ordered pairs of two factors; parallel links count once
    modularity    share of links inside communities, less what chance would give:
                  sum over communities of (links inside / links) - (ends inside / (2 links))^2

Communities are found by Louvain's method, direction aside, from a seed.

Sources: Barbrook-Johnson and Penn, Evaluation 27 (2021), 57-79, for the questions; Brandes, Journal of Mathematical
Sociology 25 (2001), 163-177, for betweenness; Blondel and others, Journal of Statistical Mechanics (2008), P10008, for
communities.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.analysis.systems.measures import communities, density, measures, modularity
from seedbed.analysis.systems.reach import Neighbours
from tests.spec.tables import Columns, example
from tests.system_maps import drawn

title = "Questions to a system map"
part = "System maps"


@example(
    """
    | links               | links from A to D | which way |
    |---------------------|-------------------|-----------|
    | A+B B+C C+D         | 3                 | 1         |
    | A+B B-C C+D         | 3                 | -1        |
    | A-B B-C C+D         | 3                 | 1         |
    | A+B B+D A-C C+D     | 2                 | 0         |
    | A+D A-B B+D         | 1                 | 1         |
    | A?B B+D             | 2                 | 0         |
    """
)
def test_which_way_along_the_shortest_ways(given: Columns) -> Mapping[str, Any]:
    """Which way along the shortest ways.

    1 the same way, -1 the opposite one, 0 not known. In the fourth row two ways of two links disagree. In the fifth the
    direct link decides, although a longer way runs the other way round. In the last the first link is uncertain.
    """
    found = [Neighbours(drawn(str(links))).downstream("A") for links in given["links"]]
    return {
        "links from A to D": [each.steps["D"] for each in found],
        "which way": [each.signs["D"] for each in found],
    }


@example(
    """
    | factor | incoming | outgoing | leverage | betweenness |
    |--------|----------|----------|----------|-------------|
    | A      | 0        | 2        |          | 0           |
    | B      | 1        | 1        | 1        | 0.0833      |
    | C      | 1        | 1        | 1        | 0.0833      |
    | D      | 2        | 1        | 0.5      | 0.25        |
    | E      | 1        | 0        | 0        | 0           |
    """,
    within=0.00005,
)
def test_measures_of_factors(given: Columns) -> Mapping[str, Any]:
    """Measures of factors.

    A moves B and C, both move D, and D moves E. There are `4 x 3 = 12` ordered pairs of factors other than one. D lies
    between A and E, B and E, and C and E: `3 / 12`. B lies on one of the two shortest ways from A to D, and on one of
    the two from A to E: `(1/2 + 1/2) / 12 = 0.0833`. Nothing moves A, so its leverage is undefined.
    """
    found = {each.factor: each for each in measures(drawn("A+B A+C B+D C+D D+E"))}
    rows = [found[str(factor)] for factor in given["factor"]]
    return {
        "incoming": [each.incoming for each in rows],
        "outgoing": [each.outgoing for each in rows],
        "leverage": [float("nan") if each.leverage is None else each.leverage for each in rows],
        "betweenness": [each.betweenness for each in rows],
    }


@example(
    """
    | links                              | communities | modularity | density |
    |------------------------------------|-------------|------------|---------|
    | A+B B+C C+A X+Y Y+Z Z+X C+X        | 2           | 0.3571     | 0.2333  |
    | A+B B+C C+A                        | 1           | 0          | 0.5     |
    | A+B X+Y                            | 2           | 0.5        | 0.1667  |
    """,
    within=0.00005,
)
def test_communities_of_factors(given: Columns) -> Mapping[str, Any]:
    """Communities of factors.

    Two triangles joined by one link: 7 links, 3 inside each community, 7 of the 14 ends in each: `2 x (3/7 - (7/14)^2)
    = 0.3571`; density `7 / (6 x 5)`. One triangle is one community: `1 - 1^2 = 0`. Two links apart: `2 x (1/2 -
    (1/2)^2)`.
    """
    systems = [drawn(str(links)) for links in given["links"]]
    groups = [communities(system) for system in systems]
    return {
        "communities": [len(set(each)) for each in groups],
        "modularity": [modularity(system, each) for system, each in zip(systems, groups, strict=True)],
        "density": [density(system) for system in systems],
    }
