"""A local server that answers as feeds of Open Referral UK do, well and badly. What it serves is invented."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from seedbed.formats.assets.open_referral import api_document, page_document, service_document
from tests.unit.formats.assets.listings import HALL

Answer = tuple[int, dict[str, str], bytes]
Route = Callable[[str, dict[str, str]], Answer]


def as_json(document: Any, status: int = 200) -> Answer:
    return status, {"Content-Type": "application/json"}, json.dumps(document).encode()


def services(number: int) -> list[dict[str, Any]]:
    """So many different services."""
    from dataclasses import replace

    return [
        service_document(replace(HALL, identifier=f"hall-{place}", name=f"Hall {place}", longitude=-0.02 - place / 1e4))
        for place in range(number)
    ]


def pages_of(listed: list[dict[str, Any]], size: int = 10) -> Route:
    """A good feed: the interface, its pages, its single services."""

    def route(path: str, query: dict[str, str]) -> Answer:
        if path in {"", "/"}:
            return as_json(api_document())
        if path == "/services":
            page = int(query.get("page", 1))
            part = listed[(page - 1) * size : page * size]
            return as_json(page_document(part, page=page, size=size, total=len(listed)))
        found = [each for each in listed if path == f"/services/{each['id']}"]
        return as_json(found[0]) if found else as_json({"error": "not here"}, 404)

    return route


class _Handler(BaseHTTPRequestHandler):
    route: ClassVar[Route]
    asked: ClassVar[list[str]]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.asked.append(self.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        status, headers, body = type(self).route(parts.path, query)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(route: Route) -> Iterator[tuple[str, list[str]]]:
    """Serve until the block ends; gives the address and the paths that were asked for."""
    asked: list[str] = []
    handler = type("Handler", (_Handler,), {"route": staticmethod(route), "asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
