"""Each group's share of the people heard, beside its share of the people who live here.

    quotient = (people heard of the group / people heard) / (people of the group / all people)

A quotient of 1 says that the group was heard in proportion to its size, 0.5 that it was heard half as much. The limits
are those of the share (Wilson's, or exact ones if asked for) over the benchmark's share, which is taken as known. Three
other settings have their own limits, and their name says so:

- **Finite population**: in a neighbourhood of 1,000 to 5,000 people, much of the population may have been heard. Then
  less is left to chance, and the limits are those of `n (N - 1) / (N - n)` people in place of `n`.
- **Benchmark a sample**: a survey's shares, or those of a small count, are uncertain themselves. The ratio of the two
  shares then has limits made from Wilson's limits of both (Donner and Zou).
- **Exact**: Clopper and Pearson's limits, which never hold the truth less often than they promise, and mostly more.

The limits say what chance alone would do to a random sample. People who come to a market stall are no random sample: a
quotient near 1 does not make what was said representative of a group.

How many more people of a group would bring its quotient to 1, if nobody else came, is plain arithmetic: `(n_g + x) /
(n + x) = b` gives `x = (b n - n_g) / (1 - b)`, rounded up.

Sources: Wilson, Journal of the American Statistical Association 22 (1927); Clopper and Pearson, Biometrika 26 (1934);
Donner and Zou, Statistical Methods in Medical Research 21 (2012), 347-359.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.representation.checks import RepresentationOptions
from seedbed.analysis.equity.representation.quotients import more_needed, quotients
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "Representation quotients"
part = "Who is heard"


@example(
    """
    | group   | heard | live here | quotient | low   | high  | more needed |
    |---------|-------|-----------|----------|-------|-------|-------------|
    | renters | 60    | 500       | 1.2      | 1.004 | 1.381 | 0           |
    | owners  | 25    | 300       | 0.8333   | 0.585 | 1.143 | 8           |
    | lodgers | 15    | 200       | 0.75     | 0.465 | 1.164 | 7           |
    """,
    within=0.0005,
)
def test_three_groups_of_a_market_day(given: Columns) -> Mapping[str, Any]:
    """Three groups of a market day.

    Of 100 people 60 rent, as do 500 of 1,000 who live here: `0.60 / 0.50 = 1.2`. Wilson's limits of 60 in 100 are
    0.5020 and 0.6906; over 0.5 they are 1.004 and 1.381. Lodgers were heard three quarters as much as they are many,
    which chance alone could give: 1 lies inside. Seven more lodgers would bring them level: `(0.2 * 100 - 15) / 0.8 =
    6.25`, so 7 (`22 / 107 = 0.206`).
    """
    answer = quotients(given["heard"], given["live here"])
    needed = more_needed(given["heard"], given["live here"])
    return {"quotient": answer.value, "low": answer.low, "high": answer.high, "more needed": needed}


@example(
    """
    | group   | heard | live here | quotient | low   | high  |
    |---------|-------|-----------|----------|-------|-------|
    | renters | 300   | 500       | 1.2      | 1.139 | 1.260 |
    | owners  | 200   | 500       | 0.8      | 0.740 | 0.861 |
    """,
    within=0.0005,
)
def test_when_half_of_all_people_were_heard(given: Columns) -> Mapping[str, Any]:
    """When half of all people were heard.

    Of 1,000 people 500 were heard, so the limits are those of `500 * 999 / 500 = 999` people: Wilson's of `599.4` in
    `999` are 0.5693 and 0.6299, over 0.5 1.139 and 1.260. Without the finite population they would be 1.113 and 1.284.
    """
    answer = quotients(given["heard"], given["live here"], RepresentationOptions(finite=True))
    return {"quotient": answer.value, "low": answer.low, "high": answer.high}


@example(
    """
    | group   | heard | in the survey | quotient | low   | high  |
    |---------|-------|---------------|----------|-------|-------|
    | renters | 60    | 100           | 1.2      | 0.964 | 1.471 |
    | owners  | 40    | 100           | 0.8      | 0.601 | 1.043 |
    """,
    within=0.0005,
)
def test_when_the_benchmark_is_a_survey(given: Columns) -> Mapping[str, Any]:
    """When the benchmark is itself a survey.

    A survey of 200 says that half rent, but it might as well be 43 or 57 in 100: Wilson's limits of 100 in 200 are
    0.4314 and 0.5686, those of 60 in 100 are 0.5020 and 0.6906. The lower limit of the ratio is `(0.3 - sqrt(0.09 -
    0.5020 * 0.5686 * (1.2 - 0.5020) * (1 - 0.5686))) / (0.5686 * (1 - 0.5686)) = 0.964`. With the benchmark taken as
    known it would be 1.004: what looked beyond chance no longer is.
    """
    answer = quotients(given["heard"], given["in the survey"], RepresentationOptions(benchmark_is_sample=True))
    return {"quotient": answer.value, "low": answer.low, "high": answer.high}


def _limits(
    setting: str, people: int, b: float, shares: NDArray[np.float64], random: np.random.Generator
) -> tuple[list[float], list[float]]:
    """Return limits of the first group's quotient in 2,000 random samples of a setting."""
    kind, _, told = setting.partition(" of ")
    size = float(told.replace(",", "") or 0)
    options = RepresentationOptions(
        exact="exact" in kind, finite="finite" in kind, benchmark_is_sample="survey" in kind
    )
    low, high = [], []
    for _ in range(2_000):
        heard, beside = random.multinomial(people, shares), np.array([b, 1 - b])
        if options.finite:
            inside = np.round(size * beside)
            heard, beside = random.binomial(inside.astype(int), people * shares / inside), inside
        elif options.benchmark_is_sample:
            beside = random.multinomial(int(size), beside).astype(float)
        answer = quotients(heard, beside, options)
        low.append(answer.low[0])
        high.append(answer.high[0])
    return low, high


