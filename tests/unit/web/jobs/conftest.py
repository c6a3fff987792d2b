"""The queue's worker, run inside a test, leaves nothing behind in the process of the tests."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

TAKEN = (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    """Give back the signals that a worker takes for itself and keeps; else tests of stopping meet its handlers."""
    before = {number: signal.getsignal(number) for number in TAKEN}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)
