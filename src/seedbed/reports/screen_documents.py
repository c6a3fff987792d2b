"""The documents of screening and choosing."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seedbed.reports.documents import Document, Part, Source


class Criterion(Part):
    """One thing candidates are chosen by."""

    id: str
    name: str
    indicator: str = Field(description="Id of the indicator, or the column of the areas file; empty for sites.")
    unit: str = Field(default="", description="Unit of a candidate's value; empty where it is not known.")
    kinds: list[str] = Field(default=[], description="Kinds of known places counted, for sites; none: every kind.")
    measure: str = Field(
        description="value: the figure itself; cluster: Getis-Ord Gi* of it within the region; sites: known places in "
        "the area and those adjoining, per 1,000 residents there."
    )
    weight: float = Field(description="Share of the whole score; weights add up to 1.")
    high_is: Literal["worse", "better"]


class CriterionScore(Part):
    """How one candidate stands on one criterion."""

    criterion: str
    value: float | None = Field(
        description="Population-weighted mean over the candidate's areas, in the figure's unit."
    )
    score: float | None = Field(description="0 to 100: percentile of need within the region, 100 the greatest need.")


class ParentShare(Part):
    """A larger area that holds some of a candidate."""

    name: str
    code: str
    share: float = Field(description="Share of the candidate's residents, 0 to 1.")


class Candidate(Part):
    """A contiguous group of small areas that could be a neighbourhood."""

    areas: list[str]
    names: list[str]
    parent: str = Field(
        description="Name of the larger area that holds most of its residents: its local authority, or of the level "
        "that pairs were asked for within."
    )
    parent_code: str
    parents: list[ParentShare] = Field(
        default=[],
        description="Every larger area of that level which holds some of it, the one with most residents first.",
    )
    places: list[str] = Field(
        default=[], description="What the surroundings of each area are known as; empty where the pack does not say."
    )
    population: int = Field(description="Usual residents.")
    populations: list[int] = Field(default=[], description="Usual residents of each area.")
    percentile: float = Field(
        description="Deprivation percentile within the region: 100 x rank / areas, near 0 the most deprived; mean over "
        "the candidate's areas, weighted by residents."
    )
    percentiles: list[float] = Field(default=[], description="Percentile of each area.")
    deciles: list[int | None] = Field(description="National deprivation decile of each area, 1 the most deprived.")
    score: float
    rank: int
    rank_low: int = Field(description="5th per cent of its rank under other weightings, or its rank if that is better.")
    rank_high: int = Field(
        description="95th per cent of its rank under other weightings, or its rank if that is worse."
    )
    criteria: list[CriterionScore]
    pair: int | None = Field(default=None, description="Rank of the matched candidate, where pairs were asked for.")
    pair_areas: list[str] = Field(default=[], description="Areas of the matched candidate.")
    pair_distance: float | None = Field(
        default=None, description="How unlike the two are on criteria and residents, in standard deviations."
    )


class LeftOut(Part):
    """Areas that passed the percentile but joined no candidate."""

    area: str
    name: str
    population: int
    reason: str


class NearBorder(Part):
    """Two areas whose borders run close without being the same: listed apart, for a person to look at."""

    areas: list[str] = Field(description="The two codes.")
    names: list[str]
    length: float = Field(description="Over how many metres they run close.")
    distance: float = Field(description="Metres between them where they are closest; 0 where they touch or overlap.")


class ScreenDocument(Document):
    """``seedbed places screen``."""

    schema_: str = Field(default="seedbed/places-screen/1", alias="schema")
    within: str
    within_name: str
    pack: str
    notice: str
    percentile: float
    population_low: int
    population_high: int
    areas_in_region: int
    areas_eligible: int
    weights_from: str = Field(description="default, or the criteria file.")
    criteria: list[Criterion]
    tie_rule: str
    rank_rule: str
    rank_note: str = Field(default="", description="How rank ranges are worked out, in the words of the method.")
    candidates: list[Candidate]
    candidates_total: int
    candidates_single: int | None = Field(
        default=None, description="How many of all candidates are one small area; the others are several that adjoin."
    )
    left_out: list[LeftOut]
    near_borders: list[NearBorder] = Field(
        default=[], description="Pairs that were taken as adjoining because they run close; with --near."
    )
    near_rule: str = Field(default="", description="What was taken as a near border; empty without --near.")
    sources: list[Source]


class SelectionDocument(Document):
    """``seedbed places choose``: which candidate people chose, over which others, and why."""

    schema_: str = Field(default="seedbed/places-choose/1", alias="schema")
    notice: str
    chosen: Candidate
    chosen_over: list[Candidate] = Field(description="Every other candidate of the list, in its order.")
    candidates_total: int = Field(description="Candidates found; the list may show only the first of them.")
    reason: str
    chosen_by: str
    chosen_at: str = Field(description="ISO 8601, UTC.")
    candidates_file: str
    candidates_sha256: str = Field(description="sha256: and the digest of the file the choice was made from.")
    within: str
    within_name: str
    pack: str
    percentile: float
    population_low: int
    population_high: int
    weights_from: str
    criteria: list[Criterion]
    tie_rule: str
    rank_rule: str
    rank_note: str = ""
    near_rule: str = ""
    sources: list[Source]
