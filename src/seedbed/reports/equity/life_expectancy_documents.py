"""The document of ``seedbed equity life-expectancy``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from seedbed.reports.documents import MethodDocument

Years = Annotated[float | None, Field(description="Years; null where no number would be honest.")]


@dataclass(slots=True)
class LifeExpectancyRow:
    """Years of life ahead in one set at the start of one age band. A plain class, as there may be millions."""

    set: Annotated[str, Field(description="Name of the set of people; empty where the table has one set.")]
    age_start: Annotated[float, Field(description="Exact age in years from which the years ahead are counted.")]
    value: Annotated[
        float | None,
        Field(description="Years of life ahead, if today's death rates stayed as they are; null where unknown."),
    ]
    ci_low: Annotated[float | None, Field(description="Lower confidence limit of `value`, years.")]
    ci_high: Annotated[float | None, Field(description="Upper confidence limit of `value`, years.")]
    quality_value: Years = None
    quality_ci_low: Years = None
    quality_ci_high: Years = None


class LifeExpectancyDocument(MethodDocument):
    """``seedbed equity life-expectancy``."""

    schema_: str = Field(default="seedbed/equity-life-expectancy/1", alias="schema")
    method: str = Field(description="Method of the life table and its limits.")
    infant_factor: float = Field(
        description="Part of the first band, where it starts at birth, lived by those who die in it; half in others."
    )
    last_width: float | None = Field(description="Years of the last age band where it is closed; null where open.")
    quality: str = Field(
        default="",
        description="Column that years are weighted by in the `quality_` keys of each row: share of people in good "
        "health (Sullivan) or mean quality of life, 0 to 1; empty for none.",
    )
    quality_error: bool = Field(
        default=False, description="True where the limits of weighted years hold the standard error of the weights."
    )
    rows: list[LifeExpectancyRow] = Field(description="One a set and age, sets in the order of the table.")
