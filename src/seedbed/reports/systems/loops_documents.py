"""The document of feedback loops."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seedbed.reports.documents import Part
from seedbed.reports.systems.documents import SystemsDocument

PolarityName = Literal["reinforcing", "balancing", "undetermined"]


class LoopPart(Part):
    """A feedback loop."""

    label: str = Field(description="R1, B2, U3: reinforcing, balancing or undetermined, and its place among them.")
    factors: list[str] = Field(description="Names of its factors in turn; the last one leads back to the first.")
    links: list[str] = Field(description="Identifiers of its links: the first leads from the first factor to the next.")
    polarity: PolarityName
    strength: float = Field(description="The product of its links' strengths, 0 to 1.")
    story: str | None = Field(default=None, description="What happens round it, in words; of the first 200.")


class LoopsOfLength(Part):
    """How many loops have so many links."""

    length: int
    reinforcing: int
    balancing: int
    undetermined: int


class LoopsOfFactor(Part):
    """How many of the listed loops pass a factor."""

    factor: str
    loops: int


class LoopsDocument(SystemsDocument):
    """``seedbed systems loops``."""

    schema_: str = Field(default="seedbed/systems-loops/1", alias="schema")
    max_length: int = Field(description="Most links of a loop that was asked for.")
    counted_to: int = Field(
        description="Loops of up to so many links are all counted; less than max_length where longer ones are too many."
    )
    count: int = Field(description="Loops of up to counted_to links, listed or not.")
    listed: int = Field(description="Loops listed.")
    truncated: bool = Field(description="True where there are more loops than are listed, or longer ones uncounted.")
    rank: Literal["shortest", "strongest", "told"] = Field(description="What stands first in the list.")
    through: list[str] = Field(default=[], description="Factors that every loop passes, where asked.")
    polarity: PolarityName | None = Field(default=None, description="The one polarity listed, where asked.")
    by_length: list[LoopsOfLength]
    factors: list[LoopsOfFactor] = Field(description="Factors that listed loops pass, the most first; at most 1,000.")
    loops: list[LoopPart]
