"""Where a server process answers: on a socket that it was handed, or, where systems cannot do that, one of its own."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from typing import Any, Self

LARGEST_MESSAGE = 1_100_000
"""Bytes that one message over a connection of an editor may have."""
LAST_ANSWERS = 3
"""Seconds to finish answers in after being asked to end."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to answer.

    Parameters
    ----------
    number
        An open socket that was inherited; None where the process opens one itself.
    host, port
        Where it then listens.
    """

    number: int | None
    host: str = ""
    port: int = 0

    @classmethod
    def of(cls, listening: socket.socket, *, handed_over: bool) -> Self:
        """Return the place of an open socket, to be handed over or to be opened anew."""
        host, port = listening.getsockname()[:2]
        return cls(listening.fileno() if handed_over else None, host, port)

    @classmethod
    def read(cls, told: str) -> Self:
        """Read what `told` wrote."""
        number, host, port = told.split("|")
        return cls(int(number) if number else None, host, int(port))

    def told(self) -> str:
        """Return it as one argument of a command."""
        return f"{'' if self.number is None else self.number}|{self.host}|{self.port}"


def config_for(application: Any, place: Place, **more: Any) -> Any:
    """Return how uvicorn serves an application at a place; what it has to say goes into our log, without addresses."""
    import uvicorn

    there = {} if place.number is not None else {"host": place.host, "port": place.port}
    usual = {
        "log_config": None,
        "access_log": False,  # one-time links stand in addresses
        "lifespan": "off",
        "server_header": False,
        "ws": "seedbed.web.config.editor_lines:EditorLine",
        "ws_max_size": LARGEST_MESSAGE,
        "ws_per_message_deflate": False,  # changes of a map are tens of bytes, and go to everybody who draws it
        "timeout_graceful_shutdown": LAST_ANSWERS,
    }
    return uvicorn.Config(application, **{**usual, **there, **more})


def serve(application: Any, place: Place, **more: Any) -> None:
    """Serve until asked to end."""
    run(config_for(application, place, **more), place)


def run(config: Any, place: Place) -> None:
    """Run a server by its configuration until asked to end."""
    import uvicorn

    handed = None if place.number is None else [socket.socket(fileno=place.number)]
    uvicorn.Server(config).run(sockets=handed)
