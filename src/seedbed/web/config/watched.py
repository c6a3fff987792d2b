"""What a process that is looked after does for its part: it ends when the one who looks after it is gone."""

from __future__ import annotations

import os
import signal
import threading
import time

from seedbed.web.config.supervisor import GRACE


def end_with_the_supervisor() -> None:
    """Ask this process to end as soon as its input is closed, which happens whatever ends the other side."""
    threading.Thread(target=_wait_for_the_end, name="supervisor", daemon=True).start()


def _wait_for_the_end() -> None:
    # Not through sys.stdin, whose lock Python wants for itself when it ends.
    while os.read(0, 1024):
        pass
    _ask_to_end()
    # Whoever watched us cannot ask again; a job that did not end is then cut short, but tidies up.
    time.sleep(GRACE)
    _ask_to_end()


def _ask_to_end() -> None:
    if os.name == "posix":
        os.kill(os.getpid(), signal.SIGTERM)
    else:
        # There a request to end would end it at once; what Ctrl-C does lets it finish what it does.
        signal.raise_signal(signal.SIGINT)
