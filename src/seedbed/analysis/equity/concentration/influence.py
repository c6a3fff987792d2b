"""People in order of living standard, and how far each moves the sums that concentration indices are made of.

The influence of a person is the derivative of a measure by a little more weight on that person. A person adds his or
her own health at his or her place, and also moves everyone who is better off a little further up.

Sources: Kakwani, Wagstaff and van Doorslaer, Journal of Econometrics 77 (1997), 87-103; Binder and Kovacevic, Survey
Methodology 21 (1995), 137-145.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.design import Indices

TINY = 1e-4
"""Below this share of those above, differences are taken from a series: subtraction would lose digits."""


@dataclass(frozen=True)
class Ranked:
    """People in order of living standard, the worst off first.

    Parameters
    ----------
    standard
        Living standards in the order of the caller's table, shape (people,).
    values, weights
        In this order.
    start
        Where each living standard begins and, last, the number of people; shape (standards + 1,).
    kept
        Weights of places that have been worked out, by aversion.
    """

    standard: Floats
    values: Floats
    weights: Floats
    start: Indices
    kept: dict[float, tuple[Floats, Floats, Floats]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, standard: Floats, values: Floats, weights: Floats) -> Ranked:
        """Put people in order."""
        alike = bool(weights.min() == weights.max())
        order = None if alike and values is standard else np.argsort(standard)
        # Of values alone a sort is enough, which takes a third of the time: who stands where is asked for seldom.
        ranks = np.sort(standard) if order is None else standard[order]
        changes = np.flatnonzero(ranks[1:] != ranks[:-1]) + 1
        start = np.concatenate([[0], changes, [len(ranks)]]).astype(np.intp)
        in_order = ranks if values is standard else values[order]
        made = cls(standard, in_order, weights if alike else weights[order], start)
        if order is not None:
            made.__dict__["order"] = order
        return made

    @cached_property
    def order(self) -> Indices:
        """Row of each person in the caller's table, shape (people,)."""
        return np.argsort(self.standard)

    @property
    def standards(self) -> int:
        """Number of living standards that differ."""
        return len(self.start) - 1

    @cached_property
    def shares(self) -> Floats:
        """Weights as shares of all people."""
        shares: Floats = self.weights / self.weights.sum()
        return shares

    @cached_property
    def mean(self) -> float:
        """Weighted mean of the values."""
        return float(self.weights @ self.values / self.weights.sum())

    @cached_property
    def generalised(self) -> float:
        """Generalised concentration index."""
        return float(self.health @ (2 * self.middles - 1))

    @cached_property
    def people(self) -> Floats:
        """Share of all people who have each living standard."""
        return self.by_standard(self.shares)

    @cached_property
    def health(self) -> Floats:
        """Sum of share times value over the people of each living standard."""
        return self.by_standard(self.shares * self.values)

    @cached_property
    def middles(self) -> Floats:
        """Where each living standard stands: the share of people below it and half its own."""
        middle: Floats = np.cumsum(self.people) - self.people / 2
        return middle

    def by_standard(self, of_people: Floats) -> Floats:
        """Add up over people of the same living standard."""
        return of_people if self.standards == len(self.values) else np.add.reduceat(of_people, self.start[:-1])

    def to_people(self, of_standards: Floats) -> Floats:
        """Give each person the number of his or her living standard."""
        return of_standards if self.standards == len(self.values) else np.repeat(of_standards, np.diff(self.start))

    def in_rows(self, in_order: Floats) -> Floats:
        """Put numbers back into the order of the caller's rows."""
        rows = np.empty_like(in_order)
        rows[self.order] = in_order
        return rows

    def places(self, aversion: float) -> tuple[Floats, Floats, Floats]:
        """Return `weights_of_places` of the living standards, worked out once."""
        if aversion not in self.kept:
            self.kept[aversion] = weights_of_places(self.people, aversion)
        return self.kept[aversion]


def generalised_influence(people: Ranked) -> Floats:
    """Return each person's influence on the generalised index, in order of living standard."""
    middle, health = people.middles, people.health
    above = people.mean - (np.cumsum(health) - health / 2)
    centre = health @ (2 * middle)
    own = people.values * people.to_people(2 * middle - 1)
    own += people.to_people(2 * above)
    result: Floats = own + (people.mean - 2 * centre)
    return result


def mean_weight(people: Ranked, aversion: float) -> float:
    """Return the mean of values weighed by the extended index's weight of each place: the achievement."""
    weight, _, _ = people.places(aversion)
    return float(people.health @ weight)


def weighing_influence(people: Ranked, aversion: float) -> Floats:
    """Return each person's influence on the achievement, in order of living standard.

    A standard's weight depends on the shares of people below it and up to it; both move with everyone who stands there.
    """
    own, health = people.people, people.health
    weight, by_low, by_high = people.places(aversion)
    high = np.cumsum(own)
    low = high - own
    moved_low, moved_high = health * by_low, health * by_high
    from_others = _after(moved_low) + _after(moved_high) + moved_high
    centre = health @ weight + moved_low @ low + moved_high @ high
    result: Floats = people.values * people.to_people(weight) + people.to_people(from_others) - centre
    return result


def _after(values: Floats) -> Floats:
    """Return the sum of all later values."""
    total: Floats = np.cumsum(values[::-1])[::-1] - values
    return total


def weights_of_places(own: Floats, aversion: float) -> tuple[Floats, Floats, Floats]:
    """Return the weight of each living standard and how it moves with the people below it and up to it.

    The weight is the mean of `n (1 - p)^(n - 1)` from `low` to `high`: `((1 - low)^n - (1 - high)^n) / (high - low)`.
    """
    above = np.maximum(np.cumsum(own[::-1])[::-1], np.finfo(np.float64).tiny)
    part = np.clip(own / above, 0, 1)
    safe = np.where(part > 0, part, 1.0)
    with np.errstate(divide="ignore"):
        ratio = np.where(part > 0, -np.expm1(aversion * np.log1p(-part)) / safe, aversion)
    n = aversion
    near_low = -n * (n - 1) / 2 + n * (n - 1) * (n - 2) / 6 * part
    near_high = -n * (n - 1) / 2 + n * (n - 1) * (n - 2) / 3 * part
    by_low = np.where(part < TINY, near_low, (ratio - n) / safe)
    by_high = np.where(part < TINY, near_high, (n * (1 - part) ** (n - 1) - ratio) / safe)
    steep = above ** (n - 2)
    return above ** (n - 1) * ratio, steep * by_low, steep * by_high
