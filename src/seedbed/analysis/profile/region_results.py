"""What regions and candidates are given as, and the checks of what they are made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.errors import BadInputError

Floats = NDArray[np.float64]


class LeftOver(IntEnum):
    """Why an area is in no region."""

    TOO_MANY_PEOPLE = 1
    TOO_FEW_AROUND = 2
    NO_ROOM = 3

    @property
    def sentence(self) -> str:
        """The reason in words."""
        return SENTENCES[self]


SENTENCES = {
    LeftOver.TOO_MANY_PEOPLE: "The area alone holds more people than a region may.",
    LeftOver.TOO_FEW_AROUND: "All the areas it can be joined with hold too few people between them.",
    LeftOver.NO_ROOM: "The areas beside it joined other regions, which have no room for it.",
}


@dataclass(frozen=True, slots=True, eq=False)
class Regions:
    """Areas put together into contiguous regions.

    Parameters
    ----------
    labels
        The region of each area, 0, 1, 2 ..., or -1 if it is in none; int32[n].
    population
        People in each region, float64[count].
    left_over
        Areas that were to be placed and are in no region, ascending; int64.
    reasons
        Why, one ``LeftOver`` value for each of ``left_over``; int8.
    """

    labels: NDArray[np.int32]
    population: Floats
    left_over: NDArray[np.int64]
    reasons: NDArray[np.int8]

    @property
    def count(self) -> int:
        """How many regions there are."""
        return len(self.population)

    def areas_of(self, region: int) -> NDArray[np.int64]:
        """Return the areas of one region, ascending."""
        return np.flatnonzero(self.labels == region)

    def why_left_over(self) -> dict[int, LeftOver]:
        """Return the reason for each area left over."""
        return {int(area): LeftOver(int(why)) for area, why in zip(self.left_over, self.reasons, strict=True)}


def labelled_regions(
    contiguity: Contiguity, population: Floats, wanted: NDArray[np.bool_], labels: NDArray[np.int32], bounds: Bounds
) -> Regions:
    """Count the people of each region and say why each wanted area without a region has none."""
    placed = labels >= 0
    count = int(labels.max(initial=-1)) + 1
    left_over = np.flatnonzero(wanted & ~placed)
    around = people_around(contiguity, population, wanted & (population <= bounds.high))
    reasons = np.full(len(left_over), LeftOver.NO_ROOM, dtype=np.int8)
    reasons[around[left_over] < bounds.low] = LeftOver.TOO_FEW_AROUND
    reasons[population[left_over] > bounds.high] = LeftOver.TOO_MANY_PEOPLE
    people = np.bincount(labels[placed], weights=population[placed], minlength=count).astype(np.float64)
    return Regions(labels, people, left_over, reasons)


def people_around(contiguity: Contiguity, population: Floats, keep: NDArray[np.bool_]) -> Floats:
    """Return the people of all kept areas that an area hangs together with; NaN for an area that is not kept."""
    component = contiguity.components(keep)
    around = np.full(len(population), np.nan)
    around[keep] = np.bincount(component[keep], weights=population[keep])[component[keep]]
    return around


@dataclass(frozen=True, slots=True)
class Bounds:
    """Fewest and most people in a region.

    Raises
    ------
    BadInputError
        If ``low`` is not above zero or is above ``high``.
    """

    low: float
    high: float

    def __post_init__(self) -> None:
        if not (np.isfinite(self.low) and self.low > 0):
            raise BadInputError(
                "The least population of a region cannot be used.",
                f"It must be a number above zero; it is {self.low:g}.",
                "Give the fewest people that a region may hold.",
            )
        if not self.low <= self.high:
            raise BadInputError(
                "The population bounds are the wrong way round.",
                f"The least population is {self.low:g} and the most is {self.high:g}.",
                "Give the smaller number first.",
            )


def checked_population(contiguity: Contiguity, population: ArrayLike) -> Floats:
    """Return populations as floats; areas without people are allowed, a map without people is not.

    Raises
    ------
    BadInputError
        If there is not one for each area, or one is negative, missing or infinite, or nobody lives anywhere.
    """
    people = per_area(contiguity, population, "populations")
    if people.ndim != 1:
        raise BadInputError(
            "The populations cannot be used.",
            f"There must be one number for each area; the table has the shape {people.shape}.",
            "Give a single column of populations.",
        )
    refuse_areas("A population cannot be used.", ~np.isfinite(people), "is missing or not a finite number")
    refuse_areas("A population cannot be used.", people < 0, "is below zero")
    if len(people) and not people.any():
        raise BadInputError(
            "No region can be made.",
            f"Nobody lives in any of the {len(people)} areas: every population is zero.",
            "Check that the right population column is used.",
        )
    return people


def per_area(contiguity: Contiguity, values: ArrayLike, what: str) -> Floats:
    """Return values as floats, refusing any number of them but one for each area."""
    given = np.asarray(values, dtype=np.float64)
    if given.ndim == 0 or len(given) != contiguity.size:
        count = 0 if given.ndim == 0 else len(given)
        raise BadInputError(
            "The columns do not belong together.",
            f"There are {contiguity.size} areas and {count} {what}.",
            "Give one value for each area, in the same order.",
        )
    return given


def refuse_areas(what: str, bad: NDArray[np.bool_], fault: str) -> None:
    """Refuse the values of the areas marked bad, naming the first."""
    found = np.flatnonzero(bad)
    if not len(found):
        return
    more = f" So are {len(found) - 1} more." if len(found) > 1 else ""
    raise BadInputError(
        what,
        f"The value of area number {found[0]}, counted from 0, {fault}.{more}",
        "Correct the value or leave the area out, then try again.",
    )
