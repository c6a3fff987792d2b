"""How sure a distributional analysis is: every uncertain input is drawn many times and the answer worked out each time.

Benefits and health are drawn from normal distributions, shares such as uptake from beta, costs from gamma distributions
with the mean and standard error given. Inputs are drawn apart from each other, as their joint uncertainty is not known;
but one input may be drawn together for all groups, each group standing at the same place of its own distribution, as is
right where one study gives the number for all.

Source: Briggs, Claxton and Sculpher, Decision Modelling for Health Economic Evaluation (Oxford, 2006), chapter 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.impact.distribution import HealthChange, health_change
from seedbed.errors import BadInputError, UsageError

Spread = Literal["normal", "beta", "gamma"]
DRAWS: Final = 10_000
MOST_NUMBERS: Final = 5_000_000
"""Draws times groups that are kept in memory at once."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """Numbers with their standard errors.

    Parameters
    ----------
    value, error
        Means and standard errors, shape (groups,) or () for one number; an error of 0 is certain.
    spread
        How they are drawn: "normal" (benefits, health), "beta" (shares of 0 to 1), "gamma" (costs: of one sign).
    together
        Whether all groups' errors go together, from one study; otherwise each group's is drawn by itself.

    Raises
    ------
    BadInputError
        An error is negative, or too large for the spread: a share or a cost so unsure has no such distribution.
    """

    value: Floats
    error: Floats
    spread: Spread = "normal"
    together: bool = False

    def __post_init__(self) -> None:
        unsure = self.error > 0
        room = self.value * (1 - self.value) if self.spread == "beta" else np.where(self.value != 0, np.inf, 0)
        wrong = (self.error < 0) | (unsure & (self.spread != "normal") & ~(self.error**2 < room))
        if not (np.isfinite(self.value) & np.isfinite(self.error)).all() or wrong.any():
            raise BadInputError(
                "A standard error cannot be used.",
                f"{np.atleast_1d(self.error[wrong])[:1]} is negative, or too large for its value.",
                "Give a standard error of 0 or more; that of a share p stays below the square root of p (1 - p).",
            )

    def drawn(self, generator: np.random.Generator, draws: int) -> Floats:
        """Return draws, shape (draws, ...)."""
        value, error = np.broadcast_arrays(self.value, self.error)
        unsure, size = error > 0, (draws, *value.shape)
        if not unsure.any():
            return np.broadcast_to(value, size)
        # Certain groups are drawn too, from any valid distribution, and then put back.
        middle = np.where(unsure, value, 0.5)
        width = np.where(unsure, error, 0.25)
        if self.together:
            made = _at(self.spread, middle, width, generator.random((draws, *(1 for _ in value.shape))))
        else:
            made = _drawn(self.spread, middle, width, generator, size)
        return np.where(unsure, made, value)


def _beta_shapes(middle: Floats, error: Floats) -> tuple[Floats, Floats]:
    amount = middle * (1 - middle) / error**2 - 1
    return middle * amount, (1 - middle) * amount


def _drawn(
    spread: Spread, middle: Floats, error: Floats, generator: np.random.Generator, size: tuple[int, ...]
) -> Floats:
    if spread == "normal":
        return generator.normal(middle, error, size)
    if spread == "beta":
        return generator.beta(*_beta_shapes(middle, error), size)
    return np.sign(middle) * generator.gamma((middle / error) ** 2, error**2 / np.abs(middle), size)


def _at(spread: Spread, middle: Floats, error: Floats, place: Floats) -> Floats:
    """Return the numbers that stand at a place, 0 to 1, of their distributions."""
    if spread == "normal":
        return np.asarray(middle + error * special.ndtri(place))
    if spread == "beta":
        return np.asarray(special.betaincinv(*_beta_shapes(middle, error), place))
    amount = special.gammaincinv((middle / error) ** 2, place) * error**2 / np.abs(middle)
    return np.asarray(np.sign(middle) * amount)


def certain(value: Floats | float, spread: Spread = "normal") -> Quantity:
    """Return numbers that are known exactly."""
    numbers = np.asarray(value, dtype=np.float64)
    return Quantity(numbers, np.zeros(numbers.shape), spread)


@dataclass(frozen=True, slots=True)
class Programme:
    """All that is known of a programme and whom it reaches; arrays are by group.

    Parameters
    ----------
    population, rank
        People, and 1 for the most disadvantaged, shape (groups,).
    health
        Health per person without the programme, in quality-adjusted life years, shape (groups,).
    reached
        People each group's benefit is counted for: those who could use it, shape (groups,).
    uptake
        Share of them who do, shape (groups,).
    benefit
        QALYs gained by each, shape (groups,).
    group_cost, fixed_cost, user_cost
        Cost of each group, shape (groups,); of the whole; and of each user, shape ().
    year_cost
        Cost of one QALY elsewhere: what the money would buy if spent there, shape ().
    shares
        Share of the health lost elsewhere that falls on each group, adding up to 1, shape (groups,).

    Raises
    ------
    BadInputError
        The cost of a QALY is not above zero, or an uptake is outside 0 to 1.
    """

    population: Floats
    rank: Floats
    health: Quantity
    reached: Floats
    uptake: Quantity
    benefit: Quantity
    group_cost: Quantity
    fixed_cost: Quantity
    user_cost: Quantity
    year_cost: Quantity
    shares: Floats

    def __post_init__(self) -> None:
        if not (self.year_cost.value > 0).all():
            raise BadInputError(
                "Opportunity costs cannot be worked out.",
                f"A QALY elsewhere is said to cost {self.year_cost.value:g}.",
                "Give a cost above zero: what the health service pays for one more QALY.",
            )
        if ((self.uptake.value < 0) | (self.uptake.value > 1)).any():
            raise BadInputError(
                "A share of people who take something up is outside 0 to 1.",
                f"It is {self.uptake.value[(self.uptake.value < 0) | (self.uptake.value > 1)][0]:g}.",
                "Give it as a share: 0.35, not 35.",
            )

    def is_uncertain(self) -> bool:
        """Say whether any input is not known exactly."""
        return any((each.error > 0).any() for each in self.quantities())

    def quantities(self) -> tuple[Quantity, ...]:
        """Return what is drawn, in the order in which it is drawn: health, uptake, benefit, then the four costs."""
        costs = (self.group_cost, self.fixed_cost, self.user_cost, self.year_cost)
        return (self.health, self.uptake, self.benefit, *costs)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a programme does, at the values given or in each draw.

    Parameters
    ----------
    change
        Health by group.
    cost
        Pounds, shape (...).
    """

    change: HealthChange
    cost: Floats


