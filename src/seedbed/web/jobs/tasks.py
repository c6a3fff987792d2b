"""What kinds of long work there are. A room registers its own when it starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from seedbed.errors import SeedbedError, UsageError


class Stopped(SeedbedError):  # noqa: N818 - nothing went wrong: someone asked for it
    """Someone asked a job to stop. Raised by ``report``; a task lets it pass, after tidying up its own files."""


class Report(Protocol):
    """How a task says how far it is."""

    def __call__(self, done: float, total: float, message: str) -> None:
        """Say that ``done`` of ``total`` is done, and what is being done now.

        Cheap enough to call for every item: it writes at most twice a second. Call it outside transactions, or
        nobody sees it until they end.

        Raises
        ------
        Stopped
            If someone asked the job to stop.
        """


Task = Callable[..., str]
"""Called with ``report`` and the job's arguments by name; returns the address of the page that shows the result."""

Back = Callable[[Mapping[str, Any]], str]
"""Called with a job's arguments; returns the address of the page where it was asked for, "" where that is gone."""

_TASKS: dict[str, Task] = {}
_BACK: dict[str, Back] = {}


def register(name: str, task: Task, back: Back | None = None) -> None:
    """Make a task known under a lasting name, such as ``step1_profile.profile``.

    Parameters
    ----------
    name
        Its lasting name.
    task
        The work.
    back
        Says where it was asked for, so that people find back there when it comes to nothing.
    """
    _TASKS[name] = task
    if back is not None:
        _BACK[name] = back


def asked_from(name: str, arguments: Mapping[str, Any]) -> str:
    """Return the address of the page where a job was asked for; "" where its room does not say."""
    return _BACK[name](arguments) if name in _BACK else ""


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
