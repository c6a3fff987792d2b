"""How much of a file with a map is read, so that no file takes more memory than whoever reads it allows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from seedbed.errors import BadInputError


@dataclass(frozen=True, slots=True)
class Most:
    """How many factors are read, and how many links; rows that are refused count as links do."""

    factors: int = 100_000
    links: int = 400_000


ALL = Most()
_MOST: ContextVar[Most] = ContextVar("most_of_a_map", default=ALL)


@contextmanager
def at_most(most: Most) -> Iterator[None]:
    """Have readers of files stop at these limits inside the block."""
    before = _MOST.set(most)
    try:
        yield
    finally:
        _MOST.reset(before)


def limits() -> Most:
    """Return the limits that hold here."""
    return _MOST.get()


def check_room(name: str, what: str, there: int, most: int) -> None:
    """Refuse one more where there are as many as are read.

    Raises
    ------
    BadInputError
        If there is no room.
    """
    if there >= most:
        raise too_large(name, f"it has more than {most:,} {what}")


def too_large(name: str, why: str) -> BadInputError:
    """Return the error of a map beyond a limit."""
    return BadInputError("The map is too large.", f"{name}: {why}.", "Take parts of it out and try again.")
