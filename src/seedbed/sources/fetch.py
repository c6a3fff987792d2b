"""Fetch publishers' files politely: one at a time, cached, whole or not at all.

A file is streamed to a hidden name beside its place and renamed when it is whole. What comes is checked: an error page
instead of a table, an empty or cut file is refused in words. A publisher is asked again only after ``minimum_age``,
and then only whether the file has changed.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from seedbed import __version__
from seedbed.errors import BadInputError, UserError
from seedbed.formats.files import write_whole

LOOPBACK = ("127.0.0.1", "localhost", "::1")
TRY_AGAIN = (429, 500, 502, 503, 504)
HTML_STARTS = (b"<!doctype", b"<html", b"<head", b'<?xml version="1.0"?><html')
ZIP_START, ZIP_END = b"PK\x03\x04", b"PK\x05\x06"


@dataclass(frozen=True, slots=True)
class Patience:
    """How long, how large and how often.

    Parameters
    ----------
    connect, read
        Seconds to wait for a connection and for the next piece.
    whole
        Seconds for the whole file.
    largest
        Bytes after which a file is refused.
    tries
        How often to ask when the publisher is busy or the connection breaks.
    pause
        Seconds before the second try, doubled each time; a publisher's own Retry-After is kept.
    longest_pause
        Seconds beyond which no pause goes, whatever the publisher asks.
    minimum_age
        Seconds for which a fetched file is used without asking the publisher again.
    """

    connect: float = 20
    read: float = 60
    whole: float = 1800
    largest: int = 2_000_000_000
    tries: int = 4
    pause: float = 2
    longest_pause: float = 120
    minimum_age: float = 86_400


@dataclass(frozen=True, slots=True)
class Fetched:
    """What a fetch did."""

    path: Path
    bytes: int
    fresh: bool
    """True where the file came now; False where the one already there is still good."""


Watcher = Callable[[float, float, str], None]


def fetch(url: str, path: Path, *, patience: Patience | None = None, watch: Watcher | None = None) -> Fetched:
    """Fetch one file from its publisher.

    Parameters
    ----------
    url
        Where it is; ``https`` except on this computer.
    path
        Where to put it. A small ``.json`` beside it remembers the publisher's version marks.
    patience
        Limits; the defaults suit a slow connection.
    watch
        Called as ``watch(bytes_done, bytes_in_all_or_0, name)``; may raise to stop.

    Raises
    ------
    UserError
        If the publisher cannot be reached, is too slow, or refuses.
    BadInputError
        If what came is an error page, empty, cut short or too large. Nothing is left behind.
    """
    limits = patience or Patience()
    _check_address(url)
    marks = _Marks(path)
    if path.exists() and marks.age(url) < limits.minimum_age:
        return Fetched(path, path.stat().st_size, fresh=False)
    reason = "it was never asked"
    for attempt in range(limits.tries):
        answer = _try_once(url, path, marks, limits, watch)
        if isinstance(answer, Fetched):
            return answer
        reason = answer.reason
        if attempt + 1 < limits.tries:
            time.sleep(_pause(answer, attempt, limits))
    raise _unreachable(url, reason)


@dataclass(frozen=True, slots=True)
class _Busy:
    """Why a try did not succeed, where another may."""

    reason: str
    retry_after: float | None = None


class _Marks:
    """The publisher's version marks of a file, kept beside it."""

    def __init__(self, path: Path) -> None:
        self._file = path.with_name(f".{path.name}.fetched.json")
        self._path = path

    def _read(self) -> dict[str, str]:
        try:
            found = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) and self._path.exists() else {}

    def age(self, url: str) -> float:
        """Return the seconds since the publisher was last asked for this file."""
        if self._read().get("url") != url:
            return float("inf")
        return time.time() - self._file.stat().st_mtime

    def headers(self, url: str) -> dict[str, str]:
        """Return headers that ask for the file only if it has changed."""
        marks = self._read()
        if marks.get("url") != url:
            return {}
        pairs = (("If-None-Match", marks.get("etag")), ("If-Modified-Since", marks.get("modified")))
        return {name: value for name, value in pairs if value}

    def keep(self, url: str, headers: httpx.Headers) -> None:
        """Remember the marks of the file just fetched."""
        marks = {"url": url, "etag": headers.get("etag", ""), "modified": headers.get("last-modified", "")}
        self._file.write_text(json.dumps(marks), encoding="utf-8")

    def touch(self) -> None:
        """Remember that the publisher was asked now."""
        self._file.touch()


def _check_address(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK):
        return
    raise UserError(
        f"The address {url} is not fetched.", "Files are fetched over https only.", "Give an address with https://."
    )


