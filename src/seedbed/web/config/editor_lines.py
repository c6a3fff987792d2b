"""Connections of editors that can be written to at once: an extension of ASGI that uvicorn does not have itself."""

from __future__ import annotations

from functools import lru_cache

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.frames import Frame, Opcode
from websockets.protocol import State

from seedbed.web.step5_agenda.live.seats import AT_ONCE


class EditorLine(WebSocketsSansIOProtocol):
    """A connection that offers `AT_ONCE` to the application."""

    async def run_asgi(self) -> None:
        """Serve the application."""
        self.scope["extensions"][AT_ONCE] = {"write": self.write_at_once}
        await super().run_asgi()

    def write_at_once(self, message: bytes) -> bool:
        """Write a message if the connection is open and its reader keeps up; say whether it was written."""
        if not self.writable.is_set() or self.close_sent or self.disconnected or self.conn.state is not State.OPEN:
            return False
        self.transport.write(_framed(message))
        return True


@lru_cache(maxsize=8)
def _framed(message: bytes) -> bytes:
    """Return a message as it goes over the line: the same for everybody it is sent to."""
    return Frame(Opcode.BINARY, message).serialize(mask=False)
