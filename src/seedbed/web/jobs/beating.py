"""A worker's heartbeat: how others know that it lives, while it works and while it waits."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from types import TracebackType
from typing import Self

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from seedbed.web.jobs.left_behind import see_to_jobs_of_silent_workers
from seedbed.web.jobs.models import Heartbeat

LOG = logging.getLogger(__name__)
BETWEEN_BEATS = 5.0
"""Seconds between two signs of life."""
SILENT_AFTER = timedelta(seconds=60)
"""A worker of which nothing was heard for so long is taken for dead."""


class Beating:
    """Beats while the block runs, in a thread of its own; also looks for workers that fell silent."""

    def __init__(self, worker: str) -> None:
        self.worker = worker
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._beat_on, name="heartbeat", daemon=True)

    def __enter__(self) -> Self:
        """Beat once, so that the worker is known from the start, then go on beside its work."""
        beat(self.worker)
        self.thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop, and take the sign of life away: a worker that ended well is not silent but gone."""
        self.over.set()
        self.thread.join(BETWEEN_BEATS)
        Heartbeat.objects.filter(worker=self.worker).delete()

    def _beat_on(self) -> None:
        while not self.over.wait(BETWEEN_BEATS):
            try:
                beat(self.worker)
                see_to_jobs_of_silent_workers(timezone.now() - SILENT_AFTER)
            except DatabaseError:
                # The next beat tries again; the database may be restarting.
                LOG.warning("The heartbeat of worker %s could not be written.", self.worker, exc_info=True)
            finally:
                close_old_connections()
        connection.close()


def beat(worker: str) -> None:
    """Write down that a worker lives."""
    Heartbeat.objects.update_or_create(worker=worker, defaults={"seen_at": timezone.now()})


def a_worker_lives() -> bool:
    """Say whether any worker was heard of lately."""
    return Heartbeat.objects.filter(seen_at__gte=timezone.now() - SILENT_AFTER).exists()
