"""The document that ``seedbed voices answers`` answers with. It holds headings and counts, and none of the words."""

from __future__ import annotations

from pydantic import Field

from seedbed.reports.documents import Document, Part
from seedbed.reports.voices.not_taken import NotTaken


class AnswersColumns(Part):
    """What columns mean, by their headings; empty where none does."""

    words: list[str] = Field(description="Each is something that was said.")
    said_on: str
    prompt: str
    language: str
    latitude: str
    longitude: str


class AnswersDocument(Document):
    """``seedbed voices answers``."""

    schema_: str = Field(default="seedbed/voices-answers/1", alias="schema")
    file: str = Field(description="Name of the file that was read.")
    headings: list[str] = Field(description="Columns that may be given a meaning; those that tell who said it are not.")
    columns: AnswersColumns
    answers: int = Field(description="Things that were said, one a cell of words.")
    with_day: int = Field(description="Of these, how many say when.")
    with_place: int = Field(description="Of these, how many say where.")
    first_on: str | None = Field(description="The earliest day, as 2026-03-01; null where no row says one.")
    last_on: str | None = Field(description="The latest day.")
    not_taken: list[NotTaken]
    files: list[str] = Field(description="What was written.")
    notes: list[str]
