"""The documents of a profile."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from seedbed.reports.documents import Document, Part, Source


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
    trend: list[TrendPoint] = Field(default=[])


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
    care_organisations: list[CareOrganisation] = Field(default=[])
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
    map: list[MapShape] = Field(default=[])
    suppression_rule: str
    suppression_notes: list[str] = Field(
        default=[], description="What of small numbers is public already and cannot be protected; empty for nothing."
    )
    sources: list[Source]
    attribution: str
