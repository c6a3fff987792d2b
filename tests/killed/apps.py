"""Long work for the site that is killed: it counts to twenty."""

from __future__ import annotations

import time

from django.apps import AppConfig

TASK = "killed.count"
NUMBERS, PAUSE = 20, 0.05


class KilledConfig(AppConfig):
    """What the site that is killed has more than others."""

    name = "tests.killed"
    label = "killed"

    def ready(self) -> None:
        """Make the work known."""
        from seedbed.web.jobs.tasks import Report, register

        def count(report: Report) -> str:
            for number in range(NUMBERS):
                report(number, NUMBERS, "Counting")
                time.sleep(PAUSE)
            return "/"

        register(TASK, count)