@example(
    """
    | setting           | heard | share of the benchmark | true quotient | holds the truth | keeps its promise |
    |-------------------|-------|------------------------|---------------|-----------------|-------------------|
    | known             | 30    | 0.5                    | 1.2           | 0.9625          | yes               |
    | known             | 100   | 0.3                    | 0.8           | 0.9475          | yes               |
    | known             | 400   | 0.05                   | 0.6           | 0.9390          | yes               |
    | known             | 100   | 0.01                   | 1             | 0.9210          | no                |
    | known, exact      | 30    | 0.5                    | 1.2           | 0.9545          | yes               |
    | known, exact      | 100   | 0.01                   | 1             | 0.9790          | no                |
    | finite, of 2,000  | 100   | 0.3                    | 0.8           | 0.9435          | yes               |
    | finite, of 2,000  | 500   | 0.3                    | 0.8           | 0.9505          | yes               |
    | survey of 200     | 100   | 0.3                    | 0.8           | 0.9455          | yes               |
    | survey of 1,000   | 100   | 0.05                   | 1.5           | 0.9510          | yes               |
    """,
    within=0.00005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    2,000 samples of each setting, 95 % limits, of one group beside all others. In the finite population each person of
    a group is as likely to come as any other of it, and the number who come is left to chance as well. Where one
    person of a group is expected, Wilson's limits go wrong more often than they say, and the function warns of
    fewer than five expected; counts are whole, so exact limits hold the truth more often than they promise.
    """
    random, held = np.random.default_rng(1927), []
    warnings.simplefilter("ignore", MethodWarning)
    for setting, people, b, quotient in zip(*[given[name] for name in list(given)[:4]], strict=True):
        shares = np.array([b * quotient, 1 - b * quotient])
        held.append(share_that_holds(*_limits(str(setting), int(people), b, shares, random), quotient))
    return {"holds the truth": held, "keeps its promise": [keeps_its_promise(share) for share in held]}
