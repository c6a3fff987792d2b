"""One editor's place at a map: what it is sent waits here, so that a slow one holds nobody up."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from seedbed.web.step5_agenda.live.messages import Presence, tells

Send = Callable[[Mapping[str, Any]], Awaitable[None]]
WritesAtOnce = Callable[[bytes], bool]
"""Writes a message to a connection at once; says no where it would have to wait, or the connection is not open."""
AT_ONCE = "seedbed.at_once"
"""The extension of ASGI by which a server offers that."""
MOST_WAITING = 16_000_000
"""Bytes that may wait for one editor. It is let go of beyond that, and catches up when it comes back."""


class Seat:
    """An editor that is connected.

    Parameters
    ----------
    at_once
        How to send without a turn of the event loop, where the server can: most of the work of sending a change on to
        many is otherwise the turns.
    person
        The number of the account.
    session
        The session it signed in with; ending that ends this.
    may_edit
        Whether what it sends is taken; it may look otherwise.
    """

    def __init__(
        self, send: Send, at_once: WritesAtOnce | None = None, *, person: int, session: str, may_edit: bool
    ) -> None:
        self.person, self.session, self.may_edit = person, session, may_edit
        self.here: dict[int, Presence] = {}
        """Who it says it is, by the number of its copy of the document."""
        self.heard, self.told = 0, 0
        """Changes and answers that it sent since it came, and how many of them it was told are kept."""
        self._send, self._at_once = send, at_once
        self.waiting = 0
        """Bytes that wait for it."""
        self._waiting: deque[bytes] = deque()
        self._more = asyncio.Event()
        self._over: int | None = None

    def give(self, message: bytes) -> None:
        """Send a message, or put it in line behind those that wait."""
        if not self._waiting and self._over is None and self._at_once is not None and self._at_once(message):
            return
        self.waiting += len(message)
        if self.waiting > MOST_WAITING:
            self.end(1013)
            return
        self._waiting.append(message)
        self._more.set()

    def tell(self, **what: Any) -> None:
        """Send a message of our own."""
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
                    message = self._waiting[0]  # it stays in line meanwhile, so that none goes before it
                    await self._send({"type": "websocket.send", "bytes": message})
                    self._waiting.popleft()
                    self.waiting -= len(message)
                if self._over is not None:
                    await self._send({"type": "websocket.close", "code": self._over})
                    return
