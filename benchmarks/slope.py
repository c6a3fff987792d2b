"""Slope and relative indices of inequality with limits, beside the recorded CPU seconds of PHEindicatormethods.

The peer's figure is the recorded one: 0.58 CPU seconds a set of ten groups at 100,000 draws. Answers are checked in the
same run against computations that share no code: numpy's least squares, and a plain simulation of 100,000 drawings.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from benchmarks.harness import Recorder, Row, peak_mb
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.slope.linear import phe_slope
from seedbed.analysis.equity.slope.lines import SlopeIndices
from seedbed.analysis.equity.slope.ridit import who_slope
from seedbed.errors import MethodWarning

GROUPS, SETS, BLOCK = 10, 150_000, 15_000
SIMULATED, DRAWS = 200, 100_000
RECORDED_S = 0.58
PEER = "PHEindicatormethods (recorded)"
CLOSED_BAR_S, SIMULATED_BAR_S = 1.0, 0.010
NEAR = 0.02
"""Simulated limits of the two sides may differ by this share of the interval's width."""

Kind = Literal["rate", "proportion"]


@dataclass(frozen=True)
class Sets:
    """Invented sets of ten groups: people, values and their standard errors, each of shape (sets, 10)."""

    people: Floats
    value: Floats
    error: Floats

    def first(self, count: int) -> Sets:
        """Return the first sets."""
        return Sets(self.people[:count], self.value[:count], self.error[:count])


def invented(count: int, seed: int = 1) -> Sets:
    """Return sets of life expectancies that rise with advantage."""
    chance = np.random.default_rng(seed)
    people = chance.uniform(1500, 25000, (count, GROUPS))
    value = 75 + 0.8 * np.arange(1, GROUPS + 1) + chance.standard_normal((count, GROUPS))
    return Sets(people, value, chance.uniform(0.2, 2, (count, GROUPS)))


