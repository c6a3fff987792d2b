"""Answers each request in one thread from beginning to end; threads, and their connections to the database, stay.

Django's own handler goes back and forth between its loop and a new thread for each part of an answer, and opens the
database anew for each request: together more work than most answers.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from typing import IO, Any

from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.signals import request_started
from django.http import FileResponse
from django.urls import set_script_prefix

READING, WRITING = 8, 8
"""Threads that answer. Who writes waits for others who write; who only reads waits for none of them."""


class InOneThread(ASGIHandler):
    """Hands each request over to a thread once."""

    def __init__(self) -> None:
        super().__init__()
        self.reading = ThreadPoolExecutor(READING, thread_name_prefix="reading")
        self.writing = ThreadPoolExecutor(WRITING, thread_name_prefix="writing")

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002 - Django's signature
        """Load all of it as plain functions."""
        super().load_middleware(is_async=False)

    async def handle(self, scope: Any, receive: Any, send: Any) -> None:
        """Read a request, have it answered, and send the answer."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with closing(body):
            await self._answered(scope, body, send)

    async def _answered(self, scope: Any, body: IO[bytes], send: Any) -> None:
        threads = self.reading if scope["method"] in {"GET", "HEAD"} else self.writing
        answer = await _in_thread(threads, lambda: self._answer(scope, body))
        if answer.streaming and not answer.is_async:
            answer.streaming_content = _blocks(threads, iter(answer.streaming_content))
        try:
            await self.send_response(answer, send)
        finally:
            if answer.streaming:
                await _in_thread(threads, answer.close)

    def _answer(self, scope: Any, body: IO[bytes]) -> Any:
        """Return the answer, closed unless it is still to be read."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        request, refusal = self.create_request(scope, body)
        answer: Any = refusal if request is None else self.get_response(request)
        answer._handler_class = self.__class__  # noqa: SLF001 - as Django's own handlers do
        if isinstance(answer, FileResponse):
            answer.block_size = self.chunk_size
        if not answer.streaming:
            answer.close()
        return answer


async def _blocks(threads: ThreadPoolExecutor, blocks: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Read a long answer in threads, block by block."""
    while (block := await _in_thread(threads, lambda: next(blocks, None))) is not None:
        yield block


async def _in_thread(threads: ThreadPoolExecutor, work: Callable[[], Any]) -> Any:
    """Run work in a thread, which keeps nothing of the request that was there before."""
    return await asyncio.get_running_loop().run_in_executor(threads, copy_context().run, work)
