"""Editors of one shared document over real connections: what each changes, and when the others have it."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from pycrdt import Decoder, Doc, Map, YMessageType, read_message
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from seedbed.web.step5_agenda.live.messages import OURS, Sync, answers, asks, brings, read_sync
from seedbed.web.step5_agenda.shared.document import FIELDS

STRENGTHS = ("weak", "medium", "strong")
MOVES, FIELDS_SET, RENAMED, LINKED = 0.8, 0.93, 0.95, 0.99
"""Of what people do on a map, up to which share it is moving, setting a field, renaming, and drawing a link; the rest
is a new factor."""


def clocks(state: bytes) -> dict[int, int]:
    """Return how many changes of each copy a state holds."""
    decoder = Decoder(state)
    return {decoder.read_var_uint(): decoder.read_var_uint() for _ in range(decoder.read_var_uint())}


@dataclass
class Delays:
    """When each change was sent, and how long it took until others had it (seconds)."""

    sent: dict[int, list[tuple[int, float]]] = field(default_factory=dict)
    found: list[float] = field(default_factory=list)

    def send(self, copy: int, clock: int) -> None:
        """Note that a copy's changes up to a clock are sent now."""
        self.sent.setdefault(copy, []).append((clock, time.perf_counter()))


class Editor:
    """One editor: a copy of the document, and a connection of its own.

    Parameters
    ----------
    watches
        Whether it notes how long others' changes took to reach it.
    """

    def __init__(self, number: int, delays: Delays, *, watches: bool = False) -> None:
        self.watches = watches
        self.chance = random.Random(number)
        self.doc: Doc[Any] = Doc()
        self.parts: dict[str, Map[Any]] = {name: self.doc.get(name, type=Map) for name in FIELDS}
        self.kept, self.sent, self.edits, self.received = 0, 0, 0, 0
        self.acknowledged = b""
        """The state that the site had said to have on its disk."""
        self.told: list[dict[str, Any]] = []
        self.synced: asyncio.Event
        self._states: deque[tuple[int, bytes]] = deque()
        self._delays = delays
        self._next: dict[int, int] = {}
        self._line: ClientConnection | None = None
        self._hearing: asyncio.Task[None] | None = None

    async def come(self, address: str, protocols: list[Any] | None = None) -> None:
        """Open a connection and wait until this copy has what the site has."""
        self.kept, self.sent = 0, 0
        self.synced = asyncio.Event()
        self._states.clear()
        self._line = await connect(address, subprotocols=protocols, max_size=None, ping_interval=None, open_timeout=60)
        self._hearing = asyncio.ensure_future(self._hear(self._line))
        await self._line.send(asks(self.doc.get_state()))
        await asyncio.wait_for(self.synced.wait(), 60)

    async def leave(self) -> None:
        """Go with a farewell."""
        assert self._line is not None
        await self._line.close()
        await self._gone()

    async def drop(self) -> None:
        """Be gone without one, as a phone that loses its network."""
        assert self._line is not None
        self._line.transport.abort()
        await self._gone()

    async def was_let_go(self, patience: float) -> bool:
        """Wait for the site to close the connection; say whether it did."""
        assert self._line is not None
        with suppress(TimeoutError):
            await asyncio.wait_for(self._line.wait_closed(), patience)
            return True
        return False

    async def _gone(self) -> None:
        assert self._hearing is not None
        await self._hearing

    async def say(self, message: bytes) -> None:
        """Send anything."""
        assert self._line is not None
        await self._line.send(message)

    async def draw(self) -> None:
        """Change something, as people do, and send it."""
        update = self._drawn()
        state = self.doc.get_state()
        self._delays.send(self.doc.client_id, clocks(state)[self.doc.client_id])
        self.edits += 1
        await self._bring(update, state)

    async def _bring(self, update: bytes, state: bytes) -> None:
        self.sent += 1
        self._states.append((self.sent, state))
        await self.say(brings(update))

    def _drawn(self) -> bytes:
        """Change something and return that change alone, as a browser sends it.

        What a copy has since a state would tell of all that was ever deleted, too, and grow with every move.
        """
        told: list[bytes] = []
        listening = self.doc.observe(lambda event: told.append(event.update))
        with self.doc.transaction():
            self._change()
        self.doc.unobserve(listening)
        return told[0]

    def _change(self) -> None:
        factors, links, share = self.parts["factors"], self.parts["links"], self.chance.random()
        keys = list(factors.keys())
        if share < MOVES:
            factor = factors[self.chance.choice(keys)]
            factor["x"], factor["y"] = (round(self.chance.uniform(0, 4_000), 1) for _ in range(2))
        elif share < FIELDS_SET:
            links[self.chance.choice(list(links.keys()))]["strength"] = self.chance.choice(STRENGTHS)
        elif share < RENAMED:
            factors[self.chance.choice(keys)]["name"] = f"Factor {self.chance.randrange(10**6)}"
        elif share < LINKED:
            told = {"cause": self.chance.choice(keys), "effect": self.chance.choice(keys), "strength": "weak"}
            links[self._key()] = Map(told)
        else:
            factors[self._key()] = Map({"name": f"Factor {self.chance.randrange(10**6)}", "x": 0.0, "y": 0.0})

    def _key(self) -> str:
        return str(UUID(int=self.chance.getrandbits(128), version=4))

    async def _hear(self, line: ClientConnection) -> None:
        try:
            async for message in line:
                assert isinstance(message, bytes)
                await self._take(message)
        except ConnectionClosed:
            pass

    async def _take(self, message: bytes) -> None:
        if message[0] == OURS:
            self._note(json.loads(read_message(message[1:])))
        elif message[0] == YMessageType.SYNC:
            kind, content = read_sync(message)
            if kind is Sync.ASKS:
                self.sent += 1
                self._states.append((self.sent, self.doc.get_state()))
                await self.say(answers(self.doc.get_update(content)))
                return
            self.received += 1
            self.doc.apply_update(content)
            if kind is Sync.ANSWERS:
                self.synced.set()
            if self.watches:
                self._watch()

    def _note(self, told: dict[str, Any]) -> None:
        self.told.append(told)
        self.kept = told.get("kept", self.kept)
        while self._states and self._states[0][0] <= self.kept:
            self.acknowledged = self._states.popleft()[1]

    def _watch(self) -> None:
        now, has = time.perf_counter(), clocks(self.doc.get_state())
        for copy, sent in self._delays.sent.items():
            place = self._next.get(copy, 0)
            while place < len(sent) and sent[place][0] <= has.get(copy, 0):
                if copy != self.doc.client_id:
                    self._delays.found.append(now - sent[place][1])
                place += 1
            self._next[copy] = place


