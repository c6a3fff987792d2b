"""``python -m seedbed.web.config.prepare``: makes a site ready to be opened, in a process of its own.

Speaks to whoever started it in lines of JSON on stdout: ``progress`` (done, total, what), then either ``ready`` (the
path to open first) or ``error`` (what, why, next_step, exit_code).
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from seedbed.errors import UserError


class Teller:
    """Tells, one line of JSON at a time."""

    def __init__(self) -> None:
        # What libraries print must not end up between the lines.
        self.stream, sys.stdout = sys.stdout, sys.stderr

    def __call__(self, done: float, total: float, what: str) -> None:
        """Tell how far the work is."""
        self.tell({"progress": [done, total, what]})

    def tell(self, line: dict[str, Any]) -> None:
        """Tell one thing."""
        self.stream.write(json.dumps(line) + "\n")
        self.stream.flush()


def main() -> int:
    """Make the site ready; return the exit code."""
    teller = Teller()
    try:
        teller.tell({"ready": _prepare(teller)})
    except UserError as error:
        told = {"what": error.what, "why": error.why, "next_step": error.next_step, "exit_code": error.exit_code}
        teller.tell({"error": told})
        return error.exit_code
    return 0


def _prepare(teller: Teller) -> str:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seedbed.web.config.settings")
    import django

    teller(0, 10, "Starting")
    django.setup()
    from seedbed.web.config.first_start import bring_database_up_to_date, first_page
    from seedbed.web.config.settings import ENVIRONMENT

    teller(1, 10, "Laying out the database")
    bring_database_up_to_date()
    if ENVIRONMENT.demonstration:
        from seedbed.web.config.demonstration import fill_with_the_story

        return fill_with_the_story(teller)
    return first_page(new_link="--new-entry" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
