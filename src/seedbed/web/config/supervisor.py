"""Looks after the processes of a site: starts them, starts again what dies, ends them together.

It knows nothing of Django, so that the process that watches stays small and starts at once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import ClassVar, Self

from seedbed.errors import SeedbedError, UserError

PAUSE = 0.1
"""Seconds between two looks at the processes."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 30.0
"""Seconds before a process that died is started again; doubled each time."""
STEADY = 60.0
"""Seconds after which a process counts as having started well."""
TRIES = 5
"""Deaths in a row, none after a steady time, until the site gives up."""
GRACE, LAST_GRACE = 8.0, 3.0
"""Seconds to end in after being asked once, and after being asked again."""


_GROUP_OF_ITS_OWN: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)
"""On Windows a new session means nothing; elsewhere this does."""


def can_signal() -> bool:
    """Say whether a process can be asked to end by a signal; on Windows that would end it at once."""
    return os.name == "posix"


class SiteFaultError(UserError):
    """A process of ours does not do what it should (exit code 1)."""

    exit_code: ClassVar[int] = SeedbedError.exit_code


@dataclass(frozen=True, slots=True)
class Child:
    """A process to look after.

    Parameters
    ----------
    name
        What people are told it is.
    command
        Program and arguments.
    pass_fds
        Open sockets that it inherits.
    """

    name: str
    command: tuple[str, ...]
    pass_fds: tuple[int, ...] = ()


class _Watched:
    """One process and how it has fared."""

    def __init__(self, child: Child, environ: Mapping[str, str]) -> None:
        self.child = child
        self.environ = dict(environ)
        self.deaths = 0
        self.start_at = 0.0
        self.start()

    def start(self) -> None:
        """Start it in a session or group of its own, so that Ctrl-C in the terminal reaches us alone.

        Its input is a pipe that we hold: when we are gone, however that came, it reads the end and stops.
        """
        self.started_at = time.monotonic()
        self.process: subprocess.Popen[bytes] | None = subprocess.Popen(
            self.child.command,
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=sys.stderr.fileno(),
            pass_fds=self.child.pass_fds,
            start_new_session=True,
            creationflags=_GROUP_OF_ITS_OWN,
        )

    def look(self, say: Callable[[str], None]) -> None:
        """Note its death and start it again when the time has come.

        Raises
        ------
        SiteFaultError
            If it has died too often.
        """
        if self.process is None:
            if time.monotonic() >= self.start_at:
                self.start()
            return
        code = self.process.poll()
        if code is not None:
            self._note_death(code, say)

    def _note_death(self, code: int, say: Callable[[str], None]) -> None:
        now = time.monotonic()
        self.deaths = 1 if now - self.started_at >= STEADY else self.deaths + 1
        self._close()
        if self.deaths >= TRIES:
            raise SiteFaultError(
                f"The {self.child.name} does not stay up.",
                f"It ended {self.deaths} times in a row, the last time {_in_words(code)}.",
                "Read what it printed above; mend that, then start again.",
            )
        wait = min(FIRST_WAIT * 2 ** (self.deaths - 1), LONGEST_WAIT)
        self.start_at = now + wait
        say(f"The {self.child.name} ended {_in_words(code)}; starting it again in {wait:g} s.")

    def ask_to_end(self) -> None:
        """Ask it to finish what it does and end: by a signal, or where there is none, by closing its input."""
        if self.process is None:
            return
        if can_signal():
            self.process.terminate()
        else:
            self._close_input()

    def ended_within(self, until: float) -> bool:
        """Wait for its end until a time of the monotonic clock; say whether it came."""
        if self.process is None:
            return True
        try:
            self.process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            return False
        self._close()
        return True

    def kill(self) -> None:
        """End it now."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self._close()

    def _close(self) -> None:
        self._close_input()
        self.process = None

    def _close_input(self) -> None:
        if self.process is not None and self.process.stdin is not None:
            with suppress(OSError):
                self.process.stdin.close()


class Supervisor:
    """The processes of a site while the block runs; at its end none is left."""

    def __init__(self, children: Sequence[Child], environ: Mapping[str, str], say: Callable[[str], None]) -> None:
        self.children = tuple(children)
        self.environ = dict(environ)
        self.say = say
        self.watched: list[_Watched] = []

    def __enter__(self) -> Self:
        """Start every process."""
        try:
            for child in self.children:
                self.watched.append(_Watched(child, self.environ))
        except BaseException:
            self._end()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every process: ask, ask again, then end it."""
        try:
            self._end()
        finally:
            for one in self.watched:
                one.kill()

    def look_after(self) -> None:
        """Look at every process once, and wait a little.

        Raises
        ------
        SiteFaultError
            If one of them has died too often.
        """
        for one in self.watched:
            one.look(self.say)
        time.sleep(PAUSE)

    def _end(self) -> None:
        for grace in (GRACE, LAST_GRACE):
            for one in self.watched:
                one.ask_to_end()
            until = time.monotonic() + grace
            if all(one.ended_within(until) for one in self.watched):
                return


def _in_words(code: int) -> str:
    return f"by signal {-code}" if code < 0 and os.name == "posix" else f"with exit code {code}"
