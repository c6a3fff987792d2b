"""How much of the thread holds from end to end, and how long people wait to hear back.

**Completeness** is the share of contributions that reached a decision, whatever it was (a decline with its reason is an
answer), and the share of actions that rest on at least one resident's words and on at least one figure. Shares have
Wilson's limits, the exact ones where fewer than eight are in the part or outside it.

**Time to feedback** runs from the day of saying to the first reply that comes back: one that replies to a voice of the
contribution, to its theme or its event, or that lies downstream of it. Those whom nobody has answered yet still wait,
and how long they will is not known. Leaving them out would make answers look quick; so the share still waiting is
Kaplan and Meier's

    S(t) = product over days s <= t on which someone was answered of (1 - answered on s / waiting before s)

and half were answered by the first day with `S(t) <= 1/2`. The limits of `S(t)` are
`S(t)^exp(+-z sqrt(V) / |log S(t)|)` with Greenwood's `V = sum of d / (n (n - d))`, and the limits of the time are the
first days on which those limits fall to 1/2. A time that fewer than half have reached is not given.

The limits take contributions as independent. A meeting that answers many at once makes them hang together, and the
limits are then too close: read them with the number of replies beside them.

Sources: Kaplan and Meier, Journal of the American Statistical Association 53 (1958), 457-481; Brookmeyer and Crowley,
Biometrics 38 (1982), 29-41; Borgan and Liestøl, Scandinavian Journal of Statistics 17 (1990), 35-41.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.completeness import share_with_limits, waiting_times
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "Completeness and time to feedback"
part = "Who is heard"


@example(
    """
    | contributions | decided | per cent | low   | high  |
    |---------------|---------|----------|-------|-------|
    | 100           | 20      | 20       | 13.34 | 28.88 |
    | 20            | 5       | 25       | 8.66  | 49.10 |
    | 0             | 0       |          |       |       |
    """,
    within=0.005,
)
def test_share_that_reached_a_decision(given: Columns) -> Mapping[str, Any]:
    """Contributions that reached a decision.

    For 20 of 100 these are Wilson's limits, as under Proportions. For 5 of 20 they are the exact ones: the shares under
    which 5 or more, and 5 or fewer, would come up 2.5 % of the time. Without contributions there is no share.
    """
    rows = zip(given["decided"], given["contributions"], strict=True)
    shares = [share_with_limits(int(decided), int(all_of_them)) for decided, all_of_them in rows]
    return {
        "per cent": [100 * float(share.value) for share in shares],
        "low": [100 * float(share.low) for share in shares],
        "high": [100 * float(share.high) for share in shares],
    }


@example(
    """
    | days | answered | share still waiting | low    | high   |
    |------|----------|---------------------|--------|--------|
    | 10   | yes      | 0.8                 | 0.2038 | 0.9692 |
    | 20   | yes      | 0.6                 | 0.1257 | 0.8818 |
    | 30   | no       |                     |        |        |
    | 40   | yes      | 0.3                 | 0.0123 | 0.7192 |
    | 50   | no       |                     |        |        |
    """,
    within=0.00005,
)
def test_five_people_wait(given: Columns) -> Mapping[str, Any]:
    """Five people, two of whom wait still.

    On day 10 one of five is answered: `S = 4/5`. On day 20 one of four: `S = 4/5 x 3/4 = 0.6`. Whoever has waited 30
    days so far leaves without a fall. On day 40 one of the two who are left is answered: `S = 0.6 x 1/2 = 0.3`. So half
    were answered by day 40, though only three of five were answered at all.

    Limits on day 10: `V = 1 / (5 x 4) = 0.05`, `z sqrt(V) / |log 0.8| = 0.43826 / 0.22314 = 1.9640`, so they are
    `0.8^exp(1.9640) = 0.2038` and `0.8^exp(-1.9640) = 0.9692`.
    """
    done = given["answered"] == "yes"
    curve = waiting_times(given["days"][done], given["days"][~done]).still_waiting
    columns = {"share still waiting": curve.value, "low": curve.low, "high": curve.high}
    for name, values in columns.items():
        column = np.full(len(done), np.nan)
        column[done] = values
        columns[name] = column
    return columns


@example(
    """
    | answered by   | days | low | high |
    |---------------|------|-----|------|
    | a quarter     | 18   | 9   | 34   |
    | half          | 31   | 13  |      |
    | three quarter | 48   | 31  |      |
    """
)
def test_a_published_example(given: Columns) -> Mapping[str, Any]:
    """A published example.

    Eleven patients of a trial that is in many textbooks (Embury and others, Western Journal of Medicine 126, 1977):
    9, 13, 18, 23, 31, 34 and 48 weeks, and still under watch after 13, 28, 45 and 161. The estimates of `S` are 0.909,
    0.818, 0.716, 0.614, 0.491, 0.368 and 0.184, and the median is 31 weeks. The upper limits of the median and of the
    upper quarter are not reached: after 48 weeks the upper limit of `S` is 0.525.
    """
    answer = waiting_times([9, 13, 18, 23, 31, 34, 48], [13, 28, 45, 161])
    assert len(given["answered by"]) == len(answer.quarters.value)
    return {"days": answer.quarters.value, "low": answer.quarters.low, "high": answer.quarters.high}


@example(
    """
    | contributions | watched up to | quarter holds | half holds | three quarters hold | keep their promise |
    |---------------|---------------|---------------|------------|---------------------|--------------------|
    | 10            | 400           | 0.8970        | 0.9655     | 0.9850              | no yes no          |
    | 15            | 400           | 0.9410        | 0.9595     | 0.9860              | yes yes no         |
    | 30            | 400           | 0.9700        | 0.9660     | 0.9580              | yes yes yes        |
    | 100           | 400           | 0.9675        | 0.9545     | 0.9515              | yes yes yes        |
    | 50            | 120           | 0.9665        | 0.9545     | 0.9555              | yes yes yes        |
    | 200           | 120           | 0.9630        | 0.9585     | 0.9395              | yes yes yes        |
    """,
    within=0.00005,
)
def test_how_often_the_limits_hold(given: Columns) -> Mapping[str, Any]:
    """How often the limits hold.

    2,000 neighbourhoods of each setting: waits are skewed around 60 days (lognormal, sigma 0.8), and contributions were
    made up to so many days ago, evenly, so up to a third of them still wait. A limit that is not reached is taken for
    endless. Below 15 contributions the function says that there are too few.
    """
    random = np.random.default_rng(1958)
    truth = np.ceil(60 * np.exp(0.8 * np.array([-0.6744898, 0, 0.6744898])))
    held: list[list[float]] = []
    for size, longest in zip(given["contributions"], given["watched up to"], strict=True):
        lows, highs = [], []
        for _ in range(2_000):
            waits = np.ceil(60 * np.exp(0.8 * random.normal(size=int(size))))
            watched = np.floor(random.uniform(0, longest, int(size)))
            quarters = waiting_times(waits[waits <= watched], watched[waits > watched]).quarters
            lows.append(np.nan_to_num(quarters.low, nan=np.inf))
            highs.append(np.nan_to_num(quarters.high, nan=np.inf))
        held.append([share_that_holds(np.array(lows)[:, k], np.array(highs)[:, k], truth[k]) for k in range(3)])
    return {
        "quarter holds": [row[0] for row in held],
        "half holds": [row[1] for row in held],
        "three quarters hold": [row[2] for row in held],
        "keep their promise": [" ".join(keeps_its_promise(share) for share in row) for row in held],
    }
