"""Weights that several people gave for the same links: the middle one, and how far people differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from seedbed.analysis.systems.types import SystemMap
from seedbed.errors import UsageError
from seedbed.thread.payloads.choices import Polarity


@dataclass(frozen=True, slots=True)
class SharedWeight:
    """What people said of one link: how many, the median weight, the quartiles, the least and the largest, -1 to 1.

    ``size`` is the median whichever the direction; ``disagree`` says whether some gave it one direction and others the
    opposite one.
    """

    link: str
    people: int
    median: float
    lower_quartile: float
    upper_quartile: float
    least: float
    largest: float
    size: float
    disagree: bool

    @property
    def spread(self) -> float:
        """The distance between the quartiles."""
        return self.upper_quartile - self.lower_quartile


def combine_weights(people: Sequence[Mapping[str, float]]) -> dict[str, SharedWeight]:
    """Combine people's weights.

    Parameters
    ----------
    people
        For each person, weights from -1 to 1 by identifier of the link; a link that someone left out counts for the
        others alone.

    Returns
    -------
    dict
        By identifier of the link, in the order in which links are first named.

    Raises
    ------
    UsageError
        For a weight out of range.
    """
    gathered: dict[str, list[float]] = {}
    for person in people:
        for link, weight in person.items():
            if not -1 <= weight <= 1:
                raise UsageError(
                    f'Someone gave the link "{link}" the weight {weight:g}.', "Weights go from -1 to 1.", "Change it."
                )
            gathered.setdefault(link, []).append(weight)
    return {link: _shared(link, np.array(weights)) for link, weights in gathered.items()}


def with_shared_weights(system: SystemMap, shared: Mapping[str, SharedWeight]) -> SystemMap:
    """Return the map with each median as the link's weight; a link on whose direction people disagree is uncertain.

    The weight of such a link is its ``size``.
    """
    links = []
    for link in system.links:
        found = shared.get(link.identifier)
        if found is None:
            links.append(link)
        elif found.disagree:
            links.append(replace(link, polarity=Polarity.UNCERTAIN, weight=found.size))
        else:
            links.append(replace(link, polarity=_direction(found, link.polarity), weight=abs(found.median)))
    return replace(system, links=tuple(links))


def _direction(found: SharedWeight, drawn: Polarity) -> Polarity:
    """Return the direction that whoever gave one agrees on, a median of 0 or not; as drawn where all said 0."""
    if found.least < 0:
        return Polarity.OPPOSITE
    return Polarity.SAME if found.largest > 0 else drawn


def shared_bands(shared: Mapping[str, SharedWeight]) -> dict[str, tuple[float, float]]:
    """Return from the least to the largest weight that anyone gave each link, as ``sensitivity`` takes it."""
    return {link: (each.least, each.largest) for link, each in shared.items()}


def _shared(link: str, weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> SharedWeight:
    lower, median, upper = (float(each) for each in np.percentile(weights, [25, 50, 75]))
    least, largest, size = float(weights.min()), float(weights.max()), float(np.median(np.abs(weights)))
    return SharedWeight(link, len(weights), median, lower, upper, least, largest, size, least < 0 < largest)
