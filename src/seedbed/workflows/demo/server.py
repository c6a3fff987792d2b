"""A small server for one folder of pages, for this computer only.

It listens on 127.0.0.1, knows only the files that were in the folder when it started, and answers only GET and HEAD.
Addresses are looked up in that list, never turned into paths, so nothing outside the folder can be reached.
"""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from seedbed.errors import UsageError

HOST = "127.0.0.1"
FIRST_PORT, PORTS_TRIED = 8765, 20
PATIENCE = 10.0
"""Seconds to wait for a request before the connection is closed."""

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
"""Sent with every answer."""

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}
"""Kinds of files that are served; others in the folder are not."""


@dataclass(frozen=True, slots=True)
class _Answer:
    status: HTTPStatus
    kind: str
    body: bytes
    name: str = ""


class PagesServer(ThreadingHTTPServer):
    """Serves the files of one folder to this computer."""

    daemon_threads = True
    # On Windows "reuse" would let two servers share one port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, folder: Path, port: int) -> None:
        self.files = {
            f"/{path.name}": path
            for path in sorted(folder.iterdir())
            if path.is_file() and path.suffix in TYPES and not path.name.startswith(".")
        }
        self.files["/"] = self.files["/index.html"]
        super().__init__((HOST, port), _Handler)

    @property
    def address(self) -> str:
        """Where the first page is."""
        return f"http://{HOST}:{self.server_port}/"

    def answers_to(self, host: str | None) -> bool:
        """Say whether a request names this server: other names could come from a page elsewhere on the web."""
        return host in {f"{name}:{self.server_port}" for name in (HOST, "localhost")}


class _Handler(BaseHTTPRequestHandler):
    server: PagesServer
    timeout = PATIENCE

    def version_string(self) -> str:
        """Name the server, but not its version or Python's."""
        return "seedbed"

    def do_GET(self) -> None:
        """Send a page or a file."""
        answer = self._answer()
        self._send(answer)
        self.wfile.write(answer.body)

    def do_HEAD(self) -> None:
        """Send what a GET would, without the body."""
        self._send(self._answer())

    def _refuse_method(self) -> None:
        answer = _message(HTTPStatus.METHOD_NOT_ALLOWED, "Pages here can be read, not changed.")
        self._send(answer)
        self.wfile.write(answer.body)

    do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_TRACE = do_CONNECT = _refuse_method  # noqa: N815

    def _answer(self) -> _Answer:
        if not self.server.answers_to(self.headers.get("Host")):
            return _message(HTTPStatus.MISDIRECTED_REQUEST, f"This server answers at {self.server.address} only.")
        path = self.server.files.get(unquote(urlsplit(self.path).path))
        if path is None:
            return _message(HTTPStatus.NOT_FOUND, f"There is no such page. Start at {self.server.address}")
        try:
            return _Answer(HTTPStatus.OK, TYPES[path.suffix], path.read_bytes(), path.name)
        except OSError:
            return _message(HTTPStatus.NOT_FOUND, "The file is gone. Run the demo again.")

    def _send(self, answer: _Answer) -> None:
        self.send_response(answer.status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        if answer.status == HTTPStatus.METHOD_NOT_ALLOWED:
            self.send_header("Allow", "GET, HEAD")
        if answer.name and not answer.name.endswith(".html"):
            self.send_header("Content-Disposition", f'attachment; filename="{answer.name}"')
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing: the person asked for pages, not for a log."""


def _message(status: HTTPStatus, text: str) -> _Answer:
    return _Answer(status, "text/plain; charset=utf-8", f"{text}\n".encode())


def open_server(folder: Path, port: int | None = None) -> PagesServer:
    """Start listening; call ``serve_forever`` to answer.

    Parameters
    ----------
    folder
        The pages; ``index.html`` must be among them.
    port
        The port to listen on; 0 takes any free one, None the first free one from 8765 on.

    Raises
    ------
    UsageError
        If the port asked for is taken or not allowed, or none is free.
    """
    tried = range(FIRST_PORT, FIRST_PORT + PORTS_TRIED) if port is None else [port]
    for number in tried:
        try:
            return PagesServer(folder, number)
        except OSError as error:
            if port is not None or error.errno not in {errno.EADDRINUSE, errno.EACCES}:
                raise _cannot_listen(number, error) from error
    return PagesServer(folder, 0)


def _cannot_listen(port: int, error: OSError) -> UsageError:
    return UsageError(
        f"The demo cannot be shown at port {port}.",
        "Another program uses it." if error.errno == errno.EADDRINUSE else f"{error.strerror or error}.",
        "Give --port another number, or leave it out and a free one is found.",
    )