def run(recorder: Recorder) -> None:
    """Time closed forms, simulated forms and the WHO regression, and record growth."""
    warnings.simplefilter("ignore", MethodWarning)
    _closed(recorder)
    for count in (SETS // 10, SETS * 10):
        _streamed(recorder, count)
    for kind, multiplicative in (("rate", False), ("rate", True), ("proportion", False), ("proportion", True)):
        _simulated(recorder, kind, multiplicative=multiplicative)  # type: ignore[arg-type]
    _regression(recorder)


def _closed(recorder: Recorder) -> None:
    sets = invented(SETS)
    seconds, found = recorder.time(lambda: phe_slope(sets.people, sets.value, sets.error))
    peak = peak_mb()
    agree = _line_agrees(sets.first(2000), found) and _limits_agree(sets.first(20), found)
    note = "means, exact limits; the peer's seconds are its recorded ones for one set, times the sets"
    size = f"{SETS:,} sets of ten groups, means"
    peer_s = RECORDED_S * SETS
    bar, met = f"at most {CLOSED_BAR_S:g} s", seconds <= CLOSED_BAR_S
    recorder.add(Row("slope", size, seconds, PEER, peer_s, peer_s / seconds, agree, peak, None, bar, met, note))


def _streamed(recorder: Recorder, count: int) -> None:
    """Record growth: sets come in blocks and only their indices are kept, so memory holds one block."""

    def blocks() -> Iterator[Sets]:
        for start in range(0, count, BLOCK):
            yield invented(min(BLOCK, count - start), seed=start)

    def all_of_them() -> Floats:
        return np.concatenate([_indices(phe_slope(each.people, each.value, each.error)) for each in blocks()], axis=1)

    making, _ = recorder.time(lambda: sum(len(each.people) for each in blocks()), repeats=1)
    whole, found = recorder.time(all_of_them, repeats=1)
    first = invented(min(BLOCK, count), seed=0)
    expected = _indices(phe_slope(first.people, first.value, first.error))
    agree = bool(np.array_equal(found[:, : expected.shape[1]], expected)) and found.shape[1] == count
    size = f"{count:,} sets of ten groups, streamed"
    note = f"in blocks of {BLOCK:,}; the seconds it takes to make the sets are left out; agree: the same one by one"
    recorder.add(Row("slope", size, whole - making, "", None, None, agree, peak_mb(), note=note))


def _simulated(recorder: Recorder, kind: Kind, *, multiplicative: bool) -> None:
    sets = _on_scale(invented(SIMULATED), kind)
    work = {"value_type": kind, "multiplicative": multiplicative, "draws": DRAWS}
    compile_s = recorder.warm(lambda: phe_slope(*_columns(sets.first(1)), **work))  # type: ignore[arg-type]
    seconds, found = recorder.time(lambda: phe_slope(*_columns(sets), **work))  # type: ignore[arg-type]
    agree = _simulation_agrees(sets.first(10), kind, found, multiplicative=multiplicative)
    each, peer_s = seconds / SIMULATED, RECORDED_S * SIMULATED
    form = f"{kind}s{', multiplicative' if multiplicative else ''}"
    recorder.add(
        Row(
            "slope",
            f"{SIMULATED} sets of ten, {form}, {DRAWS:,} draws",
            seconds,
            PEER,
            peer_s,
            peer_s / seconds,
            agree,
            peak_mb(),
            compile_s,
            f"at most {1000 * SIMULATED_BAR_S:g} ms a set",
            each <= SIMULATED_BAR_S,
            f"{1000 * each:.2f} ms a set",
        )
    )


def _regression(recorder: Recorder) -> None:
    sets = _on_scale(invented(SETS), "proportion")
    seconds, found = recorder.time(lambda: who_slope(sets.people, sets.value, weighting="population"))
    people, share = sets.people[0], sets.value[0]
    rank = (np.cumsum(people) - people / 2) / people.sum()
    place = np.log(found.intercept[0] / (1 - found.intercept[0]))
    top = found.intercept[0] + found.sii.value[0]
    fitted = 1 / (1 + np.exp(-(place + (np.log(top / (1 - top)) - place) * rank)))
    miss = people / people.sum() * (share - fitted)
    agree = bool(abs(miss.sum()) < 1e-9 and abs((miss * rank).sum()) < 1e-9)
    note = "no peer recorded; agree: the fitted curve satisfies the likelihood equations"
    size = f"{SETS:,} sets of ten groups, WHO logit"
    recorder.add(Row("slope", size, seconds, "", None, None, agree, peak_mb(), note=note))


def _columns(sets: Sets) -> tuple[Floats, Floats, Floats]:
    return sets.people, sets.value, sets.error


def _on_scale(sets: Sets, kind: Kind) -> Sets:
    """Turn life expectancies into rates or shares with errors on the log or logit scale."""
    return Sets(sets.people, sets.value / (20 if kind == "rate" else 250), sets.error / 15)


def _indices(found: SlopeIndices) -> Floats:
    ends = (found.sii.value, found.sii.low, found.sii.high, found.rii.value, found.rii.low, found.rii.high)
    return np.stack(ends)


def _ranks(people: Floats) -> Floats:
    ranks: Floats = (np.cumsum(people) - people / 2) / people.sum()
    return ranks


def _plain_lines(people: Floats, values: Floats) -> Floats:
    """Return intercept and slope of each column of values by numpy's least squares, shape (2, columns)."""
    root = np.sqrt(people)
    table = np.column_stack([root, root * _ranks(people)])
    return np.asarray(np.linalg.lstsq(table, values * root[:, np.newaxis], rcond=None)[0])


def _line_agrees(sets: Sets, found: SlopeIndices) -> bool:
    plain = np.array(
        [
            _plain_lines(people, value[:, np.newaxis])[:, 0]
            for people, value in zip(sets.people, sets.value, strict=True)
        ]
    )
    ours = np.stack([found.intercept[: len(plain)], found.sii.value[: len(plain)]], axis=1)
    ratio = np.allclose(found.rii.value[: len(plain)], plain.sum(axis=1) / plain[:, 0], rtol=1e-9)
    return bool(np.allclose(ours, plain, rtol=1e-9, atol=1e-9) and ratio)


def _limits_agree(sets: Sets, found: SlopeIndices) -> bool:
    """Check exact limits against a plain simulation of the same sets."""
    chance = np.random.default_rng(2)
    for place, (people, value, error) in enumerate(zip(*_columns(sets), strict=True)):
        drawn = value[:, np.newaxis] + error[:, np.newaxis] * chance.standard_normal((GROUPS, DRAWS))
        start, slope = _plain_lines(people, drawn)
        if not _near(found, place, slope, 1 + slope / start):
            return False
    return True


def _simulation_agrees(sets: Sets, kind: Kind, found: SlopeIndices, *, multiplicative: bool) -> bool:
    chance = np.random.default_rng(3)
    for place, (people, value, error) in enumerate(zip(*_columns(sets), strict=True)):
        middle = np.log(value) if kind == "rate" else np.log(value / (1 - value))
        drawn = middle[:, np.newaxis] + error[:, np.newaxis] * chance.standard_normal((GROUPS, DRAWS))
        start, slope = _plain_lines(people, drawn if multiplicative else _back(drawn, kind))
        bottom, top = (start, start + slope) if not multiplicative else (_back(start, kind), _back(start + slope, kind))
        if not _near(found, place, top - bottom, top / bottom):
            return False
    return True


def _back(values: Floats, kind: Kind) -> Floats:
    return np.asarray(np.exp(values) if kind == "rate" else 1 / (1 + np.exp(-values)))


def _near(found: SlopeIndices, place: int, differences: Floats, ratios: Floats) -> bool:
    for index, drawn in ((found.sii, differences), (found.rii, ratios)):
        ours = np.array([index.low[place], index.high[place]])
        if np.abs(ours - np.quantile(drawn, [0.025, 0.975])).max() > NEAR * (ours[1] - ours[0]):
            return False
    return True
