"""Devices as plain connections: each sends its outbox in order, and what was not acknowledged again."""

from __future__ import annotations

import asyncio
import hashlib
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from seedbed.web.consent.numbers import check_digit

PATIENCE = 300
"""Seconds until an answer counts as lost, and the thing is sent again."""
PHOTO_EVERY = 3
CUT_OFF_EVERY = 50
"""One request in so many loses its connection before the answer comes, as on a bad network."""


@dataclass
class Sent:
    """What one device had to say, and how it went."""

    header: str
    items: list[dict[str, object]]
    photos: dict[str, bytes]
    again: int = 0
    seconds: list[float] = field(default_factory=list)
    problem: str = ""


def outbox(header: str, number: int, many: int, *, photos: bool, chance: random.Random) -> Sent:
    """Return what a device kept while there was no network: contributions, a third of them with a photo."""
    sent = Sent(header, [], {})
    for place in range(many):
        content = _photo(chance) if photos and (number + place) % PHOTO_EVERY == 0 else b""
        item = _contribution(f"Device {number} heard voice {place}.", chance)
        if content:
            key = str(_uuid(chance))
            digest = hashlib.sha256(content).hexdigest()
            item["media"] = [{"id": key, "kind": "photo", "type": "image/jpeg", "size": len(content), "sha256": digest}]
            sent.photos[key] = content
        sent.items.append(item)
    return sent


def _uuid(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _photo(chance: random.Random) -> bytes:
    """Return 40 kB that begin and end as a JPEG does; nothing reads it until the long work does."""
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + chance.randbytes(40_000) + b"\xff\xd9"


def _contribution(words: str, chance: random.Random) -> dict[str, object]:
    digits = f"{chance.randrange(10**11):011d}"
    return {
        "id": str(_uuid(chance)),
        "schema": "seedbed/capture/1",
        "kind": "contribution",
        "made_at": datetime.now(UTC).isoformat(),
        "language": "en",
        "words": words,
        "prompt": "What is good here?",
        "mode": "spoken",
        "receipt": {"number": digits + check_digit(digits), "digest": chance.randbytes(32).hex()},
        "consent": {"scopes": ["take_part", "quote", "photo", "card"], "wording": "1", "language": "en"},
        "cards": {"age": "65_plus", "disability": "prefer_not_to_say"},
        "media": [],
    }


async def send_all(port: int, outboxes: Sequence[Sent], *, seed: int = 0) -> float:
    """Send all outboxes at the same moment; return the seconds until the last was acknowledged."""
    began = time.perf_counter()
    await asyncio.gather(*(_send(port, each, random.Random(f"{seed} {each.header}")) for each in outboxes))
    return time.perf_counter() - began


async def _send(port: int, device: Sent, chance: random.Random) -> None:
    line = _Line(port)
    try:
        for item in device.items:
            raw = json.dumps(item).encode()
            told = await _until_kept(line, device, f"/capture/items/{item['id']}/", raw, "", chance)
            for key in told["media_wanted"]:
                await _until_kept(line, device, f"/capture/media/{key}/", device.photos[key], "photo", chance)
    except (OSError, ValueError, asyncio.IncompleteReadError, AssertionError) as error:
        device.problem = f"{type(error).__name__}: {error}"
    finally:
        line.close()


async def _until_kept(
    line: _Line, device: Sent, address: str, raw: bytes, kind: str, chance: random.Random
) -> dict[str, list[str]]:
    """Send one thing until it is acknowledged, as a device does: again after a lost answer, later when asked to."""
    for _ in range(100):
        if chance.randrange(CUT_OFF_EVERY) == 0:
            await line.put(address, raw, device.header, kind, wait=False)
            device.again += 1
        began = time.perf_counter()
        status, told = await line.put(address, raw, device.header, kind)
        device.seconds.append(time.perf_counter() - began)
        if status in {200, 201}:
            return told
        if status not in {429, 503}:
            raise AssertionError(f"{address}: {status} {told}")
        device.again += 1
        await asyncio.sleep(chance.uniform(0.5, 3))
    raise AssertionError(f"{address}: never kept")


class _Line:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.ends: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def put(
        self, address: str, raw: bytes, header: str, kind: str, *, wait: bool = True
    ) -> tuple[int, dict[str, list[str]]]:
        """Send something; return status and answer, or nothing of it where it is not waited for."""
        for last in (False, True):
            if self.ends is None:
                self.ends = await asyncio.open_connection("127.0.0.1", self.port)
            try:
                return await asyncio.wait_for(self._put(address, raw, header, kind, wait=wait), PATIENCE)
            except (OSError, asyncio.IncompleteReadError):
                self.close()  # The site closes a connection that was idle for some time.
                if last:
                    raise
        raise AssertionError("the second try returns or raises")

    async def _put(
        self, address: str, raw: bytes, header: str, kind: str, *, wait: bool
    ) -> tuple[int, dict[str, list[str]]]:
        assert self.ends is not None
        reader, writer = self.ends
        more = f"X-Seedbed-Kind: {kind}\r\n" if kind else ""
        media_type = "image/jpeg" if kind else "application/json"
        head = (
            f"PUT {address} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nAuthorization: {header}\r\n{more}"
            f"Content-Type: {media_type}\r\nContent-Length: {len(raw)}\r\n\r\n"
        )
        writer.write(head.encode() + raw)
        await writer.drain()
        if not wait:
            self.close()
            return 0, {}
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        status = int(answer.split(" ", 2)[1])
        length = next(
            (int(each.split(":")[1]) for each in answer.split("\r\n") if each.lower().startswith("content-length")), 0
        )
        body = await reader.readexactly(length)
        return status, json.loads(body) if body[:1] == b"{" else {"body": [body[:200].decode("latin-1")]}

    def close(self) -> None:
        """Break the connection off."""
        if self.ends is not None:
            self.ends[1].close()
            self.ends = None
