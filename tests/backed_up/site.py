"""``python -m tests.backed_up.site fill|withdraw RECEIPT|look``: a small site; each in a process of its own.

One line of JSON comes out.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

SIZE = 200_000
"""Of a file that does not compress to nothing."""
SAID = ("The lift is broken.", 'Tabs\tand "\\N"\nand lines', "عندي سؤال", "ÄŁÔ 🌱")


def _fill() -> dict[str, Any]:
    from django.conf import settings

    from seedbed.web.config.first_start import bring_database_up_to_date
    from seedbed.web.consent.actions import welcome
    from seedbed.web.listening.actions import record_contribution
    from seedbed.web.people.actions import first_owner
    from seedbed.web.places.actions import start_neighbourhood, start_partnership, start_programme

    bring_database_up_to_date()
    owner = first_owner()
    partnership = start_partnership(by=owner, name="Ashby Partnership")
    programme = start_programme(by=owner, partnership=partnership, name="Ashby 2026", invented=True)
    place = start_neighbourhood(by=owner, programme=programme, name="Millbrook")
    receipts = []
    for words in SAID:
        someone = welcome(by=owner, neighbourhood=place, cards={"age": "65 to 74"}, scopes=["take_part", "card"])
        told = record_contribution(
            by=owner, neighbourhood=place, words=words, said_on=date(2026, 3, 1), participant=someone
        )
        receipts.append(told.receipt_id)
    files = settings.MEDIA_ROOT / "step1"
    files.mkdir(parents=True, exist_ok=True)
    (files / "profile.html").write_text("made")
    (files / "picture.txt").write_text(random.Random(1).randbytes(SIZE // 2).hex())
    return {"receipts": receipts}


def _withdraw(receipt: str) -> dict[str, Any]:
    from seedbed.web.listening.actions import withdraw_contribution
    from seedbed.web.listening.models import Contribution

    contribution = Contribution.objects.get(receipt=receipt)
    withdraw_contribution(by=None, contribution=contribution, why="They asked.", by_holder=True)
    return {"at": datetime.now(UTC).isoformat()}


def _look() -> dict[str, Any]:
    from django.apps import apps
    from django.conf import settings

    from seedbed.web.golden_thread.models import Tombstone
    from seedbed.web.listening.models import Contribution

    contributions = Contribution.objects.order_by("pk")
    gone = set(Tombstone.objects.values_list("bead_id", flat=True))
    files = settings.MEDIA_ROOT
    return {
        "words": [each.words for each in contributions],
        "hidden": [each.words for each in contributions if each.pk in gone],
        "counts": {model._meta.db_table: model._default_manager.count() for model in apps.get_models()},
        "files": {path.relative_to(files).as_posix(): path.read_text() for path in files.rglob("*") if path.is_file()},
    }


def main() -> None:
    """Do what was asked and print what came of it."""
    import django

    django.setup()
    acts: dict[str, Callable[..., dict[str, Any]]] = {"fill": _fill, "withdraw": _withdraw, "look": _look}
    told = acts[sys.argv[1]](*sys.argv[2:])
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
