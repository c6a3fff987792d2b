"""Gaps between groups: WHO's summary measures of inequality with two kinds of limits, for thousands of sets at once.

**WHO's limits** are those of the World Health Organization's tools: normal for D, PAR and BGV, normal on the log scale
for R and PAF, and elsewhere quantiles of the measure over drawings of the groups' values within their standard errors.
They take the groups that stand at the ends as given, and estimates that chance has set apart as apart. Where groups
differ little they lie too high, and hold the truth far less often than they say.

**Corrected limits** turn the question round (see `inversion`) and keep their promise far better; where many groups of
uncertain values could stand at an end, they fall short too, and `who_gaps` warns. D, R, PAR
and PAF between groups that were named beforehand need no correction. A measure that hangs on one group (the best, the
highest, the reference) gets the wider of both kinds, D and R of groups without order that of WHO's closed limits too:
shrinking all groups alike tells too little of a single one.

Theil's index and the mean log deviation, and PAR and PAF from the group seen best, have the corrected limits only.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy import special

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.gaps.catalogue import KEYS, PLACE
from seedbed.analysis.equity.gaps.inversion import corrected_limits
from seedbed.analysis.equity.gaps.kernels import MEASURED, draw_limits, measure_set, standard_errors
from seedbed.analysis.equity.gaps.sets import GroupSets, Truths, Whole
from seedbed.analysis.equity.sampling.draws import SEED, standard_normal_draws
from seedbed.analysis.equity.weak import warn_of
from seedbed.analysis.kernel import kernel
from seedbed.errors import UsageError

DRAWS: Final = 1000
"""Drawings unless asked otherwise; WHO's tools use 100 or more."""
MOST_NUMBERS: Final = 100_000_000
"""Simulated numbers held at once, 0.8 GB."""
CHANCE: Final = 0.03
"""Share of the between-group variance that chance alone would give, above which WHO's limits lie too high."""
SETS_A_TURN: Final = 64
"""Sets that one core takes on at a time."""
NEAR: Final = 2.5
"""Standard errors of the difference within which a group could as well be the one that stands at the end."""
MOST_NEAR: Final = 4
"""Groups so near an end from which on limits of gaps between groups without order hold the truth too seldom."""
LARGEST: Final = 700.0
"""Past this a factor on the log scale is more than a number can hold."""
CLOSED: Final = tuple(PLACE[key] for key in ("d", "r", "par", "paf", "bgv"))
CORRECTED_ONLY: Final = tuple(PLACE[key] for key in ("ti", "mld"))
BEST: Final = tuple(PLACE[key] for key in ("mdbu", "mdbw", "rmdbu", "rmdbw"))
FROM_REFERENCE: Final = tuple(PLACE[key] for key in ("mdru", "mdrw", "rmdru", "rmdrw"))
NO_GAP: Final = (0.0, 1.0)
"""Value of D and of R where there is no gap: the least that either can be between the highest and the lowest group."""
NORMAL, LOG, QUANTILES, INVERTED, WIDER, WIDEST = (
    "normal",
    "normal on the log scale",
    "quantiles of simulations",
    "inversion of a simulated test",
    "wider of simulation and inverted test",
    "widest of normal, simulation and inverted test",
)


@dataclass(frozen=True, slots=True)
class WhoGaps:
    """All measures of all sets; arrays have the shape (sets, measures), measures in the order of ``KEYS``.

    Parameters
    ----------
    value
        The measures.
    low, high
        WHO's limits.
    corrected_low, corrected_high
        Corrected limits; NaN where they were not asked for.
    spread
        Standard error of each measure; of R and PAF on the log scale.
    inflated
        For each set, whether chance makes up enough of what is seen that WHO's limits lie too high.
    """

    value: Floats
    low: Floats
    high: Floats
    corrected_low: Floats
    corrected_high: Floats
    spread: Floats
    inflated: Truths


