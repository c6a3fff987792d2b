"""Weigh anew: rank the candidates of a screening by other weights, as people move them. The candidates stay."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.profile.need import MIDDLE
from seedbed.analysis.profile.weightings import OtherWeightings, rank_ranges, ranks_of
from seedbed.errors import UsageError
from seedbed.reports.screen_documents import Candidate, Criterion, ScreenDocument
from seedbed.workflows.places.screen_region import DECIMALS, ScreenRequest

if TYPE_CHECKING:
    from seedbed.workflows.places.screen import Screened

Floats = NDArray[np.float64]
MOST = 1_000_000.0
"""The largest weight taken: far above any use, far below where sums lose their digits."""
BY_HAND = "weights set by people on the page"


@dataclass(frozen=True, slots=True)
class Weighing:
    """What candidates are ranked from, at full precision.

    Parameters
    ----------
    needs
        Candidates (in listed order) by criteria: need, 0 to 100; None where unknown.
    other
        Which other weightings the rank ranges are tried under.
    region_means
        Mean of each criterion's figure over the region, weighted by residents, in the figure's unit; None where
        no area has one.
    spreads
        Least and greatest figure among the small areas of each candidate, by criterion; None where unknown.
    """

    needs: list[list[float | None]]
    other: OtherWeightings
    region_means: list[float | None]
    spreads: list[list[tuple[float, float] | None]]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values; reading them back gives the very same numbers."""
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Weighing:
        """Read what `as_json` gave."""
        spreads = [[None if ends is None else (ends[0], ends[1]) for ends in row] for row in kept["spreads"]]
        return cls(kept["needs"], OtherWeightings(**kept["other"]), kept["region_means"], spreads)


def weighing_of(screened: Screened, request: ScreenRequest) -> Weighing:
    """Keep what the candidates of a screening are ranked from."""
    screening, region = screened.screening, screened.region
    listed = range(len(screened.document.candidates))
    other = replace(OtherWeightings(seed=request.seed), **region.criteria.other_weights)
    members = [np.flatnonzero(screening.labels == place) for place in listed]
    return Weighing(
        needs=[[_known(need) for need in screening.candidate_needs[place].tolist()] for place in listed],
        other=other,
        region_means=[_mean(row, region.population) for row in screening.values],
        spreads=[[_ends(row[areas]) for row in screening.values] for areas in members],
    )


def shares_of(criteria: list[Criterion], weights: Mapping[str, float]) -> Floats:
    """Return weights as shares of the whole score, in the order of the criteria.

    Parameters
    ----------
    criteria
        What candidates are chosen by.
    weights
        Importance of each criterion by its id, at least 0; they need not add up to anything.

    Raises
    ------
    UsageError
        If a weight is missing, strange, below 0, not a number or too large, or all are 0.
    """
    names = {criterion.id: criterion.name for criterion in criteria}
    for strange in (*(set(weights) - set(names)), *(set(names) - set(weights))):
        raise _bad(names.get(strange, strange), "it is not one of the criteria or has no weight")
    for criterion in criteria:
        weight = weights[criterion.id]
        if not (math.isfinite(weight) and 0 <= weight <= MOST):
            raise _bad(criterion.name, f"it is {weight}")
    given = np.array([float(weights[criterion.id]) for criterion in criteria])
    if given.sum() <= 0:
        raise UsageError(
            "The candidates cannot be ranked.", "Every criterion has weight 0.", "Give at least one a weight above 0."
        )
    return np.asarray(given / given.sum(), dtype=np.float64)


def reweighed(document: ScreenDocument, weighing: Weighing, weights: Mapping[str, float]) -> ScreenDocument:
    """Rank the candidates of a screening by other weights: the same areas, scored and ordered anew.

    The score is the mean need weighted by the shares; a need that is not known counts as the middle (50).

    Raises
    ------
    UsageError
        If the weights cannot be used (see `shares_of`).
    """
    shares = shares_of(document.criteria, weights)
    needs = np.array(
        [[MIDDLE if need is None else need for need in row] for row in weighing.needs], dtype=np.float64
    ).reshape(len(weighing.needs), len(shares))
    scores = needs @ shares
    ranks = ranks_of(scores)
    low, high = rank_ranges(needs, shares, weighing.other)
    candidates = [
        candidate.model_copy(
            update={
                "score": round(float(scores[place]), DECIMALS),
                "rank": int(ranks[place]),
                "rank_low": int(low[place]),
                "rank_high": int(high[place]),
            }
        )
        for place, candidate in enumerate(document.candidates)
    ]
    criteria = [
        criterion.model_copy(update={"weight": float(share)})
        for criterion, share in zip(document.criteria, shares, strict=True)
    ]
    return document.model_copy(
        update={"candidates": sorted(candidates, key=_place), "criteria": criteria, "weights_from": BY_HAND}
    )


def _place(candidate: Candidate) -> tuple[int, str]:
    return candidate.rank, candidate.areas[0]


def _known(value: float) -> float | None:
    return None if math.isnan(value) else value


def _mean(values: Floats, population: Floats) -> float | None:
    known = np.isfinite(values)
    people = float(population[known].sum())
    return float(values[known] @ population[known] / people) if people > 0 else None


def _ends(values: Floats) -> tuple[float, float] | None:
    known = values[np.isfinite(values)]
    return (float(known.min()), float(known.max())) if len(known) else None


def _bad(name: str, why: str) -> UsageError:
    return UsageError(
        f"The weight of '{name:.80}' cannot be used.",
        f"{why[0].upper()}{why[1:]}.",
        f"Give a number from 0 to {MOST:,.0f}; 0 leaves the criterion out.",
    )
