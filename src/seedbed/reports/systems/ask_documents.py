"""The document of a question to a map."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seedbed.reports.documents import Part
from seedbed.reports.systems.documents import SystemsDocument


class LinkShown(Part):
    """A causal link."""

    id: str
    cause: str
    effect: str
    polarity: Literal["same", "opposite", "uncertain"]


class GroupShown(Part):
    """Factors and links that belong together in the answer."""

    name: str
    factors: list[str]
    links: list[LinkShown]


class RankedFactor(Part):
    """A factor in order."""

    factor: str
    value: float | None = Field(description="What it stands in the list by; null where that is undefined.")


class AskDocument(SystemsDocument):
    """``seedbed systems ask``."""

    schema_: str = Field(default="seedbed/systems-ask/1", alias="schema")
    letter: str = Field(description="Which of the fourteen questions, a to n.")
    question: str
    chosen: list[str] = Field(description="Factors it was asked of.")
    other: list[str] = Field(description="For question c, outcomes it was asked towards.")
    sentences: list[str] = Field(description="The answer in plain English.")
    factors: list[str] = Field(description="Factors to highlight.")
    links: list[LinkShown] = Field(description="Links to highlight.")
    groups: list[GroupShown] = Field(description="Parts of the answer.")
    measure: str = Field(description="What the list is ranked by; empty without a list.")
    ranked: list[RankedFactor]