def gathered(many: int, delays: Delays, watching: int) -> list[Editor]:
    """Return editors; those who watch stand evenly among them, since a server may serve first who came first."""
    watches = {(2 * place + 1) * many // (2 * watching) for place in range(watching)}
    return [Editor(number, delays, watches=number in watches) for number in range(many)]


async def draw_for(editors: list[Editor], seconds: float, each_second: float) -> None:
    """Let all draw at their pace for a time."""

    async def one(editor: Editor) -> None:
        due = time.perf_counter() + editor.chance.random() / each_second
        until = time.perf_counter() + seconds
        while due < until:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await editor.draw()
            due += 1 / each_second

    await asyncio.gather(*map(one, editors))


async def until_alike(editors: list[Editor], patience: float) -> bool:
    """Wait until all copies hold the same; say whether they came to."""
    until = time.perf_counter() + patience
    while time.perf_counter() < until:
        states = [clocks(editor.doc.get_state()) for editor in editors]
        if all(state == states[0] for state in states):
            return True
        await asyncio.sleep(0.1)
    return False


async def until_kept(editors: list[Editor], patience: float) -> bool:
    """Wait until the site has acknowledged all that was sent; say whether it did."""
    until = time.perf_counter() + patience
    while time.perf_counter() < until:
        if all(editor.kept >= editor.sent for editor in editors):
            return True
        await asyncio.sleep(0.05)
    return False
