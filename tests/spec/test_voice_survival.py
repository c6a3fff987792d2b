"""Whose concerns survive on the way from being heard to being acted on.

Items go from what was heard to themes, factors, priorities, decisions, funding, delivery and benefit. At each stage

    survival = (items with at least one origin in the group / all items) / (group's people / all people)

where the people are those who live here. 1 says that the group is behind as large a share of items as it is of people;
a fall from one stage to the next shows where its concerns drop out. An item may have several origins, so shares may add
up to more than 1. Items whose contributors gave no card, and items from figures or professionals, count among the items
and for no group; how many there are stands beside. Groups with fewer than ten contributors are hidden.

**Limits resample people, not items**, as what one person says hangs together. For items with one contributor each,
people are drawn with replacement and bring all their items. An item of several contributors would be lost whenever none
of them is drawn, a group's origin in it whenever none of the group is; drawing anew would so put the whole interval
below what was seen. So a resample adds, for each person, `(times drawn - 1) x items that rest on that person alone`:
the same for single items, and the jackknife's variance for shared ones, which is on average not too small (Efron and
Stein). The resampled variance V of a share becomes limits by Wilson's formula with `share (1 - share) / V` independent
items, never more than there are, and Student's t with as many degrees of freedom as contributors less one. Changes take
both limits and their resampled correlation together.

Sources: Efron and Stein, Annals of Statistics 9 (1981), 586-596; Korn and Graubard, Survey Methodology 24 (1998),
193-201; Zou and Donner, Statistics in Medicine 27 (2008), 1693-1702.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.survival.checks import SurvivalOptions, VoiceItems
from seedbed.analysis.equity.survival.quotients import Survival, survival_of_groups
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "Survival of voices"
part = "Who is heard"


@example(
    """
    | item | contributor | reached | survival of renters | survival of owners |
    |------|-------------|---------|---------------------|--------------------|
    | 0    | 0           | 2       | 1                   | 1                  |
    | 0    | 2           | 2       | 0.8333              | 1.25               |
    | 1    | 0           | 0       | 0.8333              | 2.5                |
    | 2    | 1           | 1       |                     |                    |
    | 3    | 2           | 2       |                     |                    |
    | 4    | 3           | 1       |                     |                    |
    """,
    within=0.00005,
)
def test_five_concerns(given: Columns) -> Mapping[str, Any]:
    """Five concerns, raised by two renters (people 0 and 1), an owner (2) and someone who gave no card (3).

    Renters are 60 % of the people who live here, owners 40 %. Heard are five items: renters are behind three of them
    (`3 / 5 / 0.6 = 1`), owners behind two (`2 / 5 / 0.4 = 1`). Four become themes (item 1 does not): renters are behind
    two (`2 / 4 / 0.6 = 0.8333`), owners behind two (`2 / 4 / 0.4 = 1.25`). Two are decided: renters are behind one
    (`1 / 2 / 0.6 = 0.8333`), owners behind both (`2 / 2 / 0.4 = 2.5`).
    The rows of the last two columns are the stages heard, theme and decision.
    """
    items = np.unique(given["item"])
    last = np.array([given["reached"][given["item"] == item].max() for item in items], dtype=int)
    mentions = given["item"].astype(int), given["contributor"].astype(int)
    group = np.array([0, 0, 1, -1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        answer = survival_of_groups(VoiceItems(STAGES, np.zeros(5, dtype=int), last, *mentions, group), [600, 400])
    rest = [np.nan] * 3
    return {
        "survival of renters": [*answer.quotients.value[0], *rest],
        "survival of owners": [*answer.quotients.value[1], *rest],
    }


STAGES = ("heard", "theme", "decision")
SHARES = np.array([0.5, 0.3, 0.2])
KEPT = np.array([[0.6, 0.5], [0.6, 0.5], [0.4, 0.25]])
SOME = SurvivalOptions(resamples=200)


def own_concerns(people: int, random: np.random.Generator) -> Survival:
    """Return survival where people raise one to four concerns each; some people's fare better than others'."""
    group = random.choice(3, people, p=SHARES)
    who = np.repeat(np.arange(people), random.integers(1, 5, people))
    fate = random.beta(3 * KEPT[group], 3 * (1 - KEPT[group]))[who]
    kept = random.random(fate.shape) < fate
    last = np.where(kept[:, 0], np.where(kept[:, 1], 2, 1), 0)
    return survival_of_groups(VoiceItems(STAGES, 0 * last, last, np.arange(len(who)), who, group), SHARES, SOME)


def shared_themes(people: int, themes: NDArray[np.float64], random: np.random.Generator) -> Survival:
    """Return survival where people name one to three of some themes; every other theme goes on, every fourth twice."""
    group = random.choice(3, people, p=SHARES)
    who = np.repeat(np.arange(people), random.integers(1, 4, people))
    drawn = (random.random((len(who), 1)) > themes.cumsum(axis=1)[group[who]][:, :-1]).sum(axis=1)
    named, item = np.unique(drawn, return_inverse=True)
    last = np.array([0, 1, 0, 2])[named % 4]
    return survival_of_groups(VoiceItems(STAGES, 0 * last, last, item, who, group), SHARES, SOME)


@example(
    """
    | items  | people | themes | survival holds | keeps its promise | change holds | keeps its promise too |
    |--------|--------|--------|----------------|-------------------|--------------|-----------------------|
    | own    | 20     | 0      | 0.9611         | yes               | 0.9483       | yes                   |
    | own    | 40     | 0      | 0.9333         | yes               | 0.9467       | yes                   |
    | own    | 100    | 0      | 0.9533         | yes               | 0.9525       | yes                   |
    | own    | 300    | 0      | 0.9489         | yes               | 0.9550       | yes                   |
    | shared | 100    | 40     | 0.9889         | no                | 0.9842       | no                    |
    | shared | 100    | 200    | 0.9767         | no                | 0.9650       | yes                   |
    """,
    within=0.00005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    200 neighbourhoods of each setting, 95 % limits of nine survivals and six changes in each. Three groups of 50, 30
    and 20 % of people; concerns of the third go on less often. Where items are shared by many, the items at each stage
    are taken for a draw of possible ones as well, so the limits hold the truth (the mean over all neighbourhoods) more
    often than they promise. Below 30 people, or ten items at a stage, the function warns.
    """
    random = np.random.default_rng(2008)
    reach = np.column_stack([SHARES, SHARES * KEPT[:, 0], SHARES * KEPT.prod(axis=1)])
    survivals: list[float] = []
    changes: list[float] = []
    warnings.simplefilter("ignore", MethodWarning)
    for items, people, themes in zip(given["items"], given["people"], given["themes"], strict=True):
        if items == "own":
            found = [own_concerns(int(people), random) for _ in range(200)]
            truth = reach / reach.sum(axis=0) / SHARES[:, np.newaxis]
        else:
            liked = random.dirichlet(np.ones(int(themes)), 3)
            found = [shared_themes(int(people), liked, random) for _ in range(200)]
            truth = np.mean([each.quotients.value for each in found], axis=0)
        for kind, held, true in (("quotients", survivals, truth), ("changes", changes, np.diff(truth, axis=1))):
            limits = [getattr(each, kind) for each in found]
            held.append(share_that_holds([each.low for each in limits], [each.high for each in limits], true))
    return {
        "survival holds": survivals,
        "keeps its promise": [keeps_its_promise(share) for share in survivals],
        "change holds": changes,
        "keeps its promise too": [keeps_its_promise(share) for share in changes],
    }