def who_gaps(
    groups: GroupSets, *, draws: int = DRAWS, seed: int = SEED, confidence: float = 0.95, correct: bool = True
) -> WhoGaps:
    """Work out WHO's summary measures.

    Parameters
    ----------
    groups
        The sets, from ``group_sets``. A set with fewer than two groups has no measures; one without all standard errors
        no limits; one without all populations no weighted measures.
    draws
        Simulations a set, shared by all sets.
    seed
        Seed of the simulations.
    confidence
        Two-sided, 0 to 1.
    correct
        Whether to work out corrected limits, which takes about fifteen times as long.

    Raises
    ------
    UsageError
        The confidence is not between 0 and 1, there are fewer than 200 draws or too many to be
        held, or the seed is negative.

    Warns
    -----
    MethodWarning
        Groups are so alike that chance makes up much of what is seen between them, or, in a set without order, four or
        more could as well be the highest or lowest (their values lie within 2.5 standard errors of the difference).
    """
    tail = (1 - checked_confidence(confidence)) / 2
    shares = groups.shares
    possible = groups.sizes > 1
    sure = possible & groups.known(groups.errors)
    settings = np.column_stack([groups.average, groups.scale, np.full(possible.size, tail)])
    value = _values(groups.values, shares, groups.starts, settings, groups.rules, possible)
    _check_room(int(groups.sizes.max()), draws)
    numbers = standard_normal_draws(int(groups.sizes.max()), draws, seed)
    parts = groups.values, groups.errors, shares, groups.starts
    drawn = _on_all_cores(_drawn, parts, (settings, groups.rules), numbers, sure)
    errors = _errors(*parts, groups.rules, sure)
    inverted = np.full((possible.size, 2, MEASURED), np.nan)
    if correct:
        inverted = _on_all_cores(_inverted, parts, (settings, groups.rules), numbers, sure)
    inflated = _inflated(groups, shares, value)
    warn_of(
        inflated,
        f"sets have groups so alike that chance gives {100 * CHANCE:g}% or more of the variance seen between them: "
        "measures of spread and WHO's limits of them lie too high. Use the corrected limits, which are then rather too "
        "wide than too close.",
    )
    warn_of(
        sure & _crowded(groups),
        f"sets without order have {MOST_NEAR} or more groups that may as well be the highest or lowest as the one seen "
        "there, so even corrected 95% limits of D, R, PAR, PAF and the differences from the best may hold the truth "
        "only 45% to 93% of the time. Join groups, or use a measure of spread such as BGSD.",
    )
    return _assembled(groups, value, drawn, errors, inverted, tail, inflated)


def _on_all_cores(
    work: Callable[..., Floats],
    parts: tuple[Floats, Floats, Floats, Whole],
    of_sets: tuple[Floats, Whole],
    numbers: Floats,
    wanted: Truths,
) -> Floats:
    """Share sets out over the processor's cores; each set's draws are the same whichever core has it."""
    *of_groups, starts = parts

    def some(first: int) -> Floats:
        last = min(first + SETS_A_TURN, wanted.size)
        rules = (each[first:last] for each in of_sets)
        return work(*of_groups, starts[first : last + 1], *rules, numbers, wanted[first:last])

    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        return np.concatenate(list(pool.map(some, range(0, wanted.size, SETS_A_TURN))))
    finally:  # whoever stops the work waits for the turns under way only
        pool.shutdown(cancel_futures=True)


def _check_room(groups: int, draws: int) -> None:
    if (groups + MEASURED) * draws > MOST_NUMBERS:
        raise UsageError(
            f"{draws:,} draws of {groups:,} groups are too many.",
            f"They would be over {MOST_NUMBERS:,} numbers.",
            "Ask for fewer draws; 1,000 is usual.",
        )


def interval_method(key: str, *, ordered: bool, corrected: bool = False) -> str:
    """Return the name of the method of a measure's limits.

    Parameters
    ----------
    key
        The measure.
    ordered
        Whether the groups are ordered.
    corrected
        Whether of the corrected limits.
    """
    place = PLACE[key]
    if ordered and place < 4:
        return LOG if place in (1, 3) else NORMAL
    picked = place < 4 or place in (*BEST, *FROM_REFERENCE)
    if corrected and place < 2:
        return WIDEST
    if corrected or place in CORRECTED_ONLY or place in (2, 3):
        return WIDER if picked else INVERTED
    return {0: NORMAL, 1: LOG, 4: NORMAL}.get(place, QUANTILES)


def _assembled(  # noqa: PLR0913, PLR0917 - the parts that the limits are put together from
    groups: GroupSets, value: Floats, drawn: Floats, errors: Floats, inverted: Floats, tail: float, inflated: Truths
) -> WhoGaps:
    low, high, spread = drawn[:, 0].copy(), drawn[:, 1].copy(), drawn[:, 2].copy()
    closed_low, closed_high = _closed(groups, value, errors, tail)
    corrected_low, corrected_high = inverted[:, 0].copy(), inverted[:, 1].copy()
    wider = _picked(groups)
    corrected_low = np.where(wider, np.minimum(corrected_low, low), corrected_low)
    corrected_high = np.where(wider, np.maximum(corrected_high, high), corrected_high)
    spread[:, CLOSED] = errors[:, :5]
    ordered = groups.rules[:, 0] == 1
    for at, place in enumerate(CLOSED):
        low[:, place], high[:, place] = closed_low[:, at], closed_high[:, at]
        if place < 4:
            corrected_low[ordered, place] = closed_low[ordered, at]
            corrected_high[ordered, place] = closed_high[ordered, at]
        if place < 2:  # among many groups the closed limits of a gap between picked ends reach lower
            # but no lower than no gap at all, where the measure itself cannot
            signed = ordered | (inverted[:, 0, place] < NO_GAP[place])
            least = np.where(signed, closed_low[:, at], np.maximum(closed_low[:, at], NO_GAP[place]))
            corrected_low[:, place] = np.minimum(corrected_low[:, place], least)
            corrected_high[:, place] = np.maximum(corrected_high[:, place], closed_high[:, at])
    chosen = np.zeros(value.shape, dtype=bool)
    chosen[:, CORRECTED_ONLY] = True
    chosen[:, 2:4] = ~ordered[:, None]
    low, high = np.where(chosen, corrected_low, low), np.where(chosen, corrected_high, high)
    for limits in (low, high, corrected_low, corrected_high):
        limits[~(np.isfinite(limits) & np.isfinite(value))] = np.nan
    finite = np.where(np.isfinite(value), value, np.nan)
    return WhoGaps(finite, low, high, corrected_low, corrected_high, spread, inflated)


