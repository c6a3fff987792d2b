"""``python -m seedbed.web.config.web_process SOCKET``: answers requests on a socket that it was handed."""

from __future__ import annotations

import socket
import sys

from seedbed.web.config.watched import end_with_the_supervisor

LAST_ANSWERS = 3
"""Seconds to finish answers in after being asked to end."""


def main() -> None:
    """Serve until asked to end."""
    end_with_the_supervisor()
    import uvicorn

    from seedbed.web.config.settings import ENVIRONMENT

    config = uvicorn.Config(
        "seedbed.web.config.asgi:application",
        log_level="warning",
        access_log=False,  # one-time links stand in addresses
        lifespan="off",
        proxy_headers=ENVIRONMENT.https,
        server_header=False,
        timeout_graceful_shutdown=LAST_ANSWERS,
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


if __name__ == "__main__":
    main()
