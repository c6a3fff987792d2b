"""``python -m seedbed.web.config.redirect_process PLACE``: sends who comes by http on to https, and does nothing else.

It knows nothing of Django and reads nothing of what was sent but the name and the path.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from seedbed.web.config.handed_over import Place, serve
from seedbed.web.config.watched import end_with_the_supervisor

Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[dict[str, Any], Any, Send], Coroutine[Any, Any, None]]


def sends_on_to(root: str, names: Sequence[str]) -> Application:
    """Return an application that sends every request on.

    Parameters
    ----------
    root
        The address of the site by https, without a stroke at the end.
    names
        Further names of the site. Who came by one of them stays with it; any other name leads to the root.
    """
    known, port = {name.lower() for name in names}, urlsplit(root).port
    ending = f":{port}" if port else ""

    async def application(scope: dict[str, Any], _receive: Any, send: Send) -> None:
        if scope["type"] != "http":
            return
        host = _name_of(scope)
        to = f"https://{host}{ending}" if host in known else root
        query = scope["query_string"].decode("ascii", "replace")
        address = to + quote(scope["path"], safe="/~!$&'()*+,;=:@") + (f"?{quote(query, safe=_QUERY)}" if query else "")
        headers = [(b"location", address.encode("ascii")), (b"cache-control", b"no-store"), (b"content-length", b"0")]
        # Not for ever (308): the site may be served another way tomorrow.
        await send({"type": "http.response.start", "status": HTTPStatus.TEMPORARY_REDIRECT, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    return application


_QUERY = "%/?~!$&'()*+,;=:@"


def _name_of(scope: dict[str, Any]) -> str:
    """Return the name by which somebody came, without the port."""
    told = next((value for name, value in scope["headers"] if name == b"host"), b"").decode("latin-1").lower()
    return str(told.rpartition("]")[0] + "]" if told.startswith("[") else told.partition(":")[0])


def main() -> None:
    """Serve until asked to end."""
    end_with_the_supervisor()
    root = os.environ["SEEDBED_ADDRESS"].rstrip("/")
    names = [name.strip() for name in os.environ.get("SEEDBED_HOSTS", "").split(",")]
    serve(sends_on_to(root, names), Place.read(sys.argv[1]))


if __name__ == "__main__":
    main()
