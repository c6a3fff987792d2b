"""Who gains and who loses health from a programme: aggregate distributional cost-effectiveness.

What a programme costs cannot be spent elsewhere, and the health that it would have bought there is lost by someone. In
quality-adjusted life years (QALYs),

    opportunity cost of a group = share * cost / (cost of one QALY elsewhere)
    net health benefit          = benefit - opportunity cost
    health after                = health before + net health benefit / people

Sources: Cookson, Griffin, Norheim and Culyer (editors), Distributional Cost-Effectiveness Analysis (Oxford, 2020);
Asaria, Griffin and Cookson, Medical Decision Making 36 (2016), 8-19; for steep shares Love-Koh, Cookson, Claxton and
Griffin, Medical Decision Making 40 (2020), 170-182; moderate and flat shares as in York's aggregate tool.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_counts, as_numbers
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError

FIFTH_SHARES: Final[dict[str, tuple[float, ...]]] = {
    "steep": (0.26, 0.22, 0.22, 0.16, 0.14),
    "moderate": (0.23, 0.21, 0.21, 0.18, 0.17),
    "flat": (0.2, 0.2, 0.2, 0.2, 0.2),
}
"""Shares of the health lost elsewhere that fall on fifths of England's small areas, the most deprived fifth first."""

BY_GROUP: Final = ("equal", "worst-off", "best-off")
"""Rules that need no shares: alike for each person, all on the group with the least health, or with the most."""

RULES: Final = (*FIFTH_SHARES, *BY_GROUP)

WHOLE: Final = 0.005
"""How far from 1 shares that were rounded for print may add up."""


@dataclass(frozen=True, slots=True)
class HealthChange:
    """What a programme does to the health of each group, in QALYs over lifetimes.

    Parameters
    ----------
    benefit
        Gained by using the programme, shape (..., groups).
    opportunity_cost
        Lost because its cost is not spent elsewhere, shape (..., groups).
    net
        Benefit less opportunity cost, shape (..., groups).
    before, after
        Health per person, in quality-adjusted life years expected at birth, shape (..., groups).
    total
        Net health benefit of all groups, shape (...).
    """

    benefit: Floats
    opportunity_cost: Floats
    net: Floats
    before: Floats
    after: Floats
    total: Floats


def health_change(
    population: ArrayLike, before: ArrayLike, benefit: ArrayLike, lost: ArrayLike, shares: ArrayLike
) -> HealthChange:
    """Return who gains and who loses.

    Parameters
    ----------
    population
        People in each group, shape (groups,).
    before
        Health per person without the programme, shape (..., groups).
    benefit
        QALYs that each group gains in all, shape (..., groups).
    lost
        QALYs that the cost would have bought elsewhere, shape (...): cost over the cost of one QALY.
    shares
        Share of them that falls on each group, shape (groups,), as from `opportunity_shares`.

    Raises
    ------
    BadInputError
        A number is text or infinite, a population missing or not above zero, or there are fewer than two groups.
    """
    people = checked_population(population)
    health, gained = as_numbers(before, "baseline health"), as_numbers(benefit, "benefit")
    cost = as_numbers(lost, "health lost elsewhere")[..., np.newaxis] * as_numbers(shares, "share")
    net = gained - cost
    after = health + net / people
    return HealthChange(gained, cost, net, np.broadcast_to(health, after.shape), after, net.sum(axis=-1))


def checked_population(population: ArrayLike) -> Floats:
    """Return the people of each group, shape (groups,).

    Raises
    ------
    BadInputError
        A population is missing or not above zero, or there are fewer than two groups.
    """
    people = np.atleast_1d(as_counts(population, "population"))
    if people.ndim != 1 or people.size < 2:
        raise BadInputError(
            "There are no groups to compare.",
            f"Populations of {people.size} group were given.",
            "Give two groups or more.",
        )
    if not (people > 0).all():
        first = int(np.flatnonzero(~(people > 0))[0])
        raise BadInputError(
            "A group has no people.",
            f"The population of group {first + 1} is {people[first]:g}.",
            "Give each group a number of people above zero, or leave the group out.",
        )
    return people


