"""The documents of ``seedbed voices paper print`` and ``read``."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from seedbed.reports.documents import Document, Part


class PaperSheet(Part):
    """One map sheet of a pack."""

    page: int
    name: str = Field(description="Letter and number of a sheet that lies beside others; empty where there is one.")
    width: float = Field(description="Millimetres.")
    height: float = Field(description="Millimetres.")
    code: str = Field(description="What its square code holds: pack, page, place and a check.")


class PaperPrintDocument(Document):
    """``seedbed voices paper print``."""

    schema_: str = Field(default="seedbed/paper-print/1", alias="schema")
    pack: str = Field(description="Six signs that stand on every sheet.")
    place: str
    size: str
    tiled: bool
    language: str
    sheets: list[PaperSheet]
    files: list[str] = Field(description="What was written; the .json is needed to read the sheets again.")
    notes: list[str]


class PaperMark(Part):
    """A mark that is proposed; a person decides what it is."""

    number: int = Field(description="On its photograph, from 1.")
    kind: str = Field(description="point, line, area or words.")
    colour: str
    meaning: str = Field(description="What the pack says that pens of this colour stand for.")
    sure: float = Field(description="0 to 1: a rule of thumb from form, ink and how well the sheet was squared.")
    geometry: dict[str, Any] = Field(description="GeoJSON, longitude and latitude.")
    crop: str = Field(default="", description="File with a picture of it.")


class PaperPhotograph(Part):
    """What one photograph showed."""

    name: str
    page: int
    within_metres: float = Field(description="Metres on the ground within which places are thought to be known.")
    bent_millimetres: float = Field(description="By how much the paper was bent, at most.")
    marks: list[PaperMark]
    card: str = Field(default="", description="File with a picture of the box for the number of a consent card.")
    words: str = Field(default="", description="File with a picture of the lines for words.")
    notes: list[str]


class RefusedPhotograph(Part):
    """A photograph that was not read."""

    name: str
    what: str
    why: str
    next: str


class PaperReadDocument(Document):
    """``seedbed voices paper read``."""

    schema_: str = Field(default="seedbed/paper-read/1", alias="schema")
    pack: str
    place: str
    photographs: list[PaperPhotograph]
    refused: list[RefusedPhotograph]
    files: list[str]
    notes: list[str]
