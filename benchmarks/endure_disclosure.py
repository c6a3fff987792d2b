"""Random tables through the guard, each attacked from outside: a part of ``make endure``.

The attack shares no code with Seedbed's. It knows nothing of releases and their sums: its unknowns are the counts of
people by all columns at once, each count that is shown is one sum of them, and two linear programmes tell the smallest
and the largest value of each hidden count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, count

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from benchmarks.endure_watch import Watch
from seedbed.analysis.equity.disclosure.guard import Guarded, guard
from seedbed.analysis.equity.disclosure.protect import secret_prices
from seedbed.analysis.equity.disclosure.releases import Published
from seedbed.analysis.equity.disclosure.tables import Key, Release, cross_table, link, with_counts
from seedbed.errors import NotAllowedError

MINIMUM = 5
NEAR = 1e-6
KINDS = ("one table", "levels", "linked tables", "successive releases")
NAMES = "abc"
WITHIN = 2
"""Categories of the first column that make one larger one, where it has levels."""


@dataclass(frozen=True)
class People:
    """People by three columns, and whether the first has larger areas above it."""

    cube: NDArray[np.int64]
    levels: bool

    def members(self, key: Key) -> NDArray[np.bool_]:
        """Return which combinations a cell counts, one truth each."""
        chosen = np.ones(self.cube.shape, dtype=np.bool_)
        for name, category in key:
            axis, place = NAMES.index(name), int(category[1:])
            of = np.arange(self.cube.shape[axis])
            held = of // WITHIN == place if category[0].isupper() else of == place
            chosen &= np.expand_dims(held, tuple(set(range(self.cube.ndim)) - {axis}))
        return chosen.ravel()

    def release(self, names: str) -> Release:
        """Return the table by some of the columns, with its margins."""
        axes = [NAMES.index(name) for name in names]
        table = self.cube.sum(axis=tuple(set(range(self.cube.ndim)) - set(axes)))
        places = np.indices(table.shape).reshape(len(axes), -1)
        columns = {
            name: [f"{name}{place}" for place in along.tolist()] for name, along in zip(names, places, strict=True)
        }
        above = {f"a{place}": f"A{place // WITHIN}" for place in range(self.cube.shape[0])}
        return cross_table(columns, table.ravel(), {"a": above} if self.levels and "a" in names else None)


def disclosure(watch: Watch) -> Iterator[None]:
    """Guard and attack one random publication after another."""
    random = np.random.default_rng(20_264)
    for number in count():
        kind = KINDS[number % len(KINDS)]
        watch.round(f"{kind} {number}", lambda kind=kind: one_round(random, kind, watch))  # type: ignore[misc]
        yield


def one_round(random: np.random.Generator, kind: str, watch: Watch) -> list[str]:
    """Publish random people once or several times, and return what the attack found out."""
    shape = tuple(random.integers(2, 6, size=3).tolist())
    typical = random.choice([1.0, 3.0, 8.0, 20.0])
    cube = random.poisson(typical * random.gamma(1, 1, shape))
    people = People(cube, levels=kind == "levels")
    seed = int(random.integers(1_000_000)) if random.random() < 0.5 else None
    pairs = [first + second for first, second in combinations(NAMES, 2)]
    shown: dict[Key, float] = {}
    hidden: set[Key] = set()
    earlier: list[Published] = []
    for release in _publications(people, kind, random.permutation(pairs).tolist()):
        try:
            made = _guarded(release, earlier, seed)
        except NotAllowedError:
            watch.refused += 1
            break
        earlier.append(Published(with_counts(release, made.counts), made.hidden))
        for key, value in zip(made.keys, made.counts.tolist(), strict=True):
            named: Key = key  # type: ignore[assignment]
            if np.isnan(value):
                hidden.add(named)
            else:
                shown[named] = value
    watch.answers += len(hidden)
    broken = [f"{key} was hidden, and shown in another release" for key in hidden & shown.keys()]
    return broken + list(recovered(people, shown, sorted(hidden)))


def _publications(people: People, kind: str, pairs: Sequence[str]) -> list[Release]:
    if kind == "one table":
        return [people.release("abc" if people.cube.size <= 27 else pairs[0])]
    if kind == "levels":
        return [people.release("ab")]
    if kind == "linked tables":
        return [link(*map(people.release, pairs[:2]))]
    return [people.release(pair) for pair in pairs[:2]]


def _guarded(release: Release, earlier: Sequence[Published], seed: int | None) -> Guarded:
    cost = None if seed is None else secret_prices(release, seed)
    return guard(release, MINIMUM, cost=cost, earlier=earlier)


def recovered(people: People, shown: dict[Key, float], hidden: Sequence[Key]) -> Iterator[str]:
    """Yield what the attack from outside finds of small counts beyond the rule."""
    everyone = people.cube.ravel()
    small = [key for key in hidden if 0 < everyone[people.members(key)].sum() < MINIMUM]
    if not small:
        return
    sums = np.array([people.members(key) for key in shown], dtype=float).reshape(len(shown), everyone.size)
    values = np.array(list(shown.values()))
    for key in small:
        true = int(everyone[people.members(key)].sum())
        low, high = _bounds(people.members(key).astype(float), sums, values)
        if low > true + NEAR or high < true - NEAR:
            yield f"{key}: the truth, {true}, is outside what is possible ({low:g} to {high:g})"
        elif high < MINIMUM - NEAR:
            yield f"{key}: known to be small, {low:g} to {high:g}"
        elif high - low < MINIMUM - 1 - NEAR or low > max(true - 1, 0) + NEAR:
            yield f"{key}: {true} is known too closely, {low:g} to {high:g}"


def _bounds(aim: NDArray[np.float64], sums: NDArray[np.float64], values: NDArray[np.float64]) -> tuple[float, float]:
    equal = {"A_eq": sums, "b_eq": values} if len(sums) else {}
    low = linprog(aim, bounds=(0, None), method="highs", **equal)
    high = linprog(-aim, bounds=(0, None), method="highs", **equal)
    return float(low.fun), -float(high.fun) if high.status == 0 else np.inf