def _closed(groups: GroupSets, value: Floats, errors: Floats, tail: float) -> tuple[Floats, Floats]:
    """Return limits of D, R, PAR, PAF and BGV from their standard errors, shape (sets, 5) each."""
    seen = value[:, CLOSED]
    reach = float(special.ndtri(1 - tail)) * errors[:, :5]
    seen[:, 2] = errors[:, 5]
    factor = np.exp(np.minimum(reach, LARGEST))
    low, high = seen - reach, seen + reach
    with np.errstate(over="ignore"):  # a ratio over almost nothing knows no end
        low[:, 1], high[:, 1] = seen[:, 1] / factor[:, 1], seen[:, 1] * factor[:, 1]
    ratio = errors[:, 6]
    low[:, 3], high[:, 3] = 100 * (ratio / factor[:, 3] - 1), 100 * (ratio * factor[:, 3] - 1)
    low[:, 4] = np.maximum(low[:, 4], 0.0)
    # PAR and PAF are nothing where the target is no better than the mean, so their limits stop there too.
    favourable = groups.rules[:, 1, None] == 1
    for limits in (low, high):
        limits[:, 2:4] = np.where(favourable, np.maximum(limits[:, 2:4], 0), np.minimum(limits[:, 2:4], 0))
    return low, high


def _picked(groups: GroupSets) -> Truths:
    """Say which measures of each set rest on single groups, picked or named, shape (sets, measures)."""
    picked = np.zeros((groups.sizes.size, len(KEYS)), dtype=bool)
    picked[:, BEST] = True
    free = groups.rules[:, 0] == 0
    picked[:, 0:4] = free[:, None]
    picked[:, FROM_REFERENCE] = True
    return picked


def _inflated(groups: GroupSets, shares: Floats, value: Floats) -> Truths:
    chance = groups.sums(shares * (1 - shares) * groups.errors**2)
    inflated: Truths = np.isfinite(chance) & (chance > CHANCE * value[:, PLACE["bgv"]])
    return inflated


def _crowded(groups: GroupSets) -> Truths:
    """Say which sets without order have so many groups near one of their ends that which one is there is chance."""
    number = np.repeat(np.arange(groups.sizes.size), groups.sizes)
    crowded = np.zeros(groups.sizes.size, dtype=bool)
    for values in (groups.values, -groups.values):
        order = np.lexsort((values, number))
        ends = order[groups.starts[1:][groups.sizes > 0] - 1]
        end = np.zeros(groups.sizes.size, np.int64)
        end[groups.sizes > 0] = ends
        apart = values[end][number] - values
        reach = NEAR * np.hypot(groups.errors[end][number], groups.errors)
        near = np.bincount(number, apart <= reach, groups.sizes.size) - 1
        crowded |= near >= MOST_NEAR
    free: Truths = groups.rules[:, 0] == 0
    return np.logical_and(crowded, free)


@kernel
def _values(values: Floats, shares: Floats, starts: Whole, settings: Floats, rules: Whole, wanted: Truths) -> Floats:
    out = np.full((wanted.size, MEASURED), np.nan)
    for at in range(wanted.size):
        if wanted[at]:
            part = slice(starts[at], starts[at + 1])
            measure_set(values[part], shares[part], settings[at, 0], rules[at], out[at])
    return out


@kernel
def _errors(values: Floats, errors: Floats, shares: Floats, starts: Whole, rules: Whole, wanted: Truths) -> Floats:
    out = np.full((wanted.size, 7), np.nan)
    for at in range(wanted.size):
        if wanted[at]:
            part = slice(starts[at], starts[at + 1])
            standard_errors(values[part], errors[part], shares[part], rules[at], out[at])
    return out


@kernel
def _drawn(  # noqa: PLR0913, PLR0917 - a compiled kernel takes arrays
    values: Floats,
    errors: Floats,
    shares: Floats,
    starts: Whole,
    settings: Floats,
    rules: Whole,
    draws: Floats,
    wanted: Truths,
) -> Floats:
    out = np.full((wanted.size, 3, MEASURED), np.nan)
    for at in range(wanted.size):
        if wanted[at]:
            part = slice(starts[at], starts[at + 1])
            out[at] = draw_limits(values[part], errors[part], shares[part], settings[at], rules[at], draws)
    return out


@kernel
def _inverted(  # noqa: PLR0913, PLR0917 - a compiled kernel takes arrays
    values: Floats,
    errors: Floats,
    shares: Floats,
    starts: Whole,
    settings: Floats,
    rules: Whole,
    draws: Floats,
    wanted: Truths,
) -> Floats:
    out = np.full((wanted.size, 2, MEASURED), np.nan)
    for at in range(wanted.size):
        if wanted[at]:
            part = slice(starts[at], starts[at + 1])
            out[at] = corrected_limits(values[part], errors[part], shares[part], settings[at], rules[at], draws)
    return out
