"""Answers connections to ``/live/maps/<number>``: the part of the site that is not made of pages."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from pycrdt import YMessageType

from seedbed.web.step5_agenda.live import asking
from seedbed.web.step5_agenda.live.desk import MapDesk, away
from seedbed.web.step5_agenda.live.keeper import Keeper
from seedbed.web.step5_agenda.live.messages import PROTOCOL, read_presences, read_sync
from seedbed.web.step5_agenda.live.rooms import LARGEST_PRESENCE, Room
from seedbed.web.step5_agenda.live.seats import AT_ONCE, Seat, WritesAtOnce
from seedbed.web.step5_agenda.live.tickets import Ticket, read_ticket

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[Mapping[str, Any]]]
Send = Callable[[Mapping[str, Any]], Awaitable[None]]
HAND_OVER = 0.0005
"""Seconds after which a thread that works lets the event loop go on. Where pages are answered by this process too, the
loop would wait Python's own 5 ms for each step of sending changes on, several times for one change.
"""
ADDRESS = re.compile(r"^/live/maps/([1-9][0-9]{0,17})/?$")


class LiveMaps:
    """The rooms of this process and the door to them; ``keeper`` keeps what is drawn."""

    def __init__(self, keeper: Keeper | None = None) -> None:
        self.rooms: dict[int, Room] = {}
        self._keeper = keeper or Keeper()
        sys.setswitchinterval(HAND_OVER)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection from its opening to its end."""
        await receive()
        ticket = _ticket_of(scope)
        may = await away(asking.may, ticket.map, ticket.person, ticket.session) if ticket else None
        if ticket is None or may is None:
            await send({"type": "websocket.close", "code": 4403})
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        seat = Seat(send, _writes_at_once(scope), person=ticket.person, session=ticket.session, may_edit=may)
        room = await self._room(ticket.map)
        room.sit(seat)
        sending = asyncio.ensure_future(seat.hand_over())
        try:
            await self._listen(room, seat, receive)
        finally:
            await self._leave(ticket.map, room, seat)
            sending.cancel()
            with suppress(asyncio.CancelledError):
                await sending

    async def _room(self, number: int) -> Room:
        room = self.rooms.get(number)
        if room is None:
            room = self.rooms[number] = Room(MapDesk(number, self._keeper))
            try:
                await room.open()
            except BaseException:
                del self.rooms[number]  # whoever comes next tries anew, and who waits for it
                room.ready.set()
                raise
        await room.ready.wait()
        return room if self.rooms.get(number) is room else await self._room(number)

    async def _listen(self, room: Room, seat: Seat, receive: Receive) -> None:
        while True:
            message = await receive()
            if message["type"] == "websocket.disconnect" or seat not in room.seats:
                return
            content = message.get("bytes") or b""
            try:
                _hear(room, seat, content)
            except ValueError:
                seat.end(1007)
                return

    async def _leave(self, number: int, room: Room, seat: Seat) -> None:
        for presence in list(seat.here.values()):
            room.see(seat, presence.farewell())
        await room.leave(seat)
        if not room.seats and self.rooms.get(number) is room:
            del self.rooms[number]
            await room.close()


def _writes_at_once(scope: Scope) -> WritesAtOnce | None:
    found: WritesAtOnce | None = scope.get("extensions", {}).get(AT_ONCE, {}).get("write")
    return found


def _ticket_of(scope: Scope) -> Ticket | None:
    """Return the ticket of a connection if it is for the map that the address names."""
    found = ADDRESS.match(scope["path"])
    told = scope.get("subprotocols") or []
    if found is None or len(told) != 2 or told[0] != PROTOCOL:
        return None
    ticket = read_ticket(told[1])
    return ticket if ticket and ticket.map == int(found[1]) else None


def _hear(room: Room, seat: Seat, content: bytes) -> None:
    """Hand on what an editor says; other kinds than ours are passed over.

    Raises
    ------
    ValueError
        If it cannot be read.
    """
    kind = content[0] if content else None
    if kind == YMessageType.SYNC:
        room.hear(seat, *read_sync(content))
    elif kind == YMessageType.AWARENESS and len(content) <= LARGEST_PRESENCE:
        for presence in read_presences(content):
            room.see(seat, presence)
