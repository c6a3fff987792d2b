"""What must harm nobody: editors that vanish, send rubbish or run ahead, and a server that is killed meanwhile."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from typing import Any

from pycrdt import Map
from websockets.exceptions import ConnectionClosed

from seedbed.web.step5_agenda.live.messages import Presence, brings
from tests.live_maps.editors import Delays, Editor, draw_for, until_alike, until_kept
from tests.live_maps.outcome import LiveSite, everybody, lost, running
from tests.live_maps.processes import connections
from tests.own_loop import outcome_of

PATIENCE = 60.0
"""Seconds."""
FAR = 2**50


async def vanish(site: LiveSite, editors: list[Editor], before: int) -> list[str]:
    """Let all drop without a close frame; say whether the site held on to connections.

    Parameters
    ----------
    before
        Sockets that the site had open when nobody was there.
    """
    await _drop_all(editors)
    for _ in range(100):
        if (left := connections(site.server) - before) <= 2:
            return []
        await asyncio.sleep(0.1)
    return [f"{left} connections were held after everybody had dropped"]


async def _drop_all(editors: list[Editor]) -> None:
    await asyncio.gather(*(editor.drop() for editor in editors))


async def misuse(site: LiveSite, bystander: Editor, megabytes: int) -> list[str]:
    """Send rubbish, an update that runs ahead, and one far too large; say what the bystander noticed of it."""
    editor = Editor(1_000, Delays())
    await editor.come(site.address, await site.protocols(1))
    ahead = Editor(1_001, Delays())
    ahead.parts["factors"]["left out"] = Map({"name": "x"})
    state = ahead.doc.get_state()
    ahead.parts["factors"]["later"] = Map({"name": "x"})
    sent = {
        "rubbish": [b"\x00\x02" + os.urandom(200)],
        "an update that runs ahead": [brings(ahead.doc.get_update(state))],
        "a clock far off": [Presence(7, FAR, '{"user":{}}').message(), brings(b"rubbish")],
        "an update far too large": [b"\x00\x02" + bytes(megabytes * 1_000_000)],
    }
    problems = []
    for what, messages in sent.items():
        culprit = Editor(1_002, Delays())
        await culprit.come(site.address, await site.protocols(1))
        with suppress(ConnectionClosed):
            for message in messages:
                await culprit.say(message)
        if not await culprit.was_let_go(PATIENCE):
            problems.append(f"whoever sent {what} was kept on")
        await bystander.draw()
    if not await until_alike([bystander, editor], PATIENCE) or not await until_kept([bystander], PATIENCE):
        problems.append("others could not go on")
    await editor.leave()
    return problems


def kill_while_drawing(
    laid: Mapping[str, Any],
    many: int,
    seconds: float,
    each_second: float,
    first: Callable[[LiveSite], Awaitable[list[str]]] | None = None,
) -> list[str]:
    """Kill the server while people draw, start it again, and say what of what it had acknowledged is lost.

    Parameters
    ----------
    first
        What to do on the site before, and what it found.
    """

    async def until_killed(site: LiveSite) -> tuple[list[Editor], list[str]]:
        found = await first(site) if first else []
        editors = await everybody(site, many, Delays(), watching=0)
        drawing = asyncio.ensure_future(draw_for(editors, 10 * PATIENCE, each_second))
        await asyncio.sleep(seconds)
        await asyncio.to_thread(site.kill)
        with suppress(ConnectionClosed):
            await drawing
        await _drop_all(editors)
        return editors, found

    async def again(site: LiveSite, editors: list[Editor]) -> list[str]:
        newcomer = Editor(1_003, Delays())
        await newcomer.come(site.address, await site.protocols(0))
        states = [editor.acknowledged for editor in editors if editor.acknowledged]
        found = lost(states, newcomer.doc.get_state()) if states else ["nothing was acknowledged"]
        for editor in editors:
            await editor.come(site.address, await site.protocols(0))
        everybody_there = [newcomer, *editors]
        if not await until_alike(everybody_there, PATIENCE) or not await until_kept(everybody_there, PATIENCE):
            found.append("after the restart the copies did not become alike")
        await _drop_all(everybody_there)
        return found

    with running(laid) as site:
        editors, problems = outcome_of(until_killed(site))
    with running(laid) as site:
        return problems + outcome_of(again(site, editors))
