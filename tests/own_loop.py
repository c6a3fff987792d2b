"""Coroutines in tests: each runs in a thread of its own, because a browser's journey leaves its loop in the test's."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Told = TypeVar("Told")


def outcome_of(work: Coroutine[Any, Any, Told]) -> Told:
    """Return what a coroutine returns, whichever loop the test's own thread holds."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()
