"""What is wrong with a pack, one fault at a time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    Parameters
    ----------
    file
        Path inside the pack.
    problem
        What is wrong, in one plain sentence.
    """

    file: str
    problem: str
