"""Moments as messages say them."""

from __future__ import annotations

from datetime import datetime


def moment_in_words(at: datetime) -> str:
    """Return a moment as pages write it, ``1 April 2025, 09:30``, in the time zone that it is given in."""
    return f"{at.day} {at:%B %Y, %H:%M}"
