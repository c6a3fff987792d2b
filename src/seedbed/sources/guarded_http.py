"""Fetch from addresses that people type, without letting them reach into this computer or its network.

A name is looked up once, every address it stands for is checked, and the connection goes to the address that was
checked, so that a name that changes its mind in between reaches nothing. Redirects go the same way.
"""

from __future__ import annotations

import ipaddress
import socket
import time
import zlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import httpx

from seedbed import __version__
from seedbed.errors import BadInputError, UsageError, UserError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Lookup = Callable[[str, int], list[str]]
"""Gives the addresses that a name stands for."""
MOST_REDIRECTS = 5
PIECE = 1 << 20
"""Bytes that are unpacked at once."""
TRANSLATED = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("64:ff9b:1::/48"))
"""IPv6 networks whose last 32 bits are an IPv4 address (RFC 6052, RFC 8215)."""


class PrivateAddressError(UsageError):
    """An address is not on the public internet (exit code 2)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is fetched from an address that people type.

    Parameters
    ----------
    largest
        Bytes of one answer.
    whole
        Bytes of all answers together.
    connect, read
        Seconds to wait for a connection and for the next piece.
    seconds
        For all answers together.
    pages
        Pages of a list.
    services
        Services that are asked for one by one.
    """

    largest: int = 100_000_000
    whole: int = 300_000_000
    connect: float = 15
    read: float = 30
    seconds: float = 1800
    pages: int = 5_000
    services: int = 50_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What came: the address it came from after redirects, its kind and its bytes."""

    url: str
    kind: str
    body: bytes
    status: int = 200


def look_up(host: str, port: int) -> list[str]:
    """Return the addresses that a name stands for, as the system says."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(each[4][0]) for each in found))


def is_public(text: str) -> bool:
    """Say whether an address is one of the public internet: not this computer, its network, or reserved."""
    address = ipaddress.ip_address(text.split("%", maxsplit=1)[0])
    inner = _inside(address)
    if inner is not None and not _global(inner):
        return False
    return _global(address)


