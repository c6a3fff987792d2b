"""Errors that people see: what happened, why, and what to do next.

Every error meant for a person is a ``UserError``. The command line prints its three
sentences and leaves with its exit code; the web app shows them on one page.
"""

from __future__ import annotations

from typing import ClassVar, Self


class MethodWarning(UserWarning):
    """A method was used where it is known to be weak; the message says where and what would serve better.

    The number is still given. Where no number would be honest there is none (NaN), or an error.
    """


class SeedbedError(Exception):
    """Anything Seedbed raises on purpose."""

    exit_code: ClassVar[int] = 1


class UserError(SeedbedError):
    """An error a person can act on.

    Parameters
    ----------
    what
        What happened, in one plain sentence.
    why
        Why it happened; names the file, row or path where there is one.
    next_step
        What to do next.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, what: str, why: str, next_step: str) -> None:
        super().__init__(what)
        self.what = what
        self.why = why
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.what}\n{self.why}\n{self.next_step}"

    def __reduce__(self) -> tuple[type[Self], tuple[str, str, str]]:
        # Python would hand its message alone to another process.
        return type(self), (self.what, self.why, self.next_step)


class UsageError(UserError):
    """The command or function was asked for something it cannot do (exit code 2)."""

    exit_code: ClassVar[int] = 2


class WithdrawnError(UsageError):
    """What was asked for was there and was taken back, so nothing of it is shown (exit code 2)."""


class BadInputError(UserError):
    """An input file or value is bad; ``why`` names the file, row or path (exit code 3)."""

    exit_code: ClassVar[int] = 3


class MissingDataError(UserError):
    """Needed data or an optional part is not installed; ``next_step`` says the command that gets it (exit code 4)."""

    exit_code: ClassVar[int] = 4


class NotAllowedError(UserError):
    """The person may not do or see this (exit code 5)."""

    exit_code: ClassVar[int] = 5
