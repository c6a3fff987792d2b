"""``python -m tests.coming_back.site prepare DEVICES|look``: lays a site out for devices, and says what it holds.

Each runs in a process of its own, so that nothing of the tests' own Django is in the way. One line of JSON comes out.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import timedelta
from typing import Any


def _prepare(devices: int) -> dict[str, Any]:
    from django.utils import timezone

    from seedbed.thread.payloads.heard import EventPayload
    from seedbed.web.capture.actions import join, make_code
    from seedbed.web.config.first_start import bring_database_up_to_date
    from seedbed.web.golden_thread.actions import add_bead
    from seedbed.web.people.actions import first_owner
    from seedbed.web.places.actions import start_neighbourhood, start_partnership, start_programme

    bring_database_up_to_date()
    owner = first_owner()
    partnership = start_partnership(by=None, name="Ashby Partnership")
    programme = start_programme(by=None, partnership=partnership, name="Ashby 2026", invented=True)
    neighbourhood = start_neighbourhood(by=None, programme=programme, name="Millbrook")
    payload = EventPayload(name="Market day", held_on=timezone.localdate())
    event = add_bead(by=None, programme=programme, neighbourhood=neighbourhood, payload=payload)
    ends = timezone.now() + timedelta(hours=6)
    _, token = make_code(by=owner, neighbourhood=neighbourhood, event=event, ends_at=ends, most_devices=devices)
    let_in = [join(token=token) for _ in range(devices)]
    return {"headers": [f"Device {device.pk}:{secret}" for device, secret in let_in]}


def _look() -> dict[str, Any]:
    from seedbed.web.capture.models import Item
    from seedbed.web.listening.models import Contribution, ContributionMedia
    from seedbed.web.people.models import AuditEvent

    received = AuditEvent.objects.filter(action="capture.receive").count()
    return {
        "words": Counter(Contribution.objects.values_list("words", flat=True)),
        "items": [str(number) for number in Item.objects.values_list("pk", flat=True)],
        "files": [str(number) for number in ContributionMedia.objects.values_list("media_id", flat=True)],
        "received": received,
    }


def main() -> None:
    """Do what was asked and print what came of it."""
    import django

    django.setup()
    told = _look() if sys.argv[1] == "look" else _prepare(int(sys.argv[2]))
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
