"""What kinds of long work there are. A room registers its own when it starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from seedbed.errors import UsageError


class Report(Protocol):
    """How a task says how far it is; raises where someone asked it to stop."""

    def __call__(self, done: float, total: float, message: str) -> None:
        """Say that ``done`` of ``total`` is done, and what is being done now."""


Task = Callable[..., str]
"""Called with ``report`` and the job's arguments by name; returns the address of the page that shows the result."""

_TASKS: dict[str, Task] = {}


def register(name: str, task: Task) -> None:
    """Make a task known under a lasting name, such as ``step1_profile.profile``."""
    _TASKS[name] = task


def task_of(name: str) -> Task:
    """Return a task by its name.

    Raises
    ------
    UsageError
        If no room has registered it.
    """
    if name not in _TASKS:
        raise UsageError(f"There is no task called {name}.", "No room has registered it.", "Start the work anew.")
    return _TASKS[name]
