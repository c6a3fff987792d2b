"""Ctrl-C and a request to end: both tidy up, and neither breaks what must not be broken off."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SOON = 0.05
"""Seconds until another try."""

COMPILER = ("numba.", "llvmlite.")

_asked = threading.Event()


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Raise ``KeyboardInterrupt`` in the block for Ctrl-C and for a request to end.

    Not while kernels are compiled or loaded: the compiler calls back into Python from where an exception is lost, and
    goes on with what is half done. The block is then left as soon as the compiler has finished.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [signal.SIGTERM]
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # else a shell has switched it off
        numbers.append(signal.SIGINT)
    _asked.clear()
    before = {number: signal.signal(number, _stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def was_stopped() -> bool:
    """Return whether a signal has asked this command to stop."""
    return _asked.is_set()


def _stop(_: int, frame: FrameType | None) -> None:
    _asked.set()
    if hasattr(signal, "setitimer") and _compiles(frame):
        signal.signal(signal.SIGALRM, _stop)
        signal.setitimer(signal.ITIMER_REAL, SOON)
        return
    raise KeyboardInterrupt


def _compiles(frame: FrameType | None) -> bool:
    while frame is not None:
        if str(frame.f_globals.get("__name__", "")).startswith(COMPILER):
            return True
        frame = frame.f_back
    return False
