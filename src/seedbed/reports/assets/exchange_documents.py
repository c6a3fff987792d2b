"""The documents of ``seedbed assets import``, ``convert``, ``validate`` and ``duplicates``."""

from __future__ import annotations

from pydantic import Field

from seedbed.reports.documents import Document, Part

MOST_LISTED = 10_000
"""Refused records, warnings or pairs that a document lists; all of them stand in the file of ``--refused``."""


class RefusedRecord(Part):
    """One record that was not taken."""

    path: str = Field(description="Where it stood: 'row 12', 'contents[3]'.")
    identifier: str = Field(default="", description="Its identifier in the source, where it had one.")
    reason: str


class AssetsOfKind(Part):
    """How many assets of one kind."""

    asset_type: str
    name: str
    assets: int


class AssetsImportDocument(Document):
    """``seedbed assets import``, ``seedbed assets convert``."""

    schema_: str = Field(default="seedbed/assets-import/1", alias="schema")
    source: str = Field(description="File or address that was read.")
    records: int = Field(description="Records of the source.")
    accepted: int
    refused: int
    placed: int = Field(description="Accepted records that have a place.")
    by_postcode: int = Field(default=0, description="Of these, those placed at the middle of their postcode.")
    kinds: list[AssetsOfKind]
    rejected: list[RefusedRecord] = Field(description="The refused records; at most 10,000.")
    notes: list[str] = Field(description="What columns were taken for, and what was odd.")
    files: list[str] = Field(description="Files that were written.")


class AssetsValidateDocument(Document):
    """``seedbed assets validate``."""

    schema_: str = Field(default="seedbed/assets-validate/1", alias="schema")
    source: str
    checked_as: str = Field(description="What the records were checked as.")
    valid: bool = Field(description="True when no record is refused.")
    records: int
    accepted: int
    rejected: list[RefusedRecord] = Field(description="What is wrong, an entry a fault; at most 10,000.")
    warnings: list[RefusedRecord] = Field(description="What the standard allows and will trouble people.")
    notes: list[str]


class AssetOfPair(Part):
    """One of two assets that may be the same."""

    source: str
    identifier: str
    name: str
    asset_type: str
    postcode: str


class SuggestedPair(Part):
    """Two assets that may be the same."""

    score: float = Field(description="0 to 1; a person decides.")
    reasons: list[str]
    first: AssetOfPair
    second: AssetOfPair


class AssetsDuplicatesDocument(Document):
    """``seedbed assets duplicates``."""

    schema_: str = Field(default="seedbed/assets-duplicates/1", alias="schema")
    files: list[str]
    listings: int
    suggested: int
    pairs: list[SuggestedPair] = Field(description="The surest first; at most 10,000.")
    notes: list[str]
