"""Share the residents of small areas out over a drawn boundary.

Published figures are for small areas; a neighbourhood that people draw cuts through some of them.
Each rule here gives, for every small area, the share of its residents taken to live inside:

``whole_areas``
    1 for the areas named, by choice.
``postcodes``
    The share of the area's postcodes that lie inside. Postcodes stand where homes are, so parks and
    water do not count (the approach of the Office for National Statistics' best fit from postcodes).
``area``
    The share of its ground inside; residents are taken to be spread evenly.
``centroid``
    1 where its population-weighted centre is inside, else 0: the rule of best-fit statistics.

All rules lie between 0 and 1 and give an area cut in two parts the same residents as the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Geometries = NDArray[np.object_]

SNAP = 0.005
"""Shares below this become 0 and those above 1 less this become 1: drawn and published lines never quite agree."""

FEWEST_POSTCODES = 10
"""Postcodes that each touched area needs before they share out its residents; with fewer, one postcode moves 10 %."""

RULES = {
    "whole_areas": "Whole small areas were chosen, so nothing had to be shared out.",
    "postcodes": "Each small area's residents were shared out by the part of its postcodes inside the boundary.",
    "area": "Each small area's residents were shared out by the part of its ground inside the boundary, "
    "as if people lived evenly over it.",
    "centroid": "A small area counts whole when the centre of its population is inside the boundary, else not at all.",
}


@dataclass(frozen=True, slots=True)
class Fit:
    """How residents were shared out.

    Parameters
    ----------
    rule
        Key of ``RULES``.
    shares
        Shape (areas,), 0 to 1.
    population
        Residents inside, persons.
    whole_share
        Share of these residents who live in areas wholly inside, 0 to 1; NaN where nobody lives inside.
    population_by_rule
        Residents inside by every rule that could be worked out.
    """

    rule: str
    shares: Floats
    population: float
    whole_share: float
    population_by_rule: dict[str, float]


def snap(shares: Floats) -> Floats:
    """Turn shares within ``SNAP`` of 0 or 1 into 0 or 1.

    Parameters
    ----------
    shares
        Any shape, 0 to 1.

    Returns
    -------
    NDArray
        The same shape.
    """
    return np.where(shares < SNAP, 0.0, np.where(shares > 1 - SNAP, 1.0, shares))


def share_by_ground(boundary: BaseGeometry, areas: Geometries) -> Floats:
    """Return the share of each area's ground inside the boundary, not snapped.

    Parameters
    ----------
    boundary
        Polygon(s) in the same coordinates as ``areas``. Degrees will do: within one small area the
        length of a degree hardly changes, so the ratio of two areas keeps its value.
    areas
        Shape (areas,) of polygons. An area without ground gets 0.
    """
    whole = shapely.area(areas)
    inside = shapely.area(shapely.intersection(areas, boundary))
    return np.clip(np.divide(inside, whole, out=np.zeros_like(whole), where=whole > 0), 0.0, 1.0)


def share_by_points(inside: Flags, area: Ints, areas: int) -> Floats:
    """Return the share of each area's points (postcodes) that are inside, not snapped.

    Parameters
    ----------
    inside
        Shape (points,): whether the point is inside the boundary.
    area
        Shape (points,): position of the point's area, 0 to ``areas`` - 1.
    areas
        Number of areas. An area without points gets 0.
    """
    every = np.bincount(area, minlength=areas).astype(np.float64)
    within = np.bincount(area, weights=inside.astype(np.float64), minlength=areas)
    return np.divide(within, every, out=np.zeros(areas), where=every > 0)


def share_by_centre(boundary: BaseGeometry, x: Floats, y: Floats) -> Floats:
    """Return 1 for areas whose population-weighted centre lies in the boundary, else 0 (shape as ``x``)."""
    shapely.prepare(boundary)
    return np.asarray(shapely.contains_xy(boundary, x, y), dtype=np.float64)


def choose_rule(points: Ints | None) -> str:
    """Return ``postcodes`` where every area touched has at least ``FEWEST_POSTCODES`` of them, else ``area``.

    Parameters
    ----------
    points
        Shape (areas touched,): postcodes each has; None where there are no postcodes at all.
    """
    enough = points is not None and points.size > 0 and bool((points >= FEWEST_POSTCODES).all())
    return "postcodes" if enough else "area"


def fit(population: Floats, shares_by_rule: dict[str, Floats], rule: str) -> Fit:
    """Work out who lives inside by the rule chosen and by all others.

    Parameters
    ----------
    population
        Shape (areas,): usual residents of each whole area.
    shares_by_rule
        For each rule the shares before snapping, shape (areas,).
    rule
        The rule to go by.
    """
    snapped = {name: snap(shares) for name, shares in shares_by_rule.items()}
    by_rule = {name: float(shares @ population) for name, shares in snapped.items()}
    shares = snapped[rule]
    whole = float(population[shares == 1.0].sum())
    inside = by_rule[rule]
    return Fit(rule, shares, inside, whole / inside if inside > 0 else float("nan"), by_rule)