def opportunity_shares(rule: str, population: ArrayLike, health: ArrayLike) -> Floats:
    """Return the share of the health lost elsewhere that falls on each group, by a rule.

    Parameters
    ----------
    rule
        "steep", "moderate" or "flat": England's fifths, the most deprived first. "equal": alike for each person.
        "worst-off", "best-off": all on the group with the least or the most health, the two extremes.
    population, health
        People and health per person, shape (groups,).

    Returns
    -------
    Floats
        Shares that add up to 1, shape (groups,).

    Raises
    ------
    BadInputError
        The rule is not known, or is for five groups and there are not five.
    """
    people, level = checked_population(population), as_numbers(health, "baseline health")
    if rule in FIFTH_SHARES:
        if people.size != 5:
            raise BadInputError(
                f"The shares '{rule}' cannot be used.",
                f"They are for fifths by deprivation, and there are {people.size} groups.",
                "Give shares of your own, or use 'equal'.",
            )
        return np.array(FIFTH_SHARES[rule])
    if rule == "equal":
        return shares_of_weights(np.ones(people.size), people)
    if rule in BY_GROUP:
        bearer = int(np.argmin(level) if rule == "worst-off" else np.argmax(level))
        return np.asarray(np.arange(people.size) == bearer, dtype=np.float64)
    raise BadInputError(
        f"The shares '{rule}' are not known.",
        "Opportunity costs are shared by a named rule, or by shares of your own.",
        f"Use one of {', '.join(RULES)}.",
    )


def shares_of_weights(weights: ArrayLike, population: ArrayLike) -> Floats:
    """Return shares from weights per person: twice the weight, twice the health lost by each person.

    Raises
    ------
    BadInputError
        A weight is negative or missing, or all are zero.
    """
    weight, people = as_counts(weights, "opportunity cost weight"), checked_population(population)
    burden = weight * people
    if not (np.isfinite(burden).all() and burden.sum() > 0):
        raise BadInputError(
            "The opportunity costs cannot be shared out.",
            "A weight is missing, or all weights are zero.",
            "Give each group a weight of 0 or more, at least one of them above 0.",
        )
    return np.asarray(burden / burden.sum())


def checked_shares(shares: ArrayLike) -> Floats:
    """Return shares that add up to exactly 1, from shares as printed.

    Raises
    ------
    BadInputError
        A share is missing or negative, or they do not add up to 1 within rounding, as percentages do not.
    """
    given = as_counts(shares, "opportunity cost share")
    total = float(given.sum())
    if not abs(total - 1) <= WHOLE:
        per_cent = " They look like percentages." if abs(total - 100) <= 100 * WHOLE else ""
        raise BadInputError(
            "The shares of opportunity cost do not add up.",
            f"They add up to {total:g}, not to 1.{per_cent}",
            "Give shares of 1, such as 0.26; or give weights per person, which need not add up.",
        )
    return given / total


def rank_midpoints(population: ArrayLike, rank: ArrayLike) -> Floats:
    """Return where each group stands on the line from the most (0) to the least (1) disadvantaged person.

    Groups of one rank stand at one place.

    Parameters
    ----------
    population, rank
        People, and 1 for the most disadvantaged, shape (groups,).
    """
    people, order = checked_population(population), as_numbers(rank, "rank")
    ranks, place = np.unique(order, return_inverse=True)
    together = np.bincount(place, weights=people, minlength=ranks.size) / people.sum()
    middles = np.cumsum(together) - together / 2
    return np.asarray(middles[place])


def health_slope(health: ArrayLike, population: ArrayLike, rank: ArrayLike) -> Floats:
    """Return the slope index of inequality in health: from the most to the least disadvantaged person.

    A straight line through the groups' health by rank, weighted by their people (the linear convention of England's
    public health tables). Above zero: the less disadvantaged have more health.

    Parameters
    ----------
    health
        Health per person, shape (..., groups).
    population, rank
        People, and 1 for the most disadvantaged, shape (groups,).

    Returns
    -------
    Floats
        Years, shape (...); NaN where all groups have one rank.
    """
    people = checked_population(population)
    apart = rank_midpoints(people, rank) - 0.5
    spread = float((people * apart**2).sum())
    level = as_numbers(health, "health")
    return np.asarray((people * apart * level).sum(axis=-1) / (spread if spread > 0 else np.nan))
