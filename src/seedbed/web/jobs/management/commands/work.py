"""``work``: the worker of the queue, with a heartbeat, that sees to jobs that were left behind."""

from __future__ import annotations

import logging
import socket
import time
from typing import Any

from django.db import OperationalError, close_old_connections
from django_tasks_db.management.commands.db_worker import Command as QueueCommand

from seedbed.web.jobs.beating import Beating
from seedbed.web.jobs.left_behind import clear_old_entries, see_to_jobs_left_by
from seedbed.web.jobs.ticking import Ticking
from seedbed.web.ui.full_disk import is_disk_full

LOG = logging.getLogger(__name__)
SECONDS_UNTIL_ROOM = 10.0
"""How long to wait on a full disk before the next try."""
SECONDS_BETWEEN_LOOKS = 0.5


class Command(QueueCommand):
    """Do the long work that waits, one job at a time, until asked to end."""

    help = "Do the long work that waits, one job at a time, until asked to end."

    def add_arguments(self, parser: Any) -> None:
        """Take the queue's own options; look for work twice a second and start at once."""
        super().add_arguments(parser)
        parser.set_defaults(
            interval=SECONDS_BETWEEN_LOOKS,
            startup_delay=False,
            reload=False,
            verbosity=0,
            worker_id=f"{socket.gethostname()[:60]}-1",
        )

    def handle(self, **options: Any) -> None:
        """See to what an earlier worker of this name left behind, then work."""
        while True:
            try:
                self._work(**options)
            except OperationalError as error:
                if not is_disk_full(error):
                    raise
                # Ending would be of no use: whoever starts it again would soon give the whole site up.
                LOG.error("The disk is full: the worker waits for room.")  # noqa: TRY400 - nothing of it is a fault
                close_old_connections()
                time.sleep(SECONDS_UNTIL_ROOM)
            else:
                return

    def _work(self, **options: Any) -> None:
        worker = options["worker_id"]
        see_to_jobs_left_by(worker)
        clear_old_entries()
        with Beating(worker), Ticking():
            super().handle(**options)
