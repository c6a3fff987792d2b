"""The document of ``seedbed equity gaps``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from seedbed.reports.documents import MethodDocument

Number = float | None


@dataclass(slots=True)
class GapMeasure:
    """One measure of one set. A plain class, as there may be millions."""

    measure: Annotated[str, Field(description="Its short name, as WHO's tools write it: d, r, par, ...")]
    name: Annotated[str, Field(description="Its name in words.")]
    value: Annotated[Number, Field(description="The measure, in `unit`; null where it has no honest value.")]
    ci_low: Annotated[Number, Field(description="Lower limit by `method`.")]
    ci_high: Annotated[Number, Field(description="Upper limit by `method`.")]
    corrected_low: Annotated[
        Number, Field(description="Lower limit corrected for what chance adds, by `corrected_method`.")
    ]
    corrected_high: Annotated[
        Number, Field(description="Upper limit corrected for what chance adds, by `corrected_method`.")
    ]
    unit: Annotated[str, Field(description="Unit of value and limits.")]
    method: Annotated[str, Field(description="How `ci_low` and `ci_high` were worked out.")]
    corrected_method: Annotated[str, Field(description="How `corrected_low` and `corrected_high` were worked out.")]
    convention: Annotated[str, Field(description="Whose definition the measure and `ci_low`, `ci_high` follow.")]
    relative: Annotated[bool, Field(description="True where the measure compares with the level of the indicator.")]


@dataclass(slots=True)
class GapGroup:
    """One group of a set and what it adds."""

    group: Annotated[str, Field(description="Name of the group.")]
    value: Annotated[Number, Field(description="Its value, in the indicator's unit.")]
    se: Annotated[Number, Field(description="Standard error of its value; null where not known.")]
    population_share: Annotated[Number, Field(description="Its share of the set's people, 0 to 1; null where unknown.")]
    role: Annotated[str, Field(description="best, worst, reference, most advantaged ...; empty for the others.")]
    shares: Annotated[
        dict[str, Number],
        Field(description="Share of each measure that the group adds; each measure's shares add to 1."),
    ]


@dataclass(slots=True)
class GapSet:
    """One set of groups."""

    set: Annotated[str, Field(description="Name of the set, its date within; empty where the table has one set.")]
    series: Annotated[str, Field(description="Name of the set without its date.")]
    date: Annotated[str, Field(description="Its date; empty where the table has none.")]
    groups: Annotated[int, Field(description="Groups with a value.")]
    ordered: Annotated[bool, Field(description="Whether the groups are ordered from disadvantaged to advantaged.")]
    favourable: Annotated[bool, Field(description="Whether more of the indicator is better.")]
    reference: Annotated[str, Field(description="Group that mean differences are taken from.")]
    marked: Annotated[bool, Field(description="Whether the table or the caller named the reference group.")]
    mean: Annotated[
        Number, Field(description="Mean over people, or the published average; null where neither is known.")
    ]
    inflated: Annotated[
        bool,
        Field(description="True where chance adds so much to measures of spread that `ci_low`, `ci_high` mislead."),
    ]
    measures: list[GapMeasure]
    contributions: Annotated[
        list[GapGroup], Field(description="The groups with what each adds; empty where there are over 2,000 sets.")
    ] = field(default_factory=list)


@dataclass(slots=True)
class GapTrend:
    """How one measure of one series has changed."""

    series: str
    measure: str
    name: str
    relative: bool
    unit: str
    first: Annotated[str, Field(description="First date.")]
    last: Annotated[str, Field(description="Last date.")]
    change: Annotated[float, Field(description="Size of the measure at the last date less that at the first.")]
    ci_low: Annotated[Number, Field(description="Lower limit of `change`.")]
    ci_high: Annotated[Number, Field(description="Upper limit of `change`.")]
    annual: Annotated[Number, Field(description="Average change a year; null for fewer than three dates.")]
    annual_low: Number
    annual_high: Number
    turned: Annotated[bool, Field(description="True where the other group is the better off at the last date.")]
    verdict: Literal["widened", "narrowed", "no clear change", "not known"]


class GapsDocument(MethodDocument):
    """``seedbed equity gaps``."""

    schema_: str = Field(default="seedbed/equity-gaps/1", alias="schema")
    draws: int = Field(description="Simulations behind each simulated limit.")
    seed: int = Field(description="Seed of the simulations.")
    correlation: float = Field(default=0.0, description="Correlation assumed between the estimates of two dates.")
    sets: list[GapSet]
    trends: list[GapTrend] = Field(default=[], description="Changes over time of sets that differ only in their date.")
