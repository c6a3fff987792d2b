"""``python -m seedbed.web.config.worker_process NAME``: does the long work that waits in the queue."""

from __future__ import annotations

import os
import sys

from seedbed.web.config.watched import end_with_the_supervisor


def main() -> None:
    """Work until asked to end."""
    end_with_the_supervisor()
    work(sys.argv[1])


def work(name: str) -> None:
    """Work under a name until asked to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.web.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("work", worker_id=name)


if __name__ == "__main__":
    main()
