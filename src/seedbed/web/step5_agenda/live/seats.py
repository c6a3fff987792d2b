"""One editor's place at a map: what it is sent waits here, so that a slow one holds nobody up."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from seedbed.web.step5_agenda.live.messages import Presence, tells

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
MOST_WAITING = 16_000_000
"""Bytes that may wait for one editor. It is let go of beyond that, and catches up when it comes back."""


class Seat:
    """An editor that is connected.

    Parameters
    ----------
    person
        The number of the account.
    session
        The session it signed in with; ending that ends this.
    may_edit
        Whether what it sends is taken; it may look otherwise.
    """

    def __init__(self, send: Send, *, person: int, session: str, may_edit: bool) -> None:
        self.person, self.session, self.may_edit = person, session, may_edit
        self.here: dict[int, Presence] = {}
        """Who it says it is, by the number of its copy of the document."""
        self.heard, self.told = 0, 0
        """Changes and answers that it sent since it came, and how many of them it was told are kept."""
        self._send = send
        self._waiting: deque[bytes] = deque()
        self._size = 0
        self._more = asyncio.Event()
        self._over: int | None = None

    def give(self, message: bytes) -> None:
        """Put a message in line."""
        self._size += len(message)
        if self._size > MOST_WAITING:
            self.end(1013)
            return
        self._waiting.append(message)
        self._more.set()

    def tell(self, **what: Any) -> None:
        """Put a message of our own in line."""
        self.give(tells(what))

    def end(self, code: int) -> None:
        """Send what waits, then close with a code of RFC 6455."""
        if self._over is None:
            self._over = code
            self._more.set()

    async def hand_over(self) -> None:
        """Send what comes in line until the end."""
        with suppress(OSError, RuntimeError):  # whoever went without a word is found out here
            while True:
                await self._more.wait()
                self._more.clear()
                while self._waiting:
                    message = self._waiting.popleft()
                    self._size -= len(message)
                    await self._send({"type": "websocket.send", "bytes": message})
                if self._over is not None:
                    await self._send({"type": "websocket.close", "code": self._over})
                    return
