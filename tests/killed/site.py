"""``python -m tests.killed.site prepare|look``: lays a site out for writers, and says afterwards what it holds.

Each runs in a process of its own, so that nothing of the tests' own Django is in the way. One line of JSON comes out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

WRITERS = 4


def _prepare() -> dict[str, Any]:
    from django.test import Client

    from seedbed.web.config.first_start import bring_database_up_to_date
    from seedbed.web.people.actions import create_account, first_owner, grant
    from seedbed.web.people.roles import Role
    from seedbed.web.places.actions import start_neighbourhood, start_partnership, start_programme
    from tests.unit.web.conftest import sign_in

    bring_database_up_to_date()
    first_owner()
    partnership = start_partnership(by=None, name="Ashby Partnership")
    programme = start_programme(by=None, partnership=partnership, name="Ashby 2026", invented=True)
    neighbourhood = start_neighbourhood(by=None, programme=programme, name="Millbrook")
    cookies = []
    for number in range(WRITERS):
        person = create_account(by=None, name=f"Dev {number}", email=f"dev{number}@example.org")
        grant(by=None, user=person, scope=programme.scope, role=Role.FACILITATOR)
        client = Client()
        sign_in(client, person)
        cookies.append(client.cookies["seedbed"].value)
    return {"slug": neighbourhood.slug, "cookies": cookies}


def _look() -> dict[str, Any]:
    from seedbed.thread.kinds import BeadKind
    from seedbed.web.golden_thread.models import Bead
    from seedbed.web.jobs.models import Job
    from seedbed.web.listening.models import Contribution
    from seedbed.web.people.models import AuditEvent

    told = AuditEvent.objects.filter(action="listening.record").values_list("subject", flat=True)
    said = {f"contribution:{number}" for number in Contribution.objects.values_list("pk", flat=True)}
    themes = Bead.objects.filter(kind=BeadKind.THEME.value).values_list("payload", flat=True)
    return {
        "kept": Counter([*Contribution.objects.values_list("words", flat=True), *(each["name"] for each in themes)]),
        "not_told_once": sorted(said.symmetric_difference(told)) + [one for one, n in Counter(told).items() if n > 1],
        "jobs": {str(job.pk): job.state for job in Job.objects.all()},
        "without_a_reason": [str(job.pk) for job in Job.objects.filter(state="failed", error=None)],
    }


def main() -> None:
    """Do what was asked and print what came of it."""
    import django

    django.setup()
    sys.stdout.write(json.dumps({"prepare": _prepare, "look": _look}[sys.argv[1]]()) + "\n")


if __name__ == "__main__":
    main()