def _try_once(url: str, path: Path, marks: _Marks, limits: Patience, watch: Watcher | None) -> Fetched | _Busy:
    try:
        with _open(url, marks.headers(url), limits) as response:
            if response.status_code == httpx.codes.NOT_MODIFIED:
                marks.touch()
                return Fetched(path, path.stat().st_size, fresh=False)
            if response.status_code in TRY_AGAIN:
                return _Busy(f"it answered {response.status_code}", _retry_after(response))
            _check_answer(response, url)
            size = _save(response, path, limits, watch)
            marks.keep(url, response.headers)
            return Fetched(path, size, fresh=True)
    except httpx.TooManyRedirects:
        raise _unreachable(url, "it sends the request round in a circle") from None
    except httpx.TimeoutException:
        return _Busy(f"it did not answer within {limits.read:g} seconds")
    except httpx.TransportError as error:
        return _Busy(f"the connection failed ({error})" if str(error) else "the connection failed")


@contextmanager
def _open(url: str, headers: dict[str, str], limits: Patience) -> Iterator[httpx.Response]:
    timeout = httpx.Timeout(limits.read, connect=limits.connect)
    own = {"User-Agent": f"seedbed/{__version__} (open data for neighbourhoods)", **headers}

    def check_redirect(request: httpx.Request) -> None:
        _check_address(str(request.url))

    hooks = {"request": [check_redirect]}
    with (
        httpx.Client(timeout=timeout, follow_redirects=True, max_redirects=5, event_hooks=hooks) as client,
        client.stream("GET", url, headers=own) as response,
    ):
        yield response


def _check_answer(response: httpx.Response, url: str) -> None:
    if response.status_code != httpx.codes.OK:
        raise _unreachable(url, f"it answered {response.status_code} {response.reason_phrase}".strip())


def _save(response: httpx.Response, path: Path, limits: Patience, watch: Watcher | None) -> int:
    url = str(response.url)
    expected = _expected_size(response)
    if expected > limits.largest:
        raise _too_large(url, limits.largest)
    path.parent.mkdir(parents=True, exist_ok=True)
    with write_whole(path) as hidden:
        done = _stream(response, hidden, expected, limits, watch)
        _check_file(hidden, path.name, url)
        # A compressed transfer is counted by what came over the wire, not by what it became.
        if expected and response.num_bytes_downloaded != expected:
            raise _cut(url, f"{response.num_bytes_downloaded:,} of {expected:,} bytes came")
    return done


def _stream(response: httpx.Response, hidden: Path, expected: int, limits: Patience, watch: Watcher | None) -> int:
    """Write the answer piece by piece; return the bytes written."""
    done, start = 0, time.monotonic()
    with hidden.open("wb") as file:
        for piece in response.iter_bytes():
            done += len(piece)
            if done > limits.largest:
                raise _too_large(str(response.url), limits.largest)
            if time.monotonic() - start > limits.whole:
                raise _unreachable(str(response.url), f"the file did not come within {limits.whole:g} seconds")
            file.write(piece)
            if watch:
                watch(response.num_bytes_downloaded, expected, hidden.name)
    return done


def _check_file(hidden: Path, name: str, url: str) -> None:
    """Refuse an empty file, an error page and a cut zip."""
    size = hidden.stat().st_size
    if size == 0:
        raise BadInputError(
            f"The file from {url} is empty.",
            f"{name} has no bytes.",
            "Try again later, or get it by hand: 'seedbed data sources' says where.",
        )
    with hidden.open("rb") as file:
        start = file.read(512)
        file.seek(max(0, size - 65_600))
        end = file.read()
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(HTML_STARTS):
        raise BadInputError(
            f"The publisher sent a web page instead of {name}.",
            f"What came from {url} is HTML, most often an error or a sign-in page.",
            "Open the address in a browser, or get the file by hand: 'seedbed data sources' says where.",
        )
    if start.startswith(ZIP_START) and ZIP_END not in end:
        raise _cut(url, f"the end of the zip file {name} is missing")


def _expected_size(response: httpx.Response) -> int:
    text = response.headers.get("content-length", "")
    return int(text) if text.isdigit() else 0


def _retry_after(response: httpx.Response) -> float | None:
    text = response.headers.get("retry-after", "")
    return float(text) if text.isdigit() else None


def _pause(busy: _Busy, attempt: int, limits: Patience) -> float:
    wanted = busy.retry_after if busy.retry_after is not None else limits.pause * 2**attempt
    return min(wanted, limits.longest_pause)


def _unreachable(url: str, reason: str) -> UserError:
    return UserError(
        f"The file could not be fetched from {url}.",
        f"The publisher was asked, but {reason}.",
        "Try again later, or get the file by hand: 'seedbed data sources' says where.",
    )


def _cut(url: str, reason: str) -> BadInputError:
    return BadInputError(
        f"The file from {url} was cut short.",
        f"Only part of it arrived: {reason}.",
        "Run the command again. The part was thrown away.",
    )


def _too_large(url: str, largest: int) -> BadInputError:
    return BadInputError(
        f"The file from {url} is larger than expected.",
        f"It has more than {largest:,} bytes.",
        "Check the address. Nothing was kept.",
    )
