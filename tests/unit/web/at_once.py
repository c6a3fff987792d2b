"""Two people doing something at the same moment."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

from seedbed.errors import UserError


def at_once(*actions: Callable[[], Any]) -> list[str]:
    """Do things in threads that start together; return what was refused."""
    start = Barrier(len(actions))

    def one(action: Callable[[], Any]) -> str:
        start.wait()
        try:
            action()
        except UserError as error:
            return error.what
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(len(actions)) as threads:
        return [refused for refused in threads.map(one, actions) if refused]
