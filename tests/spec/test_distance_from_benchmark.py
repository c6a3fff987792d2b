"""How far a whole sample is from its benchmark: dissimilarity, divergence and chi-square.

With `s` the groups' shares of the people heard and `b` their shares of the benchmark:

    dissimilarity  = 1/2 sum |s - b|        the share of the sample that would have to be of other groups
    divergence     = sum s ln(s / b)        Kullback-Leibler, in nats; Theil's T of representation
    chi-square     = sum (n s - n b)^2 / (n b)    with as many degrees of freedom as groups less one

**Chance makes all three positive.** Forty people cannot match a benchmark exactly even if everyone were as likely to be
heard. So the dissimilarity that random samples of this size show on average stands beside the one seen (half the sum of
the mean absolute deviations of binomial counts, De Moivre's formula), and so does the share of random samples that show
as much. An interval around what was seen would miss the truth, which is mostly smaller. The limits turn the question
round: they hold every true distance, on a path from perfect representation through what was seen, under which a
distance like the one seen would be no surprise (test inversion). Where chance explains it all, they start at zero; they
may lie below what was seen. The upper limit of dissimilarity takes in Wilson's upper limit of what the groups heard
most have together above their share, for dissimilarity is the most that any set of groups has. A sample that matches
better than random samples do proves nothing better, so an upper limit is never below that of the middle random sample.

Chi-square is a test and has a p in place of limits: from its distribution and, for small counts, from random samples.
With a finite population chi-square is multiplied by `(N - 1) / (N - n)`; against a survey it is that of the table of
both samples.

Sources: Duncan and Duncan, American Sociological Review 20 (1955); Diaconis and Zabell, Statistical Science 6 (1991);
Cochran, Biometrics 10 (1954) on small counts; Cowan et al., "Power-constrained limits" (2011).
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.representation.chance import expected_dissimilarity
from seedbed.analysis.equity.representation.checks import RepresentationOptions
from seedbed.analysis.equity.representation.distances import (
    dissimilarity_limits,
    divergence_limits,
    share_dissimilarity,
    share_divergence,
)
from seedbed.analysis.equity.representation.quotients import representation
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "Distance from a benchmark"
part = "Who is heard"


@example(
    """
    | group   | heard | live here | dissimilarity | divergence | chi-square | p      |
    |---------|-------|-----------|---------------|------------|------------|--------|
    | renters | 60    | 500       | 0.1           | 0.02066    | 4.0833     | 0.1298 |
    | owners  | 25    | 300       | 0.1           | 0.02066    | 4.0833     | 0.1298 |
    | lodgers | 15    | 200       | 0.1           | 0.02066    | 4.0833     | 0.1298 |
    """,
    within=0.00005,
)
def test_a_market_day(given: Columns) -> Mapping[str, Any]:
    """A market day.

    Dissimilarity: `1/2 (0.10 + 0.05 + 0.05) = 0.10`. Divergence: `0.60 ln 1.2 + 0.25 ln 0.8333 + 0.15 ln 0.75 = 0.10939
    - 0.04558 - 0.04315 = 0.02066`. Chi-square: `10^2 / 50 + 5^2 / 30 + 5^2 / 20 = 4.0833` with two degrees of freedom.
    """
    whole = representation(given["heard"], given["live here"])
    answers = (whole.dissimilarity.value, whole.divergence.value, whole.chi_square.value, whole.chi_square.p)
    return dict(zip(list(given)[3:], [[answer] * 3 for answer in answers], strict=True))


@example(
    """
    | heard | by chance |
    |-------|-----------|
    | 2     | 0.25      |
    | 4     | 0.1875    |
    | 100   | 0.0398    |
    """,
    within=0.00005,
)
def test_what_chance_alone_gives(given: Columns) -> Mapping[str, Any]:
    """What chance alone gives where two groups are half of the people each.

    Of two people, with one chance in two both are of one group (dissimilarity 0.5), else one of each (0): 0.25 on
    average. Of four, 1/8 of all samples are of one group (0.5), 1/2 are three to one (0.25), the rest match: `0.0625 +
    0.125 = 0.1875`.
    """
    return {"by chance": [expected_dissimilarity(people, np.array([0.5, 0.5])) for people in given["heard"]]}


@example(
    """
    | group   | heard | share | low   | high  | simulated p |
    |---------|-------|-------|-------|-------|-------------|
    | renters | 22    | 0.5   | 0     | 0.216 | 0.855       |
    | owners  | 11    | 0.3   | 0     | 0.216 | 0.855       |
    | lodgers | 7     | 0.2   | 0     | 0.216 | 0.855       |
    """,
    within=0.02,
)
def test_a_distance_that_chance_explains(given: Columns) -> Mapping[str, Any]:
    """A distance that chance explains.

    Of 40 people 22 rent. The dissimilarity is 0.05, and random samples of 40 show 0.086 on average: more than four in
    five show as much. So the true distance may be nought, and the limits start there.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)  # fewer than 20 people a group: said on this page below
        whole = representation(given["heard"], given["share"])
    limits = whole.dissimilarity
    return {"low": [limits.low] * 3, "high": [limits.high] * 3, "simulated p": [whole.dissimilarity_p] * 3}


def apart_by(groups: int, dissimilarity: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a benchmark of groups from large to small, and shares that differ from it by a dissimilarity."""
    benchmark = np.arange(groups, 0, -1) / (groups * (groups + 1) / 2)
    tilted = benchmark * np.linspace(1, -1, groups)
    tilted = tilted - benchmark * tilted.sum()
    return benchmark, benchmark + dissimilarity * tilted / float(share_dissimilarity(tilted, 0 * tilted))


@example(
    """
    | measure       | groups | heard | true dissimilarity | holds the truth | keeps its promise |
    |---------------|--------|-------|--------------------|-----------------|-------------------|
    | dissimilarity | 3      | 100   | 0                  | 0.9833          | no                |
    | dissimilarity | 3      | 100   | 0.1                | 0.9667          | yes               |
    | dissimilarity | 5      | 30    | 0.1                | 0.9800          | no                |
    | dissimilarity | 5      | 200   | 0.2                | 0.9533          | yes               |
    | dissimilarity | 10     | 100   | 0.15               | 0.9767          | no                |
    | divergence    | 3      | 100   | 0.1                | 0.9633          | yes               |
    | divergence    | 10     | 100   | 0.15               | 0.9533          | yes               |
    """,
    within=0.00005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    300 random samples of each setting, 95 % limits; the shares found are themselves sure to about two in a hundred. The
    benchmark's groups go from large to small; the first are heard more than their share and the last less. Where
    nothing is missing the lower limit cannot be too high, and the upper limit takes in what any set of groups may have
    above its share: so limits of dissimilarity mostly hold the truth a little oftener than they promise. Below 30
    people, or 20 a group, all of these limits are rough and the function warns.
    """
    random = np.random.default_rng(1955)
    limits = {"dissimilarity": dissimilarity_limits, "divergence": divergence_limits}
    measures = {"dissimilarity": share_dissimilarity, "divergence": share_divergence}
    held = []
    for name, groups, people, apart in zip(*[given[column] for column in list(given)[:4]], strict=True):
        benchmark, shares = apart_by(int(groups), apart)
        samples = random.multinomial(int(people), shares, size=300) / people
        found = [limits[name](each, benchmark, people, RepresentationOptions()) for each in samples]
        truth = float(measures[name](shares, benchmark))
        held.append(share_that_holds([each.low - 1e-9 for each in found], [each.high for each in found], truth))
    return {"holds the truth": held, "keeps its promise": [keeps_its_promise(share) for share in held]}