def _global(address: Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved and not address.is_unspecified


def _inside(address: Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address carries, if it does."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if any(address in network for network in TRANSLATED):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    if address.teredo:
        return address.teredo[1]
    return address.ipv4_mapped or address.sixtofour


class GuardedTransport(httpx.BaseTransport):
    """Connects to the address that was checked, under the name that was asked for."""

    def __init__(
        self, inner: httpx.BaseTransport, lookup: Lookup, *, allow_private: bool, private_hosts: Collection[str] = ()
    ) -> None:
        self._inner = inner
        self._lookup = lookup
        self._allow_private = allow_private
        self._private_hosts = frozenset(name.lower() for name in private_hosts)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request, or refuse it."""
        url = request.url
        check_url(str(url))
        host, port = url.host, url.port or (443 if url.scheme == "https" else 80)
        address = self._checked(str(url), host, port)
        shown = f"[{address}]" if ":" in address else address
        pinned = httpx.Request(
            request.method,
            url.copy_with(host=shown),
            headers=request.headers,  # carries the name in Host
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": host},
        )
        return self._inner.handle_request(pinned)

    def _checked(self, url: str, host: str, port: int) -> str:
        try:
            addresses = self._lookup(host, port)
        except (OSError, UnicodeError) as error:
            raise httpx.ConnectError(f"the name {host} is not known") from error
        if not addresses:
            raise httpx.ConnectError(f"the name {host} is not known")
        may_be_private = self._allow_private or host.lower() in self._private_hosts
        if not may_be_private and not all(is_public(each) for each in addresses):
            raise PrivateAddressError(
                f"The address {url} is not fetched.",
                f"{host} is this computer or in a private network, and whoever typed it may not reach in there.",
                "Give an address of the public internet; --allow-private is for a test server of your own.",
            )
        return addresses[0]

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


def check_url(url: str) -> None:
    """Refuse what is no address of the web, or carries a password.

    Raises
    ------
    UsageError
        Saying what is wrong.
    """
    try:
        parts = httpx.URL(url)
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise _not_fetched(url, f"it is not an address ({error})") from error
    if parts.scheme not in {"https", "http"} or not parts.host:
        raise _not_fetched(url, "only addresses that start with https:// or http:// are")
    if parts.userinfo:
        raise _not_fetched(url, "it carries a name or password")


def _not_fetched(url: str, why: str) -> UsageError:
    return UsageError(f"The address {url[:200]} is not fetched.", f"It cannot be: {why}.", "Check the address.")


class Fetcher:
    """Fetches from one or more addresses within limits; close it, or use it in a ``with`` block.

    Parameters
    ----------
    limits
        How much.
    allow_private
        Whether this computer and its network may be reached: for tests with a server of one's own, never for what
        others type.
    private_hosts
        Names whose computers may stand in a private network, such as a council's own server. No other may be reached
        from them either.
    lookup
        Looks names up.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allow_private: bool = False,
        private_hosts: Collection[str] = (),
        lookup: Lookup = look_up,
    ) -> None:
        self.limits = limits or Limits()
        self.done = 0
        self._start = time.monotonic()
        timeout = httpx.Timeout(self.limits.read, connect=self.limits.connect)
        inner = httpx.HTTPTransport(trust_env=False)
        transport = GuardedTransport(inner, lookup, allow_private=allow_private, private_hosts=private_hosts)
        asked = {
            "User-Agent": f"seedbed/{__version__} (lists of community assets)",
            "Accept": "application/json, */*",
            "Accept-Encoding": "gzip, deflate",
        }
        # Redirects are followed one by one here: httpx would first read all that stands in each of them.
        self._client = httpx.Client(transport=transport, timeout=timeout, follow_redirects=False, headers=asked)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, url: str) -> Answer:
        """Fetch one address.

        Raises
        ------
        UsageError
            If it is no address of the web, or (`PrivateAddressError`) not on the public internet.
        UserError
            If nobody answers, it takes too long, or the answer says that there is an error.
        BadInputError
            If more comes, or all takes longer, than the limits allow.
        """
        check_url(url)
        asked = url
        try:
            for _ in range(MOST_REDIRECTS + 1):
                self._check_time(asked)
                with self._client.stream("GET", asked) as response:
                    if response.next_request is None:
                        return self._answer(url, response)
                    asked = str(response.next_request.url)
        except httpx.TimeoutException:
            raise unreachable(url, f"it did not answer within {self.limits.read:g} seconds") from None
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise unreachable(url, f"the connection failed ({str(error)[:120] or type(error).__name__})") from error
        raise unreachable(url, "it sends the request round in a circle")

    def _answer(self, url: str, response: httpx.Response) -> Answer:
        if response.status_code >= 400:
            raise unreachable(url, f"it answered {response.status_code} {response.reason_phrase}".strip())
        self._check_size(response)
        kind = response.headers.get("content-type", "").split(";")[0].strip().lower()
        return Answer(str(response.url), kind, self._body(response), response.status_code)

    def _check_size(self, response: httpx.Response) -> None:
        said = response.headers.get("content-length", "")
        if said.isdigit():
            self._check(int(said), str(response.url))

    def _body(self, response: httpx.Response) -> bytes:
        url = str(response.url)
        parts: list[bytes] = []
        size = 0
        for part in _unpacked(response):
            size += len(part)
            self._check(size, url)
            self._check_time(url)
            parts.append(part)
        self.done += size
        return b"".join(parts)

    def _check_time(self, url: str) -> None:
        if time.monotonic() - self._start > self.limits.seconds:
            raise BadInputError(
                f"What {url} sends takes too long.",
                f"All did not come within {self.limits.seconds:g} seconds. Nothing was kept.",
                "Try again later, or ask the publisher for the list as a file.",
            )

    def _check(self, size: int, url: str) -> None:
        for limit, amount in ((self.limits.largest, size), (self.limits.whole, self.done + size)):
            if amount > limit:
                raise BadInputError(
                    f"What {url} sends is too large.",
                    f"It is more than {limit / 1e6:,.0f} MB. Nothing was kept.",
                    "Ask the publisher for a smaller part, or download the file and give that.",
                )


def _unpacked(response: httpx.Response) -> Iterator[bytes]:
    """Give what comes as it comes, unpacked piece by piece: a few bytes that swell to gigabytes never do so at once.

    Nothing at all (b"") is given for pieces that hold none, so that whoever listens can look at the clock.
    """
    packed = response.headers.get("content-encoding", "identity").strip().lower()
    if packed == "identity":
        yield from response.iter_raw()
        return
    if packed not in {"gzip", "x-gzip", "deflate"}:
        raise unreachable(str(response.url), f"it sends what is packed as {packed[:40]!r}, which was not asked for")
    unpacker: zlib._Decompress | None = None
    for piece in response.iter_raw():
        unpacker = unpacker or zlib.decompressobj(_window(packed, piece))
        yield b""
        rest = piece
        while rest and not unpacker.eof:
            try:
                yield unpacker.decompress(rest, PIECE)
            except zlib.error as error:
                raise unreachable(str(response.url), f"what it sends is packed and damaged ({error})") from error
            rest = unpacker.unconsumed_tail
    if unpacker is None or not unpacker.eof:
        raise unreachable(str(response.url), "what it sends is packed and cut short")


def _window(packed: str, start: bytes) -> int:
    """Return how zlib unpacks: ``deflate`` comes with zlib's header, which starts with 0x78, or without."""
    if packed != "deflate":
        return zlib.MAX_WBITS | 16
    return zlib.MAX_WBITS if start[:1] == b"\x78" else -zlib.MAX_WBITS


def unreachable(url: str, why: str) -> UserError:
    """Return the error for an address that gives nothing."""
    return UserError(
        f"Nothing could be fetched from {url}.", f"It was asked, but {why}.", "Check the address, or try again later."
    )
