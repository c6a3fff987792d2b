"""What is too large to be a form of ours is not read to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from seedbed.web.config.request_size import NotTooLarge, largest_at, said_of


async def _reads_all(scope: Any, receive: Any, send: Any) -> None:
    read = 0
    while True:
        message = await receive()
        read += len(message["body"])
        if not message["more_body"]:
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(read).encode()})


def asked(chunks: Iterable[bytes], headers: list[tuple[bytes, bytes]]) -> tuple[int, bytes, int]:
    """Send a body in pieces; return the answer's status and body, and how many pieces were read."""
    left, read, said = list(chunks), [], []

    async def receive() -> dict[str, Any]:
        read.append(left.pop(0))
        return {"type": "http.request", "body": read[-1], "more_body": bool(left)}

    async def send(message: Any) -> None:
        said.append(message)

    scope = {"type": "http", "headers": headers}
    # In a thread of its own: the browser of the journeys may have a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, NotTooLarge(_reads_all, largest=100)(scope, receive, send)).result()
    return said[0]["status"], said[1]["body"], len(read)


def test_what_is_small_enough_is_handed_on_whole() -> None:
    assert asked([b"x" * 60, b"x" * 40], [(b"content-length", b"100")]) == (200, b"100", 2)


def test_what_says_it_is_too_large_is_not_read() -> None:
    status, said, read = asked([b"x" * 101], [(b"content-length", b"101")])
    assert (status, read) == (413, 0)
    assert b"too large" in said


@pytest.mark.parametrize("headers", [[], [(b"content-length", b"1")], [(b"content-length", b"9" * 5000)]])
def test_what_turns_out_too_large_is_not_read_to_its_end(headers: list[tuple[bytes, bytes]]) -> None:
    assert asked([b"x" * 60] * 1000, headers)[::2] == (413, 2)


@pytest.mark.parametrize(
    ("address", "megabytes"), [("/capture/media/1/", 200), ("/walks/in/x/", 200), ("/capture/items/1/", 10), ("", 10)]
)
def test_films_are_taken_where_films_are_asked_for(address: str, megabytes: int) -> None:
    assert largest_at(address) > megabytes * 1_000_000 > largest_at(address) * 0.75
    assert f"{megabytes} MB".encode() in said_of(largest_at(address))


def test_a_film_of_4_gigabytes_is_not_read_even_there() -> None:
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        raise AssertionError("It was read.")

    scope = {"type": "http", "path": "/capture/media/1/", "headers": [(b"content-length", b"4000000000")]}
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, NotTooLarge(_reads_all)(scope, receive, send)).result()
    assert said[0]["status"] == 413
