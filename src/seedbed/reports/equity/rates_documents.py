"""The document of ``seedbed equity rates``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from seedbed.reports.documents import FEWEST_SHOWN, MethodDocument

Kind = Literal["crude", "proportion", "dsr", "isr", "smr", "mean"]


@dataclass(slots=True)  # plain, as there may be millions
class RateOfSet:
    """The figure of one set."""

    set: Annotated[str, Field(description="Name of the set; empty where the table names none.")]
    value: Annotated[float | None, Field(description="The figure in the document's unit; null where none is honest.")]
    ci_low: Annotated[float | None, Field(description="Lower confidence limit, same unit.")]
    ci_high: Annotated[float | None, Field(description="Upper confidence limit, same unit.")]
    method: Annotated[str, Field(description="Method of this set's interval.")]
    numerator: Annotated[
        float | None, Field(description="People with the characteristic, or events; of a mean: the sum.")
    ]
    denominator: Annotated[float | None, Field(description="People or person-years; of a mean: the measurements.")]
    multiplier: Annotated[float, Field(description="The figure is per so many people; 1 for a mean.")]
    expected: Annotated[float | None, Field(description="Events expected at the reference's rates (isr, smr).")] = None
    ratio: Annotated[float | None, Field(description="Observed over expected events (isr, smr).")] = None
    ratio_low: Annotated[float | None, Field(description="Lower confidence limit of the ratio.")] = None
    ratio_high: Annotated[float | None, Field(description="Upper confidence limit of the ratio.")] = None
    standard_deviation: Annotated[float | None, Field(description="Of the measurements, over n - 1 (mean).")] = None


class RatesDocument(MethodDocument):
    """``seedbed equity rates``."""

    schema_: str = Field(default="seedbed/equity-rates/1", alias="schema")
    kind: Kind = Field(
        description="crude rate; proportion; dsr: directly standardised rate; isr: indirectly standardised rate; smr: "
        "indirectly standardised ratio; mean."
    )
    multiplier: float = Field(description="Figures are per so many people.")
    unit: str = Field(description="Unit of value, ci_low and ci_high, in words.")
    method: str = Field(description="Method of the intervals, in full.")
    standard: str = Field(default="", description="What rates were standardised to, or the reference; empty for none.")
    age_bands: list[str] = Field(default=[], description="Age bands that were standardised over, in the table's order.")
    reference_rate: float | None = Field(
        default=None, description="Crude rate of the one reference, per multiplier people (isr) or per person (smr)."
    )
    sets: list[RateOfSet]

    def small_counts(self) -> int:
        """Return how many sets have a count below five, other than 0."""
        counts = (each.denominator if self.kind == "mean" else each.numerator for each in self.sets)
        return sum(count is not None and 0 < count < FEWEST_SHOWN for count in counts)
