"""How workflows tell how far they are, whoever listens."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called from time to time with how much is done; may raise to stop the work."""

    def __call__(self, done: float, total: float, what: str) -> None:
        """Hear that ``done`` of ``total`` is finished and ``what`` comes next."""


def silent(done: float, total: float, what: str) -> None:
    """Hear nothing."""
