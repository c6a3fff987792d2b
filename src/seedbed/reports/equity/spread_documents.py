"""The document that ``seedbed equity spread`` answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from seedbed.reports.documents import MethodDocument
from seedbed.reports.equity.curve_documents import CURVES_SHOWN, CurveOfSet


@dataclass(slots=True)  # plain, as there may be millions
class SpreadMeasure:
    """One measure of spread of a set; null where no number would be honest."""

    measure: Annotated[
        str,
        Field(
            description="gini, theil, mean_log_deviation, coefficient_of_variation, generalised_entropy, atkinson, "
            "atkinson_equivalent, kolm, kolm_equivalent, p90_p10, p90_p50, p50_p10 (a percentile over a lower one) or "
            "quintile_share_ratio (what the fifth with most have over what the fifth with least have)."
        ),
    ]
    value: Annotated[
        float | None,
        Field(
            description="Equivalents and Kolm's index are in the unit of the values, all others pure numbers; 0 "
            "(ratios: 1) means all have alike."
        ),
    ]
    ci_low: Annotated[float | None, Field(description="Lower limit.")]
    ci_high: Annotated[float | None, Field(description="Upper limit.")]
    standard_error: Annotated[float | None, Field(description="Linearised; null for a bootstrap.")]
    method: Annotated[str, Field(description="How the interval was worked out, or why there is no value.")]
    parameter: Annotated[float | None, Field(description="Aversion or order, where the measure has one.")] = None


@dataclass(slots=True)  # plain, as there may be millions
class Contribution:
    """What one group adds to a measure."""

    measure: Literal["theil", "mean_log_deviation"]
    group: str
    share_of_people: Annotated[float, Field(description="0 to 1.")]
    share_of_amount: Annotated[
        float | None, Field(description="Share of the sum of values, 0 to 1 where none is below 0.")
    ]
    mean: Annotated[float | None, Field(description="Weighted mean of the group, in the unit of the values.")]
    inequality: Annotated[float | None, Field(description="The measure inside the group.")]
    within: Annotated[float | None, Field(description="What the group adds to the part within groups.")]
    between: Annotated[float | None, Field(description="What it adds to the part between; below 0 for some groups.")]


@dataclass(slots=True)  # plain, as there may be millions
class PartsOfMeasure:
    """A measure as the sum of what lies within and between groups."""

    measure: Literal["theil", "mean_log_deviation"]
    total: float | None
    within: float | None
    between: float | None
    between_share: Annotated[float | None, Field(description="Between over total, 0 to 1.")]


@dataclass(slots=True)  # plain, as there may be millions
class SpreadSet:
    """Spread in one set."""

    set: Annotated[str, Field(description="Name of the set; empty where the table has no column 'set'.")]
    rows: Annotated[int, Field(description="Rows that were counted: people, or groups.")]
    people: Annotated[float, Field(description="Sum of weights or populations.")]
    mean: Annotated[float, Field(description="Weighted mean of the values, in their unit.")]
    measures: list[SpreadMeasure]
    parts: Annotated[
        list[PartsOfMeasure], Field(description="Within and between groups, where groups were asked for.")
    ] = field(default_factory=list)
    contributions: Annotated[list[Contribution], Field(description="What each group adds.")] = field(
        default_factory=list
    )


class SpreadDocument(MethodDocument):
    """What ``seedbed equity spread`` found."""

    schema_: str = Field(default="seedbed/equity-spread/1", alias="schema")
    rows_are: Literal["people", "groups"] = Field(description="Whether a row is a person or a group with a population.")
    by: str = Field(default="", description="Column that groups were taken from; empty where none was.")
    design: str = Field(description="How people came into the sample.")
    sets: list[SpreadSet] = Field(description="One for each set, in the order of the table.")
    curves: list[CurveOfSet] = Field(description=f"Lorenz curves of the first {CURVES_SHOWN} sets.")
