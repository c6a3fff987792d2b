"""Choose: ranked candidate neighbourhoods within one region."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from seedbed.analysis.profile.criteria import Criterion as CriterionRule
from seedbed.analysis.profile.criteria import shares_of_score
from seedbed.analysis.profile.screening import TIE_RULE, Screening, ScreenRules, main_parents, screen_region
from seedbed.analysis.profile.weightings import OtherWeightings
from seedbed.errors import BadInputError, UsageError
from seedbed.reports.screen_documents import Candidate, Criterion, CriterionScore, LeftOut, ParentShare, ScreenDocument
from seedbed.sources.packs import Pack
from seedbed.workflows.places.screen_borders import check_near
from seedbed.workflows.places.screen_pack import read_region
from seedbed.workflows.places.screen_region import DECIMALS, Region, ScreenRequest
from seedbed.workflows.progress import Progress, silent

NOTICE = (
    "For the team that chooses, not for publication: a published list labels places. "
    "It proposes; people choose, with residents, and say why."
)


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """The answer of a screening, and what its map is drawn from."""

    document: ScreenDocument
    region: Region
    screening: Screening

    def shapes(self) -> NDArray[np.object_]:
        """Return the outline of each listed candidate, in longitude and latitude, without the borders inside."""
        members = [np.flatnonzero(self.screening.labels == place) for place in range(len(self.document.candidates))]
        outlines = [shapely.make_valid(self.region.shapes[areas]) for areas in members]
        return np.array([shapely.union_all(outline) for outline in outlines], dtype=object)


def screen_pack(pack: Pack, request: ScreenRequest, progress: Progress = silent) -> Screened:
    """Choose among the small areas of a pack.

    Raises
    ------
    UserError
        If the request, the criteria or the pack cannot be used.
    """
    rules = _rules(request)
    check_near(request.near)
    region = read_region(pack, request, progress)
    progress(3.5, 4, "Putting areas together and ranking")
    return screen(region, request, rules)


def screen(region: Region, request: ScreenRequest, rules: ScreenRules | None = None) -> Screened:
    """Choose among areas that are already read."""
    rules = _with_other_weights(rules or _rules(request), region, request)
    areas = region.areas
    screening = screen_region(areas, rules)
    candidates = _candidates(region, screening)
    listed = candidates if request.top is None else candidates[: request.top]
    document = ScreenDocument(
        invented=region.invented,
        within=region.within,
        within_name=region.within_name,
        pack=region.pack,
        notice=NOTICE,
        percentile=rules.percentile,
        population_low=rules.population_low,
        population_high=rules.population_high,
        areas_in_region=len(region.codes),
        areas_eligible=int(screening.eligible.sum()),
        weights_from=region.weights_from,
        criteria=_criteria(region),
        tie_rule=TIE_RULE,
        rank_rule=_rank_rule(rules.other_weightings),
        rank_note=_rank_note(rules.other_weightings),
        candidates=listed,
        candidates_total=len(candidates),
        candidates_single=sum(len(candidate.areas) == 1 for candidate in candidates),
        left_out=_left_out(region, screening),
        near_borders=region.borders.near,
        near_rule=region.borders.rule,
        sources=region.sources,
    )
    return Screened(document, region, screening)


def _rules(request: ScreenRequest) -> ScreenRules:
    if request.top is not None and request.top < 1:
        raise UsageError(
            f"The first {request.top} cannot be listed.", "--top is below 1.", "Give a number of at least 1."
        )
    return ScreenRules(
        percentile=request.percentile,
        population_low=request.population_low,
        population_high=request.population_high,
        other_weightings=OtherWeightings(seed=request.seed),
        pairs=request.pairs,
    )


def _with_other_weights(rules: ScreenRules, region: Region, request: ScreenRequest) -> ScreenRules:
    try:
        weightings = replace(rules.other_weightings, **region.criteria.other_weights)
    except UsageError as error:
        raise BadInputError(error.what, f"{request.criteria}: other_weights. {error.why}", error.next_step) from error
    return replace(rules, other_weightings=weightings)


def _rank_rule(other: OtherWeightings) -> str:
    return (
        f"People may weigh the criteria differently, so each candidate is ranked again under {other.count:,} other "
        "sets of weights. Its rank range runs from the best to the worst of these ranks, without the 5 in 100 at "
        "either end; it always holds the rank in the list. The candidates themselves stay as they are."
    )


def _rank_note(other: OtherWeightings) -> str:
    spread = (
        "drawn with equal chance from all weights"
        if other.concentration is None
        else f"drawn around the stated ones from a Dirichlet distribution of concentration {other.concentration:g}"
    )
    return (
        f"The ends of a rank range are the 5th and 95th per cent of the ranks under {other.count:,} sets of weights, "
        f"{spread}, seed {other.seed}, widened where needed to hold the rank in the list."
    )


def _criteria(region: Region) -> list[Criterion]:
    rules: tuple[CriterionRule, ...] = region.criteria.criteria
    return [
        Criterion(
            id=rule.id,
            name=rule.name,
            indicator=rule.indicator,
            unit=region.units.get(rule.id, ""),
            kinds=list(rule.kinds),
            measure=rule.measure,
            weight=float(share),
            high_is=rule.high_is,
        )
        for rule, share in zip(rules, shares_of_score(rules), strict=True)
    ]


def _candidates(region: Region, screening: Screening) -> list[Candidate]:
    """Turn candidates into words and numbers, in listed order."""
    order = np.argsort(screening.labels, kind="stable")
    order = order[screening.labels[order] >= 0]
    ends = np.searchsorted(screening.labels[order], np.arange(1, screening.count + 1))
    members = [[int(area) for area in areas] for areas in np.split(order, ends[:-1])] if screening.count else []
    parents = main_parents(region.areas, screening.labels)
    return [
        _candidate(region, screening, place, areas, members, int(parents[place])) for place, areas in enumerate(members)
    ]


def _candidate(
    region: Region, screening: Screening, place: int, areas: list[int], members: list[list[int]], parent: int
) -> Candidate:
    partner = int(screening.pair[place])
    return Candidate(
        areas=[region.codes[area] for area in areas],
        names=[region.names[area] for area in areas],
        parent=region.parent_names[parent],
        parent_code=region.parent_codes[parent],
        parents=_parents(region, areas),
        places=[region.places[area] for area in areas] if region.places else [],
        population=round(float(screening.population[place])),
        populations=[round(float(region.population[area])) for area in areas],
        percentile=_number(screening.percentile[place]) or 0.0,
        percentiles=[round(float(screening.percentiles[area]), DECIMALS) for area in areas],
        deciles=[region.deciles[area] for area in areas],
        score=round(float(screening.score[place]), DECIMALS),
        rank=int(screening.rank[place]),
        rank_low=int(screening.rank_low[place]),
        rank_high=int(screening.rank_high[place]),
        criteria=[
            CriterionScore(
                criterion=criterion.id,
                value=_number(screening.candidate_values[place, number]),
                score=_number(screening.candidate_needs[place, number]),
            )
            for number, criterion in enumerate(region.criteria.criteria)
        ],
        pair=int(screening.rank[partner]) if partner >= 0 else None,
        pair_areas=[region.codes[area] for area in members[partner]] if partner >= 0 else [],
        pair_distance=_number(screening.pair_distance[place]),
    )


def _parents(region: Region, areas: list[int]) -> list[ParentShare]:
    """Return every parent of a candidate's areas with its share of residents, the largest share first."""
    residents: dict[int, float] = {}
    for area in areas:
        parent = int(region.parents[area])
        residents[parent] = residents.get(parent, 0.0) + float(region.population[area])
    whole = sum(residents.values())
    return [
        ParentShare(
            name=region.parent_names[parent],
            code=region.parent_codes[parent],
            share=round(living / whole, DECIMALS) if whole else 0.0,
        )
        for parent, living in sorted(residents.items(), key=lambda found: (-found[1], found[0]))
    ]


def _number(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), DECIMALS)


def _left_out(region: Region, screening: Screening) -> list[LeftOut]:
    return [
        LeftOut(
            area=region.codes[area],
            name=region.names[area],
            population=round(float(region.population[area])),
            reason=reason.sentence,
        )
        for area, reason in zip(screening.left_over.tolist(), screening.reasons, strict=True)
    ]
