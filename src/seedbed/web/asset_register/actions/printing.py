"""A PDF of a long list: asked for here, made by the queue, kept for a few days."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import transaction

from seedbed.web.asset_register.print_models import AssetPrint
from seedbed.web.asset_register.printing import Printed
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

TASK = "asset_register.print"
KEPT_FOR = timedelta(days=7)
"""What is printed is soon out of date, and made again."""


@transaction.atomic
def ask_for_print(
    *, by: User | None, neighbourhood: Neighbourhood, document: str, printed: Printed
) -> tuple[AssetPrint, Job]:
    """Keep what is to be printed, and put making it into the queue."""
    asked = AssetPrint.objects.create(neighbourhood=neighbourhood, document=document, asked=asdict(printed), made_by=by)
    record(by=by, action="assets.print", scope=neighbourhood.scope, subject=f"asset_print:{asked.pk}")
    title = f"Printing the assets of {neighbourhood.name}"[:200]
    arguments = {"number": str(asked.pk)}
    return asked, start(by=by, scope=neighbourhood.scope, task=TASK, title=title, arguments=arguments)


def forget_old_prints(now: datetime) -> None:
    """Let go of what was printed a while ago."""
    AssetPrint.objects.filter(made_at__lte=now - KEPT_FOR).delete()
