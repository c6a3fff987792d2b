"""The document of ``seedbed audit verify``."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from seedbed.reports.documents import Document, Part

BreakKind = Literal["changed", "missing", "does_not_follow", "out_of_place", "without_place", "cut_off", "unknown_head"]


class AuditHead(Part):
    """The end of the chain: kept elsewhere, it shows later whether entries before it were changed or cut off."""

    sequence: int = Field(description="Number of the last entry.")
    hash: str = Field(description="Its SHA-256, as 64 hexadecimal digits.")


class AuditBreak(Part):
    """Where the chain breaks first."""

    kind: BreakKind = Field(
        description="changed: an entry does not fit its own hash; missing: entries were taken out; does_not_follow: an "
        "entry does not hold the hash of the one before, which was changed, put in or moved; out_of_place: a number "
        "that no entry has; without_place: an entry that is not in the chain; cut_off: the chain ends before a head "
        "that was kept; unknown_head: a head that was kept is not in the chain."
    )
    sequence: int | None = Field(description="Number of the entry, or of the first that is missing.")
    problem: str = Field(description="What is wrong, in plain words.")


class AuditVerifyDocument(Document):
    """``seedbed audit verify``."""

    schema_: str = Field(default="seedbed/audit-verify/1", alias="schema")
    entries: int = Field(description="Entries that were read, up to the first break.")
    whole: bool = Field(description="Whether nothing was changed, taken out, put in or moved.")
    head: AuditHead | None = Field(description="The last good entry; null if there is none.")
    heads_checked: int = Field(description="Heads kept outside the database that were looked for in the chain.")
    broken: AuditBreak | None = Field(description="Where the chain breaks first; null if it is whole.")
