"""The demo's server: this computer only, these files only, reading only."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from seedbed.errors import UsageError
from seedbed.workflows.demo.server import HEADERS, HOST, PagesServer, open_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PagesServer]:
    folder = tmp_path_factory.mktemp("demo")
    (folder / "secret.html").write_text("outside")
    pages = folder / "pages"
    (pages / "deeper").mkdir(parents=True)
    (pages / "index.html").write_text("<p>the first page</p>")
    (pages / "table.csv").write_text("a,b\n")
    (pages / "notes.txt").write_text("not for showing")
    (pages / ".hidden.html").write_text("not for showing")
    (pages / "deeper" / "page.html").write_text("not for showing")
    (pages / "gone.html").write_text("soon gone")
    with open_server(pages, 0) as listening:
        (pages / "gone.html").unlink()
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield listening
        listening.shutdown()
        thread.join()


def _ask(server: PagesServer, path: str, method: str = "GET", host: str | None = None) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(HOST, server.server_port, timeout=10)
    connection.putrequest(method, path, skip_host=True)
    connection.putheader("Host", host or f"{HOST}:{server.server_port}")
    connection.endheaders()
    answer = connection.getresponse()
    return answer, answer.read()


@pytest.mark.parametrize("path", ["/", "/index.html", "/?from=a-link", "/%69ndex.html"])
def test_the_first_page_is_sent(server: PagesServer, path: str) -> None:
    answer, body = _ask(server, path)
    assert (answer.status, body) == (200, b"<p>the first page</p>")
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_files_are_sent_to_be_saved(server: PagesServer) -> None:
    answer, body = _ask(server, "/table.csv")
    assert body == b"a,b\n"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="table.csv"'


@pytest.mark.parametrize(("path", "method"), [("/", "GET"), ("/nowhere", "GET"), ("/", "HEAD"), ("/", "POST")])
def test_every_answer_carries_the_protecting_headers(server: PagesServer, path: str, method: str) -> None:
    answer, _ = _ask(server, path, method)
    for name, value in HEADERS.items():
        assert answer.headers[name] == value


def test_pages_may_load_nothing_and_run_nothing() -> None:
    rules = HEADERS["Content-Security-Policy"]
    assert rules.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:")
    assert "script-src" not in rules
    assert (HEADERS["X-Content-Type-Options"], HEADERS["Referrer-Policy"]) == ("nosniff", "no-referrer")


def test_head_gives_the_length_and_no_body(server: PagesServer) -> None:
    answer, body = _ask(server, "/", "HEAD")
    assert (answer.status, answer.headers["Content-Length"], body) == (200, "21", b"")


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html",
        "/%2e%2e/secret.html",
        "/..%2fsecret.html",
        "/..%5csecret.html",
        "//secret.html",
        "/deeper/../../secret.html",
        "/deeper/",
        "/deeper/page.html",
        "/deeper",
        "/.hidden.html",
        "/notes.txt",
        "/gone.html",
        "/index.html/",
        "/index.html%00.csv",
        "*",
    ],
)
def test_nothing_else_is_found(server: PagesServer, path: str) -> None:
    answer, body = _ask(server, path)
    assert answer.status == 404
    assert b"outside" not in body
    assert b"not for showing" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(server: PagesServer, method: str) -> None:
    answer, _ = _ask(server, "/", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_request_in_another_name_is_refused(server: PagesServer) -> None:
    answer, body = _ask(server, "/", host="elsewhere.example")
    assert answer.status == 421
    assert b"first page" not in body


def test_it_listens_on_this_computer_only(server: PagesServer) -> None:
    assert server.server_address[0] == "127.0.0.1"


def test_it_does_not_tell_which_software_runs(server: PagesServer) -> None:
    assert _ask(server, "/")[0].headers["Server"] == "seedbed"


def test_a_taken_port_that_was_asked_for_is_refused(server: PagesServer, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("")
    with pytest.raises(UsageError, match=f"port {server.server_port}") as caught:
        open_server(tmp_path, server.server_port)
    assert caught.value.why == "Another program uses it."


def test_without_a_port_the_next_free_one_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "index.html").write_text("")
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        monkeypatch.setattr("seedbed.workflows.demo.server.FIRST_PORT", taken.getsockname()[1])
        with open_server(tmp_path) as found:
            assert found.server_port != taken.getsockname()[1]