def outcome(programme: Programme) -> Outcome:
    """Return what a programme does at the values given, shapes (groups,) and ()."""
    return _outcome(programme, [each.value for each in programme.quantities()])


def drawn_outcomes(programme: Programme, draws: int = DRAWS, seed: int = 1) -> Outcome:
    """Return what a programme does in each draw of its uncertain inputs, shapes (draws, groups) and (draws,).

    Raises
    ------
    UsageError
        Fewer than 100 draws are asked for, or more than memory holds.
    """
    if not 100 <= draws <= MOST_NUMBERS // programme.population.size:
        raise UsageError(
            f"{draws:,} draws cannot be made.",
            f"From 100 to {MOST_NUMBERS // programme.population.size:,} can be, with so many groups.",
            "Ask for 10000.",
        )
    generator = np.random.default_rng(seed)
    return _outcome(programme, [each.drawn(generator, draws) for each in programme.quantities()])


def percentile_limits(draws: Floats, confidence: float = 0.95) -> NDArray[np.float64]:
    """Return the lower and upper limit over the first axis, shape (2, ...)."""
    tail = 50 * (1 - confidence)
    return np.asarray(np.percentile(draws, [tail, 100 - tail], axis=0))


def _outcome(programme: Programme, values: list[Floats]) -> Outcome:
    health, uptake, benefit, group_cost, fixed_cost, user_cost, year_cost = values
    users = programme.reached * uptake
    cost = np.asarray(fixed_cost + group_cost.sum(axis=-1) + user_cost * users.sum(axis=-1))
    change = health_change(programme.population, health, users * benefit, cost / year_cost, programme.shares)
    return Outcome(change, cost)
