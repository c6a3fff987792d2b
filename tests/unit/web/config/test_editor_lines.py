"""Connections that can be written to at once: in order, and not beyond what the other end takes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import uvicorn
from websockets.asyncio.client import ClientConnection, connect

from seedbed.web.config.handed_over import Place, config_for
from seedbed.web.config.ports import open_port
from seedbed.web.step5_agenda.live.seats import AT_ONCE, MOST_WAITING, Seat, WritesAtOnce
from tests.own_loop import outcome_of

Serve = Callable[[Mapping[str, Any], WritesAtOnce, Callable[[Any], Awaitable[None]]], Awaitable[None]]
LARGE = bytes(100_000)


def played(serve: Serve, scene: Callable[[ClientConnection], Awaitable[None]]) -> None:
    """Serve one connection of a real server, and play a scene at its other end."""

    async def application(scope: Mapping[str, Any], receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "websocket.accept"})
        await serve(scope, scope["extensions"][AT_ONCE]["write"], send)

    async def whole() -> None:
        with open_port("127.0.0.1", 0) as port:
            server = uvicorn.Server(config_for(application, Place(None, *port.getsockname()[:2])))
            serving = asyncio.ensure_future(server.serve(sockets=[port]))
            async with connect(f"ws://127.0.0.1:{port.getsockname()[1]}/", max_size=None) as line:
                await scene(line)
            server.should_exit = True
            await serving

    outcome_of(whole())


def test_what_is_written_at_once_arrives() -> None:
    async def serve(scope: Mapping[str, Any], write: WritesAtOnce, send: Any) -> None:
        assert write(b"one")
        assert write(LARGE)

    async def scene(line: ClientConnection) -> None:
        assert [await line.recv(), await line.recv()] == [b"one", LARGE]

    played(serve, scene)


def test_a_closed_connection_is_not_written_to() -> None:
    tried: list[bool] = []

    async def serve(scope: Mapping[str, Any], write: WritesAtOnce, send: Any) -> None:
        await send({"type": "websocket.close", "code": 1000})
        tried.append(write(b"late"))

    async def scene(line: ClientConnection) -> None:
        await line.wait_closed()

    played(serve, scene)
    assert tried == [False]


def test_one_who_does_not_read_has_messages_wait_in_order() -> None:
    sent = [number.to_bytes(4, "big") + LARGE for number in range(120)]
    lines: list[int] = []

    async def serve(scope: Mapping[str, Any], write: WritesAtOnce, send: Any) -> None:
        seat = Seat(send, write, person=1, session="", may_edit=True)
        handing = asyncio.ensure_future(seat.hand_over())
        for message in sent:
            seat.give(message)
            await asyncio.sleep(0)
        lines.append(seat.waiting)
        seat.end(1000)
        await handing

    async def scene(line: ClientConnection) -> None:
        await asyncio.sleep(0.5)
        assert [await line.recv() for _ in sent] == sent

    played(serve, scene)
    assert 0 < lines[0] < MOST_WAITING
