"""``python -m tests.live_maps.site prepare EDITORS FACTORS LINKS|look MAP``: lays out a map, says what became of it.

Each runs in a process of its own, so that nothing of the tests' own Django is in the way. One line of JSON comes out.
"""

from __future__ import annotations

import json
import random
import sys
from base64 import b64encode
from typing import TYPE_CHECKING, Any
from uuid import UUID

if TYPE_CHECKING:
    from seedbed.web.step5_agenda.shared.document import Document


def _prepare(editors: int, factors: int, links: int) -> dict[str, Any]:
    from django.test import Client

    from seedbed.web.people.actions import create_account, first_owner, grant
    from seedbed.web.people.roles import Role
    from seedbed.web.places.actions import start_neighbourhood, start_partnership, start_programme
    from seedbed.web.step5_agenda.actions import start_map
    from seedbed.web.step5_agenda.shared.keeping import change

    _make_tables()
    first_owner()
    partnership = start_partnership(by=None, name="Ashby Partnership")
    programme = start_programme(by=None, partnership=partnership, name="Ashby 2026", invented=True)
    neighbourhood = start_neighbourhood(by=None, programme=programme, name="Millbrook")
    made = start_map(by=None, neighbourhood=neighbourhood, name="Damp homes")
    change(by=None, of=made, how=lambda document: _draw(document, factors, links))
    sessions = []
    for number in range(editors):
        person = create_account(by=None, name=f"Editor {number}", email=f"editor{number}@example.org")
        grant(by=None, user=person, scope=programme.scope, role=Role.FACILITATOR)
        client = Client()
        client.force_login(person)
        sessions.append(client.cookies["seedbed"].value)
    return {"map": made.pk, "sessions": sessions}


def _make_tables() -> None:
    """Make the tables as they are now, without the steps that led there: those take ten times as long."""
    from django.apps import apps
    from django.conf import settings
    from django.core.management import call_command

    settings.ENVIRONMENT.data_folder.mkdir(parents=True, exist_ok=True)
    settings.MIGRATION_MODULES = dict.fromkeys(room.label for room in apps.get_app_configs())
    call_command("migrate", run_syncdb=True, verbosity=0)


def _draw(document: Document, factors: int, links: int) -> None:
    chance = random.Random(8)
    keys = [str(UUID(int=chance.getrandbits(128), version=4)) for _ in range(factors)]
    for number, key in enumerate(keys):
        place = {"x": 200.0 * (number % 20), "y": 110.0 * (number // 20)}
        document.put("factors", key, name=f"Factor {number}", role="ordinary", note="", **place)
    for _ in range(links):
        cause, effect = chance.choice(keys), chance.choice(keys)
        told = {"polarity": "same", "strength": "medium", "delay": "none", "confidence": "low", "because": ""}
        document.put("links", str(UUID(int=chance.getrandbits(128), version=4)), cause=cause, effect=effect, **told)


def _look(number: int) -> dict[str, Any]:
    from seedbed.web.step5_agenda.models import SystemMap
    from seedbed.web.step5_agenda.shared.keeping import load

    found = SystemMap.objects.get(pk=number)
    factors = found.factors.filter(removed_at=None).values_list("key", "name", "x", "y", "note", "bead__payload__name")
    links = found.links.filter(removed_at=None).values_list("key", "cause__key", "effect__key", "strength")
    return {
        "document": b64encode(load(found).whole()).decode(),
        "factors": {str(key): told for key, *told in factors},
        "links": {str(key): [str(cause), str(effect), strength] for key, cause, effect, strength in links},
    }


def main() -> None:
    """Do what was asked and print what came of it."""
    import django

    django.setup()
    numbers = [int(each) for each in sys.argv[2:]]
    told = _look(*numbers) if sys.argv[1] == "look" else _prepare(*numbers)
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
