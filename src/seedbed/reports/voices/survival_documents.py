"""The document that ``seedbed voices survival`` answers with."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seedbed.reports.documents import MethodDocument, Part

CAN_SAY = (
    "The intervals say how far the numbers would move with other people of the same kind, by chance alone; not why a "
    "concern went no further, nor whether what was kept is what its people meant. Where a group drops out, read the "
    "items that were left behind."
)


class SurvivalStage(Part):
    """One stage."""

    stage: str
    items: int = Field(description="Items at the stage.")
    no_card_items: int = Field(description="Items none of whose contributors gave a card; they count among the items.")
    no_origin_items: int = Field(
        description="Items without a contributor, from figures or professionals; they count among the items."
    )


class SurvivalAtStage(Part):
    """One group at one stage; numbers are null where the group is hidden or the stage has no items."""

    stage: str
    items: int | None = Field(description="Items of the stage with at least one origin in the group.")
    share: float | None = Field(description="Share of the stage's items with at least one origin in the group, 0 to 1.")
    survival: float | None = Field(description="That share over the group's share of the population; 1 is the same.")
    low: float | None = Field(description="Lower limit of survival.")
    high: float | None = Field(description="Upper limit of survival.")
    change: float | None = Field(description="Survival less that at the stage before; null at the first.")
    change_low: float | None = Field(description="Lower limit of the change.")
    change_high: float | None = Field(description="Upper limit of the change.")
    lost: bool = Field(description="True where survival falls from the stage before beyond what chance would give.")


class SurvivalGroup(Part):
    """One group through the stages."""

    group: str
    contributors: int | None = Field(description="People of the group behind any item; null where hidden.")
    population_share: float = Field(description="The group's share of the benchmark, 0 to 1.")
    hidden: bool = Field(
        description="True where fewer than ten people contributed, or it would give such a group away."
    )
    stages: list[SurvivalAtStage]


class SurvivalDocument(MethodDocument):
    """What ``seedbed voices survival`` found."""

    schema_: str = Field(default="seedbed/voices-survival/1", alias="schema")
    benchmark_file: str = Field(description="Name of the benchmark's file.")
    stage_means: Literal["reached", "own"] = Field(
        description="reached: an item counts at every stage up to its own; own: at its own stage alone."
    )
    contributors: int | None = Field(description="People behind any item who gave a card; null where hidden.")
    no_card: int = Field(description="People behind any item who gave no card.")
    method: str = Field(description="Method of the limits of survival.")
    change_method: str = Field(description="Method of the limits of changes.")
    resamples: int = Field(description="Times that contributors were resampled.")
    can_say: str = Field(default=CAN_SAY, description="What survival can and cannot say.")
    stages: list[SurvivalStage]
    groups: list[SurvivalGroup] = Field(description="Every group of the benchmark, in its order.")
