"""Whoever comes by http is sent on to https, to this site and to no other."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from seedbed.web.config.redirect_process import sends_on_to

ROOT = "https://seedbed.local:8443"


def _sent_to(path: str, host: str, query: bytes = b"") -> tuple[int, str]:
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "path": path, "query_string": query, "headers": [(b"host", host.encode())]}
    answer = sends_on_to(ROOT, ["seedbed.local", "192.168.1.20", "[fd00::2]"])
    # A thread of its own: the browser's driver may run a loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, answer(scope, None, send)).result()
    return sent[0]["status"], dict(sent[0]["headers"])[b"location"].decode()


@pytest.mark.parametrize(
    ("host", "to"),
    [
        ("seedbed.local:8080", "https://seedbed.local:8443/"),
        ("192.168.1.20:8080", "https://192.168.1.20:8443/"),
        ("[fd00::2]:8080", "https://[fd00::2]:8443/"),
        ("evil.example.org", "https://seedbed.local:8443/"),
        ("", "https://seedbed.local:8443/"),
    ],
)
def test_it_stays_with_names_of_the_site(host: str, to: str) -> None:
    assert _sent_to("/", host) == (307, to)


@pytest.mark.parametrize(
    ("path", "query", "to"),
    [
        ("/a/b", b"next=%2Fc&d=1", "/a/b?next=%2Fc&d=1"),
        ("//evil.example.org/x", b"", "//evil.example.org/x"),
        ("/a\r\nSet-Cookie: x", b"\r\ny", "/a%0D%0ASet-Cookie:%20x?%0D%0Ay"),
        ("/é", b"", "/%C3%A9"),
    ],
)
def test_the_path_goes_along_and_cannot_leave_or_break_the_header(path: str, query: bytes, to: str) -> None:
    assert _sent_to(path, "seedbed.local", query)[1] == ROOT + to
