"""Growing candidate neighbourhoods: adjoining eligible areas put together, highest scores first."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.kernel import kernel
from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.analysis.profile.region_results import (
    Bounds,
    Regions,
    checked_population,
    labelled_regions,
    per_area,
    refuse_areas,
)

Floats = NDArray[np.float64]
Indices = NDArray[np.int64]

OPEN = -1
SHUT = -2
STRANDED = -3
EDGE = -4


class Field(NamedTuple):
    """What does not change while candidates grow; the lowest rank is the highest score."""

    offsets: Indices
    neighbours: NDArray[np.int32]
    population: Floats
    ranks: Indices
    low: float
    high: float


def grow_candidates(
    contiguity: Contiguity, population: ArrayLike, score: ArrayLike, eligible: ArrayLike, low: float, high: float
) -> Regions:
    """Put adjoining eligible areas together into candidates of ``low`` to ``high`` people.

    The eligible area with the highest score that is not yet taken starts a candidate. The adjoining eligible area
    with the highest score that still fits joins it, again and again until none fits. If the candidate then holds
    fewer than ``low`` people, its areas are given back, all but the one that started it, which is stranded.
    At the end each stranded area, highest score first, is handed to the adjoining candidate that was grown first
    among those with room for it. **Tie rule**: of equal scores the area that stands first in the order given
    comes first.

    Candidates are numbered in the order in which they were grown. Areas that are not eligible are in no candidate and
    are not listed as left over. Nothing is drawn at random.

    Parameters
    ----------
    contiguity
        Which areas adjoin which.
    population
        People in each area, shape (n,). Whole numbers are added up exactly.
    score
        How much speaks for each area, shape (n,); higher comes first. May be NaN where the area is not eligible.
    eligible
        Which areas may be in a candidate, shape (n,).
    low, high
        Fewest and most people in a candidate.

    Raises
    ------
    BadInputError
        If columns differ in length, a population is negative or missing, an eligible area has no score, or ``low`` is
        not above zero or above ``high``.
    """
    bounds = Bounds(float(low), float(high))
    people = checked_population(contiguity, population)
    scores = per_area(contiguity, score, "scores")
    allowed = per_area(contiguity, eligible, "marks of eligibility") != 0
    refuse_areas("A score cannot be used.", allowed & np.isnan(scores), "is missing although the area is eligible")
    labels = np.where(allowed & (people <= bounds.high), OPEN, SHUT).astype(np.int32)
    _grow(Field(contiguity.offsets, contiguity.neighbours, people, _ranks(scores), bounds.low, bounds.high), labels)
    labels[labels < 0] = -1
    return labelled_regions(contiguity, people, allowed, labels, bounds)


def _ranks(scores: Floats) -> Indices:
    """Number the areas from the highest score down; of equal scores the first given comes first."""
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return ranks


@kernel
def _grow(field: Field, labels: NDArray[np.int32]) -> None:
    areas = len(labels)
    order = np.empty(areas, np.int64)
    for area in range(areas):
        order[field.ranks[area]] = area
    edge, members = np.empty(areas, np.int64), np.empty(areas, np.int64)
    candidates = np.empty(areas, np.float64)
    count = 0
    for position in range(areas):
        start = int(order[position])
        if labels[start] != OPEN:
            continue
        size, people, shut_in = _grow_one(field, labels, start, count, edge, members)
        if people >= field.low:
            candidates[count] = people
            count += 1
            continue
        # A group with nothing open beside it would come out the same from any of its areas.
        for member in members[:size]:
            labels[member] = STRANDED if shut_in or member == start else OPEN
    for position in range(areas):
        area = int(order[position])
        if labels[area] == STRANDED:
            _hand_over(field, labels, candidates, area)


@kernel
def _grow_one(
    field: Field, labels: NDArray[np.int32], start: int, label: int, edge: Indices, members: Indices
) -> tuple[int, float, bool]:
    """Grow one candidate; return its number of areas, its people, and whether nothing open is left beside it."""
    edge[0] = start
    labels[start] = EDGE
    edges, size, people = 1, 0, 0.0
    while True:
        best = -1
        for at in range(edges):
            area = edge[at]
            if people + field.population[area] <= field.high and (
                best < 0 or field.ranks[area] < field.ranks[edge[best]]
            ):
                best = at
        if best < 0:
            break
        area = edge[best]
        edges -= 1
        edge[best] = edge[edges]
        labels[area] = label
        members[size] = area
        size += 1
        people += field.population[area]
        for e in range(field.offsets[area], field.offsets[area + 1]):
            other = field.neighbours[e]
            if labels[other] == OPEN:
                labels[other] = EDGE
                edge[edges] = other
                edges += 1
    for at in range(edges):
        labels[edge[at]] = OPEN
    return size, people, edges == 0


@kernel
def _hand_over(field: Field, labels: NDArray[np.int32], candidates: Floats, area: int) -> None:
    """Give a stranded area to the adjoining candidate grown first among those with room for it."""
    best = -1
    for e in range(field.offsets[area], field.offsets[area + 1]):
        label = labels[field.neighbours[e]]
        if label >= 0 and candidates[label] + field.population[area] <= field.high and (best < 0 or label < best):
            best = label
    if best >= 0:
        labels[area] = best
        candidates[best] += field.population[area]
