"""The process of a keeper. The site is set up here, before anything that needs tables is imported."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor


def begin_process() -> ProcessPoolExecutor:
    """Return one process that knows this site."""
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_prepare)


def _prepare() -> None:
    """Be ready to work, until the one who asks for it is gone, however it ends."""
    for asked in (signal.SIGINT, signal.SIGTERM):  # both come to all processes of a site; the other one ends us in time
        signal.signal(asked, signal.SIG_IGN)
    threading.Thread(target=_end_with_the_other, name="other", daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(5)  # keeping may wait a moment, sending on may not
    import django

    django.setup(set_prefix=False)


def _end_with_the_other() -> None:
    if (other := multiprocessing.parent_process()) is not None:
        other.join()
        os._exit(1)
