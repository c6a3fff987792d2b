"""Editors without a browser: each has a copy of the document and speaks over a connection of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from pycrdt import YMessageType, read_message

from seedbed.web.people.models import User
from seedbed.web.step5_agenda.live.application import LiveMaps
from seedbed.web.step5_agenda.live.messages import OURS, PROTOCOL, Sync, answers, asks, brings, read_sync
from seedbed.web.step5_agenda.live.tickets import Ticket
from seedbed.web.step5_agenda.shared.document import Document

WAIT = 20.0
"""Seconds after which something that should have happened has not."""


class Editor:
    """One editor of a map."""

    def __init__(self, maps: LiveMaps, path: str, protocols: list[str]) -> None:
        self.document = Document()
        self.told: list[dict[str, Any]] = []
        self.closed: int | None = None
        self.updates = 0
        """Messages with changes that came."""
        self._to_site: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._news = asyncio.Event()
        scope = {"type": "websocket", "path": path, "subprotocols": protocols, "headers": []}
        self._to_site.put_nowait({"type": "websocket.connect"})
        self._task = asyncio.ensure_future(maps(scope, self._to_site.get, self._take))

    @classmethod
    def of(cls, maps: LiveMaps, number: int, person: User, session: str) -> Editor:
        """Return the editor of someone who is signed in."""
        return cls(maps, f"/live/maps/{number}", [PROTOCOL, Ticket(number, person.pk, session).told()])

    async def _take(self, message: Mapping[str, Any]) -> None:
        if message["type"] == "websocket.close":
            self.closed = message["code"]
        elif message["type"] == "websocket.accept":
            self.say(asks(self.document.doc.get_state()))
        else:
            self._read(message["bytes"])
        self._news.set()

    def _read(self, message: bytes) -> None:
        if message[0] == OURS:
            self.told.append(json.loads(read_message(message[1:])))
        elif message[0] == YMessageType.SYNC:
            kind, content = read_sync(message)
            if kind is Sync.ASKS:
                self.say(answers(self.document.doc.get_update(content)))
            else:
                self.updates += kind is Sync.UPDATE
                self.document.apply(content)

    def say(self, message: bytes) -> None:
        """Send a message."""
        self._to_site.put_nowait({"type": "websocket.receive", "bytes": message})

    def draw(self, name: str, key: str, /, **fields: Any) -> None:
        """Change this copy, and send the change."""
        update, _ = self.document.change(lambda document: document.put(name, key, **fields))
        self.say(brings(update))

    def has(self, name: str, key: str) -> bool:
        """Say whether this copy holds an entry."""
        return self.document.value((name, key)) is not None

    def was_told(self, what: str) -> bool:
        """Say whether the site has told it something."""
        return any(what in each for each in self.told)

    async def until(self, what: Any) -> None:
        """Wait until something holds."""
        async with asyncio.timeout(WAIT):
            while not what():
                self._news.clear()
                await self._news.wait()

    async def drop(self) -> None:
        """Be gone without a word, as a phone that loses its network."""
        self._to_site.put_nowait({"type": "websocket.disconnect", "code": 1006})
        await self._task
