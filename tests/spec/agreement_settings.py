"""Invented coders whose agreement is known, drawn again and again for pages on how often intervals hold.

Each coder sees a unit's own code with the chance "seen", else gives any code by how common it is. So two coders both
see it with that chance squared, and otherwise agree as chance would have it: alpha, by any metric, and the kappas are
the chance squared.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.voices.agreement import NEAR_CREDIT, agreement
from seedbed.analysis.voices.alpha import OfResamples, krippendorff_alpha
from seedbed.analysis.voices.chance_corrected import agreeing, fleiss_kappa, gwet_coefficient, percent_agreement
from seedbed.analysis.voices.code_order import Metric
from seedbed.analysis.voices.codings import Codings, read_codings
from seedbed.analysis.voices.cohen import cohen_kappa, two_coders, weighted_kappa
from seedbed.analysis.voices.unit_bootstrap import limits, resample_units
from seedbed.errors import MethodWarning

Columns = tuple[NDArray[Any], NDArray[Any], NDArray[Any]]
RESAMPLES = 200
WATCHED = 40
"""Drawings of a setting that are put through the whole method, to see whether it warns."""


@dataclass(frozen=True)
class Coders:
    """How many units, coders and codes; the share of the commonest code; the chance to see a unit's own code."""

    units: int
    coders: int
    codes: int
    commonest: float
    seen: float
    metric: Metric = "nominal"

    @property
    def habit(self) -> NDArray[np.float64]:
        """How common each code is."""
        rare = (1.0 - self.commonest) / (self.codes - 1)
        return np.array([self.commonest, *[rare] * (self.codes - 1)])

    def truth(self, measure: str) -> float:
        """Return the true measure; percent agreement as a share."""
        likeness = np.eye(self.codes)
        if measure == "AC2":
            steps = np.arange(self.codes) / (self.codes - 1)
            likeness = 1.0 - (steps[:, None] - steps) ** 2
        both = self.seen**2
        agree = both + (1 - both) * float(self.habit @ likeness @ self.habit)
        if measure == "percent":
            return agree
        if measure not in ("AC1", "AC2"):
            return both
        unsure = 1 - float((self.habit**2).sum())
        chance = likeness.sum() * unsure / (self.codes * (self.codes - 1))
        return float((agree - chance) / (1 - chance))


def coded(setting: Coders, generator: np.random.Generator) -> Columns:
    """Return units, coders and values of one drawing."""
    shape = (setting.units, setting.coders)
    own = generator.choice(setting.codes, (setting.units, 1), p=setting.habit)
    seen = generator.random(shape) < setting.seen
    values = np.where(seen, own, generator.choice(setting.codes, shape, p=setting.habit)).ravel()
    return np.repeat(np.arange(shape[0]), shape[1]), np.tile(np.arange(shape[1]), shape[0]), values


def measures(codings: Codings, metric: Metric) -> dict[str, OfResamples]:
    """Return what computes each measure that pages list."""
    plain = agreeing(codings)
    found = {
        "percent": percent_agreement(plain),
        "alpha": krippendorff_alpha(codings, metric),
        "Fleiss": fleiss_kappa(plain),
        "AC1": gwet_coefficient(plain),
    }
    if metric != "nominal":
        found["AC2"] = gwet_coefficient(agreeing(codings, NEAR_CREDIT[metric]))
    if len(codings.coders) == 2:
        pair = two_coders(codings)
        found |= {"Cohen": cohen_kappa(pair), "Cohen, squares": weighted_kappa(pair, squared=True)}
    return found


@lru_cache(maxsize=32)
def simulated(setting: Coders, times: int) -> dict[str, float]:
    """Return how often the limits of each measure hold the truth, and how often "warned" is true."""
    generator = np.random.default_rng(1990)
    held: dict[str, list[bool]] = {"warned": []}
    for seed in range(times):
        columns = coded(setting, generator)
        codings = read_codings(*columns, setting.metric)
        found = measures(codings, setting.metric)
        drawings = resample_units(found, setting.units, setting.codes, RESAMPLES, seed)
        for name, measure in found.items():
            value = float(measure(np.ones((1, setting.units)))[0])
            low, high = limits(value, drawings[name], setting.units, 0.95, 0.0 if name == "percent" else -1.0)
            held.setdefault(name, []).append(low <= setting.truth(name) <= high)
        if seed < WATCHED:
            held["warned"].append(_warns(columns, setting.metric))
    return {name: round(float(np.mean(each)), 4) for name, each in held.items()}


def _warns(columns: Columns, metric: Metric) -> bool:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", MethodWarning)
        agreement(*columns, metric=metric, bootstraps=2)
    return bool(told)
