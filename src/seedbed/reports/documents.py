"""The documents that commands answer with: printed as JSON, and the input of every page and table.

Keys may be added under the same schema number; a change of meaning takes a new number.
Each document's JSON schema is generated into ``docs/reference/schemas``.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Document(BaseModel):
    """What all documents share."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid")

    schema_: str = Field(alias="schema", description="Name and number of this document's form.")
    invented: bool = Field(default=False, description="True where places, people and numbers are made up.")


class MethodDocument(Document):
    """What documents of computed measures share."""

    file: str = Field(description="Name of the file that was read.")
    confidence: float = Field(default=0.95, description="Two-sided confidence of every interval, 0 to 1.")
    notes: list[str] = Field(default=[], description="What to be careful about, in plain English.")


class Part(BaseModel):
    """A part of a document."""

    model_config = ConfigDict(extra="forbid")


class Source(Part):
    """Where figures come from."""

    id: str
    publisher: str
    title: str
    period: str
    licence: str
    url: str


# ---------------------------------------------------------------- screening


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


# ---------------------------------------------------------------- profile


class AreaShare(Part):
    """One small area of the neighbourhood."""

    code: str
    name: str
    population: int = Field(description="Usual residents of the whole small area.")
    share: float = Field(description="Share of its residents taken to live inside, 0 to 1.")
    imd_decile: int | None = Field(description="National deprivation decile, 1 the most deprived.")
    imd_rank: int | None = None


class BoundaryFit(Part):
    """How well whole figures of small areas fit the boundary."""

    rule: str = Field(description="whole_areas, postcodes, area or centroid: how residents were shared out.")
    explanation: str
    population: float = Field(description="Residents inside by the rule used.")
    whole_share: float = Field(description="Share of these residents who live in areas wholly inside.")
    population_by_rule: dict[str, float] = Field(description="Residents inside by every rule that the data allow.")
    notes: list[str] = Field(default=[], description="What was joined, converted or mended in the boundary.")
    drawn: bool = Field(default=False, description="True where people drew the boundary or listed postcodes.")


class Comparator(Part):
    """The same figure for a larger area."""

    code: str
    name: str
    level: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    beyond_chance: Literal["higher", "lower", "similar", "not tested"] = "not tested"
    limits: str = Field(default="", description="Which control limits were used, in words.")
    suppressed: bool = Field(default=False, description="True where it is hidden because a number is small.")


class SmallAreaValue(Part):
    """The figure in one small area: the spread inside."""

    code: str
    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    ci_low: float | None = None
    ci_high: float | None = None
    suppressed: bool = False


class TrendPoint(Part):
    """The figure at one time."""

    period: str
    value: float | None
    ci_low: float | None = None
    ci_high: float | None = None
    area: str = Field(description="Code of the area it is for: the neighbourhood is 'neighbourhood'.")
    note: str = Field(default="", description="Where the figure is for an earlier or larger area: which and why.")


class ProfileFigure(Part):
    """One figure of the neighbourhood with all that is needed to trust it."""

    indicator: str
    name: str
    topic: str
    kind: str
    unit: str
    strength: bool
    high_is: Literal["worse", "better", "neither"]
    value: float | None
    numerator: float | None
    denominator: float | None
    denominator_name: str
    ci_low: float | None
    ci_high: float | None
    interval: str = Field(description="Method of the interval, or why there is none.")
    suppressed: bool = False
    level: str = Field(description="Level of area the figure is published for, and whether it is of a larger area.")
    larger_area: str = Field(
        default="", description="Name of the larger area the figure is of; empty where it is of the neighbourhood."
    )
    period: str
    source: str = Field(description="Id of the source.")
    method: str
    comparators: list[Comparator]
    inside: list[SmallAreaValue]
    trend: list[TrendPoint] = []


class Sentence(Part):
    """One sentence of the pen profile and the figures it rests on."""

    text: str
    indicators: list[str]


class SurroundingArea(Part):
    """A larger area around the neighbourhood: NHS neighbourhood, place, system, and others."""

    level: str
    level_name: str
    code: str
    name: str
    share: float = Field(description="Share of the neighbourhood's residents who live in it.")
    planning: Literal["", "neighbourhood", "place", "system"] = Field(
        default="", description="Which of the three levels that care is planned for it stands for, if any."
    )


class CareOrganisation(Part):
    """An organisation that plans, pays for or gives care here, and what it can do."""

    id: str
    name: str
    kind: str
    role: str = Field(description="What people would say it does.")
    footprint: str = Field(description="Name of the area it serves.")
    answers_to: str = Field(default="", description="Name of the organisation it answers to; empty for none.")
    commissions: str = ""
    funds: str = ""
    owns: str = ""
    hosts: str = ""
    decides: str = ""
    delegated_limit: float | None = Field(
        default=None, description="Pounds that its local lead may commit without asking anyone."
    )
    decides_when: str = Field(default="", description="Its calendar of decisions, in words.")


class PlusGroup(Part):
    """A group that the local partnership may want to plan for (the PLUS of Core20PLUS5)."""

    name: str
    indicator: str
    value: float
    comparator: float
    comparator_name: str
    reason: str


class Core20(Part):
    """Residents who live in the most deprived fifth of small areas nationally."""

    share: float
    population: float
    rule: str


class Site(Part):
    """A known place in or near the neighbourhood."""

    kind: str
    name: str
    longitude: float
    latitude: float
    inside: bool


class MapShape(Part):
    """An outline to draw, longitude and latitude."""

    code: str
    name: str
    inside: bool
    geometry: dict[str, Any]


class ProfileDocument(Document):
    """``seedbed places profile``."""

    schema_: str = Field(default="seedbed/places-profile/1", alias="schema")
    name: str
    pack: str
    population: int = Field(description="Usual residents inside, rounded to a whole person.")
    population_period: str
    population_source: str
    areas: list[AreaShare]
    boundary_fit: BoundaryFit
    surroundings: list[SurroundingArea]
    comparators_note: str = Field(
        default="", description="Which larger areas were left out of the comparison, and why; empty where none were."
    )
    care_organisations: list[CareOrganisation] = []
    care_note: str = Field(default="", description="Which levels of planning care the pack does not have.")
    core20: Core20 | None
    plus_groups: list[PlusGroup]
    strengths: list[str] = Field(description="Indicator ids of figures that describe strengths, in order of telling.")
    figures: list[ProfileFigure]
    pen_profile: list[Sentence]
    sites: list[Site]
    sites_source: str = ""
    site_kinds: list[str] = Field(default=[], description="Kinds of known places that the pack lists anywhere.")
    sites_within: float = Field(default=0.0, description="Metres around the neighbourhood in which places are listed.")
    map: list[MapShape] = []
    suppression_rule: str
    sources: list[Source]
    attribution: str
