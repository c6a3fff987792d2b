"""``work``: the worker of the queue, with a heartbeat, that sees to jobs that were left behind."""

from __future__ import annotations

import socket
from typing import Any

from django_tasks_db.management.commands.db_worker import Command as QueueCommand

from seedbed.web.jobs.beating import Beating
from seedbed.web.jobs.left_behind import clear_old_entries, see_to_jobs_left_by
from seedbed.web.jobs.ticking import Ticking

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
        worker = options["worker_id"]
        see_to_jobs_left_by(worker)
        clear_old_entries()
        with Beating(worker), Ticking():
            super().handle(**options)
