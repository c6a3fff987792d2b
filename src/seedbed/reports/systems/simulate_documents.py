"""The document of a what-if."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seedbed.reports.documents import Part
from seedbed.reports.systems.documents import SystemsDocument

OutcomeName = Literal["steady", "cycle", "chaos", "unsettled"]


class LinkThatMatters(Part):
    """A link whose weight decides a factor's change."""

    cause: str
    effect: str
    correlation: float = Field(
        description="Spearman's rank correlation of its weight with the change over the draws, -1 to 1; of the sizes "
        "of both where it may run either way and its weight says nothing."
    )
    share: float = Field(description="Its share of the squared correlations of all links, 0 to 1.")


class LinkWeighed(Part):
    """What several people said of one link."""

    cause: str
    effect: str
    people: int = Field(description="How many gave it a weight.")
    median: float = Field(description="The middle weight, -1 to 1.")
    lower_quartile: float
    upper_quartile: float
    disagree: bool = Field(description="True where some give it a direction and others the opposite: it is uncertain.")


class FactorEffect(Part):
    """What holding some factors does to one factor, beside the same map with nothing held."""

    factor: str
    nothing_held: float = Field(description="Its value with nothing held; the mean of a round where that is a cycle.")
    held: float = Field(description="Its value with some factors held.")
    change: float = Field(description="held less nothing_held.")
    is_held: bool = Field(description="True where it is one of those held.")
    median: float | None = Field(default=None, description="The middle change over draws of the weights.")
    low: float | None = Field(default=None, description="Lower limit of the change over draws of the weights.")
    high: float | None = Field(default=None, description="Upper limit of it.")
    up: float | None = Field(
        default=None, description="Share of draws in which it went up by more than 0.0001, 0 to 1."
    )
    down: float | None = Field(
        default=None, description="Share of draws in which it went down by more than 0.0001, 0 to 1."
    )
    links: list[LinkThatMatters] = Field(default=[], description="Links that matter most to the change, at most five.")


class SimulateDocument(SystemsDocument):
    """``seedbed systems simulate``; never a forecast: values have no unit and steps are no months."""

    schema_: str = Field(default="seedbed/systems-simulate/1", alias="schema")
    rule: Literal["kosko", "modified", "rescaled"] = Field(description="How a factor takes up what its causes pass on.")
    squash: Literal["sigmoid", "tanh", "bivalent", "trivalent"] = Field(description="How a sum becomes a value.")
    steepness: float
    tolerance: float = Field(description="Steady once no factor changes by this much in a step.")
    held: dict[str, float] = Field(description="Factors held, and their values.")
    outcome: OutcomeName = Field(
        description="Steady; a cycle; chaos (it never repeats, and a nudge grows); or unsettled in the steps allowed."
    )
    steps: int = Field(description="Steps taken.")
    period: int = Field(description="Steps of a cycle; 0 for the others.")
    nothing_held_outcome: OutcomeName | None = Field(
        default=None, description="Where factors are held: what becomes of the same map left alone."
    )
    steady: dict[str, float] = Field(
        description="Value of each factor in the end; the mean of a round for a cycle, of the second half of the steps "
        "where it never settled."
    )
    low: dict[str, float] = Field(default={}, description="Where it is not steady: the least value kept coming to.")
    high: dict[str, float] = Field(default={}, description="Where it is not steady: the largest value kept coming to.")
    draws: int = Field(default=0, description="Draws of the weights; 0 where none were asked for.")
    draws_settled: int = Field(default=0, description="Draws that settled both with and without what is held.")
    seed: int = Field(default=0, description="Where the draws started.")
    confidence: float = Field(default=0.95, description="Share of draws between low and high, 0 to 1.")
    effects: list[FactorEffect] = Field(
        default=[], description="Where factors are held: what changes beside the same map left alone, the most first."
    )
    people: int = Field(default=0, description="People whose weights were combined; 0 where the map's own were used.")
    weights: list[LinkWeighed] = Field(default=[], description="What they said of each link, most at odds first.")
    forecast: Literal[False] = Field(default=False, description="Always false: a what-if plays through what was drawn.")
