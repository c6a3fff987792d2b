"""Requests of the one process that answers pages: each in one thread, readers never behind writers."""

from __future__ import annotations

import asyncio
import io
import threading
from collections.abc import Callable
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from seedbed.web.config.one_thread import WRITING, InOneThread
from tests.own_loop import outcome_of


class Answering(InOneThread):
    """Has a function of the test answer, without pages and middleware."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponseBase]) -> None:
        super().__init__()
        self._middleware_chain = answer

    def load_middleware(self, is_async: bool = False) -> None:
        """Load none."""

    async def read_body(self, receive: Any) -> Any:
        """Note where it is put."""
        self.body = await super().read_body(receive)
        return self.body


async def ask(site: InOneThread, method: str, sent: bytes = b"") -> tuple[int, bytes]:
    """Return status and body of an answer."""
    scope: Any = {
        "type": "http",
        "method": method,
        "path": "/",
        "query_string": b"",
        "headers": [(b"host", b"testserver")],
    }
    told: list[dict[str, Any]] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": sent}

    async def send(message: Any) -> None:
        told.append(message)

    await site(scope, receive, send)
    return told[0]["status"], b"".join(part.get("body", b"") for part in told[1:])


def test_all_of_an_answer_is_made_in_one_thread() -> None:
    seen: list[str] = []

    class Noted(HttpResponse):
        def close(self) -> None:
            seen.append(threading.current_thread().name)
            super().close()

    def answer(request: HttpRequest) -> HttpResponse:
        seen.append(threading.current_thread().name)
        return Noted(request.read())

    assert outcome_of(ask(Answering(answer), "PUT", b"what was sent")) == (200, b"what was sent")
    assert len(seen) == 2
    assert len(set(seen)) == 1
    assert seen[0].startswith("writing")


def test_a_page_is_answered_while_all_who_write_wait() -> None:
    let_on = threading.Event()

    def answer(request: HttpRequest) -> HttpResponse:
        if request.method == "PUT":
            assert let_on.wait(20)
        return HttpResponse(request.method)

    async def ask_all() -> tuple[tuple[int, bytes], list[tuple[int, bytes]]]:
        site = Answering(answer)
        writers = [asyncio.ensure_future(ask(site, "PUT")) for _ in range(WRITING + 2)]
        await asyncio.sleep(0)
        read = await ask(site, "GET")
        let_on.set()
        return read, await asyncio.gather(*writers)

    read, written = outcome_of(ask_all())

    assert read == (200, b"GET")
    assert written == [(200, b"PUT")] * (WRITING + 2)


def test_a_file_is_sent_whole_and_closed_afterwards() -> None:
    file = io.BytesIO(b"x" * 200_000)

    status, body = outcome_of(ask(Answering(lambda _: FileResponse(file)), "GET"))

    assert (status, len(body)) == (200, 200_000)
    assert file.closed


def test_what_was_sent_is_put_away_once_it_is_answered() -> None:
    site = Answering(lambda _: HttpResponse())

    outcome_of(ask(site, "PUT", b"a photo"))

    assert site.body.closed
