"""Simulated limits of slope indices of rates and proportions.

Every drawing moves each group's value within its standard error on the log or logit scale and fits the line anew. The
work is a hundred thousand drawings of each group of each set, so it is compiled, and sets are shared out over the
processor's cores; the exponential is a polynomial of a sixteenth of the argument, squared four times, which is right
to eight digits and lets the processor work on several drawings at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.draws import limits_of_draws, standard_normal_draws
from seedbed.analysis.equity.slope.lines import Groups, line_weights
from seedbed.analysis.kernel import kernel
from seedbed.errors import UsageError

AT_ONCE = 1024
"""Drawings that stay in the processor's first cache together."""

SETS_A_TURN = 32
"""Sets that one core takes on at a time."""

MOST_NUMBERS = 25_000_000
"""Random numbers that are kept, groups times draws: 200 MB."""

FARTHEST = 8.0
"""Largest exponent, either way, that the polynomial is used for."""


@dataclass(frozen=True, slots=True)
class Simulation:
    """What is simulated: which values, which confidence, how often, from which seed; and who is told of sets done."""

    value_type: str
    confidence: float
    draws: int
    seed: int
    told: Callable[[int], None] | None = None


@kernel
def lines_of_draws(
    value: Floats,
    error: Floats,
    weights: tuple[Floats, Floats],
    normals: Floats,
    logit: bool,
    ends: tuple[Floats, Floats],
) -> None:
    """Fill ``ends`` with intercept and slope of the line through each drawing of one set.

    Parameters
    ----------
    value, error
        Rates or odds of the groups and their standard errors on the log scale, shape (groups,).
    weights
        What each group counts for in the intercept and in the slope, shape (groups,) each.
    normals
        Standard normal numbers, shape (groups or more, draws).
    logit
        Whether values are odds, whose proportions are wanted.
    ends
        Intercepts and slopes, shape (draws,) each.
    """
    intercepts, slopes = ends
    intercepts[:] = 0.0
    slopes[:] = 0.0
    for start in range(0, intercepts.size, AT_ONCE):
        stop = min(start + AT_ONCE, intercepts.size)
        some_intercepts, some_slopes = intercepts[start:stop], slopes[start:stop]
        for group in range(value.size):
            middle, step = value[group], error[group] / 16.0
            first, second = weights[0][group], weights[1][group]
            chance = normals[group, start:stop]
            for place in range(chance.size):
                x = step * chance[place]
                grown = 1 / 720 + x * (1 / 5040 + x * (1 / 40320 + x * (1 / 362880)))
                grown = 1 + x * (1 + x * (1 / 2 + x * (1 / 6 + x * (1 / 24 + x * (1 / 120 + x * grown)))))
                grown *= grown
                grown *= grown
                grown *= grown
                grown *= grown
                drawn = middle * grown
                if logit:
                    drawn /= 1 + drawn
                some_intercepts[place] += first * drawn
                some_slopes[place] += second * drawn


def simulated_line(groups: Groups, asked: Simulation) -> Floats:
    """Return limits of slope and relative index of straight lines through rates or proportions, shape (4, sets).

    Limits are NaN where a standard error is missing, where a rate is nought or a proportion nought or whole, or where
    all errors are nought; those of the relative index also where so many drawings start at or below nought that its
    upper limit would be endless.
    """
    logit = asked.value_type == "proportion"
    normals = _normals(groups.value.shape[1], asked.draws, asked.seed)
    weights = line_weights(groups.population)
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = groups.value / (1 - groups.value) if logit else groups.value
    there = groups.population > 0
    sound = np.isfinite(odds) & (odds > 0) & np.isfinite(groups.error)
    drawable = (sound | ~there).all(axis=1) & (groups.error > 0).any(axis=1)
    reach = groups.error.max(axis=1) * float(np.abs(normals).max())

    def limits(place: int, ends: tuple[Floats, Floats]) -> Floats:
        chosen = (odds[place], groups.error[place], (weights[0][place], weights[1][place]))
        if reach[place] <= FARTHEST:
            lines_of_draws(*chosen, normals, logit, ends)
        else:
            _far_draws(*chosen, normals, ends, logit=logit)
        intercepts, slopes = ends
        return _limits(slopes, intercepts + slopes, intercepts, asked.confidence)

    return _each_set(np.asarray(drawable), asked, limits)


