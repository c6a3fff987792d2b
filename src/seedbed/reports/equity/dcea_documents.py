"""The document of ``seedbed equity dcea``: distributional cost-effectiveness."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seedbed.reports.documents import MethodDocument, Part

Position = Literal[
    "more health, narrower gap",
    "more health, wider gap",
    "less health, narrower gap",
    "less health, wider gap",
    "no change in one of the two",
]


class GroupHealth(Part):
    """What the programme does to one group. QALYs are quality-adjusted life years over lifetimes."""

    group: str
    rank: float = Field(description="1 for the most disadvantaged; groups may share a rank.")
    population: float = Field(description="People.")
    users: float = Field(description="People whose benefit was counted.")
    benefit: float = Field(description="QALYs gained by using the programme.")
    opportunity_cost: float = Field(description="QALYs lost because its cost is not spent elsewhere.")
    value: float = Field(description="Net health benefit of the group, QALYs: benefit less opportunity cost.")
    ci_low: float | None = Field(description="Lower limit of `value` over the draws; null where nothing is uncertain.")
    ci_high: float | None = Field(description="Upper limit of `value` over the draws.")
    probability_gain: float | None = Field(description="Share of draws in which the group gains, 0 to 1.")
    health_before: float = Field(description="Health per person before: quality-adjusted years expected at birth.")
    health_after: float = Field(description="Health per person after: before plus net health benefit over people.")


class EquivalentHealth(Part):
    """The equally distributed equivalent at one aversion to inequality, in years per person."""

    measure: Literal["atkinson", "kolm"]
    aversion: float = Field(description="0: inequality is not minded, and the equivalent is the mean.")
    before: float = Field(description="Health which, had by all alike, would be as good as what there is before.")
    after: float = Field(description="The same after the programme.")
    change: float = Field(description="After less before, years per person.")
    change_low: float | None = Field(description="Lower limit of `change` over the draws.")
    change_high: float | None = Field(description="Upper limit of `change` over the draws.")
    total_change: float = Field(description="Change times people: QALYs, counted as if all had them alike.")
    equity_impact: float = Field(description="`total_change` less the net health benefit of all, QALYs.")
    probability_worthwhile: float | None = Field(description="Share of draws with a change above 0, 0 to 1.")
    weight_of_most_disadvantaged: float | None = Field(
        description="QALYs of the least disadvantaged group that one QALY of the most disadvantaged counts for, before."
    )


class GroupWeight(Part):
    """How much a QALY of a group counts for at one aversion, that of the least disadvantaged group counting 1."""

    measure: Literal["atkinson", "kolm"]
    aversion: float
    group: str
    weight: float | None


class Threshold(Part):
    """At which aversion a programme stops, or starts, to be worthwhile."""

    measure: Literal["atkinson", "kolm"]
    aversion: float | None = Field(description="The least such aversion; null where the sign is the same all along.")
    searched_to: float = Field(description="The largest aversion looked at.")


class DrawnShares(Part):
    """Shares of draws, 0 to 1."""

    more_health: float = Field(description="Net health benefit of all above 0.")
    narrower_gap: float = Field(description="The slope nearer to 0 after than before.")
    both: float


class DceaDocument(MethodDocument):
    """``seedbed equity dcea``."""

    schema_: str = Field(default="seedbed/equity-dcea/1", alias="schema")
    title: str
    opportunity_cost_shares: str = Field(description="How the health lost elsewhere is shared among groups.")
    cost: float = Field(description="Pounds.")
    cost_per_qaly_elsewhere: float = Field(description="Pounds that buy one QALY elsewhere.")
    net_health: list[GroupHealth] = Field(description="By group, in the order of the file.")
    total: float = Field(description="Net health benefit of all groups, QALYs.")
    total_low: float | None
    total_high: float | None
    per_million: float | None = Field(description="Net QALYs for each million pounds spent; null where nothing is.")
    ede: list[EquivalentHealth] = Field(description="Equally distributed equivalents by measure and aversion.")
    thresholds: list[Threshold]
    weights: list[GroupWeight] = Field(description="Implicit equity weights before the programme.")
    slope_before: float = Field(
        description="Slope index of inequality in health before, years from the most to the least disadvantaged "
        "person: population-weighted straight line (PHE linear convention)."
    )
    slope_before_low: float | None = Field(description="Lower limit over the draws.")
    slope_before_high: float | None = Field(description="Upper limit over the draws.")
    slope_after: float = Field(description="The same after the programme.")
    slope_after_low: float | None
    slope_after_high: float | None
    slope_change: float = Field(description="After less before, years.")
    slope_change_low: float | None
    slope_change_high: float | None
    position: Position = Field(description="Where it stands on the health equity impact plane, in words.")
    probabilities: DrawnShares | None = Field(description="Null where nothing is uncertain.")
    draws: int = Field(description="Draws of the uncertain inputs; 0 where nothing is uncertain.")
    seed: int
    drawn_together: list[str] = Field(description="Inputs whose errors go together in all groups.")
