"""The documents of ``seedbed backup``, ``restore`` and ``doctor``."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field

from seedbed.reports.documents import Document, Part


class BackupHead(Part):
    """The end of the audit trail in a backup."""

    sequence: int = Field(description="Number of its last entry.")
    hash: str = Field(description="Its SHA-256, as 64 hexadecimal digits.")


class BackupDocument(Document):
    """``seedbed backup``."""

    schema_: str = Field(default="seedbed/backup/1", alias="schema")
    file: str = Field(description="The file that was written.")
    bytes: int = Field(description="Its size.")
    seconds: float = Field(description="How long it took.")
    made_at: datetime = Field(description="The moment that it holds.")
    encrypted: bool = Field(description="Whether it is encrypted.")
    rows: int = Field(description="Rows of all tables.")
    files: int = Field(description="Files of the data folder in it.")
    head: BackupHead | None = Field(description="The end of its audit trail; null if nothing was recorded yet.")
    left_out: list[str] = Field(description="What else is in the data folder and not in it, keys among them.")


class RestoreDocument(Document):
    """``seedbed restore``."""

    schema_: str = Field(default="seedbed/restore/1", alias="schema")
    file: str = Field(description="The backup.")
    checked_only: bool = Field(description="Whether it was checked and nothing was restored.")
    home: str | None = Field(description="The data folder of the restored site; null if it was only checked.")
    made_at: datetime = Field(description="The moment that the backup holds.")
    made_by: str = Field(description="The release of Seedbed that made it.")
    rows: dict[str, int] = Field(description="Rows of each table.")
    files: int = Field(description="Files of the data folder.")
    head: BackupHead | None = Field(description="The end of the audit trail in the backup.")
    brought_forward: list[str] = Field(description="Changes of tables that came after the backup.")
    withdrawals: int = Field(description="Withdrawals, erasures and ends of roles since the backup, done again.")
    audit_entries: int = Field(description="Entries of the audit trail that were followed and found whole.")
    seconds: float = Field(description="How long it took.")


class DoctorLine(Part):
    """What was found of one thing."""

    check: str = Field(description="Its lasting name.")
    title: str = Field(description="What it is called.")
    state: Literal["ok", "warn", "bad"] = Field(description="warn: it works, and may not always; bad: see to it now.")
    says: str = Field(description="What was found.")
    next_step: str = Field(description="What to do; empty if nothing.")


class DoctorDocument(Document):
    """``seedbed doctor``."""

    schema_: str = Field(default="seedbed/doctor/1", alias="schema")
    version: str = Field(description="The release of Seedbed.")
    worst: Literal["ok", "warn", "bad"] = Field(description="The worst of all lines.")
    lines: list[DoctorLine] = Field(description="One for each thing that was looked at.")
