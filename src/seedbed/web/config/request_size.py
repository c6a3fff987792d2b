"""Refuses what is too large to be a form of ours before it fills the disk.

Django writes whatever is sent to a file before any page is asked, so whoever sends it, signed in or not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus
from typing import Any

from seedbed.errors import SeedbedError

LARGEST_REQUEST = 12 * 1024**2
"""Bytes: the largest file that most pages take has 10 MB, and a form around it."""
LARGEST_FILM = 205_000_000
"""Bytes: a film of 200 MB, and a form around it."""
TAKE_FILMS = ("/capture/media/", "/walks/", "/messages/", "/phones/", "/paper/", "/step-2/rescue/")
"""Beginnings of addresses that take photos, recordings and what holds many of them."""

Scope = dict[str, Any]
Message = Mapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


def largest_at(path: str) -> int:
    """Return how many bytes may be sent to an address."""
    return LARGEST_FILM if path.startswith(TAKE_FILMS) else LARGEST_REQUEST


def said_of(largest: int) -> bytes:
    """Return what is said of what is larger."""
    megabytes = 200 if largest == LARGEST_FILM else 10
    said = f"What was sent is too large. The largest file that can be sent has {megabytes} MB. Send a smaller one."
    return said.encode("ascii")


class _TooLargeError(SeedbedError):
    """More was sent than is taken."""


class NotTooLarge:
    """Hands requests on, but for those that are too large."""

    def __init__(self, application: Application, largest: int | None = None) -> None:
        self.application = application
        self.largest = largest
        """Bytes; by the address if not given."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; stop reading one that says it is too large, or turns out to be."""
        received = 0
        largest = self.largest or largest_at(scope.get("path", ""))

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > largest:
                raise _TooLargeError
            return message

        if scope["type"] == "http" and _says_its_size(scope) > largest:
            await _refuse(send, largest)
            return
        try:
            await self.application(scope, counted, send)
        except _TooLargeError:
            await _refuse(send, largest)


def _says_its_size(scope: Scope) -> int:
    """Return the bytes that a request says it has; nothing where it does not say."""
    said = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
    return int(said) if said.isdigit() and len(said) < 19 else 0


async def _refuse(send: Send, largest: int) -> None:
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "headers": headers})
    await send({"type": "http.response.body", "body": said_of(largest)})
