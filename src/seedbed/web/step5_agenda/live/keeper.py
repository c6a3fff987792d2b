"""Who keeps what editors draw, beside the event loop that sends it on.

Reading changes into rows takes as much work as sending them on. In a thread it would hold up the event loop, since one
thread of a Python process works at a time, and what it had used of memory would stay. So it is a process of its own,
which begins with the first map that is opened and ends when none has been for a while.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Executor
from typing import TypeVar, TypeVarTuple, Unpack

from seedbed.web.step5_agenda.live.asking import with_a_connection
from seedbed.web.step5_agenda.live.keeper_process import begin_process

Given = TypeVarTuple("Given")
Done = TypeVar("Done")
IDLE = 60.0
"""Seconds after which it ends: beginning takes a second, and whoever loads a page anew is away for a moment."""


class Keeper:
    """Does work of the database beside the event loop, one piece after the other.

    Parameters
    ----------
    begin
        What begins it: by itself a process.
    """

    def __init__(self, begin: Callable[[], Executor] | None = None) -> None:
        self._begin = begin or begin_process
        self._there: Executor | None = None
        self._asked_at = 0.0

    async def do(self, work: Callable[[Unpack[Given]], Done], /, *given: *Given) -> Done:
        """Do a piece of work and return what came of it; all of it must be fit to be handed to a process.

        Raises
        ------
        BrokenExecutor
            If the process has died; whether the work was done is not known. The next piece begins another.
        """
        loop = asyncio.get_running_loop()
        self._asked_at = loop.time()
        if self._there is None:
            self._there = self._begin()
            loop.call_later(IDLE, self._end_if_idle, self._there)
        there = self._there
        try:
            return await loop.run_in_executor(there, with_a_connection, work, *given)
        except BrokenExecutor:
            if self._there is there:
                self.end()
            raise

    def _end_if_idle(self, there: Executor) -> None:
        if self._there is not there:
            return
        loop = asyncio.get_running_loop()
        rest = self._asked_at + IDLE - loop.time()
        if rest <= 0:
            self.end()
        else:
            loop.call_later(rest, self._end_if_idle, there)

    def end(self) -> None:
        """End it once its work is done."""
        there, self._there = self._there, None
        if there is not None:
            there.shutdown(wait=False)
