"""Whose concerns survive: each group's share of items at every stage, beside its share of the people who live here.

Items go from what was heard to themes, factors, priorities, decisions, funding, delivery and benefit. At each stage

    survival = (items with at least one origin in the group / all items) / (group's people / all people)

so 1 means that the group's voice is behind as large a share of items as the group is of people. Items may have several
contributors, so the shares of groups may add up to more than 1 and a survival above 1 is usual where items are shared.

Limits resample contributors, not items, since what one person says hangs together. With m_c the times that contributor
c is drawn, a resample's counts are

    count + sum over c of (m_c - 1) x items that rest on c alone

For items with one contributor each that is the cluster bootstrap exactly. For shared items it carries the effect of
leaving out one person to all resamples. (Drawing people and counting anew would lose every item that rests on someone
not drawn, about a third of them, and so would put the whole interval below what was seen; the variance of leave-one-out
changes is, by Efron and Stein, Annals of Statistics 9 (1981), not too small on average.) The resampled standard errors
become limits through Wilson's formula with the number of independent items that would be as uncertain, never more than
the items there are (Korn and Graubard, Survey Methodology 24, 1998, with Student's t). Changes from stage to stage take
both limits and their resampled correlation together (Zou and Donner, Statistics in Medicine 27, 2008).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from seedbed.analysis.equity.checks import as_counts
from seedbed.analysis.equity.disclosure.guard import guard
from seedbed.analysis.equity.disclosure.tables import cross_table
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.suppression import Mask
from seedbed.analysis.equity.survival.checks import (
    FEWEST_CONTRIBUTORS,
    USUAL,
    SurvivalOptions,
    VoiceItems,
    checked_items,
)
from seedbed.analysis.equity.survival.counts import StageCounts, count_stages
from seedbed.analysis.equity.survival.resampling import ResampledShares, resampled_shares
from seedbed.errors import BadInputError, MethodWarning

FEWEST_ITEMS = 10
"""Below this many items at a stage, its limits say little."""

FEWEST_FOR_LIMITS = 30
"""Below this many contributors in all, resampling them is weak."""


@dataclass(frozen=True, slots=True)
class Survival:
    """Survival of groups through stages.

    Parameters
    ----------
    stages
        Names of the stages, in order.
    items
        Items at each stage, shape (stages,).
    group_items
        Items with at least one origin in the group, shape (groups, stages).
    no_card_items
        Items of whose contributors none gave a card, shape (stages,); they count among the items.
    no_origin_items
        Items without a contributor (from figures or professionals), shape (stages,); they count among the items.
    contributors
        People of each group behind the items, shape (groups,).
    no_card
        People who gave no card.
    population_shares
        Share of each group among all people, shape (groups,).
    quotients
        Survival with limits, shape (groups, stages); NaN at a stage without items.
    changes
        Survival at a stage less that at the stage before, with limits, shape (groups, stages - 1).
    hidden
        Groups that must not be shown: fewer than ten contributors, and what would give these back, shape (groups,).
    total_hidden
        True where not even the number of contributors in all may be shown.
    resamples
        Times that contributors were resampled.
    """

    stages: tuple[str, ...]
    items: NDArray[np.int64]
    group_items: NDArray[np.int64]
    no_card_items: NDArray[np.int64]
    no_origin_items: NDArray[np.int64]
    contributors: NDArray[np.int64]
    no_card: int
    population_shares: Floats
    quotients: Estimates
    changes: Estimates
    hidden: Mask
    total_hidden: bool
    resamples: int

    def lost(self) -> Mask:
        """Return where survival falls from one stage to the next beyond chance, shape (groups, stages - 1)."""
        return np.asarray(self.changes.high < 0)


def survival_of_groups(voices: VoiceItems, population: ArrayLike, options: SurvivalOptions = USUAL) -> Survival:
    """Return how far each group's voice survives from stage to stage.

    Parameters
    ----------
    voices
        Items, the stages they reached, and who contributed to them.
    population
        People of each group who live here, or their shares, shape (groups,). Taken as known.
    options
        Resamples, confidence, seed.

    Raises
    ------
    BadInputError
        A code points to nothing, stages are out of order, the population is missing, negative or zero for a group, or
        there are no items.
    UsageError
        Resamples or confidence cannot be used.

    Warns
    -----
    MethodWarning
        A stage has fewer than ten items, or fewer than 30 people contributed in all.
    """
    items = checked_items(voices, options)
    shares = _population_shares(population)
    groups, stages = len(shares), len(items.stages)
    if items.group.size and items.group.max() >= groups:
        raise BadInputError(
            "A contributor's group has no population.",
            f"Group {int(items.group.max()) + 1} of {groups} was named.",
            "Add the group to the population, or correct the contributor's group.",
        )
    counts = count_stages(items.first, items.last, (items.item, items.contributor), items.group, (groups, stages))
    behind = np.flatnonzero(np.bincount(items.contributor, minlength=len(items.group)))
    people = np.bincount(items.group[behind] + 1, minlength=groups + 1)
    _warn_of_few(counts, int(people.sum()))
    drawn = resampled_shares(counts, items.group, behind, options)
    share = _share_limits(counts, drawn, int(people.sum()), options.confidence)
    hidden, total_hidden = _hidden(people[1:])
    return Survival(
        items.stages,
        counts.items,
        counts.of_group,
        counts.no_card,
        counts.no_origin,
        people[1:],
        int(people[0]),
        shares,
        _over(share, shares[:, np.newaxis]),
        _over(_changes(share, drawn), shares[:, np.newaxis]),
        hidden,
        total_hidden,
        options.resamples,
    )


def _hidden(people: NDArray[np.int64]) -> tuple[Mask, bool]:
    """Return which groups may not be shown, and whether their total may not be; without it, no group is shown."""
    release = cross_table({"group": [str(row) for row in range(len(people))]}, people)
    made = guard(release, FEWEST_CONTRIBUTORS)
    places = release.places()
    hidden = made.hidden[[places[("group", str(row)),] for row in range(len(people))]]
    total = bool(made.hidden[places[()]])
    return np.asarray(hidden | total), total


def _population_shares(population: ArrayLike) -> Floats:
    people = as_counts(population, "population")
    if people.ndim != 1 or not people.size or not (people > 0).all():
        raise BadInputError(
            "The population does not fit.",
            "Every group needs a number of people above 0.",
            "Give one number for each group.",
        )
    return np.asarray(people / people.sum())


def _share_limits(counts: StageCounts, drawn: ResampledShares, people: int, confidence: float) -> Estimates:
    """Return each group's share of items with Wilson limits for the effective number of items."""
    items = counts.items.astype(np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(items > 0, counts.of_group / items, np.nan)
        worth = np.where(drawn.variance > 0, share * (1 - share) / drawn.variance, np.inf)
    most = np.minimum(items, max(people, 1))
    worth = np.where((share > 0) & (share < 1), np.minimum(worth, items), most)
    z = float(special.stdtrit(max(people - 1, 1), (1 + confidence) / 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        middle = share + z**2 / (2 * worth)
        reach = z * np.sqrt(share * (1 - share) / worth + z**2 / (4 * worth**2))
        low = np.clip((middle - reach) / (1 + z**2 / worth), 0, share)
        high = np.clip((middle + reach) / (1 + z**2 / worth), share, 1)
    return Estimates(share, low, high, "Wilson, contributors resampled", confidence)


def _changes(share: Estimates, drawn: ResampledShares) -> Estimates:
    """Return changes from stage to stage from the limits of both and their correlation."""
    before, after = (slice(None), slice(None, -1)), (slice(None), slice(1, None))
    value = share.value[after] - share.value[before]
    down = share.value[after] - share.low[after], share.high[before] - share.value[before]
    up = share.high[after] - share.value[after], share.value[before] - share.low[before]
    together = drawn.correlation
    with np.errstate(invalid="ignore"):
        low = value - np.sqrt(np.maximum(down[0] ** 2 + down[1] ** 2 - 2 * together * down[0] * down[1], 0))
        high = value + np.sqrt(np.maximum(up[0] ** 2 + up[1] ** 2 - 2 * together * up[0] * up[1], 0))
    return Estimates(value, low, high, "Zou and Donner, contributors resampled", share.confidence)


def _over(estimates: Estimates, by: Floats) -> Estimates:
    return Estimates(
        estimates.value / by, estimates.low / by, estimates.high / by, estimates.method, estimates.confidence
    )


def _warn_of_few(counts: StageCounts, people: int) -> None:
    told = []
    few = int((counts.items < FEWEST_ITEMS).sum())
    if few:
        told.append(
            f"{few} of {len(counts.items)} stages have fewer than {FEWEST_ITEMS} items: read the items themselves "
            "there, a survival of so few says little."
        )
    if people < FEWEST_FOR_LIMITS:
        told.append(f"Fewer than {FEWEST_FOR_LIMITS} people contributed: limits from resampling so few are rough.")
    if told:
        warnings.warn(" ".join(told), MethodWarning, stacklevel=3)
