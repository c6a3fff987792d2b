"""The document of two maps side by side."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seedbed.reports.documents import Document, Part
from seedbed.reports.systems.documents import RefusedRow

Direction = Literal["same", "opposite", "uncertain"]


class ComparedMap(Part):
    """One of the two maps."""

    file: str
    name: str
    factors: int
    links: int
    links_beyond: int = Field(description="Its links that end at a factor which the other map does not have.")
    refused: list[RefusedRow] = Field(description="What of the file is not on the map.")


class ComparedLink(Part):
    """A link on one map or both."""

    cause: str
    effect: str
    first: Direction | None = Field(description="Its direction on the first map; null where it is not there.")
    second: Direction | None = Field(description="Its direction on the second map; null where it is not there.")


class CompareDocument(Document):
    """``seedbed systems compare``."""

    schema_: str = Field(default="seedbed/systems-compare/1", alias="schema")
    by: Literal["name", "identifier"] = Field(description="What makes two factors the same.")
    first: ComparedMap
    second: ComparedMap
    shared: list[str] = Field(description="Factors on both maps.")
    only_first: list[str]
    only_second: list[str]
    shared_factors: float | None = Field(description="Shared factors over all, 0 to 1.")
    shared_links: float | None = Field(description="Links on both maps over all between shared factors, 0 to 1.")
    alike: list[ComparedLink] = Field(description="Links on both maps of the same direction.")
    opposite: list[ComparedLink] = Field(description="Links on both maps of opposite directions.")
    unsure: list[ComparedLink] = Field(description="Links on both maps where one or both are uncertain.")
    links_only_first: list[ComparedLink] = Field(description="Links between shared factors on the first map alone.")
    links_only_second: list[ComparedLink] = Field(description="Links between shared factors on the second map alone.")
    notes: list[str] = Field(default=[], description="What to be careful about, in plain English.")
