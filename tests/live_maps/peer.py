"""The same editors at y-websocket on Node: what others use for documents of this kind. It keeps nothing on a disk."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seedbed.web.config.ports import open_port
from tests.live_maps.editors import Delays, Editor, gathered, until_alike
from tests.live_maps.outcome import wait_for

PACKAGES = ("@y/websocket-server@0.1.1", "yjs@13.6.33")
"""The last that goes with Yjs 13, which our pages have."""


def install(folder: Path) -> Path:
    """Install the peer into a folder with npm; return its server."""
    command = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), *PACKAGES]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "node_modules" / "@y" / "websocket-server" / "src" / "server.js"


@contextmanager
def running_peer(server: Path) -> Iterator[tuple[str, int]]:
    """Run the peer; give the address of a document and the process."""
    with open_port("127.0.0.1", 0) as free:
        port = free.getsockname()[1]
    environ = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port)}
    process = subprocess.Popen(["node", str(server)], stdout=subprocess.DEVNULL, env=environ)
    try:
        wait_for(port)
        yield f"ws://127.0.0.1:{port}/map", process.pid
    finally:
        process.kill()
        process.wait()


async def everybody_at_peer(address: str, document: bytes, many: int, delays: Delays, watching: int) -> list[Editor]:
    """Let people come to a document that the first of them brings."""
    editors = gathered(many, delays, watching)
    editors[0].doc.apply_update(document)
    for editor in editors:
        await editor.come(address)
    if not await until_alike(editors, 60):
        raise TimeoutError("the peer's editors did not become alike before they drew")
    return editors
