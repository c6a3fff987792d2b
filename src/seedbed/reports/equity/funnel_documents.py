"""The document of ``seedbed equity funnel``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from seedbed.reports.documents import FEWEST_SHOWN, MethodDocument, Part

FunnelKind = Literal["proportion", "rate", "ratio", "dsr"]
Verdict = Literal["higher", "lower", "similar", "not tested"]


@dataclass(slots=True)  # plain, as there may be millions
class FunnelSet:
    """One set beside the baseline."""

    set: Annotated[str, Field(description="Name of the set.")]
    value: Annotated[
        float | None, Field(description="The set's figure in the document's unit; null where there is none.")
    ]
    numerator: Annotated[float | None, Field(description="People with the characteristic, or events.")]
    denominator: Annotated[float | None, Field(description="People or person-years.")]
    low_95: Annotated[
        float | None, Field(description="Lower 95% control limit around the baseline for a set of this size.")
    ]
    high_95: Annotated[float | None, Field(description="Upper 95% control limit.")]
    low_998: Annotated[float | None, Field(description="Lower 99.8% control limit.")]
    high_998: Annotated[float | None, Field(description="Upper 99.8% control limit.")]
    verdict_95: Annotated[Verdict, Field(description="Whether the figure lies outside the 95% limits.")]
    verdict_998: Annotated[Verdict, Field(description="Whether the figure lies outside the 99.8% limits.")]
    verdict: Annotated[str, Field(description="Both in words.")]


class FunnelLimits(Part):
    """The limits at one size: a point of the funnel's curves."""

    denominator: float = Field(description="People or person-years, or what `denominator_is` says.")
    low_95: float
    high_95: float
    low_998: float
    high_998: float


class FunnelDocument(MethodDocument):
    """``seedbed equity funnel``; limits are 95% and 99.8% control limits around the baseline."""

    schema_: str = Field(default="seedbed/equity-funnel/1", alias="schema")
    kind: FunnelKind = Field(
        description="proportion of people with a characteristic; rate of events; ratio of observed to expected events; "
        "dsr: directly standardised rate."
    )
    denominator_is: str = Field(default="people", description="What denominators are.")
    multiplier: float = Field(description="Figures are per so many people.")
    unit: str = Field(description="Unit of figures and limits, in words.")
    baseline: float = Field(description="What sets are compared with, same unit.")
    baseline_is: str = Field(description="Where the baseline comes from.")
    method: str = Field(description="Method of the limits.")
    overdispersion: float | None = Field(
        description="How many times as much as chance the sets spread around all of them together (variance), the "
        "outermost tenth at each end drawn in: about 1 where only chance is at work; null for fewer than two sets."
    )
    sets: list[FunnelSet]
    limits: list[FunnelLimits] = Field(description="The curves, by rising denominator.")

    def small_counts(self) -> int:
        """Return how many sets have a count below five, other than 0."""
        counts = (each.numerator for each in self.sets)
        return sum(count is not None and 0 < count < FEWEST_SHOWN for count in counts)
