"""What stands before the pages where several processes answer: as `request_size` does for the one process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any

from seedbed.web.config.request_size import largest_at, said_of

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]
TOLD_BY_PROXIES = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class SizeLimited:
    """Refuses what is too large before it is read; without its length said, nothing is read at all."""

    def __init__(self, application: Application, largest: int | None = None) -> None:
        self.application = application
        self.largest = largest
        """Bytes; by the address if not given."""

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        largest = self.largest or largest_at(str(environ.get("PATH_INFO", "")))
        said = str(environ.get("CONTENT_LENGTH") or "0")
        if not said.isdigit() or int(said[:19]) <= largest:
            return self.application(environ, start)
        headers = [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Connection", "close"),
        ]
        start("413 Request Entity Too Large", headers)
        return [said_of(largest)]


class BehindProxies:
    """Believes the web servers in front about who comes and how, and nobody else."""

    def __init__(self, application: Application, proxies: Sequence[str]) -> None:
        self.application = application
        self.proxies: list[IPv4Network | IPv6Network] = [ip_network(each) for each in proxies]

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request, with the visitor's own address."""
        if self._is_ours(str(environ.get("REMOTE_ADDR", ""))):
            environ["REMOTE_ADDR"] = self._visitor(environ)
            if environ.get("HTTP_X_FORWARDED_PROTO", "").strip() == "https":
                environ["wsgi.url_scheme"] = "https"
        else:
            for name in TOLD_BY_PROXIES:
                environ.pop(name, None)
        return self.application(environ, start)

    def _visitor(self, environ: Environ) -> str:
        """Return the last address on the way here that is not one of our own web servers."""
        way = [each.strip() for each in environ.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
        return next((each for each in reversed(way) if not self._is_ours(each)), str(environ["REMOTE_ADDR"]))

    def _is_ours(self, address: str) -> bool:
        try:
            parsed = ip_address(address)
        except ValueError:
            return False
        return any(parsed in network for network in self.proxies)
