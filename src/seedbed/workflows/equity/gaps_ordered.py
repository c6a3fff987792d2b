"""The WHO measures that need ordered groups: slope and relative index, absolute and relative concentration index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from seedbed.analysis.equity.concentration.grouped import GroupIndex, grouped_concentration
from seedbed.analysis.equity.concentration.indices import Question
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.gaps.sets import GroupSets, Truths
from seedbed.analysis.equity.slope.ridit import who_slope

MOST_SETS = 2000
"""Sets of which concentration indices are worked out here; `seedbed equity concentration` takes more."""
NAMES = {
    "sii": "slope index of inequality",
    "rii": "relative index of inequality",
    "aci": "absolute concentration index",
    "rci": "relative concentration index",
}
RELATIVE = ("rii", "rci")
UNITS = {"sii": "absolute", "rii": "ratio", "aci": "absolute", "rci": "index"}
SLOPE_METHOD = "WHO, logit on the rank where the scale is known, else a straight line; robust"
TURNED = "; turned round, as less is better"
SLOPE_CORRECTED = "the same line; from the groups' standard errors"
LINE_METHOD = "from the line through the groups"
ERROR_METHOD = "from the groups' standard errors"


@dataclass(frozen=True)
class OrderedMeasures:
    """Value, two limits and two corrected limits of each measure, shape (5, sets) each; NaN where there is none."""

    numbers: dict[str, Floats]


def ordered_measures(groups: GroupSets, confidence: float) -> OrderedMeasures:
    """Work out the four measures of the ordered sets.

    Parameters
    ----------
    groups
        The sets; those not ordered, or without all populations, get none.
    confidence
        Of the limits.
    """
    wanted = (groups.rules[:, 0] == 1) & (groups.sizes > 1) & groups.known(groups.shares)
    numbers = {key: np.full((5, wanted.size), np.nan) for key in NAMES}
    scaled, favourable = np.isfinite(groups.scale), groups.rules[:, 1] == 1
    for has_scale in (True, False):
        for good in (True, False):
            part = wanted & (scaled == has_scale) & (favourable == good)
            if part.any():
                _slopes(groups, part, confidence, numbers)
    if wanted.sum() <= MOST_SETS:
        for at in np.flatnonzero(wanted):
            _concentration(groups, int(at), confidence, numbers)
    return OrderedMeasures(numbers)


def _slopes(groups: GroupSets, part: Truths, confidence: float, numbers: dict[str, Floats]) -> None:
    scale = np.where(np.isfinite(groups.scale), groups.scale, 1.0)[part]
    proportion = bool(np.isfinite(groups.scale[part]).all())
    sign = 1.0 if groups.rules[part, 1].all() else -1.0
    value = _laid_out(groups, groups.values, part) / scale[:, None]
    error = _laid_out(groups, groups.errors, part) / scale[:, None]
    people = _laid_out(groups, groups.populations, part)
    kind = "proportion" if proportion else "mean"
    plain = who_slope(people, value, None, kind, confidence=confidence, multiplier=sign)  # type: ignore[arg-type]
    held: list[tuple[Estimates, ...]] = [(plain.sii, plain.rii)]
    if np.isfinite(error).all():
        sure = who_slope(people, value, error, kind, limits="sampling", confidence=confidence, multiplier=sign)  # type: ignore[arg-type]
        held.append((sure.sii, sure.rii))
    for at, (key, size) in enumerate((("sii", scale), ("rii", np.ones_like(scale)))):
        numbers[key][0, part] = held[0][at].value * size
        for place, limits in enumerate(each[at] for each in held):
            numbers[key][1 + 2 * place, part] = limits.low * size
            numbers[key][2 + 2 * place, part] = limits.high * size


def _laid_out(groups: GroupSets, numbers: Floats, part: Truths) -> Floats:
    """Return the numbers of some sets as (sets, groups of the largest), 0 where a set has no more groups."""
    sizes = groups.sizes
    table = np.zeros((sizes.size, int(sizes[part].max())))
    number = np.repeat(np.arange(sizes.size), sizes)
    within = np.arange(groups.values.size) - np.repeat(groups.starts[:-1], sizes)
    chosen = part[number]
    table[number[chosen], within[chosen]] = numbers[chosen]
    return table[part]


def _concentration(groups: GroupSets, at: int, confidence: float, numbers: dict[str, Floats]) -> None:
    part = slice(groups.starts[at], groups.starts[at + 1])
    errors = groups.errors[part]
    known = bool(np.isfinite(errors).all())
    asked = Question(kinds=("standard", "generalised"), confidence=confidence)
    if not groups.values[part].any():
        return
    found = grouped_concentration(
        np.arange(errors.size), groups.values[part], groups.populations[part], errors if known else None, asked
    )
    for key, index in zip(("rci", "aci"), found, strict=True):
        numbers[key][:, at] = list(_five(index, known=known))


def _five(index: GroupIndex, *, known: bool) -> Iterator[float]:
    yield from (index.line.value, index.line.low, index.line.high)
    yield from (index.index.low, index.index.high) if known else (np.nan, np.nan)
