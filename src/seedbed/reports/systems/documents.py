"""What the documents of system maps share."""

from __future__ import annotations

from pydantic import Field

from seedbed.reports.documents import Document, Part


class RefusedRow(Part):
    """A row or part of the file that is not on the map."""

    where: str = Field(description="Where it stands in the file.")
    reason: str = Field(description="Why it was left out.")


class SystemsDocument(Document):
    """What documents of one system map share."""

    file: str = Field(description="Name of the file that was read.")
    name: str = Field(default="", description="Name of the map, where it has one.")
    factors_on_map: int = Field(description="Factors of the map.")
    links_on_map: int = Field(description="Causal links of the map.")
    refused: list[RefusedRow] = Field(default=[], description="What of the file is not on the map.")
    notes: list[str] = Field(default=[], description="What to be careful about, in plain English.")
