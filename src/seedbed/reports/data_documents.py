"""The documents of the ``seedbed data`` commands."""

from __future__ import annotations

from pydantic import Field

from seedbed.reports.documents import Document, Part


class DataInput(Part):
    """One dataset and the files it comes from."""

    dataset: str
    title: str
    files: str = Field(description="Files it was read from, or could be read from.")
    publisher: str
    licence: str
    url: str


class DataBuildDocument(Document):
    """``seedbed data build``."""

    schema_: str = Field(default="seedbed/data-build/1", alias="schema")
    pack: str
    folder: str
    small_areas: int
    areas: int = Field(description="Areas of all levels.")
    indicators: int
    figures: int
    used: list[DataInput] = Field(description="What was found in the folder and is in the pack.")
    left_out: list[DataInput] = Field(description="What was not in the folder; the pack is whole without it.")
    notes: list[str]
    next_step: str


class InstalledLevel(Part):
    """One level of areas of a pack."""

    id: str
    name: str
    plural: str
    areas: int


class PackSummary(Part):
    """One pack."""

    name: str
    title: str
    version: str
    folder: str
    invented: bool
    levels: list[InstalledLevel]
    population: int = Field(description="Usual residents of all small areas.")
    indicators: int
    figures: int
    bytes: int
    attribution: str


class BrokenPack(Part):
    """A folder among the packs that cannot be read."""

    folder: str
    problem: str


class DataAddDocument(Document):
    """``seedbed data add``."""

    schema_: str = Field(default="seedbed/data-add/1", alias="schema")
    pack: PackSummary


class DataListDocument(Document):
    """``seedbed data list``."""

    schema_: str = Field(default="seedbed/data-list/1", alias="schema")
    directory: str
    packs: list[PackSummary]
    broken: list[BrokenPack]


class Fault(Part):
    """One thing that is wrong with a pack."""

    file: str
    problem: str


class VerifiedPack(Part):
    """What was found in one pack."""

    name: str
    folder: str
    files: int
    rows: int
    whole: bool = Field(description="True when nothing is wrong.")
    faults: list[Fault]


class DataVerifyDocument(Document):
    """``seedbed data verify``."""

    schema_: str = Field(default="seedbed/data-verify/1", alias="schema")
    whole: bool = Field(description="True when nothing is wrong with any pack.")
    packs: list[VerifiedPack]


class DataSource(Part):
    """One dataset, who publishes it and which files of it we read."""

    dataset: str
    title: str
    required: bool
    publisher: str
    licence: str
    url: str
    files: list[str] = Field(description="Names of the files that 'seedbed data build' looks for; any one will do.")
    about: str


class DataSourcesDocument(Document):
    """``seedbed data sources``."""

    schema_: str = Field(default="seedbed/data-sources/1", alias="schema")
    pack: str
    sources: list[DataSource]


class FetchedFile(Part):
    """One publisher's file."""

    name: str
    title: str
    url: str
    path: str
    bytes: int
    fetched_now: bool = Field(description="False when the file that was there is still good.")


class DataFetchDocument(Document):
    """``seedbed data fetch``."""

    schema_: str = Field(default="seedbed/data-fetch/1", alias="schema")
    folder: str
    files: list[FetchedFile]
