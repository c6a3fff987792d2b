"""What was not taken of words that people sent or gave, in documents that hold none of the words."""

from __future__ import annotations

from seedbed.reports.documents import Part


class NotTaken(Part):
    """What was not taken: where it stands, and why. Never what it says."""

    where: str
    reason: str
