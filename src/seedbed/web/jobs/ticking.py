"""Recurring work: each worker looks for what is due, and whoever claims it first does it.

There is no clock service beside the platform: the database says when each task is due next, so two workers never
double it, and what fell due while nothing ran is done once at the next start.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from django.db import close_old_connections, connection
from django.utils import timezone

from seedbed.web.jobs.models import Recurring
from seedbed.web.jobs.titles import keep_title

LOG = logging.getLogger(__name__)
BETWEEN_LOOKS = 5.0
"""Seconds between two looks for what is due."""


@dataclass(frozen=True, slots=True)
class RecurringTask:
    """Work that is done again and again."""

    name: str
    interval: timedelta
    do: Callable[[datetime], object]


_TASKS: dict[str, RecurringTask] = {}


def every(name: str, interval: timedelta, do: Callable[[datetime], object], title: str = "") -> None:
    """Have something done again and again; a room calls it when it starts.

    Parameters
    ----------
    name
        A lasting name, such as ``listening.erase_due``.
    interval
        How long from one beginning to the next.
    do
        Called with the time it is; it must bear being called twice for the same time.
    title
        What people read that is done, marked for translation.
    """
    if title:
        keep_title(name, title)
    _TASKS[name] = RecurringTask(name, interval, do)


def all_recurring() -> list[RecurringTask]:
    """Return everything that is done again and again."""
    return list(_TASKS.values())


def do_what_is_due(now: datetime) -> list[str]:
    """Do all that is due and that nobody else has claimed; return the names of what was done well."""
    return [task.name for task in _TASKS.values() if _claimed(task, now) and _done(task, now)]


def _claimed(task: RecurringTask, now: datetime) -> bool:
    Recurring.objects.get_or_create(name=task.name, defaults={"due_at": now})
    due = Recurring.objects.filter(name=task.name, due_at__lte=now)
    return due.update(due_at=now + task.interval, began_at=now) == 1


def _done(task: RecurringTask, now: datetime) -> bool:
    ours = Recurring.objects.filter(name=task.name)
    try:
        task.do(now)
    except Exception:
        LOG.exception("The recurring task %s failed.", task.name)
        ours.update(failed_at=timezone.now())
        return False
    ours.update(done_at=timezone.now())
    return True


class Ticking:
    """Does what is due while the block runs, in a thread of its own beside a worker's long work."""

    def __init__(self) -> None:
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._tick_on, name="recurring work", daemon=True)

    def __enter__(self) -> Self:
        """Begin at once: what fell due while nothing ran waits already."""
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop after what is being done now."""
        self.over.set()
        self.thread.join(BETWEEN_LOOKS)

    def _tick_on(self) -> None:
        while True:
            try:
                do_what_is_due(timezone.now())
            except Exception:
                # The next look tries again; the database may be restarting.
                LOG.warning("The look for recurring work failed.", exc_info=True)
            finally:
                close_old_connections()
            if self.over.wait(BETWEEN_LOOKS):
                break
        connection.close()
