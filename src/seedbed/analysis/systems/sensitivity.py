"""How much of what a what-if says hangs on weights that nobody knows exactly.

Every weight is drawn again and again from what it may be, and the what-if run with each set of draws, with and without
what is held. The interval of a factor's change is where the middle share of draws fall: it says how far the guesses at
weights move the answer, not how sure anybody is of the world. Which link matters most is told by Spearman's rank
correlation between its weight and a factor's change over the draws, and by its share of the sum of their squares. A
link that may run either way may decide how large a change is and not its direction, if another such link lies on the
way: where its weight says nothing, the sizes of both are compared. What chance alone gives once in a thousand is no
correlation.

Source: Saltelli and others, Global Sensitivity Analysis (2008), chapter 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Unpack

import numpy as np

from seedbed.analysis.systems.graph import places_of
from seedbed.analysis.systems.scenarios import FINE, can_move, scenarios
from seedbed.analysis.systems.types import CausalLink, SystemMap
from seedbed.analysis.systems.what_if import NO_VALUES, Chosen, Floats, Settings, first_state
from seedbed.errors import UsageError
from seedbed.thread.payloads.choices import Confidence, Polarity

DRAWS = 2_000
MOST_DRAWS = 100_000
AT_ONCE = 2_000
HALF_WIDTHS = {Confidence.HIGH: 0.1, Confidence.MEDIUM: 0.2, Confidence.LOW: 0.3}
"""How far a weight may lie from what was said, by how sure people were."""
HARDLY = 1e-4
"""A smaller change counts neither as up nor as down."""
BY_CHANCE = 3.29
"""Standard errors of a rank correlation, 1 over the root of draws less one, that chance passes once in a thousand."""
MOST_NAMED = 10
"""Links that are told of for one factor."""
Band = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FactorChange:
    """What holding some factors does to one factor, over the draws: the middle draw, an interval, which way it went.

    ``up`` and ``down`` are shares of the draws in which it changes by more than 0.0001; ``links`` are those that matter
    most to it, the most first.
    """

    factor: str
    median: float
    low: float
    high: float
    up: float
    down: float
    links: tuple[LinkWeight, ...]


@dataclass(frozen=True, slots=True)
class LinkWeight:
    """How far a link's weight decides a factor's change: rank correlation, -1 to 1; share of all links', 0 to 1.

    The correlation is that of the sizes of both where it may run either way and only its size decides anything.
    """

    link: str
    correlation: float
    share: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """What the draws gave: a change for each factor of the map that is not held, and how many draws settled."""

    draws: int
    seed: int
    confidence: float
    settled: int
    factors: tuple[FactorChange, ...]
    changes: Floats = field(repr=False)
    """Shape (draws, factors), factors in the map's order."""


def bands(system: SystemMap, given: Mapping[str, Band] | None = None) -> Floats:
    """Return the least and largest weight of each link, shape (links, 2).

    Without a band given for it, a link lies around what was said by 0.1, 0.2 or 0.3 as confidence is high, medium or
    low, and keeps its sign; an uncertain link may run in either direction, as strongly as was said or less.

    Raises
    ------
    UsageError
        For a band beyond -1 to 1, or upside down, or of a link that is not on the map.
    """
    known = {} if given is None else dict(given)
    strange = sorted(known.keys() - {link.identifier for link in system.links})
    if strange:
        why = "A band of weights belongs to a link of the map."
        raise UsageError(f'There is no link "{strange[0]}" on the map.', why, "Check the spelling, or take it out.")
    found = np.array([known.get(link.identifier, _band(link)) for link in system.links], dtype=np.float64)
    found = found.reshape(-1, 2)
    if not ((found[:, 0] <= found[:, 1]) & (np.abs(found) <= 1).all(axis=1)).all():
        raise UsageError(
            "A band of weights is out of range.", "Weights go from -1 to 1, the least first.", "Change it."
        )
    return found


def sensitivity(  # noqa: PLR0913 - what is held, how weights are drawn, and what is told of
    system: SystemMap,
    *,
    hold: Mapping[str, float],
    start: Mapping[str, float] = NO_VALUES,
    rest: float | None = None,
    draws: int = DRAWS,
    seed: int = 0,
    confidence: float = 0.95,
    given: Mapping[str, Band] | None = None,
    outcomes: Sequence[str] = (),
    **chosen: Unpack[Chosen],
) -> Sensitivity:
    """Draw weights again and again and say how far a what-if holds.

    Parameters
    ----------
    system, hold, start, rest, **chosen
        As in ``what_if.simulate``.
    draws
        How often, 10 to 100,000.
    seed
        Where the draws begin.
    confidence
        Share of draws that lie in an interval.
    given
        Bands of weights by identifier of the link; see ``bands``.
    outcomes
        Factors to tell of; all that are not held, if none.

    Raises
    ------
    UsageError
        For a factor that is not on the map, a number out of range, or settings that make no sense.
    """
    if not 10 <= draws <= MOST_DRAWS or not 0 < confidence < 1 or seed < 0:
        raise UsageError(
            "The weights cannot be drawn so.",
            f"Draws go from 10 to {MOST_DRAWS:,}, confidence lies between 0 and 1, and the seed is 0 or more.",
            "Change it and run again.",
        )
    wanted: Chosen = {**chosen, "tolerance": chosen.get("tolerance", FINE)}
    limits = bands(system, given)
    weights = _drawn(limits, draws, seed)
    free = [each.identifier for each in system.factors if each.identifier not in hold]
    told = places_of(system, list(outcomes) or free)
    changes, settled = _changes(system, weights, (start, hold), rest, wanted)
    moving = np.flatnonzero(limits[:, 0] < limits[:, 1])
    correlations = _rank_correlations(weights[:, moving], changes[:, told]).T
    tail = 50 * (1 - confidence)
    of_told = changes[:, told]
    low, median, high = np.percentile(of_told, [tail, 50, 100 - tail], axis=0).tolist()
    up, down = (of_told > HARDLY).mean(axis=0).tolist(), (of_told < -HARDLY).mean(axis=0).tolist()
    links = _links_that_matter(system, moving, correlations)
    factors = [
        FactorChange(system.factors[place].identifier, median[at], low[at], high[at], up[at], down[at], links[at])
        for at, place in enumerate(told)
    ]
    return Sensitivity(draws, seed, confidence, int(settled.sum()), tuple(factors), changes)


