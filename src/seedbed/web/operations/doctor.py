"""Looking whether an installation is well: one line a thing, each with what to do.

Rooms above add checks of their own with `add_check` when they start.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db import DatabaseError
from django.utils.translation import gettext

LOG = logging.getLogger(__name__)


class State(StrEnum):
    """How a thing is. ``WARN``: it works, and may not always."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Line:
    """What was found of one thing."""

    state: State
    says: str
    next_step: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor."""

    check: str
    title: str
    state: State
    says: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at; a slow one takes seconds, so no page waits for it."""

    name: str
    title: str
    look: Callable[[], Line]
    slow: bool = False


_CHECKS: dict[str, Check] = {}


def add_check(name: str, title: str, look: Callable[[], Line], *, slow: bool = False) -> None:
    """Have one more thing looked at.

    Parameters
    ----------
    name
        A lasting name, such as ``database``.
    title
        What it is called, marked for translation.
    look
        Looks; may raise, which is told as bad.
    slow
        Whether it may take seconds.
    """
    _CHECKS[name] = Check(name, title, look, slow)


def ok(says: str) -> Line:
    """Return the line of what is well."""
    return Line(State.OK, says)


def warn(says: str, next_step: str) -> Line:
    """Return the line of what works, and may not always."""
    return Line(State.WARN, says, next_step)


def bad(says: str, next_step: str) -> Line:
    """Return the line of what is not well."""
    return Line(State.BAD, says, next_step)


def examine(*, slow: bool) -> list[Finding]:
    """Look at everything, or at what can be looked at quickly; in the order of adding."""
    return [_found(check) for check in _CHECKS.values() if slow or not check.slow]


def _found(check: Check) -> Finding:
    try:
        line = check.look()
    except Exception as error:
        # What the database refuses is told by the lines of database and tables; anything else is a fault of ours.
        if not isinstance(error, DatabaseError):
            LOG.warning("The check %s could not be made.", check.name, exc_info=True)
        said = (str(error).strip().splitlines() or [type(error).__name__])[0]
        says = gettext("It could not be looked at: %(said)s") % {"said": said}
        line = bad(says, gettext("See to the lines above first; if there are none, report this."))
    return Finding(check.name, gettext(check.title), line.state, line.says, line.next_step)


def worst(findings: Iterable[Finding]) -> State:
    """Return the worst state of all; ok if there is nothing."""
    order = list(State)
    return max((each.state for each in findings), key=order.index, default=State.OK)
