"""The documents that commands answer with: printed as JSON, and the input of every page and table.

Keys may be added under the same schema number; a change of meaning takes a new number.
Each document's JSON schema is generated into ``docs/reference/schemas``.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

FEWEST_SHOWN = 5
"""The smallest count that a file shows without a warning."""


class Document(BaseModel):
    """What all documents share."""

    model_config = ConfigDict(populate_by_name=True, extra="forbid", defer_build=True)

    schema_: str = Field(alias="schema", description="Name and number of this document's form.")
    invented: bool = Field(default=False, description="True where places, people and numbers are made up.")


class MethodDocument(Document):
    """What documents of computed measures share."""

    file: str = Field(description="Name of the file that was read.")
    confidence: float = Field(default=0.95, description="Two-sided confidence of every interval, 0 to 1.")
    notes: list[str] = Field(default=[], description="What to be careful about, in plain English.")

    def small_counts(self) -> int:
        """Return how many counts of people or events below five, other than 0, the document shows."""
        return 0


class Part(BaseModel):
    """A part of a document."""

    model_config = ConfigDict(extra="forbid", defer_build=True)


class Source(Part):
    """Where figures come from."""

    id: str
    publisher: str
    title: str
    period: str
    licence: str
    url: str
