"""Estimates of invented groups, drawn again and again around known truths, for pages on how often intervals hold."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.gaps.measures import WhoGaps, who_gaps
from seedbed.analysis.equity.gaps.sets import group_sets
from seedbed.errors import MethodWarning
from tests.spec.coverage import share_that_holds

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Setting:
    """True values, standard errors and people of groups."""

    values: Floats
    errors: Floats
    people: Floats
    ordered: bool
    favourable: bool = True


SETTINGS = {
    "five ordered, far apart": Setting(np.array([30.0, 40, 45, 55, 70]), np.full(5, 2.0), np.full(5, 10.0), True),
    "five ordered, close": Setting(np.array([48.0, 50, 51, 50, 53]), np.full(5, 2.0), np.full(5, 10.0), True),
    "five ordered, adverse rates": Setting(
        np.array([90.0, 70, 60, 55, 40]), np.array([6.0, 5, 5, 4, 4]), np.array([30.0, 20, 20, 20, 10]), True, False
    ),
    "ten unordered, unequal sizes": Setting(
        np.linspace(40, 60, 10), np.linspace(1, 4, 10), np.linspace(10, 1, 10), False
    ),
    "twenty unordered, unsure": Setting(np.linspace(20, 60, 20), np.full(20, 4.0), np.full(20, 10.0), False, False),
    "six unordered, all equal": Setting(np.full(6, 50.0), np.full(6, 2.0), np.full(6, 10.0), False),
}


def truths(setting: Setting) -> Floats:
    """Return the true measures, shape (measures,)."""
    found: Floats = _measured(setting, setting.values[None], correct=False).value[0]
    return found


@lru_cache(maxsize=8)
def simulated(name: str, times: int, seed: int = 1) -> WhoGaps:
    """Return the measures and limits of estimates of a setting drawn within their standard errors, so many times."""
    setting = SETTINGS[name]
    noise = np.random.default_rng(seed).standard_normal((times, setting.values.size))
    return _measured(setting, np.maximum(setting.values + setting.errors * noise, 0.0), correct=True)


def warned(name: str, times: int = 100, seed: int = 1) -> float:
    """Return the share of drawings of a setting that the method warns of, worked out one set at a time."""
    setting = SETTINGS[name]
    noise = np.random.default_rng(seed).standard_normal((times, setting.values.size))
    told = 0
    for values in np.maximum(setting.values + setting.errors * noise, 0.0):
        groups = group_sets(
            values,
            setting.errors,
            setting.people,
            order=np.arange(values.size) + 1,
            ordered=setting.ordered,
            favourable=setting.favourable,
        )
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", MethodWarning)
            who_gaps(groups, draws=200, correct=False)
        told += bool(caught)
    return told / times


def shares_held(name: str, places: list[int], times: int) -> tuple[list[float], list[float]]:
    """Return how often WHO's and the corrected limits of some measures hold the truth in a setting."""
    setting = SETTINGS[name]
    truth, found = truths(setting), simulated(name, times)
    hair = 1e-9 * (1 + np.abs(truth))
    who = [share_that_holds(found.low[:, at] - hair[at], found.high[:, at] + hair[at], truth[at]) for at in places]
    corrected = [
        share_that_holds(found.corrected_low[:, at] - hair[at], found.corrected_high[:, at] + hair[at], truth[at])
        for at in places
    ]
    return who, corrected


def _measured(setting: Setting, values: Floats, *, correct: bool) -> WhoGaps:
    times, groups = values.shape
    sets = group_sets(
        values.ravel(),
        np.tile(setting.errors, times),
        np.tile(setting.people, times),
        sets=np.repeat(np.arange(times), groups),
        order=np.tile(np.arange(groups) + 1, times),
        ordered=setting.ordered,
        favourable=setting.favourable,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        return who_gaps(sets, draws=400, correct=correct)
