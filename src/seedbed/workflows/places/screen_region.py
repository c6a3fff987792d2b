"""What a screening is made from, whether it comes from a pack or from a file of areas."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.formats.criteria import CriteriaFile
from seedbed.reports.documents import Source
from seedbed.reports.screen_documents import NearBorder

if TYPE_CHECKING:
    from seedbed.analysis.profile.contiguity import Contiguity
    from seedbed.analysis.profile.screening import RegionAreas

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Shapes = NDArray[np.object_]
DECIMALS = 4
"""Of scores, percentiles and shares that are told."""


@dataclass(frozen=True, slots=True)
class ScreenRequest:
    """What was asked for.

    Parameters
    ----------
    within
        Code of an area of any level, or the name of the whole pack.
    percentile
        Areas at or below this deprivation percentile within the region are eligible.
    population_low, population_high
        Fewest and most residents of a candidate.
    criteria
        A criteria file; None takes those of the pack.
    top
        List only so many candidates; None lists all.
    pairs
        Whether to match candidates in pairs.
    pairs_within
        Id of the level whose areas hold both of a pair; None is the level of the pack's role ``local_authority``.
    seed
        Of the other weightings: the same seed gives the same ranks.
    near
        Borders that run within so many metres of each other count as shared; None counts only exactly shared ones.
    """

    within: str
    percentile: float = 11.0
    population_low: int = 1_000
    population_high: int = 5_000
    criteria: Path | None = None
    top: int | None = None
    pairs: bool = False
    pairs_within: str | None = None
    seed: int = 1
    near: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Borders:
    """Which areas adjoin, and which of them only by running close; ``rule`` says in words what close means."""

    contiguity: Contiguity
    near: list[NearBorder] = field(default_factory=list)
    rule: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Region:
    """The small areas of one region, in order of code, with all that a screening needs.

    Parameters
    ----------
    within, within_name, pack
        What was asked for, in code and in words, and which pack or file it comes from.
    invented
        True where places and numbers are made up.
    codes, names, population
        Of each area.
    shapes
        Outlines in longitude and latitude, for maps.
    borders
        Which areas adjoin which.
    places
        What the surroundings of each area are known as; empty where nothing says.
    parents
        Of each area, the place of its parent in ``parent_codes`` and ``parent_names``.
    deprivation
        What the percentile goes by: higher is more deprived; NaN where unknown.
    deciles
        National deprivation decile of each area, where there is one.
    criteria, figures, weights_from
        What candidates are chosen by, the figures (criteria by areas), and where the weights come from.
    sources
        Where the figures come from.
    units
        Unit of the value of each criterion, by id of the criterion; those without one are left out.
    """

    within: str
    within_name: str
    pack: str
    invented: bool
    codes: list[str]
    names: list[str]
    population: Floats
    shapes: Shapes
    borders: Borders
    parents: Integers
    parent_codes: list[str]
    parent_names: list[str]
    deprivation: Floats
    deciles: list[int | None]
    criteria: CriteriaFile
    figures: Floats
    weights_from: str
    sources: list[Source]
    places: list[str] = field(default_factory=list)
    units: dict[str, str] = field(default_factory=dict)

    @property
    def contiguity(self) -> Contiguity:
        """Which areas adjoin which."""
        return self.borders.contiguity

    @property
    def areas(self) -> RegionAreas:
        """The numbers that the screening works with."""
        from seedbed.analysis.profile.screening import RegionAreas

        return RegionAreas(
            population=self.population,
            deprivation=self.deprivation,
            criteria=self.criteria.criteria,
            figures=self.figures,
            contiguity=self.contiguity,
            parents=self.parents,
        )
