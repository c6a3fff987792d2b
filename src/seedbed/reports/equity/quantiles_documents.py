"""The document of ``seedbed equity quantiles``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from seedbed.reports.documents import MethodDocument, Part

SETS_SHOWN = 8
"""Sets of which the groups themselves are given and drawn; every place has its group."""


@dataclass(slots=True)
class QuantileRow:
    """Where one place stands. A plain class, as there may be millions."""

    name: Annotated[str, Field(description="Name or code of the place; empty where the table has none.")]
    set: Annotated[str, Field(description="Set that the place was ranked in; empty where all are one set.")]
    value: Annotated[float | None, Field(description="Its value; null where the table has none.")]
    rank: Annotated[
        float | None, Field(description="Its rank in the set, 1 at the end that comes first; ties share the lower.")
    ]
    quantile: Annotated[
        int | None,
        Field(description="Its group, 1 at the end that comes first; null without a value or with too few places."),
    ]


class QuantileGroup(Part):
    """One group of one set."""

    set: str = Field(description="Name of the set.")
    quantile: int = Field(description="The group, 1 at the end that comes first.")
    places: int = Field(description="Places in it.")
    population: float | None = Field(description="People in it; null where the table has no population.")
    lowest: float | None = Field(description="Lowest value in it; null where no place fell in it.")
    middle: float | None = Field(description="Median of the values in it.")
    highest: float | None = Field(description="Highest value in it.")


class QuantilesDocument(MethodDocument):
    """``seedbed equity quantiles``."""

    schema_: str = Field(default="seedbed/equity-quantiles/1", alias="schema")
    groups: int = Field(description="Groups that each set was cut into.")
    first: Literal["highest", "lowest"] = Field(description="Which values have rank 1 and are in group 1.")
    rule: Literal["phe", "indices", "population"] = Field(
        description="phe: 1 + floor(q (r - 1) / n), as in Fingertips; indices: ceil(q r / n), as in the English "
        "Indices of Deprivation; population: ceil(q w / W), like numbers of people."
    )
    method: str = Field(description="The rule in words.")
    by: list[str] = Field(description="Columns that make the sets; empty where all places are one set.")
    sets: int = Field(description="Number of sets.")
    rows: list[QuantileRow] = Field(description="One a row of the table, in its order.")
    of_groups: list[QuantileGroup] = Field(description=f"The groups of the first {SETS_SHOWN} sets.")
