"""The document that ``seedbed equity slope`` answers with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from seedbed.reports.documents import MethodDocument, Part

LINES_SHOWN = 40
"""Sets of which the fitted line is given, and drawn; every set has its numbers."""


@dataclass(slots=True)  # plain, as there may be millions
class SlopeSet:
    """Slope and relative index of inequality of one set of groups; null where no number would be honest."""

    set: Annotated[str, Field(description="Name of the set; empty where the table has no column 'set'.")]
    groups: Annotated[int, Field(description="Groups in the set.")]
    population: Annotated[
        float | None, Field(description="People in all groups; null where a group's number is missing or 0.")
    ]
    intercept: Annotated[
        float | None, Field(description="Fitted value at the most disadvantaged end (rank 0), in the document's unit.")
    ]
    sii: Annotated[
        float | None,
        Field(
            description="Slope index of inequality: fitted value at the most advantaged end (rank 1) less that at rank "
            "0, in the document's unit; the other way round with negative polarity."
        ),
    ]
    sii_low: Annotated[float | None, Field(description="Lower limit of the slope index.")]
    sii_high: Annotated[float | None, Field(description="Upper limit of the slope index.")]
    rii: Annotated[
        float | None,
        Field(
            description="Relative index of inequality: fitted value at rank 1 divided by that at rank 0, without unit; "
            "inverted with negative polarity."
        ),
    ]
    rii_low: Annotated[float | None, Field(description="Lower limit of the relative index.")]
    rii_high: Annotated[float | None, Field(description="Upper limit of the relative index.")]
    method: Annotated[str, Field(description="Convention, kind of line and kind of limits.")]


class SlopeGroup(Part):
    """One group as it is drawn."""

    rank: float = Field(description="Rank in the table, the lowest the most disadvantaged.")
    share_from: float = Field(description="Share of the set's population in groups more disadvantaged, 0 to 1.")
    share_to: float = Field(description="The same with this group's own people.")
    value: float = Field(description="Value, in the document's unit.")


class SlopeLine(Part):
    """The fitted line of one set as it is drawn."""

    set: str
    groups: list[SlopeGroup]
    curve: list[float] = Field(description="Fitted values at ranks 0, 0.05, 0.1 ... 1, in the document's unit.")


class SlopeDocument(MethodDocument):
    """What ``seedbed equity slope`` found."""

    schema_: str = Field(default="seedbed/equity-slope/1", alias="schema")
    method: str = Field(description="Convention, kind of line and kind of limits.")
    value_type: Literal["mean", "rate", "proportion"] = Field(description="What the table's values are.")
    scale: Literal["linear", "log", "logit"] = Field(description="Scale on which the line is straight.")
    unit: str = Field(description="Unit of slope indices and intercepts.")
    negative_polarity: bool = Field(
        description="True where the direction was turned round, so that a slope index above 0 and a relative index "
        "above 1 mean more of it among the most disadvantaged."
    )
    sets: list[SlopeSet] = Field(description="One for each set, in the order of the table.")
    lines: list[SlopeLine] = Field(description=f"Groups and fitted lines of the first {LINES_SHOWN} sets, for drawing.")