def simulated_curve(
    intercept: Floats, slope: Floats, spreads: tuple[Floats, Floats, Floats], asked: Simulation
) -> Floats:
    """Return limits of slope and relative index of lines on the log or logit scale, shape (4, sets).

    Intercept and slope are normal there, so two numbers a drawing are enough.

    Parameters
    ----------
    intercept, slope
        Of the line on its own scale, shape (sets,).
    spreads
        Standard error of the intercept; what the slope moves by when the intercept moves by one standard error; the
        standard error of the slope that is left. Shape (sets,) each.
    """
    first, second = _normals(2, asked.draws, asked.seed)
    back = np.exp if asked.value_type == "rate" else special.expit
    known = np.isfinite(intercept) & np.isfinite(spreads[0]) & (spreads[0] > 0)

    def limits(place: int, _: tuple[Floats, Floats]) -> Floats:
        along, shared, left = (each[place] for each in spreads)
        starts = intercept[place] + along * first
        with np.errstate(over="ignore", invalid="ignore"):  # errors of logarithms that leave all numbers behind
            bottoms, tops = back(starts), back(starts + slope[place] + shared * first + left * second)
            return _limits(tops - bottoms, tops, bottoms, asked.confidence)

    return _each_set(np.asarray(known), asked, limits)


def _each_set(
    wanted: NDArray[np.bool_], asked: Simulation, work: Callable[[int, tuple[Floats, Floats]], Floats]
) -> Floats:
    """Work on each wanted set, on as many cores as there are; others are NaN."""
    answers = np.full((4, wanted.size), np.nan)
    places = np.flatnonzero(wanted)

    def some(chosen: NDArray[np.intp]) -> int:
        ends = np.empty(asked.draws), np.empty(asked.draws)
        for place in chosen:
            answers[:, place] = work(int(place), ends)
        return len(chosen)

    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        for done in pool.map(some, np.array_split(places, places.size // SETS_A_TURN + 1)):
            if asked.told is not None:
                asked.told(done)
    finally:  # whoever stops the work waits for the turns under way only
        pool.shutdown(cancel_futures=True)
    return answers


def _limits(differences: Floats, tops: Floats, bottoms: Floats, confidence: float) -> Floats:
    """Return limits of differences and ratios; a drawing whose line starts at nought or below has an endless ratio."""
    low, high = limits_of_draws(differences, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratios = np.where(bottoms > 0, tops / bottoms, np.finfo(np.float64).max)
    ratio_low, ratio_high = limits_of_draws(np.minimum(ratios, 1e300 / differences.size), confidence)
    if ratio_high > 1e100:
        ratio_low = ratio_high = np.asarray(np.nan)
    return np.array([low, high, ratio_low, ratio_high])


def _far_draws(
    value: Floats,
    error: Floats,
    weights: tuple[Floats, Floats],
    normals: Floats,
    ends: tuple[Floats, Floats],
    *,
    logit: bool,
) -> None:
    """Do what the kernel does where standard errors are so large that its polynomial would not reach."""
    with np.errstate(divide="ignore"):
        moved = np.log(value)[:, np.newaxis] + error[:, np.newaxis] * normals[: value.size]
    drawn = special.expit(moved) if logit else np.exp(np.minimum(moved, 300))
    ends[0][:], ends[1][:] = weights[0] @ drawn, weights[1] @ drawn


@lru_cache(maxsize=2)
def _normals(groups: int, draws: int, seed: int) -> Floats:
    """Return the shared draws; kept, as every block of sets uses the same."""
    if groups * draws > MOST_NUMBERS:
        raise UsageError(
            f"{draws:,} draws are too many for sets of {groups:,} groups.",
            f"At most {MOST_NUMBERS:,} random numbers are kept at once.",
            f"Ask for {MOST_NUMBERS // groups:,} draws or fewer.",
        )
    normals = standard_normal_draws(groups, draws, seed)
    normals.flags.writeable = False
    return normals
