"""The document of the measures of a map."""

from __future__ import annotations

from pydantic import Field

from seedbed.reports.documents import Part
from seedbed.reports.systems.documents import SystemsDocument


class FactorMeasured(Part):
    """A factor's links and place on the map."""

    factor: str
    incoming: int = Field(
        description="Links that end at it, parallel ones each counted; one to itself counts here too."
    )
    outgoing: int = Field(description="Links that begin at it, counted alike.")
    leverage: float | None = Field(description="Outgoing over incoming links; null where none comes in: undefined.")
    betweenness: float = Field(
        description="Share of all ordered pairs of other factors that it lies between on their shortest ways, 0 to 1."
    )
    community: int = Field(description="Number of its community, the largest 1.")


class Community(Part):
    """Factors with more links among them than chance would give."""

    number: int
    factors: list[str]


class MeasureDocument(SystemsDocument):
    """``seedbed systems measure``."""

    schema_: str = Field(default="seedbed/systems-measure/1", alias="schema")
    density: float = Field(description="Share of all ordered pairs of two factors that a link joins, 0 to 1.")
    communities: list[Community] = Field(description="The largest first.")
    modularity: float = Field(
        description="Share of links inside communities, less what chance would give, direction aside; below 1."
    )
    seed: int = Field(description="Where the search for communities started; another may divide the map otherwise.")
    factors: list[FactorMeasured] = Field(description="In the map's order.")
