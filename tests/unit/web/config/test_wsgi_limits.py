"""What stands before the pages where several processes answer: sizes, and who is believed about visitors."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.web.config.wsgi_limits import BehindProxies, SizeLimited

PROXIES = ("127.0.0.1/32", "172.30.0.0/16", "fd00::/64")


class _Noting:
    """An application that notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    def __call__(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        self.asked.append(environ)
        start("200 OK", [])
        return [b"well"]


def _through(inside: _Noting, **environ: str) -> dict[str, Any]:
    BehindProxies(inside, PROXIES)({"wsgi.url_scheme": "http", **environ}, lambda *_: None)
    return inside.asked[-1]


@pytest.mark.parametrize(
    ("way", "visitor"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, 172.30.0.4", "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", "203.0.113.9"),  # the first is what the visitor's browser claimed
        ("2001:db8::7", "2001:db8::7"),
        ("", "172.30.0.3"),
        ("172.30.0.9", "172.30.0.3"),
    ],
)
def test_a_web_server_of_ours_says_who_comes(way: str, visitor: str) -> None:
    asked = _through(_Noting(), REMOTE_ADDR="172.30.0.3", HTTP_X_FORWARDED_FOR=way, HTTP_X_FORWARDED_PROTO="https")
    assert asked["REMOTE_ADDR"] == visitor
    assert asked["wsgi.url_scheme"] == "https"


def test_nobody_else_is_believed() -> None:
    told = {"HTTP_X_FORWARDED_FOR": "198.51.100.1", "HTTP_X_FORWARDED_PROTO": "https", "HTTP_FORWARDED": "for=x"}
    asked = _through(_Noting(), REMOTE_ADDR="203.0.113.9", **told)
    assert asked == {"wsgi.url_scheme": "http", "REMOTE_ADDR": "203.0.113.9"}


@pytest.mark.parametrize(
    ("length", "status"), [("10", "200"), ("11", "413"), ("9" * 40, "413"), ("", "200"), ("-1", "200"), ("x", "200")]
)
def test_what_says_it_is_too_large_is_not_read(length: str, status: str) -> None:
    inside, started = _Noting(), []
    SizeLimited(inside, 10)({"CONTENT_LENGTH": length}, lambda said, *_: started.append(said))
    assert started[0].startswith(status)
    assert len(inside.asked) == (status == "200")