def _band(link: CausalLink) -> Band:
    if link.polarity is Polarity.UNCERTAIN:
        return -link.size, link.size
    half = HALF_WIDTHS[link.confidence]
    low, high = max(link.size - half, 0.0), min(link.size + half, 1.0)
    return (low, high) if link.sign > 0 else (-high, -low)


def _drawn(limits: Floats, draws: int, seed: int) -> Floats:
    """Draw each weight evenly between its limits."""
    generator = np.random.default_rng(seed)
    share = generator.random((draws, len(limits)))
    weights: Floats = limits[:, 0] + share * (limits[:, 1] - limits[:, 0])
    return weights


def _changes(
    system: SystemMap,
    weights: Floats,
    values: tuple[Mapping[str, float], Mapping[str, float]],
    rest: float | None,
    chosen: Chosen,
) -> tuple[Floats, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return the change of each factor in each draw, and which draws settled both with and without what is held."""
    start, hold = values
    moved = can_move(system, hold)
    settings = Settings(**chosen)
    runs = [first_state(system, start, each, rest, settings) for each in (NO_VALUES, hold)]
    changes, settled = [], []
    for first in range(0, len(weights), AT_ONCE):
        part = weights[first : first + AT_ONCE]
        alone, held = (
            scenarios(system, np.tile(state, (len(part), 1)), np.tile(is_held, (len(part), 1)), weights=part, **chosen)
            for state, is_held in runs
        )
        changes.append(np.where(moved, held.values - alone.values, 0.0))
        settled.append(held.settled & alone.settled)
    return np.concatenate(changes), np.concatenate(settled)


def _ranks(columns: Floats) -> Floats:
    """Return the rank of each value in its column, centred and of length 1; equal values share theirs."""
    order = np.argsort(columns, axis=0, kind="stable")
    ordered = np.take_along_axis(columns, order, axis=0)
    begins = np.ones(ordered.shape, dtype=np.bool_)
    begins[1:] = ordered[1:] != ordered[:-1]
    places = np.arange(len(columns), dtype=np.float64)[:, None]
    first = np.maximum.accumulate(np.where(begins, places, 0.0), axis=0)
    ends = np.ones(ordered.shape, dtype=np.bool_)
    ends[:-1] = begins[1:]
    last = np.minimum.accumulate(np.where(ends, places, np.inf)[::-1], axis=0)[::-1]
    ranks = np.empty_like(columns)
    np.put_along_axis(ranks, order, (first + last) / 2, axis=0)
    ranks -= ranks.mean(axis=0)
    length = np.linalg.norm(ranks, axis=0)
    return np.asarray(np.divide(ranks, length, out=np.zeros_like(ranks), where=length > 0), dtype=np.float64)


def _rank_correlations(weights: Floats, changes: Floats) -> Floats:
    """Return Spearman's correlation of each link with each factor's change, 0 where either never moves or by chance."""
    rounded = np.round(changes, 6)  # what is left to settle is no order: draws settle to FINE
    found = _beyond_chance(_ranks(weights).T @ _ranks(rounded), len(weights))
    either = np.flatnonzero((weights.min(axis=0) < 0) & (weights.max(axis=0) > 0))
    if len(either):
        sizes = _beyond_chance(_ranks(np.abs(weights[:, either])).T @ _ranks(np.abs(rounded)), len(weights))
        found[either] = np.where(found[either] == 0, sizes, found[either])
    return found


def _beyond_chance(correlations: Floats, draws: int) -> Floats:
    return np.where(np.abs(correlations) > BY_CHANCE / np.sqrt(draws - 1), correlations, 0.0)


def _links_that_matter(
    system: SystemMap, moving: np.ndarray[tuple[int], np.dtype[np.intp]], correlations: Floats
) -> list[tuple[LinkWeight, ...]]:
    """Return the links that matter most to each factor; ``correlations`` has the shape (factors, moving links)."""
    names = [system.links[at].identifier for at in moving]
    squares = correlations**2
    totals = squares.sum(axis=1)
    order = _largest(np.abs(correlations), MOST_NAMED)
    best = [np.take_along_axis(each, order, axis=1) for each in (correlations, squares)]
    shares = np.divide(best[1], totals[:, None], out=np.zeros_like(best[1]), where=totals[:, None] > 0)
    return [
        tuple(LinkWeight(names[at], *of_link) for at, *of_link in zip(places, signed, share, strict=True) if of_link[1])
        for places, signed, share in zip(order.tolist(), best[0].tolist(), shares.tolist(), strict=True)
    ]


def _largest(values: Floats, many: int) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    """Return where the largest values of each row stand, the largest first; of equal ones, the first."""
    if values.shape[1] <= 2 * many:
        return np.argsort(-values, axis=1, kind="stable")[:, :many]
    least = np.partition(values, -many, axis=1)[:, [-many]]
    found = np.empty((len(values), many), dtype=np.intp)
    for row, (each, limit) in enumerate(zip(values, least, strict=True)):
        there = np.flatnonzero(each >= limit)
        found[row] = there[np.argsort(-each[there], kind="stable")[:many]]
    return found
