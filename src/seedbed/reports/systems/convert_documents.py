"""The document of a map written in another format."""

from __future__ import annotations

from pydantic import Field

from seedbed.reports.documents import Part
from seedbed.reports.systems.documents import SystemsDocument


class LostField(Part):
    """What the format written does not hold."""

    what: str = Field(description="A field of factors or links, or the factors or links themselves.")
    many: int = Field(description="How many factors or links had it and do not in the file written.")


class ConvertDocument(SystemsDocument):
    """``seedbed systems convert``."""

    schema_: str = Field(default="seedbed/systems-convert/1", alias="schema")
    written: str = Field(description="Name of the file that was written.")
    format: str = Field(description="Its format.")
    lost: list[LostField] = Field(description="What of the map the file written does not say, found by reading it.")
