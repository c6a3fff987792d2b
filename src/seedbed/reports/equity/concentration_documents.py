"""The document that ``seedbed equity concentration`` answers with."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from seedbed.reports.documents import MethodDocument
from seedbed.reports.equity.curve_documents import CURVES_SHOWN, CurveOfSet, OtherInterval


@dataclass(slots=True)  # plain, as there may be millions
class ConcentrationMeasure:
    """One concentration index of a set; null where no number would be honest."""

    measure: Annotated[
        Literal["standard", "generalised", "erreygers", "wagstaff", "extended", "achievement"],
        Field(
            description="standard: relative index (RCI), -1 to 1; generalised: absolute index (ACI), in the unit of "
            "the values; erreygers and wagstaff: for values between bounds, -1 to 1; extended: with the aversion of "
            "'parameter'; achievement: the mean times 1 less the extended index, in the unit of the values."
        ),
    ]
    value: Annotated[float | None, Field(description="The index; above 0: concentrated among the better off.")]
    ci_low: Annotated[float | None, Field(description="Lower limit.")]
    ci_high: Annotated[float | None, Field(description="Upper limit.")]
    standard_error: Annotated[float | None, Field(description="Of the interval; null for a bootstrap.")]
    method: Annotated[str, Field(description="How the interval was worked out.")]
    parameter: Annotated[float | None, Field(description="Aversion to inequality, where the measure has one.")] = None
    variance: Annotated[
        float | None,
        Field(description="Of people: variance by the convenient regression, delta method, as other tools give."),
    ] = None
    variance_HC1: Annotated[float | None, Field(description="The same, robust to errors of unlike size (HC1).")] = None  # noqa: N815 - the name it is published under
    other_intervals: Annotated[list[OtherInterval], Field(description="Intervals by other methods.")] = field(
        default_factory=list
    )


@dataclass(slots=True)  # plain, as there may be millions
class ConcentrationSet:
    """Concentration in one set of people or groups."""

    set: Annotated[str, Field(description="Name of the set; empty where the table has no column 'set'.")]
    rows: Annotated[int, Field(description="Rows that were counted: people, or groups.")]
    people: Annotated[float, Field(description="Sum of weights or populations.")]
    mean: Annotated[float, Field(description="Weighted mean of the values, in their unit.")]
    bound_low: Annotated[
        float | None, Field(description="Least value there can be, or that was seen; null where not known.")
    ]
    bound_high: Annotated[float | None, Field(description="Greatest value there can be, or that was seen.")]
    measures: list[ConcentrationMeasure]


class ConcentrationDocument(MethodDocument):
    """What ``seedbed equity concentration`` found."""

    schema_: str = Field(default="seedbed/equity-concentration/1", alias="schema")
    rows_are: Literal["people", "groups"] = Field(description="Whether a row is a person or a group with a population.")
    rank_high: Literal["better", "worse"] = Field(description="Whether a high rank means better or worse off.")
    bounds_from: Literal["given", "seen", "none"] = Field(description="Where the bounds of the values come from.")
    design: str = Field(description="How people came into the sample.")
    sets: list[ConcentrationSet] = Field(description="One for each set, in the order of the table.")
    curves: list[CurveOfSet] = Field(description=f"Concentration curves of the first {CURVES_SHOWN} sets.")
