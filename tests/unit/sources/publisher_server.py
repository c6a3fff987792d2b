"""A local server that answers as publishers do, well and badly. All numbers it serves are invented."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar


@dataclass
class Answer:
    """One way to answer a path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str = ""
    drip_seconds: float = 0
    cut_to: int | None = None
    """Send only so many bytes of the length that was promised."""
    compressed: bool = False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    answers: ClassVar[dict[str, list[Answer]]]
    asked: ClassVar[list[tuple[str, dict[str, str]]]]

    def do_GET(self) -> None:
        self.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        queue = self.answers.get(self.path.split("?")[0])
        if not queue:
            self._send(Answer(b"not here", 404))
            return
        answer = queue.pop(0) if len(queue) > 1 else queue[0]
        if answer.etag and self.headers.get("If-None-Match") == answer.etag:
            self._send(Answer(status=304))
            return
        self._send(answer)

    def _send(self, answer: Answer) -> None:
        body = gzip.compress(answer.body) if answer.compressed else answer.body
        self.send_response(answer.status)
        if answer.etag:
            self.send_header("ETag", answer.etag)
        if answer.compressed:
            self.send_header("Content-Encoding", "gzip")
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if answer.cut_to is not None:
            self.wfile.write(body[: answer.cut_to])
            self.close_connection = True
            return
        self._write(body, answer.drip_seconds)

    def _write(self, body: bytes, drip_seconds: float) -> None:
        if not drip_seconds:
            self.wfile.write(body)
            return
        for start in range(len(body)):
            try:
                self.wfile.write(body[start : start + 1])
                self.wfile.flush()
            except OSError:
                return
            time.sleep(drip_seconds)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class PublisherServer:
    """A running server: its address and what it was asked."""

    address: str
    asked: list[tuple[str, dict[str, str]]]


@contextmanager
def publisher_server(answers: dict[str, Answer | list[Answer]]) -> Iterator[PublisherServer]:
    """Serve answers by path on this computer; a list is given out one after the other, the last for ever."""
    asked: list[tuple[str, dict[str, str]]] = []
    queues = {path: list(answer) if isinstance(answer, list) else [answer] for path, answer in answers.items()}
    handler = type("Handler", (_Handler,), {"answers": queues, "asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield PublisherServer(f"http://127.0.0.1:{server.server_address[1]}", asked)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
