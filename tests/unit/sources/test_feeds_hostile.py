"""Servers that send what swells, drips or never ends."""

from __future__ import annotations

import gzip
import itertools
import json
import socket
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager

import pytest

from seedbed.errors import BadInputError, UserError
from seedbed.sources.feeds import fetch_assets
from seedbed.sources.guarded_http import Fetcher, Limits
from tests.unit.sources.feed_server import Answer, as_json, pages_of, services, serving

SMALL = Limits(largest=2_000_000, whole=2_000_000)


def packed(body: bytes, how: str) -> Answer:
    return 200, {"Content-Type": "application/json", "Content-Encoding": how}, body


def got(answer: Answer, limits: Limits = SMALL) -> bytes:
    with serving(lambda *_: answer) as (address, _), Fetcher(limits, allow_private=True) as fetcher:
        return fetcher.get(address).body


@contextmanager
def sending(pieces: Iterable[bytes]) -> Iterator[tuple[str, list[int]]]:
    """Serve one connection after another with these pieces; gives the address and how long each piece sent was."""
    sent: list[int] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with closing(listener):
            try:
                connection, _ = listener.accept()
                with connection:
                    connection.recv(65_536)
                    for piece in pieces:
                        connection.sendall(piece)
                        sent.append(len(piece))
            except OSError:
                return

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}", sent
    thread.join(10)


@pytest.mark.parametrize(
    ("how", "body"),
    [
        ("gzip", gzip.compress(b"[1]")),
        ("x-gzip", gzip.compress(b"[1]")),
        ("deflate", zlib.compress(b"[1]")),
        ("deflate", zlib.compress(b"[1]", wbits=-15)),
        ("identity", b"[1]"),
    ],
    ids=["gzip", "x-gzip", "deflate", "deflate without a header", "as it is"],
)
def test_what_is_packed_as_asked_is_unpacked(how: str, body: bytes) -> None:
    assert got(packed(body, how)) == b"[1]"


def test_a_feed_that_is_packed_is_read() -> None:
    plain = pages_of(services(15))

    def route(path: str, query: dict[str, str]) -> Answer:
        status, headers, body = plain(path, query)
        return status, {**headers, "Content-Encoding": "gzip"}, gzip.compress(body)

    with serving(route) as (address, _), Fetcher(allow_private=True) as fetcher:
        found = fetch_assets(address, fetcher)
    assert len(getattr(found, "found", [])) == 15


def test_what_swells_beyond_the_limit_is_refused() -> None:
    with pytest.raises(BadInputError, match="too large"):
        got(packed(gzip.compress(bytes(50_000_000)), "gzip"))


@pytest.mark.parametrize("how", ["gzip, gzip", "br", "zstd", "bzip2"])
def test_what_is_packed_in_another_way_is_not_unpacked(how: str) -> None:
    with pytest.raises(UserError, match="was not asked for"):
        got(packed(gzip.compress(gzip.compress(b"[]")), how))


@pytest.mark.parametrize(
    "body", [b"no gzip", gzip.compress(b"[1, 2, 3]" * 99)[:-12], b""], ids=["no gzip", "cut", "empty"]
)
def test_what_is_packed_and_damaged_is_refused(body: bytes) -> None:
    with pytest.raises(UserError, match="packed and"):
        got(packed(body, "gzip"))


def test_what_drips_is_refused_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each look at the clock is a second later; a byte at a time never fills a larger piece."""
    clock = itertools.count()
    monkeypatch.setattr("seedbed.sources.guarded_http.time.monotonic", lambda: float(next(clock)))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n"
    with (
        sending(itertools.chain([head], itertools.repeat(b" ", 5_000_000))) as (address, sent),
        Fetcher(Limits(seconds=20), allow_private=True) as fetcher,
        pytest.raises(BadInputError, match="takes too long"),
    ):
        fetcher.get(address)
    assert sum(sent) < 5_000_000


def test_no_further_page_is_asked_for_when_the_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed whose pages fail is not asked for thousands of them for hours."""
    clock = itertools.count()
    monkeypatch.setattr("seedbed.sources.guarded_http.time.monotonic", lambda: float(next(clock)))

    def route(_: str, query: dict[str, str]) -> Answer:
        said = {"total_pages": 4000, "total_items": 40_000, "page_number": 1, "contents": services(1)}
        return as_json({}, 500) if "page" in query else as_json(said)

    with (
        serving(route) as (address, asked),
        Fetcher(Limits(seconds=50), allow_private=True) as fetcher,
        pytest.raises(BadInputError, match="takes too long"),
    ):
        fetch_assets(f"{address}/services", fetcher)
    assert len(asked) < 60


def test_what_stands_in_a_redirect_is_not_read() -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n"
    with (
        sending(itertools.chain([head], itertools.repeat(bytes(100_000), 2_000))) as (address, sent),
        Fetcher(SMALL, allow_private=True) as fetcher,
        pytest.raises(UserError, match="Nothing could be fetched"),
    ):
        fetcher.get(address)
    assert sum(sent) < 100_000_000


def test_redirects_are_followed() -> None:
    def route(path: str, _: dict[str, str]) -> Answer:
        return (302, {"Location": "/there"}, b"") if path == "/here" else as_json([1])

    with serving(route) as (address, _), Fetcher(allow_private=True) as fetcher:
        answer = fetcher.get(f"{address}/here")
    assert (answer.url, json.loads(answer.body)) == (f"{address}/there", [1])


def test_redirects_in_a_circle_are_left() -> None:
    with (
        serving(lambda *_: (302, {"Location": "/round"}, b"")) as (address, asked),
        Fetcher(allow_private=True) as fetcher,
        pytest.raises(UserError, match="in a circle"),
    ):
        fetcher.get(f"{address}/round")
    assert len(asked) == 6
